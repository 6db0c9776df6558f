#include "core/analysis/critical_path.h"

#include "core/analysis/event_text.h"

#include <fmt/format.h>

#include <algorithm>

namespace interleave::analysis {
namespace {

using trace::Operation;
using trace::Way;

constexpr std::size_t mostListed = 6;
constexpr std::size_t mostSteps = 64;

} // namespace

CriticalPath::Carrier& CriticalPath::carrier(std::uint32_t number)
{
    if (number >= m_carriers.size())
        m_carriers.resize(number + 1);
    return m_carriers[number];
}

void CriticalPath::after(const Moment& moment)
{
    const trace::Event& event = moment.event;
    m_step = moment.step;
    if (!moment.trace.knows(event.lane))
        return;
    Carrier& acting = carrier(m_order->carrierOf(event.lane));
    if (!acting.hasBegun) {
        acting.hasBegun = true;
        acting.now = {.lane = event.lane, .begin = moment.step};
        acting.last = moment.time;
    }
    // A wait that ends because its time has come was meant to last that long.
    const bool isOwn = !acting.waits || acting.sleeps || (!event.isBlocked() && (event.way() == Way::TimedOut || event.way() == Way::Timer));
    if (isOwn && moment.time > acting.last)
        acting.now.to.time += moment.time - acting.last;
    acting.last = std::max(acting.last, moment.time);
    if (!event.isBlocked())
        ++acting.now.to.events;
    const bool isTask = moment.trace.lane(event.lane).kind == trace::LaneKind::Task;
    acting.waits = event.isBlocked() || (event.way() == Way::Suspended && !isTask)
                   || (event.operation == Operation::Wait && event.way() == Way::Success);
    acting.sleeps = event.isBlocked() && event.operation == Operation::Sleep;
}

void CriticalPath::left(std::uint32_t number, std::uint32_t placeNumber, bool)
{
    if (placeNumber >= m_places.size())
        m_places.resize(placeNumber + placeNumber / 2 + 3);
    Place& place = m_places[placeNumber];
    const Carrier& leaving = carrier(number);
    if (place.isKnown && !(place.left.to < leaving.now.to))
        return;
    if (place.left.previous != leaving.now.previous) {
        use(leaving.now.previous);
        if (place.isKnown)
            release(place.left.previous);
    }
    place.left = leaving.now;
    place.isKnown = true;
}

void CriticalPath::found(std::uint32_t number, std::uint32_t placeNumber)
{
    if (placeNumber >= m_places.size() || !m_places[placeNumber].isKnown)
        return;
    const Stretch& left = m_places[placeNumber].left;
    Carrier& finding = carrier(number);
    if (!finding.hasBegun || !(finding.now.to < left.to))
        return;
    const Link link = keep(left);
    release(finding.now.previous);
    finding.now = {.lane = finding.now.lane,
                   .begin = m_step,
                   .from = left.to,
                   .to = left.to,
                   .previous = link,
                   .depth = m_stretches[link].depth,
                   .changes = left.changes + 1};
    if (finding.now.depth >= 2 * mostStretches) {
        shorten(link);
        finding.now.depth = m_stretches[link].depth = mostStretches;
    }
}

CriticalPath::Link CriticalPath::keep(const Stretch& stretch)
{
    Link link;
    if (m_free.empty()) {
        link = static_cast<Link>(m_stretches.size());
        m_stretches.emplace_back();
    } else {
        link = m_free.back();
        m_free.pop_back();
    }
    m_stretches[link] = stretch;
    m_stretches[link].uses = 1;
    ++m_stretches[link].depth;
    use(stretch.previous);
    return link;
}

void CriticalPath::use(Link link)
{
    if (link != noLink)
        ++m_stretches[link].uses;
}

void CriticalPath::release(Link link)
{
    while (link != noLink && --m_stretches[link].uses == 0) {
        m_free.push_back(link);
        link = m_stretches[link].previous;
    }
}

/// Forgets what lies more than `mostStretches` before a stretch.
void CriticalPath::shorten(Link link)
{
    for (std::uint32_t i = 0; i < mostStretches && link != noLink; ++i)
        link = m_stretches[link].previous;
    if (link == noLink)
        return;
    release(m_stretches[link].previous);
    m_stretches[link].previous = noLink;
}

void CriticalPath::finish(const Conclusion& end, std::vector<Finding>& findings)
{
    const auto longest = std::max_element(m_carriers.begin(), m_carriers.end(), [](const Carrier& a, const Carrier& b) {
        return a.now.to < b.now.to;
    });
    // A single thread is its own longest chain.
    if (longest == m_carriers.end() || m_carriers.size() < 2 || longest->now.to.events == 0)
        return;
    std::vector<Stretch> chain{longest->now};
    for (Link link = longest->now.previous; link != noLink; link = m_stretches[link].previous)
        chain.push_back(m_stretches[link]);
    std::reverse(chain.begin(), chain.end());

    const Length whole = longest->now.to;
    const Length known = chain.front().from;
    const bool isCut = known.events > 0;
    const bool isTimed = whole.time > 0;
    const auto amount = [&](const Length& from, const Length& to) {
        return isTimed ? static_cast<double>(to.time - from.time) : static_cast<double>(to.events - from.events);
    };
    struct Part
    {
        LaneId lane;
        double amount;
    };
    std::vector<Part> parts;
    Finding finding{.kind = FindingKind::CriticalPath, .severity = Severity::Observation, .sentence = {}, .lanes = {}, .objects = {}};
    for (const Stretch& stretch : chain) {
        const auto same = std::find_if(parts.begin(), parts.end(), [&](const Part& part) { return part.lane == stretch.lane; });
        if (same == parts.end())
            parts.push_back({stretch.lane, amount(stretch.from, stretch.to)});
        else
            same->amount += amount(stretch.from, stretch.to);
        if (finding.steps.size() < mostSteps)
            finding.steps.push_back(stretch.begin);
    }
    std::stable_sort(parts.begin(), parts.end(), [](const Part& a, const Part& b) { return a.amount > b.amount; });
    const double length = amount({}, whole);
    const double told = std::max(1.0, amount(known, whole));
    std::vector<std::string> shares;
    for (const Part& part : parts) {
        finding.lanes.push_back(part.lane);
        if (shares.size() < mostListed)
            shares.push_back(laneText(end.trace, part.lane) + " " + shareText(part.amount / told));
    }
    finding.value = length;
    finding.sentence = fmt::format("The longest chain takes {} and goes from lane to lane {}: {}{}. Only what shortens "
                                   "this chain shortens the run.",
                                   isTimed ? durationText(whole.time) + " of " + durationText(end.time())
                                           : fmt::format("{} of {} events", whole.events, end.size),
                                   timesText(longest->now.changes), isCut ? fmt::format("in its latest {} stretches ", chain.size()) : "", joinedText(shares));
    findings.push_back(std::move(finding));
}

} // namespace interleave::analysis
