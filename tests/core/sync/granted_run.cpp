#include "tests/core/sync/granted_run.h"

#include "core/rules/observe.h"
#include "core/runtime/conduct.h"
#include "core/runtime/context.h"
#include "core/runtime/kept.h"
#include "core/runtime/program.h"
#include "tests/core/sync/live_run.h"

#include <thread>

namespace interleave::tests {

GrantedRun::GrantedRun(std::uint64_t seed, const std::function<void()>& program, const rules::Options& options)
    : m_seed(seed)
    , m_picks(seed)
    , m_options(options)
    , m_state(options)
{
    runtime::g_isLive = false;
    trace::RunInfo info;
    info.mode = trace::Mode::Controlled;
    info.time = options.time;
    m_trace = std::make_unique<trace::Trace>(m_store, info);
    const NameId name = internName("main");
    const runtime::NewLane main = createLaneWithObject({.kind = trace::LaneKind::Process, .name = name},
                                                       {.kind = trace::ObjectKind::Process, .name = name});
    m_running = 1;
    ++m_threads;
    std::thread thread([&] {
        carry(main.lane, [&] {
            runtime::runProcess(main.object, [&] {
                program();
                return 0;
            });
        });
    });
    thread.join();
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [&] { return m_threads == 0; });
    lock.unlock();
    runtime::destroyKept();
}

void GrantedRun::carry(LaneId id, const std::function<void()>& body)
{
    runtime::LaneLocal lane;
    lane.id = id;
    runtime::Context here;
    here.lane = &lane;
    here.driver = this;
    runtime::t_context = &here;
    try {
        body();
    } catch (const runtime::Abandoned&) {
        // The execution was given up.
    }
    runtime::t_context = nullptr;
    const std::lock_guard lock(m_mutex);
    --m_running;
    --m_threads;
    grantSomebody();
    m_changed.notify_all();
}

void GrantedRun::startLane(runtime::LaneStart start)
{
    {
        const std::lock_guard lock(m_mutex);
        ++m_running;
        ++m_threads;
    }
    std::thread([this, start = std::move(start)] { carry(start.lane, start.body); }).detach();
    // Until it stands at its first operation, so that exactly one lane ever runs.
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [&] { return m_running == 1; });
}

runtime::Reply GrantedRun::perform(const rules::Request& request)
{
    std::unique_lock lock(m_mutex);
    Standing standing{request, {}, false};
    m_standing[request.lane] = &standing;
    --m_running;
    grantSomebody();
    m_changed.notify_all();
    // Lanes that are given up unwind one after the other, the youngest first.
    const auto isGivenUp = [&] {
        return m_isAbandoned && m_running == 0 && m_standing.rbegin()->first == request.lane;
    };
    m_changed.wait(lock, [&] { return standing.isGranted || isGivenUp(); });
    if (!standing.isGranted) {
        ++m_running;
        m_standing.erase(request.lane);
        runtime::context().isAbandoned = true;
        throw runtime::Abandoned{};
    }
    runtime::context().lane->now = standing.reply.now;
    return standing.reply;
}

void GrantedRun::grantSomebody()
{
    if (m_running > 0 || m_standing.empty() || m_isAbandoned)
        return;
    if (!grantOne(false) && !grantOne(true))
        m_isAbandoned = true;
}

bool GrantedRun::grantOne(bool mayAdvanceTime)
{
    const bool isTimed = m_options.time == trace::TimeSetting::Respected;
    std::vector<Choice> choices;
    Nanoseconds earliest = never;
    for (const auto& [lane, standing] : m_standing) {
        rules::AlternativeList list;
        m_state.alternatives(standing->request, list);
        for (std::size_t i = 0; i < list.size(); ++i) {
            if (isTimed && list[i].isTimed() && list[i].due > m_state.time())
                earliest = std::min(earliest, list[i].due);
            else
                choices.push_back({standing, list[i]});
        }
    }
    if (choices.empty() && mayAdvanceTime && earliest != never) {
        m_state.setTime(earliest);
        record({.value = earliest, .operation = trace::Operation::Clock});
        return grantOne(false);
    }
    if (choices.empty())
        return false;
    const Choice chosen = choices[m_picks() % choices.size()];
    Standing& standing = *chosen.standing;
    standing.reply.value = m_state.apply(standing.request, chosen.alternative);
    standing.reply.way = chosen.alternative.way;
    standing.reply.index = chosen.alternative.index;
    standing.reply.now = m_state.now(standing.request.lane);
    standing.isGranted = true;
    m_standing.erase(standing.request.lane);
    // Of a process that has left nobody comes back.
    if (standing.request.operation == trace::Operation::Exit && !m_standing.empty())
        m_isAbandoned = true;
    ++m_running;
    m_changed.notify_all();
    return true;
}

