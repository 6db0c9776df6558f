// First of all: the rules have a member that Qt's keywords would rename.
#include "ui/session/session.h"

#include "ui/code/line_events.h"
#include "ui/code/line_window.h"

#include "core/analysis/event_text.h"
#include "ui/theme/chips.h"
#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/labels.h"

#include <QAbstractListModel>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QListView>
#include <QLocale>
#include <QPainter>
#include <QStyledItemDelegate>

#include <algorithm>

namespace interleave::code {

namespace metrics = theme::metrics;
using theme::TextRole;

namespace {

constexpr int listWidth = 440;
constexpr int headHeight = 30;
constexpr int mostRows = 7;
constexpr int chipSize = 14;

} // namespace

/// The steps that are listed; texts are made only for what is seen.
class LineEvents::Model : public QAbstractListModel
{
public:
    enum Roles { StepRole = Qt::UserRole, LaneRole, WordsRole, IsLaterRole };

    explicit Model(QObject* parent) : QAbstractListModel(parent) {}

    void show(std::shared_ptr<const trace::Trace> trace, std::vector<Step> steps, Step playhead)
    {
        if (trace == m_trace && steps == m_steps) {
            m_playhead = playhead;
            if (!m_steps.empty())
                emit dataChanged(index(0), index(static_cast<int>(m_steps.size()) - 1));
            return;
        }
        beginResetModel();
        m_trace = std::move(trace);
        m_steps = std::move(steps);
        m_playhead = playhead;
        endResetModel();
    }

    const std::vector<Step>& steps() const { return m_steps; }
    const std::shared_ptr<const trace::Trace>& trace() const { return m_trace; }
    int rowCount(const QModelIndex& parent) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_steps.size());
    }

    QVariant data(const QModelIndex& place, int role) const override
    {
        if (!place.isValid() || !m_trace)
            return {};
        const Step step = m_steps[static_cast<std::size_t>(place.row())];
        const trace::Event event = m_trace->event(step);
        const QString words = QString::fromStdString(analysis::eventText(*m_trace, event));
        const QString lane = m_trace->knows(event.lane) ? session::laneName(*m_trace, event.lane) : QString();
        switch (role) {
        case Qt::DisplayRole:
        case Qt::AccessibleTextRole: return LineEvents::tr("step %1, %2 %3").arg(step + 1).arg(lane, words);
        case Qt::ToolTipRole: return LineEvents::tr("step %1: %2 %3").arg(step + 1).arg(lane, words);
        case StepRole: return QVariant::fromValue<qulonglong>(step);
        case LaneRole: return index_(event.lane);
        case WordsRole: return words;
        case IsLaterRole: return step >= m_playhead;
        default: return {};
        }
    }

private:
    static uint index_(LaneId lane) { return interleave::index(lane); }

    std::shared_ptr<const trace::Trace> m_trace;
    std::vector<Step> m_steps;
    Step m_playhead = 0;
};

/// Draws one event: number, chip and name of its lane, what it did. What is still to come is paler.
class LineEvents::Row : public QStyledItemDelegate
{
public:
    explicit Row(Model& model) : QStyledItemDelegate(&model), m_model(model) {}

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override
    {
        return {listWidth, metrics::rowHeight};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& place) const override
    {
        const theme::Palette& colours = theme::paletteFor(option.palette);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (option.state & QStyle::State_Selected)
            painter->fillRect(option.rect, colours.selection);
        else if (option.state & QStyle::State_MouseOver)
            painter->fillRect(option.rect, colours.hover);
        const bool isLater = place.data(Model::IsLaterRole).toBool();
        const QRect row = option.rect.adjusted(metrics::padding, 0, -metrics::paddingSmall, 0);
        painter->setFont(theme::font(TextRole::Code));
        painter->setPen(isLater ? colours.hint : colours.secondary);
        const int numberWidth = theme::textWidth(QString::number(lastStep()), TextRole::Code);
        painter->drawText(QRect(row.left(), row.top(), numberWidth, row.height()), Qt::AlignVCenter | Qt::AlignRight,
                          QString::number(place.data(Model::StepRole).toULongLong() + 1));
        int left = row.left() + numberWidth + metrics::paddingSmall;
        const LaneId lane{place.data(Model::LaneRole).toUInt()};
        const QRectF chip(left, row.center().y() + 1 - chipSize / 2.0, chipSize, chipSize);
        if (m_model.trace()->knows(lane)) {
            const session::LaneIdentity identity = session::identityOf(*m_model.trace(), lane);
            theme::paintLaneChip(*painter, chip, {identity.sign, identity.colour}, colours);
            left += chipSize + metrics::base + 2;
            left += write(*painter, left, row, session::laneName(*m_model.trace(), lane), TextRole::BodyStrong,
                          isLater ? colours.hint : colours.text);
        }
        write(*painter, left, row, place.data(Model::WordsRole).toString(), TextRole::Body,
              isLater ? colours.hint : colours.secondary);
        painter->restore();
    }

private:
    Step lastStep() const { return m_model.steps().empty() ? 0 : m_model.steps().back() + 1; }

    static int write(QPainter& painter, int left, const QRect& row, const QString& text, TextRole role,
                     const QColor& colour)
    {
        painter.setFont(theme::font(role));
        painter.setPen(colour);
        const QRect place(left, row.top(), std::max(0, row.right() - left), row.height());
        painter.drawText(place, Qt::AlignVCenter | Qt::TextSingleLine,
                         painter.fontMetrics().elidedText(text, Qt::ElideRight, place.width()));
        return theme::textWidth(text, role) + metrics::paddingSmall;
    }

    Model& m_model;
};

