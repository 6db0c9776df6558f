#include "ui/timeline/canvas.h"

#include "ui/timeline/accessible.h"

#include "core/analysis/event_text.h"
#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/timeline/scene.h"
#include "ui/timeline/words.h"

#include <QAccessible>
#include <QPainter>
#include <QPointer>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace interleave::timeline {

Canvas::Canvas(QWidget* parent) : QAbstractScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    installAccessibility();
    setAccessibleName(tr("Timeline"));
    m_picture.rows = &m_rows;
    m_picture.wishes = &m_wishes;
    m_motion.setEasingCurve(QEasingCurve::OutCubic);
    m_motion.setStartValue(0.0);
    m_motion.setEndValue(1.0);
    connect(&m_motion, &QVariantAnimation::valueChanged, this, [this](const QVariant& value) {
        const double part = value.toDouble();
        Axis axis = m_picture.axis;
        axis.from += (m_target.from - axis.from) * part;
        axis.to += (m_target.to - axis.to) * part;
        setAxis(part >= 1 ? m_target : axis);
    });
}

Canvas::~Canvas() = default;

void Canvas::setTrace(std::shared_ptr<const trace::Trace> trace)
{
    m_motion.stop();
    m_indexer.reset();
    m_search.reset();
    // What was decided about rows holds for one run.
    m_wishes = {.density = m_wishes.density, .filter = m_wishes.filter};
    m_length = 0;
    m_isOver = false;
    m_isWhole = true;
    m_knownLanes = m_knownObjects = 0;
    m_picture.trace = trace.get();
    m_picture.index = nullptr;
    m_picture.playhead = 0;
    m_picture.hasEnded = m_picture.isStuck = false;
    m_picture.lastAvoidable.reset();
    m_picture.selectedEvent.reset();
    m_picture.selectedLane = LaneId::none;
    m_picture.selectedObject = ObjectId::none;
    m_picture.range = {};
    m_picture.hits.clear();
    m_rows = {};
    if (trace != nullptr) {
        const QPointer<Canvas> self(this);
        m_indexer = std::make_unique<Indexer>(std::move(trace), [self] {
            QMetaObject::invokeMethod(
                self.data(),
                [self] {
                    if (self)
                        self->takeIndex();
                },
                Qt::QueuedConnection);
        });
        m_picture.index = &m_indexer->index();
        setFilter(m_wishes.filter);
    }
    placeScrollBar();
    tell();
}

void Canvas::grew(Step length, bool isOver)
{
    m_length = length;
    m_isOver = isOver;
    if (m_indexer)
        m_indexer->grew(length, isOver);
}

void Canvas::takeIndex()
{
    if (!m_indexer)
        return;
    m_indexer->taken();
    const auto lock = m_indexer->lock();
    if (m_picture.trace->laneCount() != m_knownLanes || m_picture.trace->objectCount() != m_knownObjects)
        relayout();
    m_picture.bounds = boundsOf(m_picture.index[0], m_picture.ruler, m_picture.hasEnded, m_picture.isStuck);
    if (m_isWhole) {
        m_picture.axis.from = m_picture.bounds.from;
        m_picture.axis.to = m_picture.bounds.to;
    } else if (m_isFollowing) {
        followEdge();
    }
    viewport()->update();
    emit viewChanged();
    tell();
}

void Canvas::relayout()
{
    m_knownLanes = m_picture.trace->laneCount();
    m_knownObjects = m_picture.trace->objectCount();
    const trace::Trace& trace = *m_picture.trace;
    m_rows = RowLayout::of(trace, m_wishes, [](ObjectId) { return true; });
    // A filter that names no row is one for events.
    if (m_rows.rows().empty() && !m_wishes.filter.isEmpty()) {
        RowWishes all = m_wishes;
        all.filter.clear();
        m_rows = RowLayout::of(trace, all, [](ObjectId) { return true; });
    }
    placeScrollBar();
}

void Canvas::setEnding(bool hasEnded, bool isStuck)
{
    if (m_picture.hasEnded == hasEnded && m_picture.isStuck == isStuck)
        return;
    m_picture.hasEnded = hasEnded;
    m_picture.isStuck = isStuck;
    takeIndex();
}

void Canvas::setPlayhead(Step step)
{
    if (m_picture.playhead == step)
        return;
    m_picture.playhead = step;
    if (m_indexer && step > 0 && !m_isWhole) {
        const auto lock = m_indexer->lock();
        if (step <= m_picture.index->size())
            moveTo(m_picture.axis.revealing(m_picture.position(step - 1), 80, m_picture.bounds), false);
    }
    viewport()->update();
}

void Canvas::setLastAvoidable(std::optional<Step> step)
{
    m_picture.lastAvoidable = step;
    viewport()->update();
}

void Canvas::selectLane(LaneId lane)
{
    m_picture.selectedLane = lane;
    if (!isNone(lane)) {
        m_wishes.opened = RowKey{RowKind::Lane, index(lane)};
        if (m_rows.density() == Density::Collapsed && m_picture.trace != nullptr)
            relayout();
    }
    viewport()->update();
    tell();
}

