#include "ui/shell/dock_title.h"

#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"
#include "ui/theme/palette.h"

#include <QPainter>

namespace interleave::shell {

namespace metrics = theme::metrics;

namespace {

constexpr int titleHeight = 36;

} // namespace

DockTitle::DockTitle(const QString& title, QWidget* parent) : QWidget(parent), m_title(title)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void DockTitle::setTitle(const QString& title)
{
    m_title = title;
    update();
}

void DockTitle::setNote(const QString& note)
{
    m_note = note;
    update();
}

QSize DockTitle::sizeHint() const
{
    return {120, titleHeight};
}

void DockTitle::paintEvent(QPaintEvent*)
{
    const theme::Palette& colours = theme::paletteFor(*this);
    QPainter painter(this);
    painter.fillRect(rect(), colours.panel);
    painter.setFont(theme::font(theme::TextRole::SecondaryLine));
    painter.setPen(colours.secondary);
    const QRect row = rect().adjusted(metrics::padding, 0, -metrics::padding, 0);
    const int title = theme::textWidth(m_title, theme::TextRole::Title) + metrics::groupGap;
    const QString note = painter.fontMetrics().elidedText(m_note, Qt::ElideMiddle, row.width() - title);
    painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, note);
    painter.setFont(theme::font(theme::TextRole::Title));
    painter.setPen(colours.text);
    painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, m_title);
}

} // namespace interleave::shell
