#include "ui/session/comparison.h"

#include <algorithm>

namespace interleave::session {

Comparison::Comparison(const host::Catalogue& catalogue, const std::string& target, QObject* parent) : QObject(parent)
{
    for (Session* session : {&m_left, &m_right}) {
        session->setCatalogue(catalogue);
        session->setTarget(target);
        session->setSpeed(Session::unlimitedSpeed);
    }
    bind(m_left, m_right);
    bind(m_right, m_left);
}

void Comparison::bind(Session& session, Session& other)
{
    connect(&session, &Session::runStarted, this, &Comparison::compare);
    connect(&session, &Session::ended, this, &Comparison::compare);
    connect(&session, &Session::playheadMoved, this, [this, &other](Step step) {
        if (!m_movesTogether || m_isMoving || !isReady())
            return;
        m_isMoving = true;
        other.setPlayhead(std::min(step, other.length()));
        m_isMoving = false;
    });
}

void Comparison::show(Side side, const Recorded& recorded)
{
    session(side).open(recorded.trace, recorded.verdict, recorded.title);
}

void Comparison::run(Side side, Choice choice)
{
    choice.mode = trace::Mode::Controlled;
    if (choice.strategy == "by-hand")
        choice.strategy = "random";
    Session& one = session(side);
    one.start(choice);
    one.play();
}

bool Comparison::isReady() const
{
    const auto rests = [](const Session& session) {
        return session.trace() != nullptr && session.status().activity == Activity::Ended;
    };
    return rests(m_left) && rests(m_right);
}

void Comparison::compare()
{
    m_difference.reset();
    if (isReady())
        m_difference = trace::firstDifference(*m_left.trace(), *m_right.trace());
    emit changed();
}

QString Comparison::words() const
{
    if (!m_left.trace() || !m_right.trace())
        return tr("Choose what is shown on both sides.");
    if (!isReady())
        return tr("Running…");
    if (!m_difference)
        return tr("Both runs are the same, step by step.");
    // Events are numbered from 1 where they are shown.
    const QString sentence = QString::fromStdString(m_difference->sentence);
    return m_difference->step == 0 ? tr("They differ from the first step on: %1").arg(sentence)
                                   : tr("The same up to step %1, then: %2").arg(m_difference->step).arg(sentence);
}

void Comparison::goToDifference()
{
    if (!m_difference)
        return;
    m_isMoving = true;
    for (Session* session : {&m_left, &m_right})
        session->setPlayhead(std::min(m_difference->step, session->length()));
    m_isMoving = false;
}

void Comparison::move(std::ptrdiff_t steps)
{
    m_isMoving = true;
    for (Session* session : {&m_left, &m_right}) {
        const auto at = static_cast<std::ptrdiff_t>(session->playhead()) + steps;
        session->setPlayhead(static_cast<Step>(std::clamp<std::ptrdiff_t>(at, 0, static_cast<std::ptrdiff_t>(session->length()))));
    }
    m_isMoving = false;
}

} // namespace interleave::session
