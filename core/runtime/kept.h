#pragma once

#include <memory>
#include <utility>

namespace interleave::runtime {

/// Hands something over to the run: it lives until the run is over, whoever has returned by then. Any lane.
void keep(std::shared_ptr<void> thing);

/// Destroys everything that was kept, youngest first: between two executions of an explorer. Real processes just end.
void destroyKept();

} // namespace interleave::runtime
