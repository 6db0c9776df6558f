#include "ui/session/last_moment.h"

#include "core/analysis/event_text.h"

namespace interleave::session {
namespace {

bool isBad(trace::Ending ending)
{
    return ending == trace::Ending::Deadlock || ending == trace::Ending::Hang || ending == trace::Ending::Failed;
}

} // namespace

/// What the thread works on and leaves behind.
struct LastMoment::Search
{
    std::shared_ptr<const trace::Trace> trace;
    std::string schedule;
    trace::Verdict verdict;
    std::string outcome;
    std::string target;
    host::Avoidable answer;
};

LastMoment::LastMoment(Session& session, std::string target, QObject* parent)
    : QObject(parent), m_session(session), m_target(std::move(target))
{
    connect(&m_session, &Session::runStarted, this, &LastMoment::forget);
    connect(&m_session, &Session::ended, this, &LastMoment::ask);
}

LastMoment::~LastMoment() = default;

std::optional<Step> LastMoment::step() const
{
    if (!m_answer || m_answer->answer != host::Avoidable::Answer::Avoidable)
        return std::nullopt;
    return m_answer->step;
}

QString LastMoment::words() const
{
    const std::optional<Step> before = step();
    if (!before)
        return {};
    const QString event = QString::fromStdString(analysis::eventText(*m_asked, m_asked->event(*before)));
    // Events are numbered from 1 where they are shown.
    return tr("before step %1, %2 %3").arg(*before + 1).arg(laneName(*m_asked, m_answer->sealed), event);
}

void LastMoment::forget()
{
    if (m_asked == m_session.trace())
        return;
    m_thread = {};
    m_search.reset();
    m_answer.reset();
    m_asked.reset();
    emit changed();
}

void LastMoment::ask()
{
    const auto trace = m_session.trace();
    const bool isControlled = trace && trace->info().mode == trace::Mode::Controlled;
    if (!isControlled || trace == m_asked || !isBad(m_session.verdict().ending) || m_session.scheduleText().empty())
        return;
    m_thread = {};
    m_answer.reset();
    m_asked = trace;
    auto search = std::make_shared<Search>();
    search->trace = trace;
    search->schedule = m_session.scheduleText();
    search->verdict = m_session.verdict();
    search->outcome = m_session.outcome();
    search->target = m_target;
    m_search = search;
    m_thread = std::jthread([this, search](const std::stop_token& stop) {
        const trace::TimeSetting time = search->trace->info().time;
        const auto found = host::lastAvoidable(*search->trace, search->schedule, search->verdict, search->outcome, time, {},
                                               search->target, [&stop] { return !stop.stop_requested(); });
        if (found)
            search->answer = *found;
        else
            search->answer.why = found.error().message;
        if (!stop.stop_requested())
            QMetaObject::invokeMethod(this, [this, search] { take(search); }, Qt::QueuedConnection);
    });
    emit changed();
}

// An answer that comes after another run was shown is for nobody.
void LastMoment::take(const std::shared_ptr<Search>& search)
{
    if (search != m_search)
        return;
    m_search.reset();
    if (search->answer.answer != host::Avoidable::Answer::Unknown)
        m_answer = search->answer;
    emit changed();
}

} // namespace interleave::session
