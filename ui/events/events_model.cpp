// First of all: the rules have a member that Qt's keywords would rename.
#include "ui/session/session.h"

#include "ui/events/events_model.h"

#include "core/analysis/event_text.h"
#include "ui/events/cause_index.h"
#include "ui/session/event_words.h"

#include <limits>

namespace interleave::events {

using session::StepList;

namespace {

constexpr Step mostRows = std::numeric_limits<int>::max();

QString qtText(const std::string& text)
{
    return QString::fromStdString(text);
}

} // namespace

EventsModel::EventsModel(QObject* parent) : QAbstractTableModel(parent)
{
    connect(&m_filtered, &StepList::adding, this, [this](std::size_t first, std::size_t count) {
        beginInsertRows({}, static_cast<int>(first), static_cast<int>(first + count) - 1);
    });
    connect(&m_filtered, &StepList::added, this, [this] { endInsertRows(); });
    connect(&m_filtered, &StepList::worked, this, &EventsModel::looked);
    connect(&m_hits, &StepList::worked, this, &EventsModel::looked);
}

void EventsModel::setTrace(std::shared_ptr<const trace::Trace> trace, Step length)
{
    beginResetModel();
    m_trace = std::move(trace);
    m_length = m_trace ? std::min(length, mostRows) : 0;
    m_isFiltered = m_isSearched = false;
    m_filtered.clear();
    m_hits.clear();
    m_ordinals = {};
    endResetModel();
}

void EventsModel::grew(Step length)
{
    length = std::min(length, mostRows);
    if (length <= m_length)
        return;
    if (m_isFiltered)
        m_length = length;
    else {
        beginInsertRows({}, static_cast<int>(m_length), static_cast<int>(length) - 1);
        m_length = length;
        endInsertRows();
    }
    if (m_isFiltered)
        m_filtered.grew(length);
    if (m_isSearched)
        m_hits.grew(length);
}

void EventsModel::setFilter(Condition condition)
{
    if (!m_trace || (!condition && !m_isFiltered))
        return;
    beginResetModel();
    m_isFiltered = condition != nullptr;
    m_filtered.start(m_isFiltered ? m_trace : nullptr, std::move(condition), m_isFiltered ? m_length : 0);
    endResetModel();
}

void EventsModel::setSearch(Condition condition)
{
    m_isSearched = m_trace && condition != nullptr;
    m_hits.start(m_isSearched ? m_trace : nullptr, std::move(condition), m_isSearched ? m_length : 0);
}

int EventsModel::rowBefore(Step step) const
{
    return static_cast<int>(m_isFiltered ? m_filtered.countBefore(step) : std::min<std::size_t>(step, m_length)) - 1;
}

int EventsModel::ordinal(ObjectId object)
{
    return m_ordinals.of(*m_trace, object);
}

int EventsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_isFiltered ? m_filtered.size() : m_length);
}

int EventsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columnCountOf;
}

QString EventsModel::cellText(Step step, int column) const
{
    const trace::Event event = m_trace->event(step);
    switch (column) {
    case Number: return QString::number(step + 1);
    case Time: return session::clockText(*m_trace, m_trace->timeAt(step));
    case Lane: return isNone(event.lane) ? tr("the clock") : session::laneName(*m_trace, event.lane);
    case What: return qtText(analysis::eventText(*m_trace, event));
    case Object: return isNone(event.object) ? QString() : qtText(analysis::objectText(*m_trace, event.object));
    case Value: return session::valueText(*m_trace, event);
    case Line: return qtText(analysis::sourceText(*m_trace, event.source));
    case Cause: break;
    default: return {};
    }
    const auto cause = m_causes == nullptr ? std::nullopt : m_causes->causeOf(step);
    if (!cause)
        return {};
    const std::string_view kind = analysis::name(cause->kind);
    return tr("%1, step %2").arg(QString::fromUtf8(kind.data(), static_cast<qsizetype>(kind.size()))).arg(cause->cause + 1);
}

QVariant EventsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || !m_trace)
        return {};
    const Step step = this->step(index.row());
    if (role == Qt::DisplayRole)
        return cellText(step, index.column());
    if (role == Qt::ToolTipRole) {
        QString text = tr("step %1 at %2\n%3 %4")
                           .arg(step + 1)
                           .arg(session::timeText(*m_trace, m_trace->timeAt(step)), cellText(step, Lane), cellText(step, What));
        const auto cause = m_causes == nullptr ? std::nullopt : m_causes->causeOf(step);
        if (cause)
            text += tr("\npossible since step %1: %2 %3")
                        .arg(cause->cause + 1)
                        .arg(cellText(cause->cause, Lane), cellText(cause->cause, What));
        return text;
    }
    return {};
}

QVariant EventsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const bool isRight = section == Number || section == Time || section == Value;
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((isRight ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Number: return tr("Step");
    case Time: return tr("Time");
    case Lane: return tr("Lane");
    case What: return tr("Event");
    case Object: return tr("Object");
    case Value: return tr("Value");
    case Line: return tr("Line");
    case Cause: return tr("Cause");
    default: return {};
    }
}

} // namespace interleave::events
