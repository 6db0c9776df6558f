#include "tests/core/sync/live_run.h"

#include "core/arena/clock.h"
#include "core/arena/tables.h"
#include "core/rules/observe.h"
#include "core/rules/state.h"
#include "core/runtime/lane_body.h"

#include <thread>

namespace interleave::tests {

LiveRun::LiveRun(const std::function<void()>& program, double rate)
{
    arena::Capacity small = arena::Capacity::forEvents(100'000);
    small.lanes = small.objects = small.names = 1 << 14;
    small.nameBytes = small.payloadBytes = 1 << 20;
    m_mapping = std::move(arena::Mapping::create(small)).value();
    arena::Control& control = m_mapping->control();
    control.stampIsTsc.store(arena::hasInvariantTsc() ? 1 : 0);
    arena::setRate(control.clock, rate);
    // A driver lives as long as its process: a thread that has recorded its end still takes its leave of it.
    static auto* const drivers = new std::vector<std::unique_ptr<runtime::LiveDriver>>;
    drivers->push_back(std::make_unique<runtime::LiveDriver>(m_mapping));
    m_driver = drivers->back().get();

    trace::RunInfo info;
    info.mode = trace::Mode::Live;
    arena::Reader reader(m_mapping);
    m_trace = std::make_unique<trace::Trace>(reader.store(), info);

    trace::Lane lane{.kind = trace::LaneKind::Process, .name = m_driver->internName("main")};
    trace::Object object{.kind = trace::ObjectKind::Process, .name = lane.name};
    const arena::LaneWithObject main = arena::appendLaneWithObject(*m_mapping, lane, object);
    std::thread thread([&] {
        runtime::LaneLocal local;
        local.id = main.lane;
        m_driver->carry(local, [&] {
            runtime::runBody(main.object, program);
            runtime::exitLive(main.object, 0, runtime::Where::current());
        });
    });
    thread.join();
    // The threads have recorded their last events; until each has left its slot the arena must stay.
    for (arena::ThreadSlot& slot : m_mapping->threadSlots().first(control.threadSlots.load()))
        while (slot.state.load() != static_cast<std::uint32_t>(arena::SlotState::Ended))
            std::this_thread::yield();
    reader.collect(*m_trace, arena::stampNow(control));
}

std::vector<std::string> LiveRun::complaints() const
{
    rules::State state;
    rules::Observer observer(state);
    std::vector<std::string> all;
    for (Step step = 0; step < m_trace->size(); ++step)
        if (const std::optional<std::string> complaint = observer.observe(*m_trace, step))
            all.push_back(*complaint);
    return all;
}

std::vector<std::string> LiveRun::eventsOn(const std::string& object) const
{
    return eventTexts(*m_trace, object, false);
}
std::vector<std::string> LiveRun::valuesOn(const std::string& object) const
{
    return eventTexts(*m_trace, object, true);
}

std::vector<trace::Event> LiveRun::all(trace::Operation operation) const
{
    std::vector<trace::Event> found;
    for (Step step = 0; step < m_trace->size(); ++step)
        if (m_trace->event(step).operation == operation)
            found.push_back(m_trace->event(step));
    return found;
}

std::vector<std::string> eventTexts(const trace::Trace& trace, const std::string& object, bool withValues)
{
    std::vector<std::string> found;
    for (Step step = 0; step < trace.size(); ++step) {
        const trace::Event event = trace.event(step);
        if (isNone(event.object) || trace.objectName(event.object) != object || !trace::isPick(event.operation))
            continue;
        std::string text(trace.laneName(event.lane));
        text += event.isBlocked() ? " ?" : " ";
        text += trace::name(event.operation);
        if (event.way() != trace::Way::Success)
            text += " " + std::string(trace::name(event.way()));
        if (withValues && !event.isBlocked() && event.has(trace::EventFlag::Text))
            text += " " + std::string(trace.name(NameId(event.value)));
        else if (withValues && !event.isBlocked())
            text += " " + std::to_string(event.value);
        found.push_back(text);
    }
    return found;
}

void awaitBlocked(int count)
{
    const arena::Mapping& mapping = runtime::runMapping();
    for (;;) {
        int blocked = 0;
        for (const arena::ThreadSlot& slot : mapping.threadSlots().first(mapping.control().threadSlots.load()))
            if (slot.state.load() == static_cast<std::uint32_t>(arena::SlotState::BlockedNatively))
                ++blocked;
        if (blocked >= count)
            return;
        std::this_thread::yield();
    }
}

} // namespace interleave::tests