void Canvas::selectObject(ObjectId object)
{
    m_picture.selectedObject = object;
    viewport()->update();
}

void Canvas::selectEvent(std::optional<Step> step)
{
    m_picture.selectedEvent = step;
    if (step)
        reveal(*step);
    viewport()->update();
    tell();
}

void Canvas::selectRange(StepSpan range)
{
    m_picture.range = range;
    viewport()->update();
    emit viewChanged();
}

void Canvas::setRuler(Ruler ruler)
{
    if (m_picture.ruler == ruler)
        return;
    std::unique_lock<std::recursive_mutex> lock;
    if (m_indexer)
        lock = m_indexer->lock();
    std::optional<std::pair<Step, Step>> seen;
    if (m_indexer && !m_isWhole)
        seen = {m_picture.eventAt(m_picture.axis.from).value_or(0), m_picture.eventAt(m_picture.axis.to).value_or(0)};
    m_picture.ruler = ruler;
    if (m_indexer) {
        m_picture.bounds = boundsOf(*m_picture.index, ruler, m_picture.hasEnded, m_picture.isStuck);
        // The same events stay in view.
        Axis axis = m_picture.axis;
        axis.from = m_picture.bounds.from;
        axis.to = m_picture.bounds.to;
        if (seen)
            axis = axis.showing(m_picture.position(seen->first), m_picture.position(seen->second), m_picture.bounds,
                                leastSpan(ruler));
        lock.unlock();
        setAxis(axis);
    }
    placeScrollBar();
}

void Canvas::setHasArrows(bool hasArrows)
{
    m_picture.hasArrows = hasArrows;
    viewport()->update();
}

void Canvas::setFollowing(bool isFollowing)
{
    if (m_isFollowing == isFollowing)
        return;
    m_isFollowing = isFollowing;
    if (isFollowing && m_indexer) {
        const auto lock = m_indexer->lock();
        followEdge();
    }
    emit followingChanged(isFollowing);
}

void Canvas::setDensity(std::optional<Density> density)
{
    m_wishes.density = density;
    if (m_picture.trace != nullptr)
        relayout();
    viewport()->update();
}

void Canvas::setFilter(const QString& words)
{
    m_wishes.filter = words.trimmed();
    m_picture.hits.clear();
    if (m_picture.trace == nullptr)
        return;
    m_search = m_wishes.filter.isEmpty() ? nullptr : std::make_unique<Search>(*m_picture.trace, m_wishes.filter);
    relayout();
    findHits();
    viewport()->update();
    emit viewChanged();
    tell();
}

void Canvas::findHits()
{
    m_picture.hits.clear();
    if (!m_search || !m_indexer || m_picture.index->size() == 0)
        return;
    // Marked where they can be told apart; from afar the jump finds them.
    const Step from = m_picture.eventAt(m_picture.axis.from).value_or(0);
    const Step to = m_picture.eventAt(m_picture.axis.to).value_or(0) + 1;
    if (to - from < 5000)
        m_picture.hits = m_search->within(from, std::min(to, m_length), 500);
}

bool Canvas::jumpToHit(bool isForward)
{
    if (!m_search)
        return false;
    const auto from = m_picture.selectedEvent                                   ? m_picture.selectedEvent
                      : m_picture.playhead > 0 && m_picture.playhead < m_length ? std::optional(m_picture.playhead - 1)
                                                                                : std::nullopt;
    const auto hit = m_search->next(from, isForward, m_length);
    if (!hit)
        return false;
    selectEvent(hit);
    emit eventChosen(*hit);
    return true;
}

void Canvas::fit()
{
    m_isWhole = true;
    Axis axis = m_picture.axis;
    axis.from = m_picture.bounds.from;
    axis.to = m_picture.bounds.to;
    moveTo(axis, false);
    m_isWhole = true;
}

void Canvas::zoom(double factor)
{
    double at = m_picture.axis.left + m_picture.axis.width / 2;
    if (m_picture.index != nullptr && m_picture.playhead > 0 && m_picture.playhead <= m_picture.index->size()) {
        const double x = m_picture.x(m_picture.playhead - 1);
        if (x >= m_picture.axis.left && x <= m_picture.axis.right())
            at = x;
    }
    moveTo((m_motion.state() == QAbstractAnimation::Running ? m_target : m_picture.axis)
               .zoomed(at, factor, m_picture.bounds, leastSpan(m_picture.ruler)),
           true);
}

void Canvas::pan(double pixels)
{
    if (pixels < 0)
        setFollowing(false);
    moveTo(m_picture.axis.panned(pixels, m_picture.bounds), true);
}

void Canvas::reveal(Step step)
{
    if (!m_indexer)
        return;
    const auto lock = m_indexer->lock();
    if (step < m_picture.index->size())
        moveTo(m_picture.axis.revealing(m_picture.position(step), 80, m_picture.bounds), false);
}

