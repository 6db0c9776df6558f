#include "ui/timeline/search.h"

#include "core/analysis/event_text.h"

#include <algorithm>

namespace interleave::timeline {
namespace {

template <typename Answer>
bool remembered(std::vector<signed char>& known, std::size_t i, const Answer& answer)
{
    if (i >= known.size())
        known.resize(i + 1, -1);
    if (known[i] < 0)
        known[i] = answer() ? 1 : 0;
    return known[i] == 1;
}

} // namespace

Search::Search(const trace::Trace& trace, const QString& words) : m_trace(trace), m_words(words.trimmed())
{
    for (int i = 0; i < trace::operationCount; ++i)
        m_operations.push_back(matchesText(trace::name(static_cast<trace::Operation>(i))));
}

bool Search::matchesText(std::string_view text) const
{
    return !m_words.isEmpty()
           && QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()))
                  .contains(m_words, Qt::CaseInsensitive);
}

bool Search::matches(const trace::Event& event)
{
    const auto operation = static_cast<std::size_t>(event.operation);
    if (operation < m_operations.size() && m_operations[operation])
        return true;
    if (m_trace.knows(event.lane)
        && remembered(m_lanes, index(event.lane), [&] { return matchesText(analysis::laneText(m_trace, event.lane)); }))
        return true;
    if (m_trace.knows(event.object) && remembered(m_objects, index(event.object), [&] {
            return matchesText(analysis::objectText(m_trace, event.object));
        }))
        return true;
    return event.operation == trace::Operation::Note
           && matchesText(m_trace.name(NameId(static_cast<std::uint32_t>(event.value))));
}

std::optional<Step> Search::next(std::optional<Step> from, bool isForward, Step length)
{
    if (isEmpty() || length == 0)
        return std::nullopt;
    Step at = from ? std::min(*from, length - 1) : isForward ? length - 1 : 0;
    for (Step seen = 0; seen < length; ++seen) {
        at = isForward ? (at + 1) % length : (at + length - 1) % length;
        if (matches(m_trace.event(at)))
            return at;
    }
    return std::nullopt;
}

std::vector<Step> Search::within(Step from, Step to, std::size_t most)
{
    std::vector<Step> hits;
    for (Step step = from; step < to && hits.size() < most && !isEmpty(); ++step)
        if (matches(m_trace.event(step)))
            hits.push_back(step);
    return hits;
}

} // namespace interleave::timeline
