// First of all: the rules have a member that Qt's keywords would rename.
#include "ui/session/session.h"

#include "ui/console/console_delegate.h"

#include "ui/console/console_model.h"
#include "ui/session/identity.h"
#include "ui/theme/chips.h"
#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"

#include <QPainter>

namespace interleave::console {

namespace metrics = theme::metrics;

namespace {

constexpr int markSize = 12;

void paintText(QPainter& painter, const QRect& rect, const QString& text, theme::TextRole role, const QColor& colour,
               Qt::Alignment alignment = Qt::AlignLeft)
{
    painter.setFont(theme::font(role));
    painter.setPen(colour);
    painter.drawText(rect, alignment | Qt::AlignVCenter | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(text, Qt::ElideRight, rect.width() + 1));
}

} // namespace

ConsoleDelegate::ConsoleDelegate(const ConsoleModel& model, QObject* parent) : QStyledItemDelegate(parent), m_model(model)
{
}

void ConsoleDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const theme::Palette& colours = theme::paletteFor(option.palette);
    const trace::Event event = m_model.event(index.row());
    const bool isAfter = m_model.isAfterPlayhead(index.row());
    const auto tone = [&](const QColor& colour) { return isAfter ? colours.hint : colour; };
    const QRect cell = option.rect.adjusted(metrics::base, 0, -metrics::base, 0);
    const QString text = index.data().toString();
    painter->save();
    switch (index.column()) {
    case ConsoleModel::Number:
    case ConsoleModel::Time:
        paintText(*painter, cell, text, theme::TextRole::Code,
                  index.column() == ConsoleModel::Time ? tone(colours.secondary) : colours.hint, Qt::AlignRight);
        break;
    case ConsoleModel::Lane: {
        const session::LaneIdentity lane = session::identityOf(*m_model.trace(), event.lane);
        const QRectF chip(cell.left() + metrics::base, cell.top() + (cell.height() - metrics::iconSize) / 2.0,
                          metrics::iconSize, metrics::iconSize);
        painter->setOpacity(isAfter ? 0.45 : 1);
        theme::paintLaneChip(*painter, chip, {lane.sign, lane.colour}, colours);
        painter->setOpacity(1);
        paintText(*painter, cell.adjusted(metrics::base + metrics::iconSize + 6, 0, 0, 0), text, theme::TextRole::Code,
                  tone(colours.lane(lane.colour)));
        break;
    }
    case ConsoleModel::Text: {
        const bool isOutcome = event.operation == trace::Operation::Outcome;
        if (isOutcome)
            theme::paintIcon(*painter, QRectF(cell.left(), cell.top() + (cell.height() - markSize) / 2.0, markSize, markSize),
                             theme::Icon::Flag, tone(colours.accent));
        paintText(*painter, cell.adjusted(markSize + 6, 0, 0, 0), text,
                  isOutcome && !isAfter ? theme::TextRole::CodeStrong : theme::TextRole::Code, tone(colours.text));
        break;
    }
    default:
        paintText(*painter, cell.adjusted(0, 0, -metrics::base, 0), text, theme::TextRole::SecondaryLine,
                  tone(colours.secondary), Qt::AlignRight);
        break;
    }
    if (const bool isFirstAfter = isAfter && (index.row() == 0 || !m_model.isAfterPlayhead(index.row() - 1)); isFirstAfter)
        painter->fillRect(QRect(option.rect.left(), option.rect.top(), option.rect.width(), 2), colours.playhead);
    painter->restore();
}

} // namespace interleave::console
