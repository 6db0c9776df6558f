#pragma once

#include "core/explore/walk.h"

#include <functional>

namespace interleave::explore {

/// Every order, alternatives included: depth first, each execution from the start along the choices of the one before up
/// to the last that can be made differently. With BoundedPreemptions only choices within the bound.
std::unique_ptr<Walk> makeDepthFirst(const InsideDriver& driver, const SearchOptions& options);

/// The same at one go, whatever the options say of an algorithm: what the other algorithms are checked against.
/// `onExecution` sees every execution; when it returns false the search ends.
SearchReport depthFirst(InsideDriver& driver, const Program& program, SearchOptions options = {},
                        const std::function<bool(const Execution&)>& onExecution = {});

} // namespace interleave::explore
