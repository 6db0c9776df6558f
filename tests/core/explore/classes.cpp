#include "tests/core/explore/classes.h"

#include "core/rules/dependence.h"

#include <algorithm>
#include <map>

namespace interleave::explore {
namespace {

rules::Request requestOf(const trace::Event& event)
{
    rules::Request request;
    request.lane = event.lane;
    request.operation = event.operation;
    request.object = event.object;
    request.argument = event.value;
    return request;
}

} // namespace

std::string classOf(const std::vector<trace::Event>& events, const InsideDriver& driver)
{
    struct Placed
    {
        rules::Request request;
        trace::Way way;
        std::size_t level;
    };
    std::vector<Placed> placed;
    std::map<std::size_t, std::vector<std::string>> levels;
    const rules::State& state = driver.state();
    for (const trace::Event& event : events) {
        if (!trace::isPick(event.operation) || event.isBlocked())
            continue;
        Placed one{requestOf(event), event.way(), 0};
        const bool isOnCondition = state.knows(event.object) && state.object(event.object).kind == trace::ObjectKind::Condition;
        if (isOnCondition
            && (event.operation == trace::Operation::Wait || event.operation == trace::Operation::Wake))
            one.request.other = ObjectId(static_cast<std::uint32_t>(event.value));
        for (const Placed& earlier : placed)
            if (earlier.level >= one.level && dependent(state, earlier.request, one.request, earlier.way, one.way))
                one.level = earlier.level + 1;
        placed.push_back(one);
        levels[one.level].push_back(driver.tables().lanePath(event.lane) + " " + std::string(trace::name(event.operation)) + " "
                                    + driver.tables().objectPath(event.object) + " " + std::string(trace::name(event.way()))
                                    + std::to_string(event.index));
    }
    std::string text;
    for (auto& [level, lines] : levels) {
        std::sort(lines.begin(), lines.end());
        for (const std::string& line : lines)
            text += line + "; ";
        text += "\n";
    }
    return text;
}

} // namespace interleave::explore
