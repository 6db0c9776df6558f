#include "ui/timeline/accessible.h"

#include "core/analysis/event_text.h"
#include "ui/timeline/canvas.h"
#include "ui/timeline/words.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QPointer>

#include <algorithm>
#include <map>

namespace interleave::timeline {
namespace {

/// Cells of a lane that are told at once; more of them nobody listens to.
constexpr int mostCells = 200;

/// What rows and cells have in common: they live as long as their canvas has them, and know where they are.
class Part : public QAccessibleInterface
{
public:
    Part(Canvas* canvas, RowKey key) : m_canvas(canvas), m_key(key) {}

    bool isValid() const override { return m_canvas != nullptr && m_canvas->indexer() != nullptr && row() != nullptr; }
    QObject* object() const override { return nullptr; }
    void setText(QAccessible::Text, const QString&) override {}
    const Row* row() const { return m_canvas == nullptr ? nullptr : m_canvas->layoutOfRows().find(m_key); }
    QWindow* window() const override { return nullptr; }

protected:
    QRect onScreen(const QRectF& rect) const
    {
        return {m_canvas->viewport()->mapToGlobal(rect.topLeft().toPoint()), rect.size().toSize()};
    }

    QPointer<Canvas> m_canvas;
    RowKey m_key;
};

class RowPart;

/// A segment of a lane, by the event that began it.
class CellPart final : public Part
{
public:
    CellPart(Canvas* canvas, RowKey key, Step begin, RowPart* parent)
        : Part(canvas, key)
        , m_begin(begin)
        , m_parent(parent)
    {}

    QAccessibleInterface* parent() const override;
    QAccessibleInterface* child(int) const override { return nullptr; }
    QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    QAccessible::Role role() const override { return QAccessible::Cell; }
    QAccessible::State state() const override
    {
        QAccessible::State state;
        state.selectable = true;
        state.selected = isValid() && m_canvas->picture().selectedEvent == m_begin;
        return state;
    }
    QString text(QAccessible::Text which) const override
    {
        if (!isValid())
            return {};
        const auto lock = m_canvas->indexer()->lock();
        const auto piece = track().find(m_begin);
        if (!piece)
            return {};
        if (which == QAccessible::Name)
            return segmentWords(m_canvas->picture(), LaneId(m_key.id), *piece).first;
        return which == QAccessible::Description || which == QAccessible::Value
                   ? segmentToolTip(m_canvas->picture(), LaneId(m_key.id), *piece)
                   : QString();
    }
    QRect rect() const override
    {
        if (!isValid())
            return {};
        const auto lock = m_canvas->indexer()->lock();
        const Picture& picture = m_canvas->picture();
        const auto piece = track().find(m_begin);
        if (!piece)
            return {};
        const auto facts = track().piece(*piece);
        const double right = facts.end == analysis::noStep ? picture.axis.x(picture.openEnd()) : picture.x(facts.end);
        const QRectF all(picture.x(facts.begin), picture.y(*row()), right - picture.x(facts.begin), row()->height);
        return onScreen(all.intersected(picture.tracks()));
    }
    Step begin() const { return m_begin; }

private:
    const analysis::LaneTrack& track() const { return m_canvas->picture().index->lane(LaneId(m_key.id)); }

    Step m_begin;
    RowPart* m_parent;
};

class RowPart final : public Part
{
public:
    using Part::Part;
    ~RowPart() override
    {
        for (const auto& [begin, id] : m_cells)
            QAccessible::deleteAccessibleInterface(id);
    }

