#pragma once

#include "tests/core/analysis/moment_builder.h"

#include "core/analysis/wait_for_graph.h"

#include <memory>
#include <string>
#include <vector>

namespace interleave::test {

/// `count` philosophers, each of whom has the left fork and wants the right one.
inline std::unique_ptr<TraceBuilder> hungryTable(int count)
{
    using trace::ObjectKind;
    using trace::Operation;
    auto b = std::make_unique<TraceBuilder>();
    b->add(b->main, Operation::Begin, b->objectOf(b->main));
    std::vector<LaneId> lanes;
    std::vector<ObjectId> forks;
    for (int i = 0; i < count; ++i) {
        forks.push_back(b->object(ObjectKind::Mutex, "fork " + std::to_string(i)));
        lanes.push_back(b->started("philosopher " + std::to_string(i)));
    }
    for (std::size_t i = 0; i < lanes.size(); ++i)
        b->add(lanes[i], Operation::Lock, forks[i]);
    for (std::size_t i = 0; i < lanes.size(); ++i)
        b->blocked(lanes[i], Operation::Lock, forks[(i + 1) % forks.size()]);
    return b;
}

inline analysis::WaitForGraph graphOf(const TraceBuilder& b)
{
    const MomentOf moment(b.trace());
    return analysis::WaitForGraph::of(b.trace(), moment.state, moment.ledger);
}

} // namespace interleave::test
