// First of all: the rules have a member that Qt's keywords would rename.
#include "ui/session/session.h"

#include "ui/findings/findings_model.h"

#include "core/analysis/event_text.h"

#include <QLocale>

#include <algorithm>

namespace interleave::findings {

using analysis::Finding;
using analysis::Severity;

namespace {

constexpr std::size_t mostSteps = 6; // named in a row; the details have all

analysis::FindingKind kindOf(trace::FindingKind kind)
{
    using From = trace::FindingKind;
    using To = analysis::FindingKind;
    switch (kind) {
    case From::LockLeak: return To::LockLeak;
    case From::Misuse: return To::Misuse;
    case From::LaneFailed: return To::LaneFailed;
    case From::LostUpdate: return To::LostUpdate;
    case From::Race: return To::DataRace;
    case From::Stuck: return To::Stuck;
    case From::KilledLane: return To::KilledLane;
    case From::DestroyedInUse: return To::DestroyedInUse;
    case From::BrokenInvariant: return To::BrokenInvariant;
    case From::NeverAwaited: return To::NeverAwaited;
    case From::ExitStatus: return To::ExitStatus;
    }
    return To::Misuse;
}

bool isSame(const Finding& one, const Finding& other)
{
    return one.kind == other.kind && one.sentence == other.sentence;
}

} // namespace

Finding asAnalysed(const trace::Finding& finding)
{
    Finding made;
    made.kind = kindOf(finding.kind);
    made.severity = Severity::Wrong;
    made.sentence = finding.sentence;
    made.lanes = finding.lanes;
    made.objects = finding.objects;
    if (finding.step)
        made.steps = {*finding.step};
    return made;
}

FindingsModel::FindingsModel(QObject* parent) : QAbstractListModel(parent) {}

void FindingsModel::setFindings(std::shared_ptr<const trace::Trace> trace, const std::vector<Finding>& analysed,
                                const std::vector<trace::Finding>& reported)
{
    beginResetModel();
    m_trace = std::move(trace);
    m_findings = analysed;
    for (const trace::Finding& each : reported) {
        const Finding made = asAnalysed(each);
        const bool isKnown = std::any_of(m_findings.begin(), m_findings.end(), [&](const Finding& known) { return isSame(known, made); });
        if (!isKnown)
            m_findings.push_back(made);
    }
    std::stable_sort(m_findings.begin(), m_findings.end(),
                     [](const Finding& one, const Finding& other) { return one.severity < other.severity; });
    makeRows();
    endResetModel();
}

void FindingsModel::makeRows()
{
    m_rows.clear();
    for (std::size_t i = 0; i < m_findings.size(); ++i) {
        const Severity severity = m_findings[i].severity;
        if (m_rows.empty() || m_rows.back().severity != severity)
            m_rows.push_back({severity, -1});
        if (!isFolded(severity))
            m_rows.push_back({severity, static_cast<int>(i)});
    }
}

std::size_t FindingsModel::count(Severity severity) const
{
    return static_cast<std::size_t>(std::count_if(m_findings.begin(), m_findings.end(),
                                                  [&](const Finding& each) { return each.severity == severity; }));
}

const Finding* FindingsModel::finding(int row) const
{
    const int number = row < 0 || row >= rowCount() ? -1 : m_rows[static_cast<std::size_t>(row)].finding;
    return number < 0 ? nullptr : &m_findings[static_cast<std::size_t>(number)];
}

int FindingsModel::rowOf(const Finding& wanted) const
{
    for (int row = 0; row < rowCount(); ++row)
        if (const Finding* here = finding(row); here != nullptr && isSame(*here, wanted))
            return row;
    return -1;
}

void FindingsModel::setFolded(Severity severity, bool isFolded)
{
    beginResetModel();
    m_isFolded[static_cast<std::size_t>(severity)] = isFolded;
    makeRows();
    endResetModel();
}

QString FindingsModel::severityText(Severity severity)
{
    switch (severity) {
    case Severity::Wrong: return tr("Wrong");
    case Severity::Suspicious: return tr("Suspicious");
    case Severity::Observation: return tr("Observations");
    }
    return {};
}

QString FindingsModel::whereText(const Finding& finding) const
{
    QStringList steps;
    for (std::size_t i = 0; i < finding.steps.size() && i < mostSteps; ++i)
        steps << QString::number(finding.steps[i] + 1);
    if (finding.steps.size() > mostSteps)
        steps << QStringLiteral("…");
    QStringList parts;
    if (!steps.isEmpty())
        parts << (finding.steps.size() == 1 ? tr("step %1") : tr("steps %1")).arg(steps.join(QStringLiteral(", ")));

    std::vector<SourceId> sources = finding.sources;
    if (sources.empty())
        for (const Step step : finding.steps)
            if (step < m_trace->size())
                sources.push_back(m_trace->event(step).source);
    // Each file once, with its lines.
    QString file;
    QStringList lines;
    for (const SourceId source : sources) {
        const QString text = QString::fromStdString(analysis::sourceText(*m_trace, source));
        const QString line = text.section(QLatin1Char(':'), -1);
        if (text.isEmpty())
            continue;
        const bool isSameFile = text.section(QLatin1Char(':'), 0, -2) == file;
        if (!isSameFile && !lines.contains(text))
            lines << text;
        else if (!lines.contains(line) && !lines.contains(text))
            lines << line;
        file = text.section(QLatin1Char(':'), 0, -2);
    }
    if (!lines.isEmpty())
        parts << lines.mid(0, int(mostSteps)).join(QStringLiteral(", "));
    if (finding.count > 1)
        parts << tr("%1 times").arg(QLocale().toString(qulonglong(finding.count)));
    return parts.join(QStringLiteral(" · "));
}

int FindingsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant FindingsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Finding* here = finding(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return here == nullptr ? severityText(severity(index.row())) : QString::fromStdString(here->sentence);
    case Qt::AccessibleTextRole:
        return here == nullptr ? tr("%1, %2").arg(severityText(severity(index.row()))).arg(count(severity(index.row())))
                               : tr("%1: %2").arg(severityText(here->severity), QString::fromStdString(here->sentence));
    case Qt::AccessibleDescriptionRole: return here == nullptr ? QString() : whereText(*here);
    case Qt::ToolTipRole:
        return here == nullptr ? tr("Folds and unfolds (Enter)") : QString::fromStdString(here->sentence) + QLatin1Char('\n') + whereText(*here);
    default: return {};
    }
}

Qt::ItemFlags FindingsModel::flags(const QModelIndex&) const
{
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

} // namespace interleave::findings
