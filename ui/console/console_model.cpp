// First of all: the rules have a member that Qt's keywords would rename.
#include "ui/session/session.h"

#include "ui/console/console_model.h"

#include "ui/session/event_words.h"

namespace interleave::console {

ConsoleModel::ConsoleModel(QObject* parent) : QAbstractTableModel(parent)
{
    bind(m_lines, false);
    bind(m_filtered, true);
}

void ConsoleModel::bind(session::StepList& list, bool isFilter)
{
    using session::StepList;
    connect(&list, &StepList::adding, this, [this, isFilter](std::size_t first, std::size_t count) {
        if (isFilter == m_isFiltered)
            beginInsertRows({}, static_cast<int>(first), static_cast<int>(first + count) - 1);
    });
    connect(&list, &StepList::added, this, [this, isFilter] {
        if (isFilter == m_isFiltered)
            endInsertRows();
    });
    connect(&list, &StepList::worked, this, &ConsoleModel::looked);
}

void ConsoleModel::setTrace(std::shared_ptr<const trace::Trace> trace, Step length)
{
    beginResetModel();
    m_trace = std::move(trace);
    m_isFiltered = false;
    m_filtered.clear();
    m_lines.start(m_trace, session::isPrinted, m_trace ? length : 0);
    endResetModel();
}

void ConsoleModel::grew(Step length)
{
    m_lines.grew(length);
    if (m_isFiltered)
        m_filtered.grew(length);
}

void ConsoleModel::setFilter(session::StepList::Condition condition)
{
    if (!m_trace || (!condition && !m_isFiltered))
        return;
    beginResetModel();
    m_isFiltered = condition != nullptr;
    if (m_isFiltered)
        m_filtered.start(
            m_trace,
            [condition = std::move(condition)](const trace::Event& event) { return session::isPrinted(event) && condition(event); },
            m_lines.length());
    else
        m_filtered.clear();
    endResetModel();
    emit looked();
}

QString ConsoleModel::lineText(int row) const
{
    QStringList cells;
    for (int column = 0; column < columnCountOf; ++column)
        cells << cellText(row, column);
    return cells.join(QLatin1Char('\t'));
}

int ConsoleModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(shown().size());
}

int ConsoleModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columnCountOf;
}

QString ConsoleModel::cellText(int row, int column) const
{
    const trace::Event event = this->event(row);
    switch (column) {
    case Number: return QString::number(step(row) + 1);
    case Time: return session::clockText(*m_trace, m_trace->timeAt(step(row)));
    case Lane: return session::laneName(*m_trace, event.lane);
    case Text: return session::printedText(*m_trace, event);
    case Line:
        return m_trace->source(event.source).line == 0 ? QString() : tr("line %1").arg(m_trace->source(event.source).line);
    default: return {};
    }
}

QVariant ConsoleModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || !m_trace)
        return {};
    if (role == Qt::DisplayRole)
        return cellText(index.row(), index.column());
    if (role == Qt::ToolTipRole)
        return tr("step %1, %2, %3\n%4")
            .arg(step(index.row()) + 1)
            .arg(session::timeText(*m_trace, m_trace->timeAt(step(index.row()))), cellText(index.row(), Lane),
                 cellText(index.row(), Text));
    return {};
}

} // namespace interleave::console
