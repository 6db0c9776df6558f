#include "ui/widgets/lane_filter.h"

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>

namespace interleave::widgets {

namespace metrics = theme::metrics;

namespace {

constexpr int pillHeight = 20;
constexpr int chip = 16;
constexpr int mark = 12;

} // namespace

ChipToggle::ChipToggle(const theme::LaneSign& sign, const QString& name, QWidget* parent)
    : QAbstractButton(parent), m_sign(sign)
{
    setCheckable(true);
    setChecked(true);
    setFocusPolicy(Qt::StrongFocus);
    setText(name);
    setAccessibleName(name);
    setToolTip(tr("Show what %1 does").arg(name));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize ChipToggle::sizeHint() const
{
    return {metrics::base + chip + metrics::base + mark + metrics::paddingSmall, pillHeight};
}

void ChipToggle::paintEvent(QPaintEvent*)
{
    const theme::Palette& colours = theme::paletteFor(*this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor outline = isChecked() ? colours.accent : colours.controlOutline;
    painter.setPen(QPen(outline, metrics::outline));
    painter.setBrush(isChecked() ? colours.checked : underMouse() ? colours.hover : colours.panel);
    const double radius = (pillHeight - 1) / 2.0;
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    const QRectF sign(2, (pillHeight - chip) / 2.0, chip, chip);
    theme::paintLaneChip(painter, sign, m_sign, colours);
    if (isChecked()) {
        const QRectF tick(sign.right() + metrics::base, (pillHeight - mark) / 2.0, mark, mark);
        theme::paintIcon(painter, tick, theme::Icon::Ok, colours.accent);
    }
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(colours.accent, metrics::focusRing));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), radius, radius);
    }
}

LaneFilter::LaneFilter(QWidget* parent)
    : QWidget(parent), m_row(new QHBoxLayout(this)),
      m_button(new IconButton(theme::Icon::Filter, tr("Lanes"), {}, IconButton::Frame::Outlined, this)),
      m_menu(new QMenu(this))
{
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(metrics::base + 2);
    m_row->addWidget(m_button);
    m_button->setTextShown(true);
    m_button->setMenu(m_menu);
    m_button->setPopupMode(QToolButton::InstantPopup);
    m_button->setToolTip(tr("Which lanes are shown"));
    m_button->hide();
    setAccessibleName(tr("Lanes"));
    connect(m_menu, &QMenu::aboutToShow, this, &LaneFilter::fillMenu);
}

void LaneFilter::addLane(const Lane& lane)
{
    const std::size_t number = m_lanes.size();
    m_lanes.push_back(lane);
    const bool isHidden = !m_showsRest || m_hiddenBefore.contains(lane.name);
    m_isHidden.push_back(isHidden);
    m_hiddenCount += isHidden ? 1 : 0;
    if (number < mostPills) {
        auto* pill = new ChipToggle(lane.sign, lane.name, this);
        m_row->addWidget(pill);
        m_pills.push_back(pill);
        connect(pill, &QAbstractButton::toggled, this, [this, number](bool isOn) { setShown(number, isOn); });
    }
    showPills();
}

void LaneFilter::clear()
{
    m_hiddenBefore.clear();
    for (std::size_t i = 0; i < m_lanes.size(); ++i)
        if (m_isHidden[i])
            m_hiddenBefore.insert(m_lanes[i].name);
    for (ChipToggle* pill : m_pills)
        pill->deleteLater();
    m_pills.clear();
    m_lanes.clear();
    m_isHidden.clear();
    m_hiddenCount = 0;
    m_showsRest = true;
    showPills();
}

bool LaneFilter::isShown(std::size_t lane) const
{
    return lane < mostEntries && lane < m_isHidden.size() ? !m_isHidden[lane] : m_showsRest;
}

void LaneFilter::showAll()
{
    if (showsAll())
        return;
    m_hiddenBefore.clear();
    m_isHidden.assign(m_isHidden.size(), false);
    m_hiddenCount = 0;
    m_showsRest = true;
    showPills();
    emit changed();
}

void LaneFilter::showOnly(std::size_t lane)
{
    if (lane >= m_lanes.size() || lane >= mostEntries)
        return;
    m_isHidden.assign(m_isHidden.size(), true);
    m_isHidden[lane] = false;
    m_hiddenCount = m_isHidden.size() - 1;
    m_showsRest = false;
    showPills();
    emit changed();
}

void LaneFilter::setShown(std::size_t lane, bool isShown)
{
    if (m_isHidden[lane] == !isShown)
        return;
    m_isHidden[lane] = !isShown;
    m_hiddenCount += isShown ? std::size_t(-1) : std::size_t(1);
    showPills();
    emit changed();
}

void LaneFilter::fillMenu()
{
    m_menu->clear();
    connect(m_menu->addAction(tr("All lanes")), &QAction::triggered, this, &LaneFilter::showAll);
    m_menu->addSeparator();
    for (std::size_t i = 0; i < m_lanes.size() && i < mostEntries; ++i) {
        QAction* action = m_menu->addAction(m_lanes[i].name);
        action->setCheckable(true);
        action->setChecked(!m_isHidden[i]);
        connect(action, &QAction::triggered, this, [this, i](bool isOn) { setShown(i, isOn); });
    }
    if (m_lanes.size() > mostEntries) {
        QAction* rest = m_menu->addAction(tr("%n more lanes", nullptr, static_cast<int>(m_lanes.size() - mostEntries)));
        rest->setCheckable(true);
        rest->setChecked(m_showsRest);
        connect(rest, &QAction::triggered, this, [this](bool isOn) {
            m_showsRest = isOn;
            showPills();
            emit changed();
        });
    }
}

void LaneFilter::showPills()
{
    const bool areFew = m_lanes.size() <= mostPills;
    for (std::size_t i = 0; i < m_pills.size(); ++i) {
        m_pills[i]->setVisible(areFew);
        const QSignalBlocker blocker(m_pills[i]);
        m_pills[i]->setChecked(!m_isHidden[i]);
        m_pills[i]->update();
    }
    m_button->setVisible(!areFew);
    const int shown = static_cast<int>(m_lanes.size() - m_hiddenCount);
    m_button->setText(showsAll() ? tr("All lanes") : tr("%1 of %2 lanes").arg(shown).arg(m_lanes.size()));
    m_button->updateGeometry();
}

} // namespace interleave::widgets
