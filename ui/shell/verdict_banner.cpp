#include "ui/shell/verdict_banner.h"

#include <QPushButton>

#include <algorithm>

namespace interleave::shell {
namespace {

using session::Session;
using session::Severity;

QString link(const QString& words)
{
    return QStringLiteral("<a href='open'>%1</a>").arg(words);
}

QString ringText(const trace::Trace& trace, const trace::Verdict& verdict)
{
    QStringList parts;
    for (std::size_t i = 0; i < verdict.lanes.size(); ++i) {
        parts << session::laneName(trace, verdict.lanes[i]);
        if (i < verdict.objects.size())
            parts << session::resourceName(trace, verdict.objects[i]);
    }
    if (!verdict.lanes.empty())
        parts << session::laneName(trace, verdict.lanes.front());
    return parts.join(QStringLiteral(" → ")).toHtmlEscaped();
}

QString headlineOf(trace::Ending ending)
{
    switch (ending) {
    case trace::Ending::Hang: return VerdictBanner::tr("The program hangs.");
    case trace::Ending::Failed: return VerdictBanner::tr("The program failed.");
    case trace::Ending::Killed: return VerdictBanner::tr("The program was killed.");
    case trace::Ending::Bound: return VerdictBanner::tr("The bound was reached.");
    case trace::Ending::ArenaFull: return VerdictBanner::tr("The memory for events is full.");
    case trace::Ending::ConfigError: return VerdictBanner::tr("The program cannot run like this.");
    default: return {};
    }
}

bool couldMove(const rules::State& state, LaneId lane)
{
    if (!state.knows(lane) || !state.lane(lane).hasStarted() || !state.lane(lane).isAlive())
        return false;
    const rules::LaneState& facts = state.lane(lane);
    const bool waits = facts.phase == rules::LanePhase::Waiting || facts.phase == rules::LanePhase::Suspended;
    return !waits || state.canMove(facts.pending);
}

} // namespace

std::optional<OpenRing> openRing(Session& session)
{
    const trace::Verdict& verdict = session.verdict();
    if (verdict.ending != trace::Ending::Deadlock || verdict.lanes.size() != verdict.objects.size())
        return std::nullopt;
    const session::Moment& end = session.momentAt(session.length());
    if (end.step != session.length())
        return std::nullopt;
    OpenRing ring;
    for (std::size_t i = 0; i < verdict.lanes.size(); ++i) {
        // What lane i waits for is held by the next one.
        const LaneId holder = verdict.lanes[(i + 1) % verdict.lanes.size()];
        const std::optional<Step> taken = end.judge.takenAt(holder, verdict.objects[i]);
        if (!taken)
            return std::nullopt;
        if (isNone(ring.taker) || *taken > ring.step)
            ring = {*taken, holder, verdict.objects[i], {}};
    }
    const session::Moment& before = session.momentAt(ring.step);
    for (const LaneId lane : verdict.lanes)
        if (lane != ring.taker && before.step == ring.step && couldMove(before.state, lane))
            ring.others.push_back(lane);
    if (ring.others.empty())
        return std::nullopt;
    return ring;
}

VerdictBanner::VerdictBanner(Session& session, QWidget* parent) : Banner(parent), m_session(session)
{
    connect(&m_session, &Session::runStarted, this, [this] { showVerdict(); });
    connect(&m_session, &Session::ended, this, [this] { showVerdict(); });
    connect(&m_session, &Session::said, this, &VerdictBanner::say);
    connect(this, &Banner::linkActivated, this, [this] {
        if (m_goTo)
            m_session.setPlayhead(*m_goTo);
    });
    showVerdict();
}

void VerdictBanner::setLastMoment(session::LastMoment& moment)
{
    m_moment = &moment;
    connect(m_moment, &session::LastMoment::changed, this, [this] {
        if (m_session.verdict().ending != trace::Ending::None)
            showVerdict();
    });
}

void VerdictBanner::showVerdict()
{
    const trace::Verdict& verdict = m_session.verdict();
    const auto trace = m_session.trace();
    const bool isQuiet = verdict.ending == trace::Ending::None || verdict.ending == trace::Ending::Completed ||
                         verdict.ending == trace::Ending::Stopped;
    if (!trace || (isQuiet && m_session.findings().empty())) {
        const bool isReplayThatDiffered = verdict.ending == trace::Ending::Stopped && verdict.sentence.find("replay") != std::string::npos;
        if (!isReplayThatDiffered || !trace)
            close();
        else
            open(Tone::Warning, tr("The replay differs."), QString::fromStdString(verdict.sentence).toHtmlEscaped());
        return;
    }
    if (verdict.ending == trace::Ending::Deadlock) {
        showDeadlock();
        return;
    }
    const QString sentence = QString::fromStdString(verdict.sentence).toHtmlEscaped();
    if (isQuiet) {
        if (verdict.ending == trace::Ending::None)
            return close();
        const QString first = QString::fromStdString(m_session.findings().front().sentence).toHtmlEscaped();
        open(Tone::Warning, tr("%n findings.", nullptr, static_cast<int>(m_session.findings().size())), first);
    } else {
        const bool isOurs = verdict.ending == trace::Ending::Bound || verdict.ending == trace::Ending::ArenaFull;
        m_goTo.reset();
        open(isOurs ? Tone::Warning : Tone::Error, headlineOf(verdict.ending), sentence, detailOfMoment());
        addWayBack();
    }
    connect(addAction(tr("Why?")), &QPushButton::clicked, this, &VerdictBanner::whyAsked);
}

void VerdictBanner::showDeadlock()
{
    const trace::Trace& trace = *m_session.trace();
    m_goTo.reset();
    QString detail = detailOfMoment();
    if (detail.isEmpty() && !(m_moment != nullptr && m_moment->answer()))
        detail = detailOfRing();
    open(Tone::Error, tr("Deadlock at step %1.").arg(m_session.length()),
         tr("%1: nobody can ever move again.").arg(ringText(trace, m_session.verdict())), detail);
    addWayBack();
    connect(addAction(tr("Why?")), &QPushButton::clicked, this, &VerdictBanner::whyAsked);
}

// What was proved, or that it is being looked for. Empty where it could not be avoided from the start.
QString VerdictBanner::detailOfMoment()
{
    if (m_moment == nullptr)
        return {};
    if (m_moment->isSearching())
        return tr("Looking for the last moment when it could be avoided…");
    const std::optional<Step> step = m_moment->step();
    if (!step)
        return {};
    m_goTo = step;
    const trace::Trace& trace = *m_session.trace();
    const host::Avoidable& answer = *m_moment->answer();
    QString detail = tr("Last avoidable moment: %1.").arg(link(m_moment->words().toHtmlEscaped()));
    if (!isNone(answer.instead) && answer.instead != answer.sealed)
        detail += QStringLiteral("&nbsp; ")
                  + tr("%1 could have gone on instead.").arg(session::laneName(trace, answer.instead).toHtmlEscaped());
    return detail;
}

QString VerdictBanner::detailOfRing()
{
    const std::optional<OpenRing> ring = openRing(m_session);
    if (!ring)
        return {};
    m_goTo = ring->step;
    const trace::Trace& trace = *m_session.trace();
    QStringList others;
    for (const LaneId lane : ring->others)
        others << session::laneName(trace, lane).toHtmlEscaped();
    const QString moment = tr("before step %1, %2 takes %3")
                               .arg(ring->step + 1)
                               .arg(session::laneName(trace, ring->taker).toHtmlEscaped(),
                                    session::resourceName(trace, ring->object).toHtmlEscaped());
    return tr("The ring was still open %1 %2 could have gone on instead.")
        .arg(link(moment) + QStringLiteral(".&nbsp; "), others.join(tr(" or ")));
}

void VerdictBanner::addWayBack()
{
    if (!m_goTo)
        return;
    QPushButton* go = addAction(theme::Icon::Flag, tr("Go to step %1").arg(*m_goTo));
    connect(go, &QPushButton::clicked, this, [this, step = *m_goTo] { m_session.setPlayhead(step); });
}

void VerdictBanner::say(const QString& sentence, Severity severity)
{
    // A verdict stands above what a command could not do; that is said in the status line, too.
    const bool hasVerdict = isOpen() && tone() == Tone::Error;
    if (severity == Severity::Error || (severity == Severity::Warning && !hasVerdict))
        open(severity == Severity::Error ? Tone::Error : Tone::Warning, QString(), sentence.toHtmlEscaped());
}

} // namespace interleave::shell
