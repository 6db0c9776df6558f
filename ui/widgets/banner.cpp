#include "ui/widgets/banner.h"

#include "ui/theme/contrast.h"
#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"
#include "ui/theme/patterns.h"
#include "ui/theme/style.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPropertyAnimation>
#include <QPushButton>
#include <QVBoxLayout>

namespace interleave::widgets {

namespace metrics = theme::metrics;

namespace {

constexpr int edgeWidth = 4;
constexpr int textLeft = 42;
constexpr int heightWithDetail = 44;
constexpr int heightOfOneLine = 36;

struct Look
{
    QColor colour;
    QColor ground;
    theme::Icon icon;
};

Look lookOf(Banner::Tone tone, const theme::Palette& colours)
{
    switch (tone) {
    case Banner::Tone::Error: return {colours.error, colours.errorGround, theme::Icon::Deadlock};
    case Banner::Tone::Warning: return {colours.warning, colours.warningGround, theme::Icon::Warning};
    case Banner::Tone::Ok: break;
    }
    return {colours.ok, colours.okGround, theme::Icon::Ok};
}

QLabel* line(QWidget* parent, theme::TextRole role)
{
    auto* label = new QLabel(parent);
    label->setFont(theme::font(role));
    label->setTextFormat(Qt::RichText);
    label->setTextInteractionFlags(Qt::LinksAccessibleByKeyboard | Qt::LinksAccessibleByMouse);
    label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    return label;
}

} // namespace

Banner::Banner(QWidget* parent)
    : QWidget(parent)
    , m_first(line(this, theme::TextRole::Body))
    , m_second(line(this, theme::TextRole::SecondaryLine))
    , m_actions(new QHBoxLayout)
    , m_motion(new QPropertyAnimation(this, "maximumHeight", this))
{
    auto* words = new QVBoxLayout;
    words->setSpacing(1);
    words->addStretch();
    words->addWidget(m_first);
    words->addWidget(m_second);
    words->addStretch();
    m_actions->setSpacing(metrics::paddingSmall);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(textLeft, 0, metrics::padding, 0);
    row->setSpacing(metrics::groupGap);
    row->addLayout(words, 1);
    row->addLayout(m_actions);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setMaximumHeight(0);
    hide();
    connect(m_first, &QLabel::linkActivated, this, &Banner::linkActivated);
    connect(m_second, &QLabel::linkActivated, this, &Banner::linkActivated);
}

void Banner::open(Tone tone, const QString& headline, const QString& text, const QString& detail)
{
    while (QLayoutItem* item = m_actions->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_tone = tone;
    m_headline = headline;
    m_text = text;
    m_detail = detail;
    setWords();
    m_second->setVisible(!detail.isEmpty());
    setAccessibleName(headline);
    updateGeometry();

    const bool wasOpen = m_isOpen;
    m_isOpen = true;
    show();
    m_motion->stop();
    const int duration = wasOpen ? 0 : theme::motionTime(*this, metrics::bannerMotion);
    if (duration == 0) {
        setMaximumHeight(sizeHint().height());
    } else {
        m_motion->setDuration(duration);
        m_motion->setStartValue(0);
        m_motion->setEndValue(sizeHint().height());
        m_motion->start();
    }
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void Banner::close()
{
    m_motion->stop();
    m_isOpen = false;
    setMaximumHeight(0);
    hide();
}

QPushButton* Banner::addAction(const QString& text)
{
    auto* button = new QPushButton(text, this);
    m_actions->addWidget(button);
    return button;
}

QPushButton* Banner::addAction(theme::Icon icon, const QString& text)
{
    QPushButton* button = addAction(text);
    button->setIcon(theme::icon(icon, theme::Role::Text));
    return button;
}

QSize Banner::sizeHint() const
{
    return {480, m_detail.isEmpty() ? heightOfOneLine : heightWithDetail};
}

void Banner::setWords()
{
    const theme::Palette& colours = theme::paletteFor(*this);
    const Look look = lookOf(m_tone, colours);
    m_first->setText(QStringLiteral("<span style='color:%1;font-weight:600'>%2</span> %3")
                         .arg(look.colour.name(), m_headline, m_text));
    m_second->setText(QStringLiteral("<span style='color:%1'>%2</span>").arg(colours.secondary.name(), m_detail));
}

void Banner::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_isOpen) {
        setWords();
    }
}

void Banner::paintEvent(QPaintEvent*)
{
    const Look look = lookOf(m_tone, theme::paletteFor(*this));
    QPainter painter(this);
    painter.fillRect(rect(), look.ground);
    painter.fillRect(QRect(0, 0, edgeWidth, height()), look.colour);
    theme::paintHairline(painter, QLineF(0, height() - 1, width(), height() - 1),
                         theme::blend(look.ground, look.colour, 0.4));
    theme::paintIcon(painter, QRectF(15, (height() - metrics::iconSize) / 2.0, metrics::iconSize, metrics::iconSize),
                     look.icon, look.colour);
}

} // namespace interleave::widgets
