#pragma once

#include <string>

namespace interleave::scenarios {

/// Everything that is declared of every program, as JSON: what the target tells its host, which knows no scenario.
///
///     {"version": 1, "scenarios": [{"id", "title", "chapter", "summary", "file",
///       "parameters": [{"id", "title", "initial", "minimum", "maximum", "unit", "isWhole", "choices", "hint"}],
///       "variants": [{"id", "title", "mark", "defaults": {"parameter": number},
///         "promise": {"any": [{"ending", "findings", "outcome"}], "timed": […], "makespan", "note", "isBounded"}}],
///       "pictures": [{"kind", "title", "objects": ["name" or "name*"]}],
///       "row", "before": ["id"], "related": ["id" or "id:variant"]}]}
///
/// Endings and findings are the words of core/trace; `makespan` is null when it depends on the order.
std::string describe();

} // namespace interleave::scenarios
