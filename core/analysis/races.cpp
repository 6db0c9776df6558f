#include "core/analysis/races.h"

#include "core/analysis/event_text.h"

#include <algorithm>
#include <utility>

namespace interleave::analysis {
namespace {

using trace::Operation;

constexpr OperationSet accesses = {Operation::Read, Operation::Write, Operation::Modify, Operation::CompareExchange};

std::string verb(bool isWrite)
{
    return isWrite ? "writes" : "reads";
}

} // namespace

OperationSet Races::wantsAfter() const
{
    return HappensBefore::operations(HappensBefore::Edges::All) | accesses;
}

void Races::after(const Moment& moment)
{
    if (accesses.contains(moment.event.operation))
        access(moment);
    else
        m_order.take(moment.event);
}

void Races::access(const Moment& moment)
{
    const trace::Event& event = moment.event;
    if (event.isBlocked() || !moment.trace.knows(event.lane) || !moment.trace.knows(event.object))
        return;
    Variable& variable = entry(m_variables, event.object);
    const bool isIndivisible = event.operation == Operation::Modify || event.operation == Operation::CompareExchange;
    const bool isMeantToOrder = !variable.isKnown && moment.trace.object(event.object).policy == 2;
    variable.isAtomic = variable.isAtomic || isIndivisible || isMeantToOrder;
    variable.isKnown = true;
    if (variable.isAtomic) {
        accessAtomic(variable, moment);
        return;
    }
    const Access access{m_order.now(event.lane), event.lane, event.source, moment.step, moment.locks.setOf(event.lane),
                        event.operation == Operation::Write};
    if (access.isWrite)
        write(variable, moment, access);
    else
        read(variable, moment, access);
}

void Races::accessAtomic(Variable& variable, const Moment& moment)
{
    const trace::Event& event = moment.event;
    const bool isFailed = event.way() == trace::Way::Failed;
    if (event.operation != Operation::Write)
        m_order.findAt(event.lane, event.object);
    if (event.operation != Operation::Read && !isFailed)
        m_order.leaveAt(event.lane, event.object);
    variable.reads.clear();
}

void Races::read(Variable& variable, const Moment& moment, const Access& access)
{
    const auto isMine = [&](const Access& other) { return other.epoch.carrier == access.epoch.carrier; };
    const auto mine = std::find_if(variable.reads.begin(), variable.reads.end(), isMine);
    if (mine != variable.reads.end() && mine->epoch == access.epoch)
        return;
    if (!m_order.isBefore(variable.write.epoch, access.lane))
        report(moment.event.object, variable.write, access);
    if (mine != variable.reads.end()) {
        *mine = access;
        return;
    }
    // Whoever is ordered behind a read stands for it too.
    const auto older = std::find_if(variable.reads.begin(), variable.reads.end(), [&](const Access& other) {
        return m_order.isBefore(other.epoch, access.lane);
    });
    if (older != variable.reads.end())
        *older = access;
    else
        variable.reads.push_back(access);
}

void Races::write(Variable& variable, const Moment& moment, const Access& access)
{
    if (variable.write.epoch == access.epoch && variable.reads.empty())
        return;
    if (!m_order.isBefore(variable.write.epoch, access.lane))
        report(moment.event.object, variable.write, access);
    for (const Access& read : variable.reads)
        if (!m_order.isBefore(read.epoch, access.lane))
            report(moment.event.object, read, access);
    variable.reads.clear();
    variable.write = access;
}

void Races::report(ObjectId variable, const Access& first, const Access& second)
{
    // By value: of two temporaries std::minmax would keep references.
    const std::pair<std::uint32_t, std::uint32_t> lines = std::minmax({index(first.source), index(second.source)});
    std::vector<std::size_t>& known = m_byLines[std::uint64_t{lines.first} << 32 | lines.second];
    const auto same = std::find_if(known.begin(), known.end(), [&](std::size_t number) {
        const Race& race = m_races[number];
        return race.variable == variable
               && (race.first.isWrite != race.second.isWrite) == (first.isWrite != second.isWrite);
    });
    if (same != known.end()) {
        ++m_races[*same].count;
        return;
    }
    known.push_back(m_races.size());
    m_races.push_back({variable, first, second, 1});
}

Finding Races::describe(const Conclusion& end, const Race& race) const
{
    const trace::Trace& trace = end.trace;
    const bool isRelaxed = trace.object(race.variable).policy == 1;
    const bool isAtomic = m_variables[index(race.variable)].isAtomic;
    Finding finding{.kind = isRelaxed || isAtomic ? FindingKind::Unordered : FindingKind::DataRace,
                    .severity = isRelaxed || isAtomic ? Severity::Observation : Severity::Wrong,
                    .sentence = {},
                    .lanes = {race.first.lane},
                    .objects = {race.variable},
                    .steps = {race.second.step, race.first.step},
                    .sources = {},
                    .count = race.count};
    if (race.second.lane != race.first.lane)
        finding.lanes.insert(finding.lanes.begin(), race.second.lane);
    addSource(finding, race.second.source);
    addSource(finding, race.first.source);
    const std::string one = laneText(trace, race.first.lane);
    const std::string other = laneText(trace, race.second.lane);
    finding.sentence = one + " " + verb(race.first.isWrite) + " " + objectText(trace, race.variable)
                       + atText(trace, race.first.source) + " and " + other + " " + verb(race.second.isWrite) + " it"
                       + atText(trace, race.second.source) + ", and nothing orders the two: ";
    if (isRelaxed) {
        finding.sentence += "the variable is relaxed and claims no order.";
        return finding;
    }
    if (isAtomic) {
        finding.sentence += "elsewhere the variable is changed indivisibly, so it is meant for that.";
        return finding;
    }
    finding.sentence += "chance decides which comes first. ";
    const std::string mine = locksText(trace, end.locks.locks(race.first.locks));
    const std::string theirs = locksText(trace, end.locks.locks(race.second.locks));
    finding.sentence += race.first.locks == noLocks && race.second.locks == noLocks
                            ? "Neither holds a lock"
                            : one + " holds " + mine + ", " + other + " holds " + theirs + ": no lock that both have";
    finding.sentence += ", and no start, join, signal or message leads from one to the other.";
    return finding;
}

void Races::finish(const Conclusion& end, std::vector<Finding>& findings)
{
    for (const Race& race : m_races)
        findings.push_back(describe(end, race));
}

} // namespace interleave::analysis