    QAccessibleInterface* parent() const override { return QAccessible::queryAccessibleInterface(m_canvas); }
    QAccessible::Role role() const override { return QAccessible::Row; }
    QAccessible::State state() const override
    {
        QAccessible::State state;
        const Row* here = isValid() ? row() : nullptr;
        state.selectable = here != nullptr && !here->isHead();
        state.selected = here != nullptr && here->isLane() && here->lane() == m_canvas->picture().selectedLane;
        return state;
    }
    QString text(QAccessible::Text which) const override
    {
        if (!isValid())
            return {};
        const auto lock = m_canvas->indexer()->lock();
        const Picture& picture = m_canvas->picture();
        const Row& here = *row();
        if (which == QAccessible::Name)
            return here.isHead()   ? headTitle(picture, here)
                   : here.isLane() ? QString::fromStdString(analysis::laneText(*picture.trace, here.lane()))
                                   : QString::fromStdString(analysis::objectText(*picture.trace, here.object()));
        if (which != QAccessible::Value && which != QAccessible::Description)
            return {};
        return here.isHead() ? headNote(picture, here)
               : here.isLane()
                   ? laneSentence(picture, here.lane())
                   : QStringList{objectSentence(picture, here.object()), fillSentence(picture, here.object())}
                         .join(u' ')
                         .trimmed();
    }
    QRect rect() const override
    {
        if (!isValid())
            return {};
        const Picture& picture = m_canvas->picture();
        return onScreen(QRectF(0, picture.y(*row()), picture.size.width(), row()->height));
    }
    int childCount() const override { return static_cast<int>(begins().size()); }
    QAccessibleInterface* child(int number) const override
    {
        const std::vector<Step> all = begins();
        if (number < 0 || number >= static_cast<int>(all.size()))
            return nullptr;
        const Step begin = all[static_cast<std::size_t>(number)];
        auto place = m_cells.find(begin);
        if (place == m_cells.end()) {
            auto* cell = new CellPart(m_canvas, m_key, begin, const_cast<RowPart*>(this));
            place = m_cells.emplace(begin, QAccessible::registerAccessibleInterface(cell)).first;
        }
        return QAccessible::accessibleInterface(place->second);
    }
    int indexOfChild(const QAccessibleInterface* wanted) const override
    {
        const std::vector<Step> all = begins();
        const auto* cell = dynamic_cast<const CellPart*>(wanted);
        const auto place = cell == nullptr ? all.end() : std::find(all.begin(), all.end(), cell->begin());
        return place == all.end() ? -1 : static_cast<int>(place - all.begin());
    }
    QAccessibleInterface* childAt(int x, int y) const override
    {
        for (int i = 0; i < childCount(); ++i)
            if (QAccessibleInterface* cell = child(i); cell != nullptr && cell->rect().contains(x, y))
                return cell;
        return nullptr;
    }

private:
    /// The events at which the segments within the view begin.
    std::vector<Step> begins() const
    {
        std::vector<Step> all;
        if (!isValid() || !row()->isLane())
            return all;
        const auto lock = m_canvas->indexer()->lock();
        const Picture& picture = m_canvas->picture();
        const auto& track = picture.index->lane(row()->lane());
        const auto last = picture.eventAt(picture.axis.to);
        for (std::size_t i = track.find(picture.eventAt(picture.axis.from).value_or(0)).value_or(0);
             last && i < track.size() && track.piece(i).begin <= *last && static_cast<int>(all.size()) < mostCells; ++i)
            all.push_back(track.piece(i).begin);
        return all;
    }

    mutable std::map<Step, QAccessible::Id> m_cells;
};

QAccessibleInterface* CellPart::parent() const
{
    return m_parent;
}

class CanvasPart final : public QAccessibleWidget
{
public:
    explicit CanvasPart(Canvas* canvas) : QAccessibleWidget(canvas, QAccessible::Table) {}
    ~CanvasPart() override
    {
        for (const auto& [key, id] : m_rows)
            QAccessible::deleteAccessibleInterface(id);
    }

    int childCount() const override
    {
        return canvas() == nullptr ? 0 : static_cast<int>(canvas()->layoutOfRows().rows().size());
    }
    QAccessibleInterface* child(int number) const override
    {
        if (number < 0 || number >= childCount())
            return nullptr;
        const RowKey key = canvas()->layoutOfRows().rows()[static_cast<std::size_t>(number)].key;
        auto place = m_rows.find(key);
        if (place == m_rows.end())
            place = m_rows.emplace(key, QAccessible::registerAccessibleInterface(new RowPart(canvas(), key))).first;
        return QAccessible::accessibleInterface(place->second);
    }
    int indexOfChild(const QAccessibleInterface* wanted) const override
    {
        const auto* part = dynamic_cast<const RowPart*>(wanted);
        if (part == nullptr || part->row() == nullptr)
            return -1;
        return static_cast<int>(part->row() - canvas()->layoutOfRows().rows().data());
    }
    QAccessibleInterface* childAt(int x, int y) const override
    {
        for (int i = 0; i < childCount(); ++i)
            if (QAccessibleInterface* row = child(i); row->rect().contains(x, y))
                return row;
        return nullptr;
    }

private:
    Canvas* canvas() const { return qobject_cast<Canvas*>(object()); }

    mutable std::map<RowKey, QAccessible::Id> m_rows;
};

QAccessibleInterface* make(const QString& className, QObject* object)
{
    auto* canvas = className == QLatin1String("interleave::timeline::Canvas") ? qobject_cast<Canvas*>(object) : nullptr;
    return canvas == nullptr ? nullptr : new CanvasPart(canvas);
}

} // namespace

void installAccessibility()
{
    static const bool once = [] {
        QAccessible::installFactory(make);
        return true;
    }();
    static_cast<void>(once);
}

} // namespace interleave::timeline