LineEvents::LineEvents(QWidget* parent)
    : QFrame(parent)
    , m_model(new Model(this))
    , m_list(new QListView)
    , m_title(new widgets::ElidedLabel(QString(), TextRole::BodyStrong))
    , m_note(new widgets::ElidedLabel(QString(), TextRole::SecondaryLine, theme::Role::Secondary))
    , m_previous(new widgets::IconButton(theme::Icon::ChevronUp, tr("Previous event of this line"),
                                         QKeySequence(Qt::SHIFT | Qt::Key_F4), widgets::IconButton::Frame::Flat))
    , m_next(new widgets::IconButton(theme::Icon::ChevronDown, tr("Next event of this line"), QKeySequence(Qt::Key_F4),
                                     widgets::IconButton::Frame::Flat))
{
    auto* close = new widgets::IconButton(theme::Icon::Clear, tr("Close"), QKeySequence(Qt::Key_Escape),
                                          widgets::IconButton::Frame::Flat);
    for (widgets::IconButton* button : {m_previous, m_next, close})
        button->setHeight(24);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(metrics::padding, 3, 3, 3);
    head->setSpacing(metrics::paddingSmall);
    head->addWidget(m_title);
    head->addWidget(m_note, 1);
    head->addWidget(m_previous);
    head->addWidget(m_next);
    head->addWidget(close);
    head->setSpacing(2);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, metrics::base);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_list);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new Row(*m_model));
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setMouseTracking(true);
    m_list->viewport()->setAutoFillBackground(false);
    m_list->setAccessibleName(tr("Events of the line"));
    m_list->installEventFilter(this);
    setFocusProxy(m_list);
    setAutoFillBackground(false);
    setCursor(Qt::ArrowCursor);

    const auto choose = [this](const QModelIndex& place) {
        if (place.isValid())
            emit eventChosen(m_model->steps()[static_cast<std::size_t>(place.row())]);
    };
    connect(m_list, &QListView::clicked, this, choose);
    connect(m_list, &QListView::activated, this, choose);
    connect(m_previous, &QToolButton::clicked, this, [this] { emit neighbourWanted(-1); });
    connect(m_next, &QToolButton::clicked, this, [this] { emit neighbourWanted(1); });
    connect(close, &QToolButton::clicked, this, &LineEvents::dismissed);
    hide();
}

LineEvents::~LineEvents() = default;

const std::vector<Step>& LineEvents::steps() const
{
    return m_model->steps();
}

void LineEvents::showLine(std::shared_ptr<const trace::Trace> trace, const analysis::LineIndex& index, int line,
                          std::vector<analysis::LinePlace> places, Step playhead)
{
    m_line = line;
    m_places = std::move(places);
    m_count = m_before = m_first = 0;
    m_model->show(std::move(trace), {}, playhead);
    update(index, playhead);
}

void LineEvents::update(const analysis::LineIndex& index, Step playhead)
{
    if (!m_line)
        return;
    const Step before = countOf(index, m_places, playhead);
    const Step count = countOf(index, m_places, index.size());
    if (before == m_before && count == m_count && !m_model->steps().empty())
        return;
    m_before = before;
    m_count = count;
    m_first = count <= mostListed ? 0 : std::min(before - std::min<Step>(before, mostListed / 2), count - mostListed);
    m_model->show(m_model->trace(), eventsOf(index, m_places, m_first, mostListed, playhead), playhead);

    const QLocale locale;
    m_title->setText(tr("Line %1").arg(*m_line));
    const QString total =
        count == 1 ? tr("one event") : tr("%1 events").arg(locale.toString(static_cast<qulonglong>(count)));
    QString note =
        count == before ? total : tr("%1, %2 up to here").arg(total, locale.toString(static_cast<qulonglong>(before)));
    if (count > mostListed)
        note = tr("%1 of %2 events").arg(mostListed).arg(locale.toString(static_cast<qulonglong>(count)));
    m_note->setText(note);
    m_previous->setEnabled(before > 1);
    m_next->setEnabled(before < count);
    setAccessibleName(m_title->text() + QStringLiteral(", ") + note);
    updateGeometry();
}

void LineEvents::setSelected(std::optional<Step> step)
{
    const std::vector<Step>& steps = m_model->steps();
    const auto found = std::lower_bound(steps.begin(), steps.end(), step.value_or(0));
    if (step && found != steps.end() && *found == *step) {
        const QModelIndex place = m_model->index(static_cast<int>(found - steps.begin()));
        m_list->setCurrentIndex(place);
        m_list->scrollTo(place);
        return;
    }
    m_list->clearSelection();
    // Nothing of this line is selected: what happened last up to here is where one looks.
    if (m_before > m_first && !steps.empty())
        m_list->scrollTo(m_model->index(static_cast<int>(std::min<Step>(m_before - m_first, steps.size()) - 1)));
}

void LineEvents::dismiss()
{
    m_line.reset();
    m_places.clear();
    m_model->show(nullptr, {}, 0);
    hide();
}

QSize LineEvents::sizeHint() const
{
    const int rows = std::clamp(static_cast<int>(m_model->steps().size()), 1, mostRows);
    return {listWidth, headHeight + rows * metrics::rowHeight + metrics::base + 2};
}

bool LineEvents::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Escape) {
            emit dismissed();
            return true;
        }
        if (key->key() == Qt::Key_F4) {
            emit neighbourWanted(key->modifiers().testFlag(Qt::ShiftModifier) ? -1 : 1);
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

void LineEvents::paintEvent(QPaintEvent*)
{
    const theme::Palette& colours = theme::paletteFor(*this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colours.controlOutline);
    painter.setBrush(colours.panel);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), metrics::cardRadius, metrics::cardRadius);
}

} // namespace interleave::code
