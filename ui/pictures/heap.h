#pragma once

#include "ui/pictures/places.h"

#include <QString>

#include <cstddef>
#include <optional>
#include <vector>

namespace interleave::pictures {

/// What decides which item of a priority queue goes first: the smallest does.
struct Rank
{
    std::int64_t number = 0;
    QString text; ///< decides where there is no number
    friend bool operator<(const Rank& a, const Rank& b)
    {
        return a.number == b.number ? a.text < b.text : a.number < b.number;
    }
};

/// The ranks of items: their values; of texts the last number in each ("A (score 3)" is 3), and where one has none, the
/// texts themselves.
///
/// A run records what an item is called and not how the program compares it, so this is a good guess and no more.
std::vector<Rank> ranksOf(const trace::Trace& trace, const std::vector<analysis::Item>& items);

/// The items in the order in which they will go, by their places in `ranks`: equal ones as they came.
std::vector<std::size_t> orderOut(const std::vector<Rank>& ranks);

/// A binary heap of them: the item at place n is not more urgent than that at (n - 1) / 2.
///
/// It is derived: what the queue holds is inserted one by one in the order of arrival, as into an empty heap. A real
/// heap of the same items may stand otherwise below its root, after what was taken out of it.
std::vector<std::size_t> heapOf(const std::vector<Rank>& ranks);

/// A queue as a tree and as a row.
struct HeapSection
{
    ObjectId object = ObjectId::none;
    theme::ResourceSign sign;
    QString name;
    QString status;
    bool isPriority = false;
    bool isKnown = true;     ///< its items are: there are not too many
    std::vector<Tile> nodes; ///< in the order of the heap; without rectangles yet, as the next
    std::vector<Tile> row;   ///< in the order of arrival
    std::int64_t more = 0;   ///< items that have no tile

    /// All of it, for screen readers.
    QString words() const;
};

/// The queues of a moment as sectionsOf() would choose them.
std::vector<HeapSection> heapsOf(const Scene& scene, const std::vector<ObjectId>& objects, std::size_t most = 20);

/// The tile of an item.
Tile itemTile(const Scene& scene, Look look, ObjectId queue, const analysis::Item& item);

} // namespace interleave::pictures
