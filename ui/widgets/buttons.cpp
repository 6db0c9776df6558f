#include "ui/widgets/buttons.h"

#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"

#include <QPainter>
#include <QStyleOptionButton>

namespace interleave::widgets {

namespace metrics = theme::metrics;

namespace {

constexpr int textPadding = 10;

} // namespace

QString withKey(const QString& name, const QKeySequence& key)
{
    return key.isEmpty() ? name : QStringLiteral("%1 (%2)").arg(name, key.toString(QKeySequence::NativeText));
}

IconButton::IconButton(theme::Icon icon, const QString& name, const QKeySequence& key, Frame frame, QWidget* parent)
    : QToolButton(parent)
    , m_key(key)
    , m_height(metrics::fieldHeight)
{
    setAutoRaise(frame == Frame::Flat);
    setFocusPolicy(Qt::StrongFocus);
    setIconSize(QSize(metrics::iconSize, metrics::iconSize));
    setFace(icon, name);
}

void IconButton::setFace(theme::Icon icon, const QString& name, theme::Role role)
{
    setIcon(theme::icon(icon, role, role == theme::Role::Text ? theme::Role::Accent : role));
    setText(name);
    setToolTip(withKey(name, m_key));
    setAccessibleName(name);
}

void IconButton::setTextShown(bool isShown)
{
    setToolButtonStyle(isShown ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
    updateGeometry();
}

void IconButton::setHeight(int height)
{
    m_height = height;
    updateGeometry();
}

QSize IconButton::sizeHint() const
{
    if (toolButtonStyle() == Qt::ToolButtonIconOnly) {
        return {m_height, m_height};
    }
    const int words = theme::textWidth(text(), theme::TextRole::Body);
    const int arrow = menu() != nullptr ? metrics::iconSize + metrics::base : 0;
    return {2 * textPadding + metrics::iconSize + metrics::paddingSmall + words + arrow, m_height};
}

void IconButton::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    QStyleOptionToolButton option;
    initStyleOption(&option);
    style()->drawPrimitive(QStyle::PE_PanelButtonTool, &option, &painter, this);

    const auto mode = isEnabled() ? QIcon::Normal : QIcon::Disabled;
    const auto state = isChecked() ? QIcon::On : QIcon::Off;
    const bool isIconOnly = toolButtonStyle() == Qt::ToolButtonIconOnly;
    const int left = isIconOnly ? (width() - metrics::iconSize) / 2 : textPadding;
    const QRect mark(left, (height() - metrics::iconSize) / 2, metrics::iconSize, metrics::iconSize);
    icon().paint(&painter, mark, Qt::AlignCenter, mode, state);
    if (isIconOnly) {
        return;
    }
    const theme::Palette& colours = theme::paletteFor(*this);
    QRect words = rect().adjusted(mark.right() + 1 + metrics::paddingSmall, 0, -textPadding, 0);
    if (menu() != nullptr) {
        words.setRight(words.right() - metrics::iconSize - metrics::base);
        const QRect arrow(words.right() + metrics::base, mark.top(), metrics::iconSize, metrics::iconSize);
        theme::paintIcon(painter, arrow, theme::Icon::ChevronDown, isEnabled() ? colours.secondary : colours.hint);
    }
    const QColor active = isChecked() ? colours.accent : colours.text;
    painter.setFont(theme::font(theme::TextRole::Body));
    painter.setPen(isEnabled() ? active : colours.hint);
    painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(text(), Qt::ElideMiddle, words.width() + 1));
}

PrimaryButton::PrimaryButton(theme::Icon icon, const QString& text, const QKeySequence& key, QWidget* parent)
    : QPushButton(parent)
    , m_key(key)
{
    setIconSize(QSize(metrics::iconSize, metrics::iconSize));
    setFace(icon, text);
}

void PrimaryButton::setFace(theme::Icon icon, const QString& text)
{
    setIcon(theme::icon(icon, theme::Role::OnAccent));
    setText(text);
    setToolTip(withKey(text, m_key));
    setAccessibleName(text);
}

void PrimaryButton::initStyleOption(QStyleOptionButton* option) const
{
    QPushButton::initStyleOption(option);
    option->features |= QStyleOptionButton::DefaultButton;
}

LinkButton::LinkButton(const QString& text, QWidget* parent) : QPushButton(text, parent)
{
    setFlat(true);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize LinkButton::sizeHint() const
{
    const QFontMetrics words(theme::font(theme::TextRole::SecondaryLine));
    return {words.horizontalAdvance(text()) + 2, metrics::rowHeight};
}

void LinkButton::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const theme::Palette& colours = theme::paletteFor(*this);
    QFont words = theme::font(theme::TextRole::SecondaryLine);
    words.setUnderline(isEnabled() && underMouse());
    painter.setFont(words);
    painter.setPen(isEnabled() ? colours.accent : colours.hint);
    painter.drawText(rect(), Qt::AlignCenter, text());
}

} // namespace interleave::widgets
