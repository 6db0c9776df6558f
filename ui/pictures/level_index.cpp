#include "ui/pictures/level_index.h"

#include <algorithm>

namespace interleave::pictures {
namespace {

using trace::Event;
using trace::EventFlag;
using trace::ObjectKind;
using trace::Operation;
using trace::Way;

constexpr std::string_view isDefinedAs = " = ";

bool hasLevel(ObjectKind kind)
{
    return kind == ObjectKind::Variable || kind == ObjectKind::Queue || kind == ObjectKind::Semaphore
           || kind == ObjectKind::Latch || kind == ObjectKind::Pipe;
}

bool changesLevel(Operation operation)
{
    switch (operation) {
    case Operation::Create:
    case Operation::Put:
    case Operation::TryPut:
    case Operation::Get:
    case Operation::TryGet:
    case Operation::Acquire:
    case Operation::TryAcquire:
    case Operation::Release:
    case Operation::Read:
    case Operation::Write:
    case Operation::Modify:
    case Operation::CompareExchange:
    case Operation::Send:
    case Operation::Receive:
    case Operation::CountDown: return true;
    default: return false;
    }
}

/// "made - freed" as names with signs.
std::vector<std::pair<std::string, int>> namesOf(std::string_view sum)
{
    std::vector<std::pair<std::string, int>> names;
    int sign = 1;
    while (!sum.empty()) {
        const std::size_t end = std::min(sum.find(" - "), sum.find(" + "));
        names.emplace_back(sum.substr(0, end), sign);
        if (end == std::string_view::npos)
            break;
        sign = sum[end + 1] == '-' ? -1 : 1;
        sum.remove_prefix(end + 3);
    }
    return names;
}

std::int64_t initialOf(const trace::Object& object)
{
    const bool hasInitial =
        object.kind == ObjectKind::Variable || object.kind == ObjectKind::Semaphore || object.kind == ObjectKind::Latch;
    return hasInitial ? object.initial : 0;
}

} // namespace

void LevelIndex::start(const trace::Trace* trace, std::vector<std::string> wanted, Asks asks)
{
    m_trace = trace;
    m_asks = std::move(asks);
    m_known = 0;
    m_levels.clear();
    m_sums.clear();
    m_places.clear();
    m_wantsAll = wanted.empty();
    for (const std::string& name : wanted)
        if (name.find(isDefinedAs) != std::string::npos)
            addSum(name);
}

void LevelIndex::addSum(const std::string& wanted)
{
    const std::size_t sign = wanted.find(isDefinedAs);
    Level level;
    level.name = wanted.substr(0, sign);
    m_sums.push_back({m_levels.size(), namesOf(std::string_view(wanted).substr(sign + isDefinedAs.size()))});
    m_levels.push_back(std::move(level));
}

void LevelIndex::addTerm(std::size_t level, ObjectId object, int sign)
{
    m_places[index(object)].push_back({level, m_levels[level].terms.size()});
    m_levels[level].terms.push_back({object, sign, initialOf(m_trace->object(object))});
}

void LevelIndex::learnObjects()
{
    m_places.resize(m_trace->objectCount());
    for (; m_known < m_places.size(); ++m_known) {
        const auto id = ObjectId(static_cast<std::uint32_t>(m_known));
        const trace::Object& object = m_trace->object(id);
        if (!hasLevel(object.kind))
            continue;
        const std::string_view name = m_trace->name(object.name);
        for (const Sum& sum : m_sums)
            for (const auto& [term, sign] : sum.names)
                if (term == name)
                    addTerm(sum.level, id, sign);
        if (!m_wantsAll && !m_asks(name))
            continue;
        Level level;
        level.name = name;
        if (object.bound > 0)
            level.bound = object.bound;
        if (object.kind != ObjectKind::Queue && object.kind != ObjectKind::Pipe)
            level.initial = object.initial;
        m_levels.push_back(std::move(level));
        addTerm(m_levels.size() - 1, id, 1);
    }
}

bool LevelIndex::concerns(const Event& event)
{
    if (!changesLevel(event.operation) || event.isBlocked())
        return false;
    if (index(event.object) >= m_known && m_trace->objectCount() > m_known)
        learnObjects();
    return index(event.object) < m_places.size() && !m_places[index(event.object)].empty();
}

void LevelIndex::take(const Event& event, Step step)
{
    const bool isText = event.has(EventFlag::Text) && m_trace->object(event.object).kind == ObjectKind::Variable;
    for (const Place& place : m_places[index(event.object)])
        m_levels[place.level].isText = m_levels[place.level].isText || isText;
    const bool hasFailed = event.operation == Operation::CompareExchange && event.way() == Way::Failed;
    if (isText || (event.way() != Way::Success && !hasFailed))
        return;
    switch (event.operation) {
    case Operation::Create: change(event.object, step, initialOf(m_trace->object(event.object)), false); break;
    case Operation::Put:
    case Operation::TryPut:
    case Operation::Send: change(event.object, step, 1, true); break;
    case Operation::Get:
    case Operation::TryGet:
    case Operation::Receive:
    case Operation::Acquire:
    case Operation::TryAcquire: change(event.object, step, -1, true); break;
    case Operation::Release: change(event.object, step, event.value, true); break;
    case Operation::CountDown: change(event.object, step, -event.value, true); break;
    case Operation::CompareExchange:
        // What it found is told, what it put there instead is not: the next one to look tells it.
        change(event.object, step, event.value, false, true);
        if (!hasFailed)
            for (const Place& place : m_places[index(event.object)])
                m_levels[place.level].unread = step;
        break;
    case Operation::Read: change(event.object, step, event.value, false, true); break;
    default: change(event.object, step, event.value, false); break;
    }
}

void LevelIndex::change(ObjectId object, Step step, std::int64_t value, bool isRelative, bool isSeen)
{
    for (const Place& place : m_places[index(object)]) {
        Level& level = m_levels[place.level];
        Level::Term& term = level.terms[place.term];
        const std::int64_t before = term.value;
        term.value = isRelative ? before + value : value;
        std::int64_t sum = 0;
        for (const Level::Term& each : level.terms)
            sum += each.sign * each.value;
        // What was put there unseen has been there since.
        const Step since = isSeen ? level.unread.value_or(step) : step;
        if (level.course.empty() || sum != level.course.valueAt(level.course.size() - 1))
            level.course.append(since, sum);
        level.unread.reset();
    }
}

bool LevelIndex::isAmbiguous(const Level& level) const
{
    return std::count_if(m_levels.begin(), m_levels.end(), [&](const Level& other) { return other.name == level.name; })
           > 1;
}

} // namespace interleave::pictures
