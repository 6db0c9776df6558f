#pragma once

#include "ui/state/scene.h"

namespace interleave::state {

/// "while holding knife → pot", a row for each lane that did it.
Block nestingBlock(const Scene& scene, const analysis::Nested& pair);
/// Pairs that occur in both orders.
std::int64_t oppositeCount(const Scene& scene);

/// The variables of the run that somebody used.
std::vector<ObjectId> variablesOf(const Scene& scene);
/// Which lock guards one variable.
Block guardBlock(const Scene& scene, ObjectId variable);
/// Variables that several lanes changed without a common lock.
std::int64_t unguardedCount(const Scene& scene);

/// The four conditions, a row each: whether it holds, and who shows it.
std::vector<Block> conditionBlocks(const Scene& scene, const analysis::DeadlockConditions& conditions);

} // namespace interleave::state
