#include "ui/explore/outcome_model.h"

#include "ui/session/outcome_words.h"

#include <QLocale>

#include <algorithm>
#include <sstream>

namespace interleave::explore {

namespace {

/// "balance=20 cash=80" in its parts.
std::set<std::string> partsOf(const std::string& outcome)
{
    std::set<std::string> parts;
    std::istringstream words(outcome);
    for (std::string word; words >> word;)
        parts.insert(word);
    return parts;
}

} // namespace

OutcomeModel::OutcomeModel(const session::Search& search, QObject* parent) : QAbstractListModel(parent), m_search(search) {}

void OutcomeModel::refresh()
{
    const auto& outcomes = m_search.result().outcomes;
    const int rows = static_cast<int>(outcomes.size());
    m_most = 0;
    m_all = m_search.result().unlisted;
    for (const trace::ExploredOutcome& one : outcomes) {
        m_most = std::max(m_most, one.executions);
        m_all += one.executions;
    }
    m_thisRun = m_search.outcomeOfShownRun();
    findCommon();
    if (rows == m_rows) {
        if (rows > 0)
            emit dataChanged(index(0), index(rows - 1));
        return;
    }
    // New outcomes may stand between those known: what was selected is found again by whoever selected it.
    beginResetModel();
    m_rows = rows;
    endResetModel();
}

void OutcomeModel::findCommon()
{
    m_common.clear();
    bool isFirst = true;
    for (const trace::ExploredOutcome& one : m_search.result().outcomes) {
        if (one.outcome.empty())
            continue;
        const std::set<std::string> parts = partsOf(one.outcome);
        if (isFirst)
            m_common = parts;
        else
            std::erase_if(m_common, [&](const std::string& part) { return !parts.contains(part); });
        isFirst = false;
    }
}

QString OutcomeModel::shortText(const trace::ExploredOutcome& one) const
{
    std::string own;
    for (const std::string& part : partsOf(one.outcome))
        if (!m_common.contains(part))
            own += (own.empty() ? "" : " ") + part;
    if (isGood(one) && !own.empty())
        return session::outcomeText(own);
    return session::resultText(one.ending, one.findings, own);
}

int OutcomeModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

QVariant OutcomeModel::data(const QModelIndex& index, int role) const
{
    const auto row = static_cast<std::size_t>(index.row());
    if (!index.isValid() || row >= m_search.result().outcomes.size())
        return {};
    const trace::ExploredOutcome& one = m_search.result().outcomes[row];
    const double share = m_all > 0 ? static_cast<double>(one.executions) / static_cast<double>(m_all) : 0;
    const QString size = tr("%n switches", nullptr, static_cast<int>(one.switches)) + QStringLiteral(" · ") +
                         tr("%n steps", nullptr, static_cast<int>(one.steps));
    const QString words = session::resultText(one.ending, one.findings, one.outcome);
    switch (role) {
    case Qt::DisplayRole: return words;
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return tr("%1: %2 of %3 executions; the shortest has %4")
            .arg(words, QLocale().toString(static_cast<qulonglong>(one.executions)),
                 QLocale().toString(static_cast<qulonglong>(m_all)), size);
    case MarkNumberRole: return index.row();
    case IsGoodRole: return isGood(one);
    case ExecutionsRole: return QVariant::fromValue<qulonglong>(one.executions);
    case ShareRole: return share;
    case BarRole: return m_most > 0 ? static_cast<double>(one.executions) / static_cast<double>(m_most) : 0.0;
    case SizeRole: return size;
    case ThisRunRole: return m_thisRun == row;
    case ShortRole: return shortText(one);
    case ScheduleRole: return QString::fromStdString(one.schedule);
    default: return {};
    }
}

} // namespace interleave::explore
