// First of all: the rules have a member that Qt's keywords would rename.
#include "ui/session/session.h"

#include "ui/events/events_delegate.h"

#include "ui/events/events_model.h"
#include "ui/session/signs.h"
#include "ui/theme/chips.h"
#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"

#include <QPainter>

namespace interleave::events {

namespace metrics = theme::metrics;

namespace {

using trace::Operation;

constexpr int chipSize = metrics::smallChipSize;

/// The colour in which the words of an event are written; those of waiting have that of the state that they begin.
QColor wordsColour(const trace::Event& event, const theme::Palette& colours)
{
    if (!event.isBlocked())
        switch (event.way()) {
        case trace::Way::Misuse: return colours.error;
        case trace::Way::TimedOut:
        case trace::Way::Failed:
        case trace::Way::Spurious:
        case trace::Way::Cancelled: return colours.warning;
        case trace::Way::Suspended: return colours.state(theme::State::Suspended).text;
        default: return event.operation == Operation::Fail ? colours.error : colours.text;
        }
    switch (event.operation) {
    case Operation::Sleep: return colours.state(theme::State::Sleeping).text;
    case Operation::Lock:
    case Operation::LockShared:
    case Operation::Acquire:
    case Operation::Put:
    case Operation::Get:
    case Operation::Send:
    case Operation::Receive: return colours.state(theme::State::Blocked).text;
    default: return colours.state(theme::State::Waiting).text;
    }
}

} // namespace

EventsDelegate::EventsDelegate(EventsModel& model, QObject* parent) : QStyledItemDelegate(parent), m_model(model) {}

int EventsDelegate::paintChip(QPainter& painter, const QRect& cell, const QModelIndex& index, const trace::Event& event) const
{
    const theme::Palette& colours = theme::paletteFor(static_cast<const QWidget*>(parent())->palette());
    const QRectF rect(cell.left(), cell.top() + (cell.height() - chipSize) / 2.0, chipSize, chipSize);
    const trace::Trace& trace = *m_model.trace();
    const LaneId lane = index.column() == EventsModel::Lane ? event.lane : trace.object(event.object).lane;
    if (trace.knows(lane)) {
        const session::LaneIdentity identity = session::identityOf(trace, lane);
        theme::paintLaneChip(painter, rect, {identity.sign, identity.colour}, colours);
    } else if (index.column() == EventsModel::Object && trace.knows(event.object)) {
        theme::paintResourceChip(painter, rect, {session::resourceKindOf(trace.object(event.object).kind), m_model.ordinal(event.object)},
                                 colours);
    } else {
        return 0;
    }
    return chipSize + 6;
}

void EventsDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const theme::Palette& colours = theme::paletteFor(option.palette);
    const trace::Event event = m_model.event(index.row());
    const bool isAfter = m_model.isAfterPlayhead(index.row());
    painter->save();
    if (!option.state.testFlag(QStyle::State_Selected) && m_model.isHit(index.row()))
        painter->fillRect(option.rect, colours.warningGround);
    QRect cell = option.rect.adjusted(metrics::base, 0, -metrics::base, 0);
    theme::TextRole role = theme::TextRole::Body;
    QColor colour = colours.text;
    Qt::Alignment alignment = Qt::AlignLeft;
    switch (index.column()) {
    case EventsModel::Number:
    case EventsModel::Time:
        role = theme::TextRole::Code;
        colour = index.column() == EventsModel::Number ? colours.hint : colours.secondary;
        alignment = Qt::AlignRight;
        break;
    case EventsModel::Lane:
    case EventsModel::Object:
        painter->setOpacity(isAfter ? 0.45 : 1);
        cell.setLeft(cell.left() + paintChip(*painter, cell, index, event));
        painter->setOpacity(1);
        break;
    case EventsModel::What: colour = wordsColour(event, colours); break;
    case EventsModel::Value:
        role = theme::TextRole::Code;
        alignment = Qt::AlignRight;
        break;
    default:
        role = theme::TextRole::SecondaryLine;
        colour = colours.secondary;
        break;
    }
    painter->setFont(theme::font(role));
    painter->setPen(isAfter ? colours.hint : colour);
    const QString text = index.data().toString();
    painter->drawText(cell, alignment | Qt::AlignVCenter | Qt::TextSingleLine,
                      painter->fontMetrics().elidedText(text, Qt::ElideRight, cell.width() + 1));
    if (isAfter && (index.row() == 0 || !m_model.isAfterPlayhead(index.row() - 1)))
        painter->fillRect(QRect(option.rect.left(), option.rect.top(), option.rect.width(), 2), colours.playhead);
    painter->restore();
}

} // namespace interleave::events
