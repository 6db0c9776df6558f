#include "ui/pictures/spaces_picture.h"

#include "ui/pictures/paint_words.h"
#include "ui/session/identity.h"
#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"

#include <QResizeEvent>

#include <algorithm>

namespace interleave::pictures {

namespace metrics = theme::metrics;
using theme::TextRole;
using trace::ObjectKind;

namespace {

constexpr double headlineHeight = 28;
constexpr double channelHeight = 30;

QString textOf(const trace::Trace& trace, std::int64_t value)
{
    const std::string_view text = trace.name(NameId(static_cast<std::uint32_t>(value)));
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

SpacesPicture::SpacesPicture(session::Session& session, host::PictureInfo info, QWidget* parent)
    : Picture(session, std::move(info), parent)
    , m_steps(new session::StepList(this))
{
    setMouseTracking(true);
    connect(m_steps, &session::StepList::added, this, [this] { soon(); });
    connect(&session, &session::Session::runStarted, this, &SpacesPicture::follow);
    connect(&session, &session::Session::grew, this, [this](Step, Step to) {
        follow();
        m_steps->grew(to);
    });
    follow();
}

void SpacesPicture::follow()
{
    const auto trace = session().trace();
    if (trace == m_trace)
        return;
    m_trace = trace;
    m_spaces = {};
    m_facts.clear();
    m_channels.clear();
    m_layout = {};
    m_current.reset();
    m_touches.start(m_trace.get());
    m_steps->start(
        m_trace, [this](const trace::Event& event) { return m_touches.take(event); }, m_trace ? session().length() : 0);
}

void SpacesPicture::refresh()
{
    follow();
    m_playhead = session().playhead();
    const session::Moment& moment = session().moment();
    const rules::State& state = moment.state;
    const std::vector<ObjectId> variables = objects({ObjectKind::Variable});
    m_spaces = spacesOf(*m_trace, m_touches, variables,
                        {[&](LaneId lane) { return state.knows(lane) && state.lane(lane).isAdded; },
                         [&](ObjectId object) { return state.knows(object) && state.object(object).isAdded; }});
    m_facts.clear();
    for (const ObjectId object : variables) {
        if (!state.knows(object) || !state.object(object).isAdded)
            continue;
        const analysis::Change& change = moment.ledger.lastChange(object);
        Facts facts;
        facts.object = object;
        facts.name = session::resourceName(*m_trace, object);
        facts.isGone = state.object(object).isDestroyed;
        facts.value = change.isText ? textOf(*m_trace, change.value) : QString::number(change.value);
        if (!change.isKnown)
            facts.value = change.step == analysis::noStep ? QString::number(m_trace->object(object).initial)
                                                          : QStringLiteral("?");
        if (change.step != analysis::noStep) {
            facts.writer = change.lane;
            facts.changed = change.step;
        }
        m_facts.push_back(std::move(facts));
    }
    m_lanes.clear();
    for (const Space& space : m_spaces.processes) {
        const rules::LaneState& lane = state.lane(space.main);
        QString how;
        if (!lane.hasStarted())
            how = tr("not started");
        else if (!lane.isAlive())
            how = lane.exitCode > 128 ? tr("ended by signal %1").arg(lane.exitCode - 128)
                                      : tr("ended, exit code %1").arg(lane.exitCode);
        m_lanes.emplace_back(space.main, how);
    }
    readChannels();
    m_layout = laidOut(width());
    if (m_current && rectOf(*m_current).isNull())
        m_current.reset();
    setAccessibleDescription(description());
    if (height() != heightForWidth(width()))
        updateGeometry();
    update();
}

void SpacesPicture::readChannels()
{
    m_channels.clear();
    const rules::State& state = session().moment().state;
    const auto mainOf = [&](std::uint32_t process) {
        const auto place = std::find_if(m_spaces.processes.begin(), m_spaces.processes.end(),
                                        [&](const Space& space) { return space.process == process; });
        return place == m_spaces.processes.end() ? LaneId::none : place->main;
    };
    for (const ObjectId object : objects({ObjectKind::Pipe})) {
        const auto* pipe = state.findRules<rules::PipeRules>(object);
        if (pipe == nullptr || state.object(object).isDestroyed || m_channels.size() == mostInSpace)
            continue;
        Channel channel;
        channel.object = object;
        channel.fill = pipe->messages.size();
        channel.capacity = pipe->capacity;
        for (const auto& holder : pipe->holders) {
            const LaneId lane = mainOf(holder.process);
            if (isNone(lane))
                continue;
            if (holder.sending > 0)
                channel.senders.push_back(lane);
            if (holder.receiving > 0)
                channel.receivers.push_back(lane);
        }
        m_channels.push_back(std::move(channel));
    }
}

const SpacesPicture::Facts& SpacesPicture::factsOf(ObjectId object) const
{
    static const Facts nothing;
    const auto place = std::lower_bound(m_facts.begin(), m_facts.end(), object,
                                        [](const Facts& facts, ObjectId wanted) { return facts.object < wanted; });
    return place != m_facts.end() && place->object == object ? *place : nothing;
}

SpacesLayout SpacesPicture::laidOut(double width) const
{
    const auto cellWidth = [this](ObjectId object) {
        const Facts& facts = factsOf(object);
        const double value = std::max(12, theme::textWidth(facts.value, TextRole::CodeStrong));
        return 7.0 + theme::textWidth(facts.name, TextRole::Segment) + 6 + std::min(value, 160.0) + 8
               + (isNone(facts.writer) ? 0 : metrics::smallChipSize + 4) + 4;
    };
    const auto laneWidth = [this](LaneId lane) {
        return 6.0 + metrics::smallChipSize + theme::textWidth(session::laneName(*m_trace, lane), TextRole::Segment)
               + 8;
    };
    const double top = headlineHeight + static_cast<double>(m_channels.size()) * channelHeight;
    return layOutSpaces(m_spaces, top, width, cellWidth, laneWidth);
}

QSize SpacesPicture::sizeHint() const
{
    return {metrics::rightDockMinimum, heightForWidth(metrics::rightDockMinimum)};
}

int SpacesPicture::heightForWidth(int width) const
{
    if (m_spaces.processes.empty())
        return 80;
    const double bottom = width == this->width() ? m_layout.bottom : laidOut(width).bottom;
    return static_cast<int>(bottom);
}

QRectF SpacesPicture::channelRect(std::size_t channel) const
{
    return {10, headlineHeight + static_cast<double>(channel) * channelHeight, width() - 20.0, channelHeight - 4};
}

void SpacesPicture::resizeEvent(QResizeEvent* event)
{
    Picture::resizeEvent(event);
    if (m_trace && event->size().width() != event->oldSize().width())
        m_layout = laidOut(width());
}

bool SpacesPicture::isReached(ObjectId object) const
{
    const LaneId lane = session().selectedLane();
    return !isNone(lane) && canTouch(*m_trace, m_spaces, lane, object);
}

bool SpacesPicture::isReaching(LaneId lane) const
{
    const ObjectId object = session().selectedObject();
    return !isNone(object) && canTouch(*m_trace, m_spaces, lane, object);
}

QString SpacesPicture::headline() const
{
    const ObjectId object = session().selectedObject();
    const LaneId lane = session().selectedLane();
    if (!isNone(lane) && m_trace->knows(lane)) {
        const auto reached =
            std::count_if(m_facts.begin(), m_facts.end(), [&](const Facts& facts) { return isReached(facts.object); });
        return tr("%1 can touch %2 of %3 variables")
            .arg(session::laneName(*m_trace, lane))
            .arg(reached)
            .arg(m_facts.size());
    }
    if (!isNone(object) && !isNone(factsOf(object).object)) {
        std::size_t reaching = 0;
        for (const Space& space : m_spaces.processes)
            for (const SpaceLane& each : space.lanes)
                reaching += isReaching(each.lane) ? 1 : 0;
        return reaching == 1 ? tr("1 lane can touch %1").arg(factsOf(object).name)
                             : tr("%1 lanes can touch %2").arg(reaching).arg(factsOf(object).name);
    }
    const QString processes =
        m_spaces.processes.size() == 1 ? tr("1 process") : tr("%1 processes").arg(m_spaces.processes.size());
    return m_facts.size() == 1 ? tr("%1, 1 variable").arg(processes)
                               : tr("%1, %2 variables").arg(processes).arg(m_facts.size());
}

QString SpacesPicture::noteOf(const SpacesLayout::Box& box) const
{
    QString note = tr("process %1").arg(box.process);
    if (box.process == 0 && session().status().pid != 0)
        note = tr("pid %1").arg(session().status().pid);
    for (const auto& [lane, how] : m_lanes)
        if (lane == box.main && !how.isEmpty())
            note = tr("%1 · %2").arg(note, how);
    return note;
}

QString SpacesPicture::wordsOf(ObjectId object) const
{
    const Facts& facts = factsOf(object);
    QString words = tr("%1 is %2").arg(facts.name, facts.value);
    if (facts.changed)
        words = tr("%1, by %2").arg(words, session::laneName(*m_trace, facts.writer));
    return facts.isGone ? tr("%1, gone").arg(words) : words;
}

QString SpacesPicture::description() const
{
    QStringList said{headline() + QLatin1Char('.')};
    const auto all = [this](const std::vector<ObjectId>& objects) {
        QStringList words;
        for (const ObjectId object : objects)
            words << wordsOf(object);
        return words.join(QStringLiteral(", "));
    };
    if (!m_spaces.between.empty())
        said << tr("Shared memory: %1.").arg(all(m_spaces.between));
    for (const Space& space : m_spaces.processes) {
        said << tr("Process %1, %2: %3.")
                    .arg(space.process)
                    .arg(session::laneName(*m_trace, space.main),
                         space.shared.empty() ? tr("nothing shared") : all(space.shared));
        for (const SpaceLane& lane : space.lanes)
            if (!lane.cells.empty())
                said << tr("Own of %1: %2.").arg(session::laneName(*m_trace, lane.lane), all(lane.cells));
    }
    for (const Channel& channel : m_channels)
        said << tr("%1: %2 of %3 messages.")
                    .arg(session::resourceName(*m_trace, channel.object))
                    .arg(channel.fill)
                    .arg(channel.capacity);
    return said.join(QLatin1Char(' '));
}

} // namespace interleave::pictures
