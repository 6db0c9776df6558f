#pragma once

#include "core/trace/trace.h"

#include <QString>

#include <optional>
#include <vector>

namespace interleave::session {

/// Whether an event is spoken of by words: each of them occurs in the name of its lane or object, in what it does, in its
/// value or in its line.
///
/// Which names hold which words is decided once per name, so that millions of events are looked through.
class EventWords
{
public:
    /// What is looked through: all of it, or only who printed and what.
    enum class In { Everything, PrintedText };

    /// Keeps a reference to the trace.
    EventWords(const trace::Trace& trace, const QString& words, In in = In::Everything);

    bool isEmpty() const { return m_words.empty(); }
    bool match(const trace::Event& event);
    /// How many texts were made and compared so far: at most one per word and name, whatever the number of events.
    std::size_t comparisons() const { return m_comparisons; }

private:
    using Known = std::vector<signed char>; ///< by number; -1 not looked at yet
    struct Word
    {
        QString text;
        std::optional<std::int64_t> number;
        Known lanes;
        Known objects;
        Known names;
        Known sources;
        Known deeds; ///< by operation and way
    };

    bool matchOne(Word& word, const trace::Event& event);
    bool matchDeed(Word& word, const trace::Event& event);
    template <typename Text>
    bool remembered(const Word& word, Known& known, std::size_t number, const Text& text);

    const trace::Trace& m_trace;
    In m_in;
    std::vector<Word> m_words;
    std::size_t m_comparisons = 0;
};

/// The value of an event as a person reads it: 5, "knife taken", 2 s; empty for what has none.
QString valueText(const trace::Trace& trace, const trace::Event& event);
/// A moment in lists, all of them in the same unit: "10.663" seconds in Live traces ("1.204 ms" in those of less than a
/// second), "2 u" in Controlled ones.
QString clockText(const trace::Trace& trace, Nanoseconds time);
/// What a line of the console says: the text of a note, "balance = 20" of an outcome.
QString printedText(const trace::Trace& trace, const trace::Event& event);
bool isPrinted(const trace::Event& event);

} // namespace interleave::session
