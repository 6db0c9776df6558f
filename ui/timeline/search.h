#pragma once

#include "core/trace/trace.h"

#include <QString>

#include <optional>
#include <vector>

namespace interleave::timeline {

/// Finds events by words: the name of their lane or object, their operation, the text of a note.
///
/// Which of them match is decided once per name, so that a search runs over millions of events.
class Search
{
public:
    Search(const trace::Trace& trace, const QString& words);

    bool isEmpty() const { return m_words.isEmpty(); }
    bool matches(const trace::Event& event);
    /// The next event that matches, from `from` (exclusively) on, around the end of `length` events if need be.
    std::optional<Step> next(std::optional<Step> from, bool isForward, Step length);
    /// Those in [from, to), at most so many.
    std::vector<Step> within(Step from, Step to, std::size_t most);

private:
    bool matchesText(std::string_view text) const;

    const trace::Trace& m_trace;
    QString m_words;
    std::vector<signed char> m_lanes; ///< -1 not looked at yet
    std::vector<signed char> m_objects;
    std::vector<bool> m_operations;
};

} // namespace interleave::timeline