void GrantedRun::record(trace::Event event)
{
    event.stamp = m_stamp++;
    m_trace->appendEvent(m_store->append(event));
}

void GrantedRun::performed(trace::Event event)
{
    const std::lock_guard lock(m_mutex);
    record(event);
}

void GrantedRun::local(trace::Event event)
{
    const std::lock_guard lock(m_mutex);
    if (m_isAbandoned)
        return;
    m_state.applyLocal(event);
    record(event);
}

Nanoseconds GrantedRun::now()
{
    return runtime::context().lane->now;
}

LaneId GrantedRun::createLane(const trace::Lane& lane)
{
    const std::lock_guard lock(m_mutex);
    const auto id = LaneId(static_cast<std::uint32_t>(m_trace->laneCount()));
    m_trace->appendLane(lane);
    m_state.addLane(id, lane);
    return id;
}

runtime::NewLane GrantedRun::createLaneWithObject(const trace::Lane& lane, const trace::Object& object)
{
    trace::Lane newLane = lane;
    trace::Object newObject = object;
    newObject.lane = LaneId(static_cast<std::uint32_t>(m_trace->laneCount()));
    newLane.object = createObject(newObject);
    return {createLane(newLane), newLane.object, 0};
}

ObjectId GrantedRun::createObject(const trace::Object& object)
{
    const std::lock_guard lock(m_mutex);
    const auto id = ObjectId(static_cast<std::uint32_t>(m_trace->objectCount()));
    m_trace->appendObject(object);
    m_state.addObject(id, object);
    return id;
}

NameId GrantedRun::internName(std::string_view text)
{
    const std::lock_guard lock(m_mutex);
    const auto known = m_names.find(text);
    if (known != m_names.end())
        return known->second;
    const auto id = NameId(static_cast<std::uint32_t>(m_trace->nameCount()));
    m_trace->appendName(std::string(text));
    m_names.emplace(std::string(text), id);
    return id;
}

SourceId GrantedRun::internSource(const runtime::Where& where)
{
    const trace::Source source{internName(where.file_name()), internName(where.function_name()), where.line(),
                               where.column()};
    const std::lock_guard lock(m_mutex);
    m_trace->appendSource(source);
    return SourceId(static_cast<std::uint32_t>(m_trace->sourceCount() - 1));
}

std::vector<std::string> GrantedRun::eventsOn(const std::string& object) const
{
    return eventTexts(*m_trace, object, false);
}
std::vector<std::string> GrantedRun::valuesOn(const std::string& object) const
{
    return eventTexts(*m_trace, object, true);
}

std::vector<std::string> GrantedRun::complaints() const
{
    rules::State state(m_options);
    rules::Observer observer(state);
    std::vector<std::string> all;
    for (Step step = 0; step < m_trace->size(); ++step)
        if (const std::optional<std::string> complaint = observer.observe(*m_trace, step))
            all.push_back(*complaint);
    return all;
}

std::string GrantedRun::outcome(const std::string& key) const
{
    std::string last;
    for (Step step = 0; step < m_trace->size(); ++step) {
        const trace::Event event = m_trace->event(step);
        if (event.operation != trace::Operation::Outcome || m_trace->objectName(event.object) != key)
            continue;
        last = event.has(trace::EventFlag::Text) ? std::string(m_trace->name(NameId(event.value)))
                                                 : std::to_string(event.value);
    }
    return last;
}

} // namespace interleave::tests
