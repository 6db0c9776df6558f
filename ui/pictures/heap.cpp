// First of all: the rules have a member that Qt's keywords would rename.
#include "ui/session/session.h"

#include "ui/pictures/heap.h"

#include "ui/pictures/paint_words.h"
#include "ui/pictures/words.h"
#include "ui/session/identity.h"
#include "ui/session/signs.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <numeric>

namespace interleave::pictures {
namespace {

constexpr std::size_t mostNodes = 255;
constexpr std::uint64_t itemKey = std::uint64_t(1) << 60;
constexpr std::uint64_t rowKey = std::uint64_t(4) << 60; ///< the same item in the row below its tree
constexpr std::uint32_t priorityPolicy = 2;

/// Where translators find these texts.
struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(pictures)
};

std::optional<std::int64_t> lastNumber(const QString& text)
{
    static const QRegularExpression number(QStringLiteral("(-?\\d+)(?!.*\\d)"));
    const QRegularExpressionMatch match = number.match(text);
    return match.hasMatch() ? std::optional<std::int64_t>(match.captured(1).toLongLong()) : std::nullopt;
}

HeapSection sectionOf(const Scene& scene, ObjectId id)
{
    HeapSection section;
    section.object = id;
    section.sign = session::signOf(scene.trace, id);
    section.name = session::resourceName(scene.trace, id);
    section.isPriority = scene.trace.object(id).policy == priorityPolicy;
    const auto& queue = *scene.state.findRules<rules::QueueRules>(id);
    section.status = countText(queue.count, Texts::tr("1 item"), Texts::tr("%1 items"));
    const std::vector<analysis::Item>* items = scene.ledger.items(id);
    section.isKnown = items != nullptr;
    if (items == nullptr)
        return section;
    const std::vector<Rank> ranks = ranksOf(scene.trace, *items);
    const std::vector<std::size_t> heap = section.isPriority ? heapOf(ranks) : std::vector<std::size_t>();
    for (std::size_t i = 0; i < std::min(heap.size(), mostNodes); ++i) {
        const analysis::Item& item = (*items)[heap[i]];
        Tile tile = itemTile(scene, Look::Node, id, item);
        if (const auto number = lastNumber(tile.text))
            tile.brief = QString::number(*number);
        tile.isMarked = i == 0;
        if (i == 0)
            tile.words = Texts::tr("%1, the root: next out").arg(tile.words);
        else
            tile.words = Texts::tr("%1, below %2").arg(tile.words, itemText(scene.trace, (*items)[heap[(i - 1) / 2]]));
        section.nodes.push_back(std::move(tile));
    }
    const std::uint32_t policy = scene.trace.object(id).policy;
    const std::size_t next = heap.empty() ? (policy == 1 && !items->empty() ? items->size() - 1 : 0) : heap.front();
    const std::size_t shown = std::min(items->size(), mostTiles);
    for (std::size_t i = 0; i < shown; ++i) {
        Tile tile = itemTile(scene, Look::Item, id, (*items)[i]);
        tile.key = rowKey | (*items)[i].step;
        tile.isMarked = i == next;
        tile.corner = i == next ? Texts::tr("next out") : QString::number(i + 1);
        if (i == next)
            tile.words = Texts::tr("%1, next out").arg(tile.words);
        section.row.push_back(std::move(tile));
    }
    section.more = static_cast<std::int64_t>(items->size() - shown);
    return section;
}

} // namespace

std::vector<Rank> ranksOf(const trace::Trace& trace, const std::vector<analysis::Item>& items)
{
    std::vector<Rank> ranks;
    for (const analysis::Item& item : items) {
        const QString text = itemText(trace, item);
        const auto number = item.isText ? lastNumber(text) : std::optional(item.value);
        if (!number) {
            ranks.clear();
            for (const analysis::Item& other : items)
                ranks.push_back({0, itemText(trace, other)});
            return ranks;
        }
        ranks.push_back({*number, {}});
    }
    return ranks;
}

std::vector<std::size_t> orderOut(const std::vector<Rank>& ranks)
{
    std::vector<std::size_t> order(ranks.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return ranks[a] < ranks[b]; });
    return order;
}

std::vector<std::size_t> heapOf(const std::vector<Rank>& ranks)
{
    std::vector<std::size_t> heap;
    for (std::size_t i = 0; i < ranks.size(); ++i) {
        heap.push_back(i);
        // Up, as long as it is more urgent; whoever came earlier stays above its equals.
        for (std::size_t at = heap.size() - 1; at > 0 && ranks[heap[at]] < ranks[heap[(at - 1) / 2]]; at = (at - 1) / 2)
            std::swap(heap[at], heap[(at - 1) / 2]);
    }
    return heap;
}

QString HeapSection::words() const
{
    QStringList sentences{Texts::tr("%1, %2").arg(name, status)};
    if (!isKnown)
        sentences << Texts::tr("too many items to draw");
    else if (!isPriority)
        sentences << Texts::tr("no heap: it is not a priority queue");
    QStringList tree;
    for (const Tile& tile : nodes)
        tree << tile.words;
    if (!tree.isEmpty())
        sentences << Texts::tr("As a heap: %1").arg(tree.join(QStringLiteral(", ")));
    QStringList order;
    for (const Tile& tile : row)
        order << tile.text;
    if (!order.isEmpty())
        sentences << Texts::tr("As they came: %1").arg(order.join(QStringLiteral(", ")));
    return sentences.join(QStringLiteral(". ")) + QLatin1Char('.');
}

std::vector<HeapSection> heapsOf(const Scene& scene, const std::vector<ObjectId>& objects, std::size_t most)
{
    std::vector<ObjectId> there;
    std::vector<ObjectId> gone;
    for (const ObjectId id : objects)
        if (scene.state.findRules<rules::QueueRules>(id) != nullptr && scene.state.object(id).isAdded)
            (scene.state.object(id).isDestroyed ? gone : there).push_back(id);
    std::vector<HeapSection> sections;
    for (const ObjectId id : there.empty() ? gone : there) {
        if (sections.size() == most)
            break;
        sections.push_back(sectionOf(scene, id));
        if (there.empty())
            sections.back().status = Texts::tr("no longer there");
    }
    return sections;
}

Tile itemTile(const Scene& scene, Look look, ObjectId queue, const analysis::Item& item)
{
    Tile tile;
    tile.look = look;
    tile.text = itemText(scene.trace, item);
    tile.chip = session::signOf(scene.trace, item.lane);
    tile.lane = item.lane;
    tile.object = queue;
    tile.step = item.step;
    tile.key = itemKey | item.step;
    tile.words = Texts::tr("%1, put by %2 at %3")
                     .arg(tile.text, session::laneName(scene.trace, item.lane), whenText(scene.trace, item.step));
    return tile;
}

} // namespace interleave::pictures
