#include "core/host/avoidable.h"

#include "core/host/exploration.h"
#include "core/schedule/schedule.h"

#include <algorithm>

namespace interleave::host {
namespace {

using base::Error;
using base::ErrorCode;

arena::Avoided avoidedOf(const trace::Verdict& verdict, const std::string& outcome)
{
    arena::Avoided avoided{verdict.ending, {}, outcome};
    for (const trace::Finding& finding : verdict.findings)
        if (std::find(avoided.findings.begin(), avoided.findings.end(), finding.kind) == avoided.findings.end())
            avoided.findings.push_back(finding.kind);
    return avoided;
}

/// The event of a run's pick with this number, from 0.
std::optional<Step> stepOfPick(const trace::Trace& trace, std::size_t number)
{
    for (Step step = 0; step < trace.size(); ++step) {
        const trace::Event event = trace.event(step);
        // The end of a child that was killed is recorded, not picked.
        const bool isKilled = event.operation == trace::Operation::Exit && event.has(trace::EventFlag::Implicit);
        if (!trace::isPick(event.operation) || event.isBlocked() || isKilled)
            continue;
        if (number-- == 0)
            return step;
    }
    return std::nullopt;
}

LaneId laneOf(const trace::Trace& trace, const std::string& path)
{
    for (std::size_t i = 0; i < trace.laneCount(); ++i)
        if (trace.lanePath(LaneId(i)) == path)
            return LaneId(i);
    return LaneId::none;
}

/// Asks, for numbers of first picks, whether there is a way around.
class Asker
{
public:
    Asker(ExploreSpec spec, schedule::Schedule recorded, std::chrono::milliseconds wall, std::function<bool()> goesOn)
        : m_spec(std::move(spec)), m_recorded(std::move(recorded)), m_wall(wall), m_goesOn(std::move(goesOn))
    {}

    enum class Reply { Yes, No, Unknown };

    base::Result<Reply> ask(std::size_t picks)
    {
        schedule::Schedule prefix = m_recorded;
        prefix.picks.resize(picks);
        prefix.checks.resize(std::min(prefix.checks.size(), picks / schedule::checkInterval));
        ExploreSpec spec = m_spec;
        spec.prefix = picks == 0 ? std::string() : toText(prefix);
        auto exploration = Exploration::start(std::move(spec));
        if (!exploration)
            return exploration.error();
        const auto until = std::chrono::steady_clock::now() + m_wall;
        while ((*exploration)->turn(std::chrono::milliseconds(50))) {
            if (m_goesOn && !m_goesOn()) {
                m_why = "It was called off.";
                return Reply::Unknown;
            }
            if (std::chrono::steady_clock::now() >= until)
                (*exploration)->quit();
        }
        if (const auto failure = (*exploration)->failure())
            return *failure;
        const trace::ExploreResult result = (*exploration)->result();
        for (const trace::ExploredOutcome& one : result.outcomes) {
            if (!m_spec.avoided->isAvoidedBy(one.ending, one.findings, one.outcome))
                continue;
            m_continuation = one.schedule;
            return Reply::Yes;
        }
        if (result.isComplete)
            return Reply::No;
        m_why = "From step " + std::to_string(picks) + " of the schedule on, " + std::to_string(result.progress.executions) +
                " executions neither found a way around nor were all there are.";
        return Reply::Unknown;
    }

    /// Of the last Yes.
    const std::string& continuation() const { return m_continuation; }
    const std::string& why() const { return m_why; }

private:
    ExploreSpec m_spec;
    schedule::Schedule m_recorded;
    std::chrono::milliseconds m_wall;
    std::function<bool()> m_goesOn;
    std::string m_continuation;
    std::string m_why;
};

std::size_t commonPicks(const schedule::Schedule& a, const schedule::Schedule& b)
{
    const std::size_t most = std::min(a.picks.size(), b.picks.size());
    std::size_t common = 0;
    while (common < most && a.picks[common].path == b.picks[common].path && a.picks[common].way == b.picks[common].way
           && a.picks[common].index == b.picks[common].index)
        ++common;
    return common;
}

} // namespace

base::Result<Avoidable> lastAvoidable(const trace::Trace& trace, const std::string& schedule, const trace::Verdict& verdict,
                                      const std::string& outcome, trace::TimeSetting time, const AvoidableBudget& budget,
                                      const std::string& target, const std::function<bool()>& goesOn)
{
    if (schedule.empty())
        return Error{ErrorCode::WrongUse, "A Live run has no schedule: what could have been done instead is not known."};
    auto recorded = schedule::parseSchedule(schedule);
    if (!recorded)
        return recorded.error();
    ExploreSpec spec;
    spec.settings.info = trace.info();
    spec.settings.info.time = time;
    spec.settings.wakesAny = recorded->wakesAny;
    spec.settings.spuriousWakeUps = recorded->spuriousWakeUps;
    spec.settings.maxSteps = std::max<std::uint64_t>(budget.maxSteps, 2 * recorded->picks.size());
    spec.settings.maxExecutions = budget.executions;
    spec.target = target;
    spec.jobs = 1;
    spec.avoided = avoidedOf(verdict, outcome);
    Asker asker(std::move(spec), *recorded, budget.wall, goesOn);

    Avoidable found;
    std::size_t doomed = recorded->picks.size(); // the smallest number of picks after which it is known to be sealed
    std::size_t open = 0;                        // one more than the largest after which it is known to be avoidable
    std::size_t differs = 0;
    while (open < doomed) {
        const std::size_t picks = open + (doomed - open) / 2;
        const auto reply = asker.ask(picks);
        if (!reply)
            return reply.error();
        if (*reply == Asker::Reply::Unknown) {
            found.why = asker.why();
            return found;
        }
        if (*reply == Asker::Reply::No) {
            doomed = picks;
            continue;
        }
        // The way around that was found may go with the run for longer than it was asked to.
        const auto continuation = schedule::parseSchedule(asker.continuation());
        if (!continuation)
            return continuation.error();
        const std::size_t common = std::max(picks, commonPicks(*recorded, *continuation));
        if (common >= recorded->picks.size()) {
            found.why = "The whole schedule can also go on to another end: it is not that of a run that ended.";
            return found;
        }
        open = common + 1;
        differs = common;
        found.continuation = asker.continuation();
        found.insteadPath = continuation->picks.size() > differs ? continuation->picks[differs].path : std::string();
    }
    if (open == 0) {
        found.answer = Avoidable::Answer::Unavoidable;
        return found;
    }
    found.answer = Avoidable::Answer::Avoidable;
    found.picks = differs;
    found.step = stepOfPick(trace, differs);
    if (found.step)
        found.sealed = trace.event(*found.step).lane;
    found.instead = laneOf(trace, found.insteadPath);
    return found;
}

} // namespace interleave::host
