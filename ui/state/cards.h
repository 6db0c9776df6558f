#pragma once

#include "ui/state/scene.h"

namespace interleave::state {

/// The cards of all resources of a moment, in the order in which they were made; a loop has two.
///
/// Of more than `most` cards those at rest are left out, and a last one says how many.
std::vector<Block> cardsOf(const Scene& scene, std::size_t most = 200);

/// "2 locks", or how many there are of several kinds.
QString resourceCountText(const Scene& scene);

} // namespace interleave::state
