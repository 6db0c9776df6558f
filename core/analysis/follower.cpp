#include "core/analysis/follower.h"

#include <limits>

namespace interleave::analysis {
namespace {

/// Whatever the run allowed is in its events; these options refuse nothing.
rules::Options optionsOf(const trace::RunInfo& info)
{
    rules::Options options;
    options.time = info.mode == trace::Mode::Controlled ? info.time : trace::TimeSetting::Respected;
    options.notifyWakesAny = true;
    options.spuriousWakeUps = std::numeric_limits<std::uint32_t>::max();
    return options;
}

} // namespace

Follower::Follower(const trace::Trace& trace, Sink& sink)
    : m_trace(trace)
    , m_sink(sink)
    , m_state(optionsOf(trace.info()))
    , m_observer(m_state)
    , m_lanes(trace, m_holds,
              [this](const Segment& segment) {
                  if (segment.end == noStep)
                      m_sink.segmentBegan(segment);
                  else
                      m_sink.segmentEnded(segment);
              })
{}

bool Follower::takeOne()
{
    if (m_step >= m_trace.size())
        return false;
    const Step step = m_step++;
    const trace::Event event = m_trace.event(step);
    m_lanes.before(event, m_state);
    m_causes.before(event, m_state);
    const std::optional<std::string> complaint = m_observer.observe(m_trace, step);
    if (complaint && !m_complaint)
        m_complaint = complaint;
    m_changedHolds.clear();
    m_changedLevels.clear();
    const ObjectId other = rules::requestOf(m_trace, event).other;
    m_holds.after(event, other, step, m_state, m_changedHolds, m_changedLevels);
    for (const Hold& hold : m_changedHolds) {
        if (hold.end == noStep)
            m_sink.holdBegan(hold);
        else
            m_sink.holdEnded(hold);
    }
    for (const Level& level : m_changedLevels)
        m_sink.levelChanged(level);
    m_lanes.after(event, step, m_state);
    m_sink.event(step, event, m_state);
    if (complaint)
        return true;
    m_newCauses.clear();
    m_causes.after(event, step, m_state, m_newCauses);
    for (const Cause& cause : m_newCauses)
        m_sink.caused(cause);
    return true;
}

void Follower::takeUntil(Step step)
{
    while (m_step < step && takeOne()) {
    }
}

void Follower::finish()
{
    m_lanes.finish(m_step, m_state);
}

} // namespace interleave::analysis
