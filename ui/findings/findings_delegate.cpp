// First of all: the rules have a member that Qt's keywords would rename.
#include "ui/session/session.h"

#include "ui/findings/findings_delegate.h"

#include "ui/findings/findings_model.h"
#include "ui/session/signs.h"
#include "ui/theme/chips.h"
#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"

#include <QPainter>
#include <QWidget>

#include <utility>

namespace interleave::findings {

namespace metrics = theme::metrics;

namespace {

using analysis::Severity;

constexpr int headHeight = 26;
constexpr int edge = 3;
constexpr int textLeft = metrics::padding + metrics::iconSize + 10;
constexpr std::size_t mostChips = 8;

std::pair<theme::Icon, theme::Role> markOf(Severity severity)
{
    switch (severity) {
    case Severity::Wrong: return {theme::Icon::Deadlock, theme::Role::Error};
    case Severity::Suspicious: return {theme::Icon::Warning, theme::Role::Warning};
    case Severity::Observation: break;
    }
    return {theme::Icon::Info, theme::Role::Secondary};
}

} // namespace

FindingsDelegate::FindingsDelegate(const FindingsModel& model, QObject* parent) : QStyledItemDelegate(parent), m_model(model) {}

QSize FindingsDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const
{
    return {120, m_model.isHead(index.row()) ? headHeight : metrics::twoLineRowHeight + 2};
}

void FindingsDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const theme::Palette& colours = theme::paletteFor(option.palette);
    painter->save();
    const bool isHead = m_model.isHead(index.row());
    if (option.state.testFlag(QStyle::State_Selected))
        painter->fillRect(option.rect, colours.selection);
    else if (isHead)
        painter->fillRect(option.rect, colours.sectionHead);
    else if (option.state.testFlag(QStyle::State_MouseOver))
        painter->fillRect(option.rect, colours.hover);
    if (isHead)
        paintHead(*painter, option.rect, index.row());
    else
        paintFinding(*painter, option.rect, index.row());
    if (!isHead && option.state.testFlag(QStyle::State_Selected))
        painter->fillRect(QRect(option.rect.left(), option.rect.top(), edge, option.rect.height()), colours.accent);
    if (option.state.testFlag(QStyle::State_HasFocus) && option.state.testFlag(QStyle::State_KeyboardFocusChange)) {
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(colours.accent, metrics::focusRing));
        painter->drawRect(QRectF(option.rect).adjusted(1, 1, -1, -1));
    }
    painter->restore();
}

void FindingsDelegate::paintHead(QPainter& painter, const QRect& rect, int row) const
{
    const theme::Palette& colours = theme::paletteFor(static_cast<const QWidget*>(parent())->palette());
    const Severity severity = m_model.severity(row);
    const QRectF mark(rect.left() + metrics::paddingSmall, rect.top() + (rect.height() - 14) / 2.0, 14, 14);
    theme::paintIcon(painter, mark, m_model.isFolded(severity) ? theme::Icon::ChevronRight : theme::Icon::ChevronDown, colours.secondary);
    painter.setFont(theme::font(theme::TextRole::BodyStrong));
    painter.setPen(colours.text);
    painter.drawText(rect.adjusted(metrics::paddingSmall + 20, 0, -metrics::padding, 0), Qt::AlignVCenter,
                     FindingsModel::severityText(severity));
    painter.setFont(theme::font(theme::TextRole::SecondaryLine));
    painter.setPen(colours.secondary);
    painter.drawText(rect.adjusted(0, 0, -metrics::padding, 0), Qt::AlignVCenter | Qt::AlignRight,
                     QString::number(m_model.count(severity)));
}

void FindingsDelegate::paintFinding(QPainter& painter, const QRect& rect, int row) const
{
    const theme::Palette& colours = theme::paletteFor(static_cast<const QWidget*>(parent())->palette());
    const analysis::Finding& finding = *m_model.finding(row);
    const trace::Trace& trace = *m_model.trace();
    if (std::exchange(m_counted, &trace) != &trace)
        m_ordinals = {};
    const auto [icon, role] = markOf(finding.severity);
    theme::paintIcon(painter, QRectF(rect.left() + metrics::padding, rect.top() + 4, metrics::iconSize, metrics::iconSize), icon,
                     colours.colour(role));

    const QRect first(rect.left() + textLeft, rect.top() + 3, rect.width() - textLeft - metrics::padding, 18);
    const std::string_view titleView = analysis::title(finding.kind);
    const QString title = QString::fromUtf8(titleView.data(), static_cast<qsizetype>(titleView.size()));
    painter.setFont(theme::font(theme::TextRole::BodyStrong));
    painter.setPen(colours.text);
    painter.drawText(first, Qt::AlignVCenter | Qt::TextSingleLine, title);
    const int used = painter.fontMetrics().horizontalAdvance(title) + metrics::paddingSmall;
    const QRect rest = first.adjusted(used, 0, 0, 0);
    painter.setFont(theme::font(theme::TextRole::Body));
    painter.drawText(rest, Qt::AlignVCenter | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(QString::fromStdString(finding.sentence), Qt::ElideRight, rest.width()));

    int x = first.left();
    const auto chipRect = [&] {
        const QRectF chip(x, rect.top() + 23, metrics::smallChipSize, metrics::smallChipSize);
        x += metrics::smallChipSize + metrics::base;
        return chip;
    };
    for (std::size_t i = 0; i < finding.lanes.size() && i < mostChips; ++i) {
        const session::LaneIdentity lane = session::identityOf(trace, finding.lanes[i]);
        theme::paintLaneChip(painter, chipRect(), {lane.sign, lane.colour}, colours);
    }
    for (std::size_t i = 0; i < finding.objects.size() && i < mostChips; ++i)
        if (const ObjectId object = finding.objects[i]; trace.knows(object) && isNone(trace.object(object).lane))
            theme::paintResourceChip(painter, chipRect(),
                                     {session::resourceKindOf(trace.object(object).kind), m_ordinals.of(trace, object)}, colours);
    painter.setFont(theme::font(theme::TextRole::SecondaryLine));
    painter.setPen(colours.secondary);
    const QRect second(x + 2, rect.top() + 21, rect.right() - metrics::padding - x, 18);
    painter.drawText(second, Qt::AlignVCenter | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(m_model.whereText(finding), Qt::ElideRight, second.width()));
}

} // namespace interleave::findings