void Canvas::followEdge()
{
    if (m_picture.index->size() == 0)
        return;
    const double edge = m_picture.position(m_picture.index->size() - 1);
    const double margin = m_picture.axis.width * 0.08;
    // With reduced motion the view turns pages instead of creeping.
    const bool isPaging = theme::motionTime(*this, theme::metrics::jumpMotion) == 0;
    if (m_picture.axis.x(edge) > m_picture.axis.right() - margin)
        m_picture.axis = m_picture.axis.panned(m_picture.axis.x(edge) - m_picture.axis.right()
                                                   + (isPaging ? m_picture.axis.width / 2 : margin),
                                               m_picture.bounds);
}

void Canvas::moveTo(const Axis& axis, bool isSudden)
{
    if (axis == m_picture.axis)
        return;
    m_isWhole = axis.from <= m_picture.bounds.from && axis.to >= m_picture.bounds.to;
    const int lasts = isSudden ? 0 : theme::motionTime(*this, theme::metrics::jumpMotion);
    m_motion.stop();
    if (lasts == 0 || !isVisible()) {
        setAxis(axis);
        return;
    }
    m_target = axis;
    m_motion.setDuration(lasts);
    m_motion.start();
}

void Canvas::setAxis(const Axis& axis)
{
    m_picture.axis.from = axis.from;
    m_picture.axis.to = axis.to;
    if (m_search)
        findHits();
    viewport()->update();
    emit viewChanged();
}

void Canvas::toggleFold(const RowKey& key)
{
    if (!m_wishes.folded.erase(key))
        m_wishes.folded.insert(key);
    relayout();
    viewport()->update();
    tell();
}

void Canvas::placeScrollBar()
{
    m_picture.size = viewport()->size();
    m_picture.axis.left = m_picture.headerWidth;
    m_picture.axis.width = std::max(m_picture.size.width() - m_picture.headerWidth, 50.0);
    m_picture.bounds.left = m_picture.axis.left;
    m_picture.bounds.width = m_picture.axis.width;
    const int room = std::max(0, static_cast<int>(m_picture.size.height() - m_picture.rowsTop()));
    verticalScrollBar()->setPageStep(room);
    verticalScrollBar()->setSingleStep(24);
    verticalScrollBar()->setRange(0, std::max(0, m_rows.height() - room));
    m_picture.scroll = verticalScrollBar()->value();
    viewport()->update();
}

void Canvas::resizeEvent(QResizeEvent*)
{
    placeScrollBar();
}

void Canvas::scrollContentsBy(int, int)
{
    m_picture.scroll = verticalScrollBar()->value();
    viewport()->update();
}

void Canvas::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    const theme::Palette& palette = theme::paletteFor(*this);
    m_picture.palette = &palette;
    if (!m_indexer) {
        painter.fillRect(viewport()->rect(), palette.panel);
        return;
    }
    const auto lock = m_indexer->lock();
    m_painted = paintInto(painter, m_picture);
    if (hasFocus()) {
        painter.setPen(QPen(palette.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(viewport()->rect()).adjusted(1, 1, -1, -1));
    }
}

base::Result<void> Canvas::exportTo(const QString& path, ImageFormat format, StepSpan range)
{
    if (!m_indexer)
        return base::Error{base::ErrorCode::WrongUse, tr("There is no run to export yet.").toStdString()};
    m_indexer->waitUntilDone();
    const auto lock = m_indexer->lock();
    m_picture.palette = &theme::paletteFor(*this);
    return timeline::exportTo(path, format, pictureForExport(m_picture, range));
}

QStringList Canvas::rangeWords() const
{
    QStringList lines;
    if (!m_indexer || m_picture.range.isEmpty())
        return lines;
    const auto lock = m_indexer->lock();
    const auto& times = m_picture.index->times();
    const StepSpan range = m_picture.range;
    const bool isByTime = !m_picture.isVirtual();
    lines << tr("%1 events in %2")
                 .arg(range.end - range.begin)
                 .arg(durationWords(static_cast<double>(times.at(range.end) - times.at(range.begin)),
                                    m_picture.isVirtual()));
    const std::vector<Step> edges{range.begin, range.end};
    const analysis::ColumnPlan plan = analysis::planColumns(times, edges, isByTime);
    std::vector<analysis::Shares> shares;
    for (const Row& row : m_rows.rows()) {
        if (!row.isLane() || lines.size() > 12)
            continue;
        m_picture.index->lane(row.lane()).shares(plan, shares);
        QStringList parts;
        for (std::size_t i = 0; i < analysis::laneStatusCount && !shares.empty(); ++i)
            if (shares[0][i] > 2)
                parts << tr("%1 %2 %")
                             .arg(stateWord(stateOf(static_cast<analysis::LaneStatus>(i))))
                             .arg(std::lround(shares[0][i] / 2.55));
        if (!parts.isEmpty())
            lines << QString::fromStdString(analysis::laneText(*m_picture.trace, row.lane())) + QStringLiteral(": ")
                         + parts.join(QStringLiteral(", "));
    }
    return lines;
}

void Canvas::tell()
{
    if (!QAccessible::isActive())
        return;
    QAccessibleEvent event(this, QAccessible::VisibleDataChanged);
    QAccessible::updateAccessibility(&event);
}

} // namespace interleave::timeline
