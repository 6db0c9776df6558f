#include "core/explore/depth_first.h"

#include "core/base/check.h"
#include "core/explore/local_first.h"
#include "core/explore/prefix.h"

namespace interleave::explore {
namespace {

// Of how many choices the tree above the shards consists: enough leaves to deal out evenly, few enough to be walked by
// everybody.
constexpr std::size_t shardChoices = 6;

/// Takes the choices of the execution before up to the last that is to be made differently, and the first one from
/// there on.
class Path final : public Walk, public schedule::Strategy
{
public:
    Path(const InsideDriver& driver, const SearchOptions& options)
        : m_driver(driver), m_options(options), m_prefix(driver, options.prefix), m_setting(settingFor(driver, options))
    {}

    std::optional<std::size_t> choose(const schedule::Situation& situation) override
    {
        if (m_depth == m_nodes.size()) {
            if (m_choices == shardChoices && !m_isOwn && !takeLeaf())
                return std::nullopt;
            m_nodes.push_back(newNode(situation));
        }
        Node& node = m_nodes[m_depth];
        const std::size_t choice = node.isForced ? node.forced : node.choices[node.tried];
        const Seen seen = see(situation, choice);
        // At the last known step another choice is made, but out of as many.
        const bool differs = m_depth + 1 < m_known ? seen != node.seen
                                                   : m_depth + 1 == m_known && seen.candidates != node.seen.candidates;
        if (differs)
            base::fault(describe().c_str());
        node.seen = seen;
        m_choices += node.isForced ? 0 : 1;
        m_preemptions += node.preempted == LaneId::none || seen.lane == node.preempted ? 0 : 1;
        ++m_depth;
        return choice;
    }

    schedule::Strategy& strategy() override { return *this; }

    Ran ended(const Execution&) override
    {
        if (m_setting == LocalFirst::On && m_driver.sawForeignThreads()) {
            restart();
            return Ran::Restart;
        }
        if (m_isElsewhere || (!m_isOwn && !takeLeaf()))
            return Ran::Elsewhere;
        return Ran::Whole;
    }

    bool next() override
    {
        if (m_depth < m_nodes.size())
            base::fault(describe().c_str());
        while (!m_nodes.empty() && (m_nodes.back().isForced || m_nodes.back().tried + 1 >= m_nodes.back().choices.size())) {
            m_choices -= m_nodes.back().isForced ? 0 : 1;
            m_nodes.pop_back();
        }
        // What lies above the leaves is walked by every shard.
        m_isOwn = m_isOwn && m_choices > shardChoices;
        m_isElsewhere = false;
        m_depth = 0;
        m_choices = 0;
        m_preemptions = 0;
        m_known = m_nodes.size();
        if (m_nodes.empty())
            return false;
        ++m_nodes.back().tried;
        return true;
    }

    Example example() const override { return {m_driver.schedule(), m_driver.switches()}; }
    std::size_t switches() const override { return m_driver.switches(); }

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
        std::vector<std::uint32_t> choices; ///< numbers of candidates; empty if forced
        std::uint32_t tried = 0;
        std::uint32_t forced = 0;
        bool isForced = false;
        LaneId preempted = LaneId::none; ///< who could go on: any other choice is a preemption
        Seen seen;
    };

    void restart()
    {
        m_setting = LocalFirst::OnButStarts;
        m_nodes.clear();
        m_depth = 0;
        m_choices = 0;
        m_preemptions = 0;
        m_leaves = 0;
        m_known = 0;
        m_isOwn = false;
        m_isElsewhere = false;
    }

    static LocalFirst settingFor(const InsideDriver& driver, const SearchOptions& options)
    {
        if (!options.localFirst)
            return LocalFirst::Off;
        return driver.sawForeignThreads() ? LocalFirst::OnButStarts : LocalFirst::On;
    }

    /// Whether the next leaf of the tree above the shards is this one's.
    bool takeLeaf()
    {
        m_isOwn = m_leaves++ % m_options.shard.count == m_options.shard.number;
        m_isElsewhere = !m_isOwn;
        return m_isOwn;
    }

    Node newNode(const schedule::Situation& situation)
    {
        Node node;
        const auto& candidates = situation.candidates;
        std::optional<std::size_t> forced;
        if (m_depth < m_prefix.size())
            forced = m_prefix.choose(situation, m_depth);
        else
            forced = candidates.size() == 1 ? std::optional<std::size_t>(0)
                                            : localFirst(m_driver.conductor(), situation.state, m_setting);
        node.isForced = forced.has_value();
        node.forced = static_cast<std::uint32_t>(forced.value_or(0));
        if (node.isForced)
            return node;
        if (m_options.algorithm == Algorithm::BoundedPreemptions)
            for (const schedule::Candidate& candidate : candidates)
                if (candidate.lane == situation.last)
                    node.preempted = situation.last;
        const bool mayPreempt = m_preemptions < m_options.preemptions;
        for (std::size_t i = 0; i < candidates.size(); ++i)
            if (mayPreempt || isNone(node.preempted) || candidates[i].lane == node.preempted)
                node.choices.push_back(static_cast<std::uint32_t>(i));
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
    SearchOptions m_options;
    Prefix m_prefix;
    LocalFirst m_setting;
    std::vector<Node> m_nodes;
    std::size_t m_depth = 0;
    std::size_t m_choices = 0;     ///< nodes on the way here that are not forced
    std::size_t m_preemptions = 0; ///< on the way here
    std::uint64_t m_leaves = 0;    ///< met so far, of the tree above the shards
    bool m_isOwn = false;          ///< this path goes through a leaf of this shard
    bool m_isElsewhere = false;    ///< the execution ended at a leaf of another shard
    std::size_t m_known = 0; ///< nodes that the execution before went through, but for a new choice at the last
};

} // namespace

std::unique_ptr<Walk> makeDepthFirst(const InsideDriver& driver, const SearchOptions& options)
{
    return std::make_unique<Path>(driver, options);
}

SearchReport depthFirst(InsideDriver& driver, const Program& program, SearchOptions options,
                        const std::function<bool(const Execution&)>& onExecution)
{
    options.algorithm = Algorithm::Exhaustive;
    if (onExecution)
        options.onExecution = onExecution;
    return search(driver, program, options);
}

} // namespace interleave::explore
