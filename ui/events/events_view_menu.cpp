// The context menu of the table.

#include "ui/events/events_view.h"

#include "core/analysis/event_text.h"
#include "ui/events/breakpoint_list.h"
#include "ui/events/cause_index.h"
#include "ui/events/events_model.h"
#include "ui/events/filter_bar.h"
#include "ui/events/seek.h"
#include "ui/widgets/row_table.h"

#include <QMenu>

#include <algorithm>

namespace interleave::events {

using session::Breakpoint;

void EventsView::seek(LaneId lane, ObjectId object, Step from, bool isForward)
{
    const trace::Trace& trace = *m_session.trace();
    const QString what = isNone(object) ? tr("of %1").arg(session::laneName(trace, lane))
                                        : tr("on %1").arg(session::resourceName(trace, object));
    m_sought = isForward ? tr("There is no event %1 after this one.").arg(what) : tr("There is no event %1 before this one.").arg(what);
    m_seek->start(
        m_session.trace(),
        [lane, object](const trace::Event& event) { return isNone(object) ? event.lane == lane : event.object == object; }, from,
        isForward, m_session.length());
}

std::unique_ptr<QMenu> EventsView::menuOf(int row)
{
    auto menu = std::make_unique<QMenu>();
    const auto trace = m_session.trace();
    const Step step = m_model->step(row);
    const trace::Event event = m_model->event(row);
    const auto add = [&](const QString& text, auto run) { connect(menu->addAction(text), &QAction::triggered, this, run); };
    const QString lane = session::laneName(*trace, event.lane);
    const QString object = QString::fromStdString(analysis::objectText(*trace, event.object));
    const bool hasLane = trace->knows(event.lane);
    const bool hasObject = trace->knows(event.object);

    add(tr("Go here"), [this, step] { m_session.selectEvent(step); });
    if (const auto cause = m_causes ? m_causes->causeOf(step) : std::nullopt)
        add(tr("Go to its cause, step %1").arg(cause->cause + 1), [this, cause] { m_session.selectEvent(cause->cause); });
    if (hasLane) {
        add(tr("Next event of %1").arg(lane), [this, event, step] { seek(event.lane, ObjectId::none, step, true); });
        add(tr("Previous event of %1").arg(lane), [this, event, step] { seek(event.lane, ObjectId::none, step, false); });
    }
    if (hasObject) {
        add(tr("Next event on %1").arg(object), [this, event, step] { seek(event.lane, event.object, step, true); });
        add(tr("Previous event on %1").arg(object), [this, event, step] { seek(event.lane, event.object, step, false); });
    }
    menu->addSeparator();
    if (hasLane)
        add(tr("Show only %1").arg(lane), [this, event] { m_filter->showOnlyLane(event.lane); });
    if (hasObject)
        add(tr("Show only events on %1").arg(object), [this, event] { m_filter->showOnlyObject(event.object); });
    if (m_model->isFiltered() || m_model->isSearched())
        add(tr("Show all"), [this] { m_filter->showAll(); });
    menu->addSeparator();
    addPauses(*menu, event);
    menu->addSeparator();
    QAction* copied = menu->addAction(tr("Copy rows as CSV"));
    copied->setShortcut(QKeySequence::Copy);
    connect(copied, &QAction::triggered, this, [this] { copy(); });
    return menu;
}

void EventsView::addPauses(QMenu& menu, const trace::Event& event)
{
    const trace::Trace& trace = *m_session.trace();
    const std::string object(trace.objectName(event.object));
    const std::string lane(trace.laneName(event.lane));
    const trace::Source& source = trace.source(event.source);
    const auto add = [&](const Breakpoint& breakpoint) {
        QAction* action = menu.addAction(tr("Pause when %1").arg(breakpointText(breakpoint)));
        action->setCheckable(true);
        const auto& all = m_session.breakpoints();
        action->setChecked(std::find(all.begin(), all.end(), breakpoint) != all.end());
        connect(action, &QAction::triggered, this, [this, breakpoint](bool isOn) {
            isOn ? m_session.addBreakpoint(breakpoint) : m_session.removeBreakpoint(breakpoint);
        });
    };
    const trace::ObjectKind kind = trace.object(event.object).kind;
    const bool canBlock = kind != trace::ObjectKind::Variable && kind != trace::ObjectKind::Outcome;
    if (!object.empty() && canBlock)
        add({.kind = Breakpoint::Kind::Blocks, .object = object});
    if (!object.empty() && !lane.empty() && canBlock)
        add({.kind = Breakpoint::Kind::Blocks, .lane = lane, .object = object});
    if (!object.empty())
        add({.kind = Breakpoint::Kind::Acts, .object = object});
    if (object.empty() && !lane.empty())
        add({.kind = Breakpoint::Kind::Blocks, .lane = lane});
    if (source.line != 0)
        add({.kind = Breakpoint::Kind::Line, .file = std::string(trace.name(source.file)), .line = source.line});
    QAction* list = menu.addAction(tr("Breakpoints…"));
    connect(list, &QAction::triggered, this, &EventsView::showBreakpoints);
}

} // namespace interleave::events
