#include "core/explore/depth_first.h"

#include "core/base/check.h"

#include <algorithm>
#include <tuple>

namespace interleave::explore {
namespace {

/// Takes the choices of the execution before up to the last that is to be made differently, and the first one from
/// there on.
class Path final : public schedule::Strategy
{
public:
    Path(const InsideDriver& driver, LocalFirst setting) : m_driver(driver), m_setting(setting) {}

    std::optional<std::size_t> choose(const schedule::Situation& situation) override
    {
        if (m_depth == m_nodes.size())
            m_nodes.push_back(newNode(situation));
        Node& node = m_nodes[m_depth];
        const std::size_t choice = node.isForced ? node.forced : node.tried;
        const Seen seen = see(situation, choice);
        // At the last known step another choice is made, but out of as many.
        const bool differs = m_depth + 1 < m_known ? seen != node.seen
                                                   : m_depth + 1 == m_known && seen.candidates != node.seen.candidates;
        if (differs)
            base::fault(describe().c_str());
        node.seen = seen;
        ++m_depth;
        return choice;
    }

    /// The next path; false when there is none.
    bool next()
    {
        if (m_depth < m_nodes.size())
            base::fault(describe().c_str());
        while (!m_nodes.empty() && (m_nodes.back().isForced || m_nodes.back().tried + 1 >= m_nodes.back().seen.candidates))
            m_nodes.pop_back();
        m_depth = 0;
        m_known = m_nodes.size();
        if (m_nodes.empty())
            return false;
        ++m_nodes.back().tried;
        return true;
    }

    void restart(LocalFirst setting)
    {
        m_setting = setting;
        m_nodes.clear();
        m_depth = 0;
        m_known = 0;
    }

private:
    /// What must be the same again after the same choices.
    struct Seen
    {
        std::uint32_t candidates = 0;
        LaneId lane = LaneId::none;
        ObjectId object = ObjectId::none;
        trace::Operation operation = trace::Operation::None;
        trace::Way way = trace::Way::Success;
        std::uint16_t index = 0;

        friend bool operator==(const Seen&, const Seen&) = default;
    };

    struct Node
    {
        std::uint32_t tried = 0;
        std::uint32_t forced = 0;
        bool isForced = false;
        Seen seen;
    };

    Node newNode(const schedule::Situation& situation) const
    {
        Node node;
        const bool isAlone = situation.candidates.size() == 1;
        const auto local = isAlone ? std::optional<std::size_t>(0)
                                   : localFirst(m_driver.conductor(), situation.state, m_setting);
        node.isForced = local.has_value();
        node.forced = static_cast<std::uint32_t>(local.value_or(0));
        return node;
    }

    Seen see(const schedule::Situation& situation, std::size_t choice) const
    {
        Seen seen;
        seen.candidates = static_cast<std::uint32_t>(situation.candidates.size());
        if (choice >= situation.candidates.size())
            base::fault(describe().c_str());
        const schedule::Candidate& candidate = situation.candidates[choice];
        const rules::Request& request = *m_driver.conductor().standingAt(candidate.lane);
        seen.lane = candidate.lane;
        seen.object = request.object;
        seen.operation = request.operation;
        seen.way = candidate.alternative.way;
        seen.index = candidate.alternative.index;
        return seen;
    }

    std::string describe() const
    {
        return "the program is deterministic: after the same choices it does the same again, but at step " +
               std::to_string(m_depth) + " it did not";
    }

    const InsideDriver& m_driver;
    LocalFirst m_setting;
    std::vector<Node> m_nodes;
    std::size_t m_depth = 0;
    std::size_t m_known = 0; ///< nodes that the execution before went through, but for a new choice at the last
};

class Search
{
public:
    Search(InsideDriver& driver, const Program& program, const SearchOptions& options)
        : m_driver(driver), m_program(program), m_options(options),
          m_setting(!options.localFirst              ? LocalFirst::Off
                    : driver.sawForeignThreads() ? LocalFirst::OnButStarts
                                                 : LocalFirst::On),
          m_path(driver, m_setting)
    {}

    SearchReport run(const std::function<bool(const Execution&)>& onExecution);

private:
    void count(const Execution& execution);
    std::string whyStop() const;

    InsideDriver& m_driver;
    const Program& m_program;
    SearchOptions m_options;
    LocalFirst m_setting;
    Path m_path;
    SearchReport m_report;
    std::chrono::steady_clock::time_point m_until;
};

auto keyOf(const Found& found)
{
    return std::tie(found.ending, found.findings, found.outcome);
}

void Search::count(const Execution& execution)
{
    ++m_report.executions;
    m_report.picks += execution.picks;
    m_report.refused.insert(m_report.refused.end(), execution.refused.begin(), execution.refused.end());
    const auto key = std::tie(execution.ending, execution.findings, execution.outcome);
    auto place = std::lower_bound(m_report.found.begin(), m_report.found.end(), key,
                                  [](const Found& found, const auto& wanted) { return keyOf(found) < wanted; });
    if (place == m_report.found.end() || keyOf(*place) != key) {
        place = m_report.found.insert(place, Found{});
        place->ending = execution.ending;
        place->findings = execution.findings;
        place->outcome = execution.outcome;
        place->shortest = execution.makespan;
    }
    if (place->executions == 0 || execution.picks < place->examplePicks) {
        place->examplePicks = execution.picks;
        place->example = m_driver.schedule();
    }
    ++place->executions;
    place->probability += execution.probability;
    place->shortest = std::min(place->shortest, execution.makespan);
    place->longest = std::max(place->longest, execution.makespan);
}

std::string Search::whyStop() const
{
    if (m_report.executions >= m_options.maxExecutions)
        return "the limit of " + std::to_string(m_options.maxExecutions) + " executions was reached";
    // A clock of the wall, which no result depends on but this one.
    if (std::chrono::steady_clock::now() >= m_until)
        return "the limit of " + std::to_string(m_options.wallLimit.count()) + " ms was reached";
    if (m_report.refused.size() >= 16)
        return "too many lanes did not unwind";
    return {};
}

SearchReport Search::run(const std::function<bool(const Execution&)>& onExecution)
{
    m_until = std::chrono::steady_clock::now() + m_options.wallLimit;
    bool isCut = false;
    for (;;) {
        const Execution& execution = m_driver.run(m_program, m_path, m_options.run);
        if (m_setting == LocalFirst::On && m_driver.sawForeignThreads()) {
            m_setting = LocalFirst::OnButStarts;
            m_path.restart(m_setting);
            m_report = {};
            isCut = false;
            continue;
        }
        count(execution);
        isCut = isCut || execution.ending == trace::Ending::Bound;
        if (onExecution && !onExecution(execution)) {
            m_report.why = "it was ended";
            break;
        }
        if (!m_path.next()) {
            m_report.isComplete = !isCut;
            m_report.why = isCut ? "executions were cut off after " + std::to_string(m_options.run.maxPicks) + " steps" : "";
            break;
        }
        m_report.why = whyStop();
        if (!m_report.why.empty())
            break;
    }
    return std::move(m_report);
}

} // namespace

const Found* SearchReport::find(trace::Ending ending, FindingSet findings, std::string_view outcome) const
{
    for (const Found& one : found)
        if (one.ending == ending && one.findings == findings && one.outcome == outcome)
            return &one;
    return nullptr;
}

SearchReport depthFirst(InsideDriver& driver, const Program& program, const SearchOptions& options,
                        const std::function<bool(const Execution&)>& onExecution)
{
    return Search(driver, program, options).run(onExecution);
}

} // namespace interleave::explore
