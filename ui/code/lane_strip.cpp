#include "ui/code/lane_strip.h"

#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"
#include "ui/theme/palette.h"
#include "ui/theme/patterns.h"
#include "ui/widgets/buttons.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

#include <algorithm>

namespace interleave::code {

namespace metrics = theme::metrics;
using theme::TextRole;

namespace {

constexpr int stripHeight = 28;
constexpr int chipSize = 16;
constexpr int mostLanes = 8;

} // namespace

/// One lane elsewhere; a click shows its line.
class LaneStrip::LaneButton : public QToolButton
{
public:
    explicit LaneButton(QWidget* parent) : QToolButton(parent)
    {
        setFocusPolicy(Qt::StrongFocus);
        setAutoRaise(true);
        setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    }

    void setLane(const Elsewhere& lane, bool hasWords)
    {
        m_lane = lane;
        m_hasWords = hasWords;
        const QString all = lane.words + QLatin1Char(' ') + lane.code;
        setAccessibleName(all);
        setToolTip(hasWords ? LaneStrip::tr("Show this line") : all);
        updateGeometry();
        update();
    }

    QSize sizeHint() const override
    {
        int width = chipSize + 2 * metrics::base;
        if (m_hasWords)
            width += metrics::padding + theme::textWidth(m_lane.words, TextRole::Segment) + metrics::paddingSmall
                     + theme::textWidth(m_lane.code, TextRole::Code);
        return {width, stripHeight - 4};
    }
    QSize minimumSizeHint() const override { return {chipSize + 2 * metrics::base, stripHeight - 4}; }

protected:
    void paintEvent(QPaintEvent*) override
    {
        const theme::Palette& colours = theme::paletteFor(*this);
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        if (underMouse() || isDown()) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(colours.hover);
            painter.drawRoundedRect(rect(), metrics::controlRadius, metrics::controlRadius);
        }
        const QRectF chip(metrics::base, (rect().height() - chipSize) / 2.0, chipSize, chipSize);
        theme::paintLaneChip(painter, chip, m_lane.chip.laneSign(), colours);
        if (!m_hasWords)
            return;
        QRectF rest = QRectF(rect()).adjusted(chip.right() + metrics::padding, 0, -metrics::base, 0);
        paintWords(painter, rest, m_lane.words, TextRole::Segment, colours.secondary);
        rest.setLeft(rest.left() + theme::textWidth(m_lane.words, TextRole::Segment) + metrics::paddingSmall);
        paintWords(painter, rest, m_lane.code, TextRole::Code, colours.text);
    }

private:
    static void paintWords(QPainter& painter, const QRectF& place, const QString& text, TextRole role,
                           const QColor& colour)
    {
        painter.setFont(theme::font(role));
        painter.setPen(colour);
        if (place.width() > 0)
            painter.drawText(place, Qt::AlignVCenter | Qt::TextSingleLine,
                             QFontMetricsF(painter.font()).elidedText(text, Qt::ElideRight, place.width()));
    }

    Elsewhere m_lane;
    bool m_hasWords = false;
};

LaneStrip::LaneStrip(QWidget* parent)
    : QWidget(parent)
    , m_lanes(new QHBoxLayout)
    , m_more(new QLabel)
    , m_hint(new QLabel)
    , m_follow(new widgets::IconButton(theme::Icon::Follow, tr("Follow selected lane"), {},
                                       widgets::IconButton::Frame::Flat))
{
    setFixedHeight(stripHeight);
    m_more->setFont(theme::font(TextRole::Segment));
    m_hint->setFont(theme::font(TextRole::SecondaryLine));
    m_hint->setText(tr("Click a line for its events, its number for a breakpoint"));
    m_hint->setMinimumWidth(0);
    m_hint->setIndent(metrics::paddingSmall);
    m_hint->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    m_follow->setTextShown(true);
    m_follow->setHeight(24);
    m_follow->setCheckable(true);
    m_follow->setChecked(true);
    connect(m_follow, &QToolButton::toggled, this, &LaneStrip::followingChanged);
    m_lanes->setSpacing(0);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(2, 0, metrics::base, 0);
    row->setSpacing(metrics::base);
    row->addLayout(m_lanes);
    row->addWidget(m_more);
    row->addWidget(m_hint, 1);
    row->addStretch(0);
    row->addWidget(m_follow);
    setAccessibleName(tr("Lanes elsewhere"));
    m_more->hide();
}

void LaneStrip::setElsewhere(const std::vector<Elsewhere>& lanes)
{
    if (lanes == m_elsewhere)
        return;
    m_elsewhere = lanes;
    const std::size_t shown = std::min<std::size_t>(lanes.size(), mostLanes);
    while (m_buttons.size() < shown) {
        auto* button = new LaneButton(this);
        const std::size_t place = m_buttons.size();
        connect(button, &QToolButton::clicked, this, [this, place] {
            if (place < m_elsewhere.size())
                emit laneWanted(m_elsewhere[place].lane);
        });
        m_buttons.push_back(button);
        m_lanes->addWidget(button);
    }
    for (std::size_t i = 0; i < m_buttons.size(); ++i) {
        if (i < shown)
            m_buttons[i]->setLane(lanes[i], i == 0);
        m_buttons[i]->setVisible(i < shown);
    }
    m_more->setText(tr("and %n more", nullptr, static_cast<int>(lanes.size() - shown)));
    m_more->setVisible(lanes.size() > shown);
    m_hint->setVisible(lanes.empty());
}

void LaneStrip::setFollowedName(const QString& name)
{
    const QString text = name.isEmpty() ? tr("Follow selected lane") : tr("Follow selected lane · %1").arg(name);
    if (m_follow->text() == text)
        return;
    m_follow->setFace(theme::Icon::Follow, text);
    m_follow->setToolTip(
        name.isEmpty() ? tr("Scrolls to where the selected lane is, or to the lane that moves while none is selected")
                       : tr("Scrolls to where %1 is").arg(name));
    m_follow->updateGeometry();
}

bool LaneStrip::isFollowing() const
{
    return m_follow->isChecked();
}

void LaneStrip::setFollowing(bool isFollowing)
{
    m_follow->setChecked(isFollowing);
}

void LaneStrip::paintEvent(QPaintEvent*)
{
    const theme::Palette& colours = theme::paletteFor(*this);
    QPainter painter(this);
    painter.fillRect(rect(), m_elsewhere.empty() ? colours.raised : colours.checked);
    theme::paintHairline(painter, QLineF(0, 0.5, width(), 0.5), colours.hairline);
}

} // namespace interleave::code
