// First of all: the rules have a member that Qt's keywords would rename.
#include "ui/session/session.h"

#include "ui/findings/finding_details.h"

#include "core/analysis/event_text.h"
#include "ui/theme/chips.h"
#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/row_table.h"

#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace interleave::findings {

namespace metrics = theme::metrics;

namespace {

class InvolvedDelegate : public QStyledItemDelegate
{
public:
    InvolvedDelegate(const InvolvedEvents& model, QObject* parent) : QStyledItemDelegate(parent), m_model(model) {}

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const theme::Palette& colours = theme::paletteFor(option.palette);
        QRect cell = option.rect.adjusted(metrics::base, 0, -metrics::base, 0);
        painter->save();
        if (index.column() == InvolvedEvents::Lane) {
            const trace::Event event = m_model.trace()->event(m_model.step(index.row()));
            const session::LaneIdentity lane = session::identityOf(*m_model.trace(), event.lane);
            const QRectF chip(cell.left(), cell.top() + (cell.height() - metrics::smallChipSize) / 2.0, metrics::smallChipSize,
                              metrics::smallChipSize);
            if (!isNone(event.lane))
                theme::paintLaneChip(*painter, chip, {lane.sign, lane.colour}, colours);
            cell.setLeft(cell.left() + metrics::smallChipSize + 6);
        }
        const bool isNumber = index.column() == InvolvedEvents::Number;
        painter->setFont(theme::font(isNumber                               ? theme::TextRole::Code
                                     : index.column() == InvolvedEvents::Line ? theme::TextRole::SecondaryLine
                                                                            : theme::TextRole::Body));
        painter->setPen(isNumber ? colours.hint : index.column() == InvolvedEvents::Line ? colours.secondary : colours.text);
        painter->drawText(cell, (isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter | Qt::TextSingleLine,
                          painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, cell.width() + 1));
        painter->restore();
    }

private:
    const InvolvedEvents& m_model;
};

} // namespace

void InvolvedEvents::setEvents(std::shared_ptr<const trace::Trace> trace, std::vector<Step> steps)
{
    beginResetModel();
    m_trace = std::move(trace);
    m_steps = std::move(steps);
    std::erase_if(m_steps, [this](Step step) { return step >= m_trace->size(); });
    endResetModel();
}

int InvolvedEvents::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_steps.size());
}

int InvolvedEvents::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columnCountOf;
}

QVariant InvolvedEvents::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    const trace::Event event = m_trace->event(step(index.row()));
    switch (index.column()) {
    case Number: return QString::number(step(index.row()) + 1);
    case Lane: return isNone(event.lane) ? tr("the clock") : session::laneName(*m_trace, event.lane);
    case What: return QString::fromStdString(analysis::eventText(*m_trace, event));
    case Line: return QString::fromStdString(analysis::sourceText(*m_trace, event.source));
    default: return {};
    }
}

FindingDetails::FindingDetails(QWidget* parent)
    : QWidget(parent), m_title(new QLabel(this)), m_sentence(new QLabel(this)), m_lines(new QLabel(this)),
      m_events(new InvolvedEvents(this)), m_table(new widgets::RowTable(tr("Events that show it"), this))
{
    setMinimumWidth(260);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::padding, metrics::paddingSmall, 0, 0);
    column->setSpacing(metrics::paddingSmall);
    m_title->setFont(theme::font(theme::TextRole::Title));
    m_sentence->setFont(theme::font(theme::TextRole::Body));
    m_lines->setFont(theme::font(theme::TextRole::SecondaryLine));
    for (QLabel* label : {m_title, m_sentence, m_lines}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setContentsMargins(0, 0, metrics::padding, 0);
        column->addWidget(label);
    }
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_sentence->setAccessibleName(tr("What was found"));
    m_table->setHeaderShown(false);
    m_table->setModel(m_events);
    m_table->setItemDelegate(new InvolvedDelegate(*m_events, m_table));
    m_table->header()->resizeSection(InvolvedEvents::Number, 56);
    m_table->header()->resizeSection(InvolvedEvents::Lane, 100);
    m_table->header()->resizeSection(InvolvedEvents::Line, 150);
    m_table->setStretchedColumn(InvolvedEvents::What);
    column->addWidget(m_table, 1);
    connect(m_table, &widgets::RowTable::rowChosen, this, [this](int row) { emit eventChosen(m_events->step(row)); });
}

void FindingDetails::show(std::shared_ptr<const trace::Trace> trace, const analysis::Finding* finding)
{
    const bool hasFinding = trace && finding != nullptr;
    for (QWidget* part : {static_cast<QWidget*>(m_title), static_cast<QWidget*>(m_sentence), static_cast<QWidget*>(m_lines),
                          static_cast<QWidget*>(m_table)})
        part->setVisible(hasFinding);
    if (!hasFinding)
        return;
    const std::string_view title = analysis::title(finding->kind);
    m_title->setText(QString::fromUtf8(title.data(), static_cast<qsizetype>(title.size())));
    m_sentence->setText(QString::fromStdString(finding->sentence));
    QStringList lines;
    for (const SourceId source : finding->sources)
        lines << QString::fromStdString(analysis::sourceText(*trace, source));
    lines.removeAll(QString());
    lines.removeDuplicates();
    m_lines->setText(lines.isEmpty() ? QString() : tr("Lines: %1").arg(lines.join(QStringLiteral(", "))));
    m_lines->setVisible(!lines.isEmpty());
    m_events->setEvents(trace, finding->steps);
    m_table->setVisible(m_events->rowCount() > 0);
}

} // namespace interleave::findings
