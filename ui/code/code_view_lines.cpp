// What the view does with single lines: follows lanes to them, lists their events, sets breakpoints.

// First of all: the rules have a member that Qt's keywords would rename.
#include "ui/session/session.h"

#include "ui/code/code_view.h"
#include "ui/code/lane_strip.h"
#include "ui/code/line_events.h"
#include "ui/code/source_pane.h"
#include "ui/theme/metrics.h"

#include <algorithm>

namespace interleave::code {

namespace metrics = theme::metrics;

namespace {

constexpr qint64 eventsRest = 250; // milliseconds between two lists while the run goes on

} // namespace

const Standing* CodeView::standingOf(LaneId lane) const
{
    const auto found =
        std::find_if(m_standings.begin(), m_standings.end(), [&](const auto& each) { return each.lane == lane; });
    return found == m_standings.end() ? nullptr : &*found;
}

bool CodeView::isShown(const Standing& standing) const
{
    return m_index && m_index->files()[standing.place.file] == m_file;
}

/// The selected lane. While none is, the one that moved last, unless a Live run would make the view jump about.
LaneId CodeView::followed() const
{
    if (!m_trace || !isNone(m_session.selectedLane()))
        return m_session.selectedLane();
    const bool isRushing =
        m_trace->info().mode == trace::Mode::Live && m_session.status().activity == session::Activity::Running;
    return isRushing || m_shown == 0 ? LaneId::none : m_trace->event(m_shown - 1).lane;
}

void CodeView::follow()
{
    const Standing* standing = m_strip->isFollowing() ? standingOf(followed()) : nullptr;
    if (standing == nullptr)
        return;
    const auto now = std::pair(standing->lane, standing->place);
    if (m_followed == now)
        return;
    m_followed = now;
    goToLane(standing->lane);
}

void CodeView::showFollowed()
{
    const LaneId lane = m_session.selectedLane();
    m_strip->setFollowedName(m_trace && m_trace->knows(lane) ? session::laneName(*m_trace, lane) : QString());
}

void CodeView::goToLane(LaneId lane)
{
    const Standing* standing = standingOf(lane);
    if (standing == nullptr)
        return;
    if (!isShown(*standing))
        showFile(m_index->files()[standing->place.file]);
    const auto [first, last] = linesWith(*standing);
    m_pane->showLines(first, last);
    showElsewhere();
}

/// The line of a lane, and as many lines of others as can be seen together with it.
std::pair<int, int> CodeView::linesWith(const Standing& followed) const
{
    const int line = static_cast<int>(followed.place.line);
    std::vector<int> lines;
    for (const Standing& standing : m_standings)
        if (standing.place.file == followed.place.file)
            lines.push_back(static_cast<int>(standing.place.line));
    std::sort(lines.begin(), lines.end());
    std::pair<int, int> best{line, line};
    std::ptrdiff_t most = 0;
    for (auto first = lines.begin(); first != lines.end() && *first <= line; ++first) {
        const auto end = std::upper_bound(first, lines.end(), *first + m_pane->linesInView() - 1);
        const int last = *std::prev(end);
        if (last >= line && end - first > most) {
            most = end - first;
            best = {*first, last};
        }
    }
    return best;
}

void CodeView::showElsewhere()
{
    std::vector<Elsewhere> all;
    const LaneId selected = m_session.selectedLane();
    for (const Standing& standing : m_standings) {
        const int line = static_cast<int>(standing.place.line);
        const bool isHere = isShown(standing);
        const auto sight = isHere ? m_pane->sightOf(line) : SourcePane::Sight::Visible;
        if (isHere && sight == SourcePane::Sight::Visible)
            continue;
        const session::LaneIdentity identity = session::identityOf(*m_trace, standing.lane);
        Elsewhere each{standing.lane, {identity.sign, identity.colour}, {}, {}};
        const QString where = whereabouts(*m_trace, standing);
        if (!isHere)
            each.words = tr("%1 of %2").arg(where, fileTitle(m_index->files()[standing.place.file]));
        else
            each.words = sight == SourcePane::Sight::Above ? tr("%1, above:").arg(where) : tr("%1, below:").arg(where);
        if (isHere)
            each.code = m_pane->lineText(line);
        all.push_back(std::move(each));
        if (standing.lane == selected)
            std::rotate(all.begin(), all.end() - 1, all.end());
    }
    m_strip->setElsewhere(all);
}

std::optional<analysis::LinePlace> CodeView::placeOf(int line) const
{
    const auto file = m_index ? m_index->file(m_file) : std::nullopt;
    if (!file)
        return std::nullopt;
    return analysis::LinePlace{*file, static_cast<std::uint32_t>(line)};
}

QString CodeView::toolTipOf(int line) const
{
    QStringList parts;
    const auto place = placeOf(line);
    for (const Standing& standing : m_standings)
        if (place && standing.place == *place) {
            const QString name = session::laneName(*m_trace, standing.lane);
            parts << (standing.isHeldUp() ? QStringLiteral("%1: %2").arg(name, standing.sentence)
                                          : tr("%1 is here").arg(name));
        }
    if (place)
        if (const Step count = m_index->count(*place, m_shown); count > 0)
            parts << (count == 1 ? tr("One event up to here (Return shows it)")
                                 : tr("%1 events up to here (Return lists them)").arg(count));
    const auto marks = m_pane->marks().find(line);
    const bool hasBreakpoint = marks != m_pane->marks().end() && marks->second.hasBreakpoint;
    parts << (hasBreakpoint ? tr("The run pauses at line %1 (F9 takes the breakpoint away)").arg(line)
                            : tr("Click the number to pause at line %1 (F9)").arg(line));
    return parts.join(QLatin1Char('\n'));
}

// The events of a line.

void CodeView::showEvents(int line)
{
    const auto place = placeOf(line);
    if (!place || m_index->count(*place, m_index->size()) == 0 || m_events->place() == place) {
        dismissEvents();
        return;
    }
    m_pane->setCaretLine(line);
    m_events->showLine(m_trace, *m_index, *place, m_shown);
    m_events->setSelected(m_session.selectedEvent());
    placeEvents();
    m_events->show();
    m_events->raise();
    m_events->setFocus(Qt::PopupFocusReason);
}

void CodeView::updateEvents()
{
    if (!m_events->place() || !m_index)
        return;
    const bool isRunning = m_session.status().activity == session::Activity::Running;
    if (isRunning && m_sinceEvents.elapsed() < eventsRest)
        return;
    m_sinceEvents.restart();
    m_events->update(*m_index, std::min(m_shown, m_index->size()));
    m_events->setSelected(m_session.selectedEvent());
    placeEvents();
}

/// Below its line, above it where there is no room, and never outside of the text.
void CodeView::placeEvents()
{
    const auto place = m_events->place();
    if (!place)
        return;
    const QRect view = m_pane->viewport()->geometry();
    const QRect line = m_pane->lineRect(static_cast<int>(place->line)).translated(view.topLeft());
    const QSize wanted = m_events->sizeHint().boundedTo(view.size() - QSize(2 * metrics::paddingSmall, 0));
    const bool fitsBelow = line.bottom() + 2 + wanted.height() <= view.bottom();
    const bool fitsAbove = line.top() - 2 - wanted.height() >= view.top();
    int top = fitsBelow || !fitsAbove ? line.bottom() + 2 : line.top() - 2 - wanted.height();
    top = std::clamp(top, view.top(), std::max(view.top(), view.bottom() - wanted.height()));
    m_events->setGeometry(QRect({view.left() + metrics::groupGap, top}, wanted));
}

void CodeView::dismissEvents()
{
    const bool hadFocus = m_events->isAncestorOf(focusWidget());
    m_events->dismiss();
    if (hadFocus)
        m_pane->setFocus(Qt::PopupFocusReason);
}

void CodeView::goToNeighbour(int line, int direction)
{
    const auto place = placeOf(line);
    if (!place)
        return;
    const Step before = m_index->count(*place, m_shown);
    // The playhead stands behind the event that it stands at.
    if (direction < 0 && before < 2)
        return;
    const std::vector<Step> steps = m_index->events(*place, direction > 0 ? before : before - 2, 1);
    if (!steps.empty())
        m_session.selectEvent(steps.front());
}

void CodeView::toggleBreakpoint(int line)
{
    session::Breakpoint breakpoint;
    breakpoint.kind = session::Breakpoint::Kind::Line;
    breakpoint.file = m_file;
    breakpoint.line = static_cast<std::uint32_t>(line);
    const auto& all = m_session.breakpoints();
    if (std::find(all.begin(), all.end(), breakpoint) == all.end())
        m_session.addBreakpoint(breakpoint);
    else
        m_session.removeBreakpoint(breakpoint);
}

} // namespace interleave::code
