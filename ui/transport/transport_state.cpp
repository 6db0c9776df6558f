#include "ui/theme/chips.h"
#include "ui/transport/speed.h"
#include "ui/transport/transport.h"
#include "ui/widgets/badges.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/segmented_control.h"

#include <QComboBox>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QScopedValueRollback>
#include <QSlider>

#include <algorithm>

namespace interleave::transport {

using session::Activity;
using session::Session;
using session::Status;

namespace {

struct Strategy
{
    const char* id;
    QString name;
    bool hasSeed;
};

std::vector<Strategy> strategies()
{
    return {{"by-hand", Transport::tr("by hand"), false},
            {"round-robin", Transport::tr("round robin"), false},
            {"random", Transport::tr("random"), true},
            {"pct", Transport::tr("PCT"), true}};
}

widgets::Badge::Mode badgeMode(session::Drive drive)
{
    switch (drive) {
    case session::Drive::Live: return widgets::Badge::Mode::Live;
    case session::Drive::Controlled: return widgets::Badge::Mode::Controlled;
    case session::Drive::Replayed: return widgets::Badge::Mode::Replayed;
    case session::Drive::OpenedFile: break;
    }
    return widgets::Badge::Mode::OpenedFile;
}

QIcon chipIcon(const session::LaneIdentity& identity, const theme::Palette& palette)
{
    QPixmap pixmap(32, 32);
    pixmap.fill(Qt::transparent);
    pixmap.setDevicePixelRatio(2);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    theme::paintLaneChip(painter, QRectF(0, 0, 16, 16), {identity.sign, identity.colour}, palette);
    return QIcon(pixmap);
}

} // namespace

void Transport::setChoice(const session::Choice& choice)
{
    if (!m_isShowing)
        m_session.setChoice(choice);
}

void Transport::showStatus()
{
    const Status& status = m_session.status();
    const bool hasProgram = m_session.program() != nullptr;
    const bool hasTrace = m_session.trace() != nullptr;
    const bool isPlaying = m_session.isPlaying();
    const bool isOn = status.activity == Activity::Running || status.activity == Activity::Paused;
    m_restart->setEnabled(hasProgram);
    m_stepBack->setEnabled(hasTrace && m_session.playhead() > 0);
    m_play->setFace(isPlaying ? theme::Icon::Pause : theme::Icon::Play, isPlaying ? tr("Pause") : tr("Play"));
    m_play->setEnabled(hasProgram || hasTrace);
    m_step->setEnabled(status.isInPast || status.activity == Activity::Paused || (!hasTrace && hasProgram));
    // A stuck target hangs on until it is stopped.
    const bool isStuck = m_session.verdict().ending == trace::Ending::Deadlock || m_session.verdict().ending == trace::Ending::Hang;
    m_stop->setEnabled(isOn || (isStuck && status.pid != 0) || status.activity == Activity::Starting);
    m_badge->setMode(badgeMode(status.drive));
    m_badge->setDetail(status.detail);
    showLaneToStep();
}

LaneId Transport::laneToStep() const
{
    const std::vector<LaneId> movable = m_session.lanesThatCanMove();
    const LaneId selected = m_session.selectedLane();
    if (!isNone(selected))
        return selected;
    return movable.empty() ? LaneId::none : movable.front();
}

void Transport::stepLane()
{
    const LaneId lane = laneToStep();
    if (!isNone(lane))
        m_session.stepLane(lane);
}

void Transport::showLaneToStep()
{
    const LaneId lane = laneToStep();
    const auto trace = m_session.trace();
    const bool canShow = trace && !isNone(lane) && trace->knows(lane);
    const QString name = canShow ? tr("Step %1").arg(session::laneName(*trace, lane)) : tr("Step lane");
    const int room = m_stepLane->width() - 58;
    m_stepLane->setFace(theme::Icon::StepLane, name);
    m_stepLane->setText(QFontMetrics(theme::font(theme::TextRole::Body)).elidedText(name, Qt::ElideMiddle, room));
    const Status& status = m_session.status();
    const bool isMovable = status.isInPast || status.activity == Activity::Paused;
    m_stepLane->setEnabled(canShow && isMovable);
}

void Transport::fillLaneMenu()
{
    m_lanes->clear();
    const auto trace = m_session.trace();
    if (!trace)
        return;
    const theme::Palette& palette = theme::paletteFor(*this);
    for (std::uint32_t i = 0; i < trace->laneCount(); ++i) {
        const LaneId lane{i};
        const QString name = session::laneName(*trace, lane);
        QAction* action = m_lanes->addAction(chipIcon(session::identityOf(*trace, lane), palette),
                                             i < 10 ? QStringLiteral("%1\t%2").arg(name).arg(i) : name);
        const QString why = m_session.whyNotStep(lane);
        action->setEnabled(why.isEmpty());
        action->setToolTip(why);
        connect(action, &QAction::triggered, this, [this, lane] {
            m_session.selectLane(lane);
            m_session.stepLane(lane);
        });
    }
    m_lanes->setToolTipsVisible(true);
}

void Transport::showChoice()
{
    const QScopedValueRollback showing(m_isShowing, true);
    const session::Choice& choice = m_session.choice();
    const bool isLive = choice.mode == trace::Mode::Live;
    m_mode->setCurrent(isLive ? 0 : 1);
    m_time->clear();
    m_strategy->clear();
    bool hasSeed = false;
    if (isLive) {
        // What rules instead is said where the choice would be.
        m_time->addItem(tr("wall"));
        m_strategy->addItem(tr("system"));
    } else {
        m_time->addItems({tr("ignored"), tr("respected")});
        m_time->setCurrentIndex(choice.time == trace::TimeSetting::Ignored ? 0 : 1);
        for (const Strategy& strategy : strategies()) {
            m_strategy->addItem(strategy.name, QString::fromLatin1(strategy.id));
            if (choice.strategy == strategy.id) {
                m_strategy->setCurrentIndex(m_strategy->count() - 1);
                hasSeed = strategy.hasSeed;
            }
        }
    }
    m_time->setEnabled(!isLive);
    m_strategy->setEnabled(!isLive);
    m_seed->setEnabled(hasSeed);
    m_seed->setText(hasSeed ? QString::number(choice.seed) : QString());
    showStatus();
}

void Transport::showSpeed()
{
    const QScopedValueRollback showing(m_isShowing, true);
    m_speed->setValue(positionOf(m_session.speed()));
    const QString text = speedText(m_session.speed());
    m_speedText->setText(text);
    m_speed->setToolTip(tr("Speed: %1").arg(text));
}

} // namespace interleave::transport
