#include "ui/widgets/labels.h"

#include "ui/theme/metrics.h"

#include <QPainter>

namespace interleave::widgets {

namespace metrics = theme::metrics;

namespace {

constexpr int chipGap = 8;
constexpr int shortestText = 24;

} // namespace

ElidedLabel::ElidedLabel(const QString& text, theme::TextRole textRole, theme::Role colour, QWidget* parent)
    : QWidget(parent)
    , m_text(text)
    , m_textRole(textRole)
    , m_colour(colour)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    tell();
}

void ElidedLabel::setText(const QString& text)
{
    m_text = text;
    updateGeometry();
    tell();
    update();
}

void ElidedLabel::setColour(theme::Role colour)
{
    m_colour = colour;
    update();
}

void ElidedLabel::setAlignment(Qt::Alignment alignment)
{
    m_alignment = alignment;
    update();
}

bool ElidedLabel::isElided() const
{
    return theme::textWidth(m_text, m_textRole) > width();
}

QSize ElidedLabel::sizeHint() const
{
    const QFontMetrics words(theme::font(m_textRole));
    return {theme::textWidth(m_text, m_textRole), words.height()};
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {std::min(shortestText, sizeHint().width()), sizeHint().height()};
}

void ElidedLabel::tell()
{
    setAccessibleName(m_text);
    setToolTip(isElided() ? m_text : QString());
}

void ElidedLabel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    tell();
}

void ElidedLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const theme::Palette& colours = theme::paletteFor(*this);
    painter.setFont(theme::font(m_textRole));
    painter.setPen(isEnabled() ? colours.colour(m_colour) : colours.hint);
    painter.drawText(rect(), static_cast<int>(m_alignment | Qt::AlignVCenter) | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(m_text, Qt::ElideMiddle, width()));
}

ChipLabel::ChipLabel(const Sign& sign, const QString& name, theme::TextRole textRole, QWidget* parent)
    : QWidget(parent)
    , m_sign(sign)
    , m_textRole(textRole)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setName(name);
}

void ChipLabel::setSign(const Sign& sign)
{
    m_sign = sign;
    update();
}

void ChipLabel::setName(const QString& name)
{
    m_name = name;
    setAccessibleName(name);
    updateGeometry();
    update();
}

QSize ChipLabel::sizeHint() const
{
    const QFontMetrics words(theme::font(m_textRole));
    return {metrics::chipSize + chipGap + theme::textWidth(m_name, m_textRole),
            std::max(words.height(), metrics::chipSize)};
}

QSize ChipLabel::minimumSizeHint() const
{
    return {metrics::chipSize + chipGap + shortestText, sizeHint().height()};
}

void ChipLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const theme::Palette& colours = theme::paletteFor(*this);
    const QRectF chip(0, (height() - metrics::chipSize) / 2, metrics::chipSize, metrics::chipSize);
    if (const auto* lane = std::get_if<theme::LaneSign>(&m_sign); lane != nullptr) {
        theme::paintLaneChip(painter, chip, *lane, colours);
    } else {
        theme::paintResourceChip(painter, chip, std::get<theme::ResourceSign>(m_sign), colours);
    }
    painter.setFont(theme::font(m_textRole));
    painter.setPen(isEnabled() ? colours.text : colours.hint);
    const QRect text = rect().adjusted(metrics::chipSize + chipGap, 0, 0, 0);
    painter.drawText(text, Qt::AlignVCenter | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(m_name, Qt::ElideMiddle, text.width()));
}

} // namespace interleave::widgets
