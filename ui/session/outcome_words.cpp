#include "ui/session/outcome_words.h"

#include <QCoreApplication>
#include <QStringList>

namespace interleave::session {
namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("outcome", text);
}

} // namespace

QString endingText(trace::Ending ending)
{
    switch (ending) {
    case trace::Ending::Completed: return tr("completed");
    case trace::Ending::Deadlock: return tr("deadlock");
    case trace::Ending::Hang: return tr("hangs for ever");
    case trace::Ending::Failed: return tr("failed");
    case trace::Ending::Killed: return tr("killed");
    case trace::Ending::Stopped: return tr("stopped");
    case trace::Ending::Bound: return tr("goes on for ever");
    case trace::Ending::ArenaFull: return tr("memory full");
    case trace::Ending::ConfigError: return tr("cannot start");
    case trace::Ending::None: break;
    }
    return {};
}

QString findingText(trace::FindingKind kind)
{
    switch (kind) {
    case trace::FindingKind::LockLeak: return tr("lock leak");
    case trace::FindingKind::Misuse: return tr("misuse");
    case trace::FindingKind::LaneFailed: return tr("exception");
    case trace::FindingKind::LostUpdate: return tr("lost update");
    case trace::FindingKind::Race: return tr("race");
    case trace::FindingKind::Stuck: return tr("some stuck");
    case trace::FindingKind::KilledLane: return tr("daemon cut off");
    case trace::FindingKind::DestroyedInUse: return tr("destroyed in use");
    case trace::FindingKind::BrokenInvariant: return tr("wrong result");
    case trace::FindingKind::NeverAwaited: return tr("never awaited");
    case trace::FindingKind::ExitStatus: return tr("exit status");
    }
    return {};
}

QString outcomeText(const std::string& outcome)
{
    return QString::fromStdString(outcome).replace(QLatin1Char('='), QStringLiteral(" = "));
}

QString resultText(trace::Ending ending, const std::vector<trace::FindingKind>& findings, const std::string& outcome)
{
    QStringList parts{endingText(ending)};
    for (const trace::FindingKind kind : findings)
        parts << findingText(kind);
    if (!outcome.empty())
        parts << outcomeText(outcome);
    return parts.join(QStringLiteral(", "));
}

} // namespace interleave::session
