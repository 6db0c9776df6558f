#include "ui/session/event_words.h"

#include "core/analysis/event_text.h"
#include "ui/session/identity.h"

#include <QCoreApplication>

namespace interleave::session {
namespace {

using trace::Operation;

QString qtText(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

NameId nameOf(const trace::Event& event)
{
    return static_cast<NameId>(static_cast<std::uint32_t>(event.value));
}

bool isText(const trace::Event& event)
{
    return event.has(trace::EventFlag::Text) || event.operation == Operation::Note || event.operation == Operation::Fail;
}

/// What is said of every event of this kind, without the names and numbers of a particular one.
QString deedText(const trace::Trace& trace, trace::Event event)
{
    event.object = ObjectId::none;
    event.value = event.isBlocked() ? never : static_cast<std::int64_t>(index(NameId::none));
    QString text = QString::fromStdString(analysis::eventText(trace, event));
    text.remove(QStringLiteral("nothing"));
    for (int digit = 0; digit < 10; ++digit)
        text.remove(QChar('0' + digit));
    return text + QLatin1Char(' ') + qtText(trace::name(event.operation));
}

} // namespace

EventWords::EventWords(const trace::Trace& trace, const QString& words, In in) : m_trace(trace), m_in(in)
{
    for (const QString& text : words.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        Word word;
        word.text = text;
        bool isNumber = false;
        const std::int64_t number = text.toLongLong(&isNumber);
        if (isNumber)
            word.number = number;
        m_words.push_back(std::move(word));
    }
}

template <typename Text>
bool EventWords::remembered(const Word& word, Known& known, std::size_t number, const Text& text)
{
    if (number >= known.size())
        known.resize(number + 1, -1);
    if (known[number] < 0) {
        ++m_comparisons;
        known[number] = text().contains(word.text, Qt::CaseInsensitive) ? 1 : 0;
    }
    return known[number] == 1;
}

bool EventWords::match(const trace::Event& event)
{
    for (Word& word : m_words)
        if (!matchOne(word, event))
            return false;
    return true;
}

bool EventWords::matchOne(Word& word, const trace::Event& event)
{
    if (m_trace.knows(event.lane)
        && remembered(word, word.lanes, index(event.lane), [&] { return laneName(m_trace, event.lane); }))
        return true;
    if (m_trace.knows(event.object) && remembered(word, word.objects, index(event.object), [&] {
            return QString::fromStdString(analysis::objectText(m_trace, event.object));
        }))
        return true;
    if (isText(event)) {
        if (index(nameOf(event)) < m_trace.nameCount()
            && remembered(word, word.names, index(nameOf(event)), [&] { return qtText(m_trace.name(nameOf(event))); }))
            return true;
    } else if (word.number && !event.isBlocked() && event.value == *word.number) {
        return true;
    }
    return m_in == In::Everything && matchDeed(word, event);
}

bool EventWords::matchDeed(Word& word, const trace::Event& event)
{
    const std::size_t deed = static_cast<std::size_t>(event.operation) * 256 + event.wayAndFlags;
    if (remembered(word, word.deeds, deed, [&] { return deedText(m_trace, event); }))
        return true;
    return m_trace.knows(event.source) && remembered(word, word.sources, index(event.source), [&] {
        return QString::fromStdString(analysis::sourceText(m_trace, event.source));
    });
}

QString valueText(const trace::Trace& trace, const trace::Event& event)
{
    if (event.isBlocked())
        return event.value == never ? QString() : timeText(trace, event.value);
    if (isText(event))
        return qtText(trace.name(nameOf(event)));
    switch (event.operation) {
    case Operation::Clock:
    case Operation::Sleep: return timeText(trace, event.value);
    case Operation::Outcome:
    case Operation::Join:
    case Operation::SetDaemon:
    case Operation::Kill:
    case Operation::Exit:
    case Operation::NotifyOne:
    case Operation::NotifyAll:
    case Operation::Release:
    case Operation::IsSet:
    case Operation::CountDown:
    case Operation::Arrive:
    case Operation::Pass:
    case Operation::Put:
    case Operation::TryPut:
    case Operation::Get:
    case Operation::TryGet:
    case Operation::Size:
    case Operation::Read:
    case Operation::Write:
    case Operation::Modify:
    case Operation::CompareExchange:
    case Operation::Resolve: return QString::number(event.value);
    default: return {};
    }
}

QString clockText(const trace::Trace& trace, Nanoseconds time)
{
    if (trace.info().mode == trace::Mode::Controlled)
        return timeText(trace, time);
    const bool isShort = trace.size() == 0 || trace.timeAt(trace.size() - 1) < 1'000'000'000;
    return isShort ? QCoreApplication::translate("session", "%1 ms").arg(static_cast<double>(time) / 1e6, 0, 'f', 3)
                   : QString::number(static_cast<double>(time) / 1e9, 'f', 3);
}

bool isPrinted(const trace::Event& event)
{
    return !event.isBlocked() && (event.operation == Operation::Note || event.operation == Operation::Outcome);
}

QString printedText(const trace::Trace& trace, const trace::Event& event)
{
    if (event.operation == Operation::Outcome)
        return QStringLiteral("%1 = %2").arg(resourceName(trace, event.object), valueText(trace, event));
    return valueText(trace, event);
}

} // namespace interleave::session
