// What the view does with single lines: follows lanes to them, lists their events, sets breakpoints.

// First of all: the rules have a member that Qt's keywords would rename.
#include "ui/session/session.h"

#include "ui/code/code_view.h"
#include "ui/code/lane_strip.h"
#include "ui/code/line_events.h"
#include "ui/code/line_window.h"
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

/// The lines of the text that is shown at which a lane stands; none when it stands in another file, or where the
/// language that is shown has no such line.
std::vector<int> CodeView::shownLines(const Standing& standing) const
{
    if (!m_index || m_index->files()[standing.place.file] != m_file)
        return {};
    return shownLines(standing.place.line);
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
    // Where the twin has no such line, the strip says where the lane is: nobody asked for another language.
    const bool isElsewhereInTwin = m_index->files()[standing->place.file] == m_file && shownLines(*standing).empty();
    if (!isElsewhereInTwin)
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
    if (m_index->files()[standing->place.file] != m_file)
        showFile(m_index->files()[standing->place.file]);
    if (shownLines(*standing).empty())
        setTwinWanted(false);
    const auto [first, last] = linesWith(*standing);
    m_pane->showLines(first, last);
    showElsewhere();
}

/// The line of a lane, and as many lines of others as can be seen together with it.
std::pair<int, int> CodeView::linesWith(const Standing& followed) const
{
    const std::vector<int> own = shownLines(followed);
    const int line = own.empty() ? 1 : own.front();
    std::vector<int> lines{line};
    for (const Standing& standing : m_standings)
        if (const std::vector<int> shown = shownLines(standing); &standing != &followed && !shown.empty())
            lines.push_back(shown.front());
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
        const std::vector<int> lines = shownLines(standing);
        const bool isHere = !lines.empty();
        if (std::any_of(lines.begin(), lines.end(),
                        [this](int each) { return m_pane->sightOf(each) == SourcePane::Sight::Visible; }))
            continue;
        const int line = isHere ? lines.front() : static_cast<int>(standing.place.line);
        const auto sight = m_pane->sightOf(line);
        const session::LaneIdentity identity = session::identityOf(*m_trace, standing.lane);
        Elsewhere each{standing.lane, {identity.sign, identity.colour}, {}, {}};
        const QString where = whereabouts(*m_trace, standing, line);
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

/// Of a line of the text that is shown: where that is in the source.
std::vector<analysis::LinePlace> CodeView::placesOf(int line) const
{
    std::vector<analysis::LinePlace> places;
    if (const auto file = m_index ? m_index->file(m_file) : std::nullopt)
        for (const std::uint32_t each : sourceLines(line))
            places.push_back({*file, each});
    return places;
}

QString CodeView::toolTipOf(int line) const
{
    QStringList parts;
    const std::vector<analysis::LinePlace> places = placesOf(line);
    for (const Standing& standing : m_standings)
        if (std::find(places.begin(), places.end(), standing.place) != places.end()) {
            const QString name = session::laneName(*m_trace, standing.lane);
            parts << (standing.isHeldUp() ? QStringLiteral("%1: %2").arg(name, standing.sentence)
                                          : tr("%1 is here").arg(name));
        }
    if (!places.empty())
        if (const Step count = countOf(*m_index, places, m_shown); count > 0)
            parts << (count == 1 ? tr("One event up to here (Return shows it)")
                                 : tr("%1 events up to here (Return lists them)").arg(count));
    if (const std::vector<std::uint32_t> lines = sourceLines(line); showsTwin()) {
        if (lines.empty())
            return tr("Nothing in %1 corresponds to this line").arg(fileTitle(m_file));
        QStringList numbers;
        for (const std::uint32_t each : lines)
            numbers << QString::number(each);
        parts << tr("Corresponds to %1, line %2").arg(fileTitle(m_file), numbers.join(QStringLiteral(", ")));
    }
    const auto marks = m_pane->marks().find(line);
    const bool hasBreakpoint = marks != m_pane->marks().end() && marks->second.hasBreakpoint;
    parts << (hasBreakpoint ? tr("The run pauses at line %1 (F9 takes the breakpoint away)").arg(line)
                            : tr("Click the number to pause at line %1 (F9)").arg(line));
    return parts.join(QLatin1Char('\n'));
}

// The events of a line.

void CodeView::showEvents(int line)
{
    std::vector<analysis::LinePlace> places = placesOf(line);
    if (places.empty() || countOf(*m_index, places, m_index->size()) == 0 || m_events->line() == line) {
        dismissEvents();
        return;
    }
    m_pane->setCaretLine(line);
    m_events->showLine(m_trace, *m_index, line, std::move(places), m_shown);
    m_events->setSelected(m_session.selectedEvent());
    placeEvents();
    m_events->show();
    m_events->raise();
    m_events->setFocus(Qt::PopupFocusReason);
}

void CodeView::updateEvents()
{
    if (!m_events->line() || !m_index)
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
    const auto shown = m_events->line();
    if (!shown)
        return;
    const QRect view = m_pane->viewport()->geometry();
    const QRect line = m_pane->lineRect(*shown).translated(view.topLeft());
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
    const std::vector<analysis::LinePlace> places = placesOf(line);
    if (places.empty())
        return;
    const Step before = countOf(*m_index, places, m_shown);
    // The playhead stands behind the event that it stands at.
    if (direction < 0 && before < 2)
        return;
    const std::vector<Step> steps = eventsOf(*m_index, places, direction > 0 ? before : before - 2, 1, m_shown);
    if (!steps.empty())
        m_session.selectEvent(steps.front());
}

void CodeView::toggleBreakpoint(int line)
{
    std::vector<session::Breakpoint> meant;
    for (const std::uint32_t each : sourceLines(line)) {
        session::Breakpoint breakpoint;
        breakpoint.kind = session::Breakpoint::Kind::Line;
        breakpoint.file = m_file;
        breakpoint.line = each;
        meant.push_back(breakpoint);
    }
    const std::vector<session::Breakpoint> all = m_session.breakpoints();
    const auto isThere = [&all](const auto& each) { return std::find(all.begin(), all.end(), each) != all.end(); };
    const bool hasOne = std::any_of(meant.begin(), meant.end(), isThere);
    for (const session::Breakpoint& each : meant)
        if (hasOne && isThere(each))
            m_session.removeBreakpoint(each);
        else if (!hasOne)
            m_session.addBreakpoint(each);
}

} // namespace interleave::code
