#include "core/explore/wakeup_tree.h"

#include <iterator>

namespace interleave::explore {

bool isWeakInitial(const rules::State& facts, const Act& act, const std::vector<Act>& sequence,
                   std::optional<std::size_t>& place)
{
    place.reset();
    for (std::size_t i = 0; i < sequence.size(); ++i) {
        if (sequence[i].carrier == act.carrier) {
            place = i;
            return isSame(sequence[i], act);
        }
        if (dependent(facts, sequence[i], act))
            return false;
    }
    return true;
}

WakeupTree::Branch WakeupTree::takeFront()
{
    Branch front = std::move(m_branches.front());
    m_branches.erase(m_branches.begin());
    return front;
}

void WakeupTree::becomeRest(Branch branch)
{
    if (branch.first + 1 == branch.acts.size()) {
        m_branches = std::move(branch.branches);
        return;
    }
    m_branches.clear();
    ++branch.first;
    m_branches.push_back(std::move(branch));
}

void WakeupTree::append(Act act)
{
    m_branches.push_back({{std::move(act)}, 0, {}});
}

bool WakeupTree::insert(const rules::State& facts, std::vector<Act> sequence, Covers covers)
{
    std::vector<Branch>* branches = &m_branches;
    std::optional<std::size_t> place;
    const auto canBegin = [&](const Act& act) {
        return isWeakInitial(facts, act, sequence, place) && (place || sequence.empty() || covers == Covers::Compatible);
    };
    const auto consume = [&] {
        if (place)
            sequence.erase(sequence.begin() + static_cast<std::ptrdiff_t>(*place));
    };
    for (;;) {
        Branch* entered = nullptr;
        for (Branch& branch : *branches) {
            if (canBegin(branch.act())) {
                entered = &branch;
                break;
            }
        }
        if (entered == nullptr) {
            branches->push_back({std::move(sequence), 0, {}});
            return true;
        }
        consume();
        for (std::size_t i = entered->first + 1; i < entered->acts.size(); ++i) {
            if (canBegin(entered->acts[i])) {
                consume();
                continue;
            }
            // Here the ways part.
            Branch rest;
            const auto from = entered->acts.begin() + static_cast<std::ptrdiff_t>(i);
            rest.acts.assign(std::make_move_iterator(from), std::make_move_iterator(entered->acts.end()));
            rest.branches = std::move(entered->branches);
            entered->acts.erase(from, entered->acts.end());
            entered->branches.clear();
            entered->branches.push_back(std::move(rest));
            entered->branches.push_back({std::move(sequence), 0, {}});
            return true;
        }
        if (entered->branches.empty())
            return false;
        branches = &entered->branches;
    }
}

} // namespace interleave::explore
