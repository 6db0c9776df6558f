#include "ui/widgets/badges.h"

#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"

#include <QLocale>
#include <QPainter>

namespace interleave::widgets {

namespace metrics = theme::metrics;

namespace {

struct Look
{
    theme::Icon icon;
    QColor colour;
    QColor ground;
};

Look lookOf(Badge::Mode mode, const theme::Palette& colours)
{
    switch (mode) {
    case Badge::Mode::Live: return {theme::Icon::Live, colours.ok, colours.okGround};
    case Badge::Mode::Controlled: return {theme::Icon::Controlled, colours.accent, colours.checked};
    case Badge::Mode::Replayed: return {theme::Icon::Replayed, colours.violet, colours.violetGround};
    case Badge::Mode::OpenedFile: break;
    }
    return {theme::Icon::OpenedFile, colours.secondary, colours.raised};
}

constexpr int side = 14;
constexpr int iconGap = 8;

} // namespace

Badge::Badge(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setFixedHeight(metrics::transportFieldHeight);
    tell();
}

QString Badge::word(Mode mode)
{
    switch (mode) {
    case Mode::Live: return tr("Live");
    case Mode::Controlled: return tr("Controlled");
    case Mode::Replayed: return tr("Replayed");
    case Mode::OpenedFile: break;
    }
    return tr("Opened from a file");
}

void Badge::setMode(Mode mode)
{
    m_mode = mode;
    tell();
}

void Badge::setDetail(const QString& detail)
{
    m_detail = detail;
    tell();
}

void Badge::tell()
{
    setAccessibleName(tr("Mode: %1").arg(word(m_mode)));
    setAccessibleDescription(m_detail);
    setToolTip(m_detail.isEmpty() ? word(m_mode) : QStringLiteral("%1 · %2").arg(word(m_mode), m_detail));
    updateGeometry();
    update();
}

QSize Badge::sizeHint() const
{
    const QFontMetrics detail(theme::font(theme::TextRole::SecondaryLine));
    const int room = m_detail.isEmpty() ? 0 : detail.horizontalAdvance(m_detail) + 2 * metrics::groupGap;
    return {minimumSizeHint().width() + room, metrics::transportFieldHeight};
}

QSize Badge::minimumSizeHint() const
{
    const QFontMetrics words(theme::font(theme::TextRole::Title));
    return {2 * side + metrics::iconSize + iconGap + words.horizontalAdvance(word(m_mode)),
            metrics::transportFieldHeight};
}

void Badge::paintEvent(QPaintEvent*)
{
    const Look look = lookOf(m_mode, theme::paletteFor(*this));
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(look.colour, metrics::strongOutline));
    painter.setBrush(look.ground);
    const double radius = height() / 2.0 - 1;
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), radius, radius);

    const QRectF mark(side, (height() - metrics::iconSize) / 2.0, metrics::iconSize, metrics::iconSize);
    theme::paintIcon(painter, mark, look.icon, look.colour);
    painter.setFont(theme::font(theme::TextRole::Title));
    painter.setPen(look.colour);
    const int left = side + metrics::iconSize + iconGap;
    painter.drawText(QRect(left, 0, width() - left, height()), Qt::AlignVCenter, word(m_mode));
    const int detailLeft = left + painter.fontMetrics().horizontalAdvance(word(m_mode)) + metrics::groupGap;

    painter.setFont(theme::font(theme::TextRole::SecondaryLine));
    painter.setPen(theme::paletteFor(*this).secondary);
    const QRect room(detailLeft, 0, width() - metrics::groupGap - detailLeft, height());
    if (room.width() > 24) {
        painter.drawText(room, Qt::AlignRight | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(m_detail, Qt::ElideMiddle, room.width()));
    }
}

CountBadge::CountBadge(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setCount(0);
}

void CountBadge::setCount(int count)
{
    m_count = count;
    setAccessibleName(words());
    resize(sizeHint());
    updateGeometry();
    update();
}

void CountBadge::setTone(Tone tone)
{
    m_tone = tone;
    update();
}

QString CountBadge::words() const
{
    return QLocale().toString(m_count);
}

QSize CountBadge::sizeHint() const
{
    const QFontMetrics figures(theme::font(theme::TextRole::SegmentStrong));
    return {std::max(18, figures.horizontalAdvance(words()) + 10), 16};
}

void CountBadge::paintEvent(QPaintEvent*)
{
    const theme::Palette& colours = theme::paletteFor(*this);
    const bool isError = m_tone == Tone::Error;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(isError ? colours.errorGround : colours.hairline);
    painter.drawRoundedRect(rect(), height() / 2.0, height() / 2.0);
    painter.setFont(theme::font(theme::TextRole::SegmentStrong));
    painter.setPen(isError ? colours.error : colours.secondary);
    painter.drawText(rect(), Qt::AlignCenter, words());
}

} // namespace interleave::widgets
