#pragma once

#include "ui/pictures/heap.h"
#include "ui/pictures/places.h"

namespace interleave::pictures {

/// Places sections below each other in a width.
///
/// A section has the name and what is said of the object on top, its room or rooms below, then who waits: at the left
/// who wants something out, at the right who wants something in. Where there are more than two sections, those of a single
/// place become rows. Nothing overlaps and nothing leaves the width; the height is as it comes.
Drawing layOut(const std::vector<Section>& sections, double width);

/// Places trees and rows below each other in a width: as many levels of a tree as have room for a number in each node.
Drawing layOut(const std::vector<HeapSection>& sections, double width);

} // namespace interleave::pictures
