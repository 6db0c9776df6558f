#pragma once

#include "core/base/result.h"
#include "core/trace/exploration.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The result of an exploration as JSON, for machines and to merge what several of them searched.
///
/// One object: `format` "interleave-exploration", `version` 1, what was searched (scenario, variant, parameters, time,
/// algorithm, …, shard, shards), `complete` and `bound`, counts, and `outcomes`, each with its ending, findings, outcome,
/// executions, share, whether it is promised, and its shortest schedule with switches and steps. Numbers that may be
/// large (seed, executions) are JSON integers. Samples are left out: they are for looking at, and large.
/// Version rule: a larger number than 1 is refused; unknown members are passed over.
namespace interleave::host {

/// `promised[i]` says of outcome i whether it is promised; empty, or none there: nothing is promised.
std::string toJson(const trace::ExploreResult& result, const std::vector<std::optional<bool>>& promised = {});

/// BadFormat, NewerVersion.
base::Result<trace::ExploreResult> parseExploration(std::string_view json);

/// The shards of one search as one result. Complete when all of them are there and complete. WrongUse, in a sentence,
/// for parts of different searches and for a shard that is there twice. Requires: at least one part.
base::Result<trace::ExploreResult> mergeShards(const std::vector<trace::ExploreResult>& parts);

} // namespace interleave::host
