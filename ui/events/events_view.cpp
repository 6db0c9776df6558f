#include "ui/events/events_view.h"

#include "ui/events/breakpoint_list.h"
#include "ui/events/cause_index.h"
#include "ui/events/csv.h"
#include "ui/events/events_delegate.h"
#include "ui/events/events_model.h"
#include "ui/events/filter_bar.h"
#include "ui/events/seek.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/row_table.h"
#include "ui/widgets/splitter.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QMenu>
#include <QSettings>
#include <QShortcut>
#include <QStackedLayout>

namespace interleave::events {

using session::Session;

namespace {

constexpr int mostCopied = 100'000;
constexpr int breakpointsWidth = 240;

} // namespace

EventsView::EventsView(Session& session, QWidget* parent)
    : QWidget(parent), m_session(session), m_model(new EventsModel(this)), m_filter(new FilterBar(this)),
      m_table(new widgets::RowTable(tr("Events"))), m_empty(new widgets::EmptyState(QString())),
      m_breakpointsButton(new widgets::IconButton(theme::Icon::Breakpoint, tr("Breakpoints"), {},
                                                  widgets::IconButton::Frame::Flat, this)),
      m_breakpoints(new BreakpointList(session)), m_pages(new QStackedLayout), m_seek(new Seek(this))
{
    m_breakpointsButton->setTextShown(true);
    m_breakpointsButton->setCheckable(true);
    m_breakpointsButton->setToolTip(tr("Where the run is to pause"));
    m_filter->addCorner(m_breakpointsButton);
    auto* pages = new QWidget;
    pages->setLayout(m_pages);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(m_table);
    auto* splitter = new widgets::Splitter(Qt::Horizontal, this);
    splitter->addWidget(pages);
    splitter->addWidget(m_breakpoints);
    splitter->setChildrenCollapsible(false);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 0);
    splitter->setSizes({10'000, breakpointsWidth});
    m_breakpoints->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_filter);
    column->addWidget(splitter, 1);

    m_table->setModel(m_model);
    m_table->setItemDelegate(new EventsDelegate(*m_model, m_table));
    const std::pair<int, int> widths[] = {{EventsModel::Number, 64}, {EventsModel::Time, 80},   {EventsModel::Lane, 120},
                                          {EventsModel::Object, 110}, {EventsModel::Value, 72}, {EventsModel::Line, 140},
                                          {EventsModel::Cause, 116}};
    for (const auto& [section, width] : widths)
        m_table->header()->resizeSection(section, width);
    m_table->setStretchedColumn(EventsModel::What);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_empty, &widgets::EmptyState::actionTriggered, m_filter, &FilterBar::showAll);
    bindSession();
    bindKeys();
    tellBreakpoints();
    showRun();
}

EventsView::~EventsView() = default;

void EventsView::bindSession()
{
    connect(&m_session, &Session::runStarted, this, &EventsView::showRun);
    connect(&m_session, &Session::grew, this, &EventsView::takeGrowth);
    connect(&m_session, &Session::playheadMoved, this, &EventsView::showPlayhead);
    connect(&m_session, &Session::breakpointsChanged, this, &EventsView::tellBreakpoints);
    connect(m_filter, &FilterBar::filterChanged, this, &EventsView::filter);
    connect(m_filter, &FilterBar::searchChanged, this, &EventsView::search);
    connect(m_filter, &FilterBar::hitWanted, this, &EventsView::goToHit);
    connect(m_model, &EventsModel::looked, this, &EventsView::showPlayhead);
    connect(m_seek, &Seek::found, &m_session, &Session::selectEvent);
    connect(m_seek, &Seek::failed, this, [this] { emit m_session.said(m_sought, session::Severity::Note); });
    connect(m_table, &widgets::RowTable::rowChosen, this, [this](int row) {
        m_seek->stop();
        m_session.selectEvent(m_model->step(row));
    });
    connect(m_table, &QAbstractItemView::clicked, this, [this](const QModelIndex& index) {
        if (const ObjectId object = m_model->event(index.row()).object; index.column() == EventsModel::Object && !isNone(object))
            m_session.selectObject(object);
    });
    connect(m_table, &QAbstractItemView::doubleClicked, this, [this](const QModelIndex& index) {
        const auto cause = m_causes ? m_causes->causeOf(m_model->step(index.row())) : std::nullopt;
        if (index.column() == EventsModel::Cause && cause)
            m_session.selectEvent(cause->cause);
    });
    connect(m_table, &QWidget::customContextMenuRequested, this, [this](const QPoint& at) {
        QModelIndex index = m_table->indexAt(at);
        if (!index.isValid() || !m_table->viewport()->rect().contains(at))
            index = m_table->currentIndex();
        if (index.isValid())
            menuOf(index.row())->exec(m_table->viewport()->mapToGlobal(m_table->visualRect(index).contains(at)
                                                                           ? at
                                                                           : m_table->visualRect(index).bottomLeft()));
    });
    connect(m_breakpointsButton, &QToolButton::toggled, m_breakpoints, &QWidget::setVisible);
}

void EventsView::bindKeys()
{
    const auto shortcut = [this](QWidget* where, Qt::ShortcutContext context, const QKeySequence& key, auto run) {
        auto* made = new QShortcut(key, where);
        made->setContext(context);
        connect(made, &QShortcut::activated, this, run);
    };
    shortcut(this, Qt::WidgetWithChildrenShortcut, Qt::Key_F3, [this] { goToHit(true); });
    shortcut(this, Qt::WidgetWithChildrenShortcut, Qt::SHIFT | Qt::Key_F3, [this] { goToHit(false); });
    shortcut(m_table, Qt::WidgetShortcut, QKeySequence::Copy, [this] { copy(); });
}

void EventsView::showRun()
{
    m_seek->stop();
    m_model->setCauses(nullptr);
    m_causes.reset();
    const auto trace = m_session.trace();
    m_model->setTrace(trace, m_session.length());
    m_filter->setTrace(trace);
    followCauses();
    filter();
    emit countChanged(static_cast<int>(m_model->length()));
}

void EventsView::takeGrowth()
{
    m_filter->grew();
    m_model->grew(m_session.length());
    if (m_causes)
        m_causes->grew(m_session.length());
    emit countChanged(static_cast<int>(m_model->length()));
    showPlayhead();
}

void EventsView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    followCauses();
}

// Only once somebody looks: it costs a pass over the events with the rules.
void EventsView::followCauses()
{
    if (m_causes || !isVisible() || !m_session.trace())
        return;
    m_causes = std::make_unique<CauseIndex>(m_session.trace());
    connect(m_causes.get(), &CauseIndex::reached, m_table->viewport(), qOverload<>(&QWidget::update));
    m_model->setCauses(m_causes.get());
    m_causes->grew(m_session.length());
}

void EventsView::filter()
{
    m_model->setFilter(m_filter->filter());
    m_model->setSearch(m_filter->search());
    showPlayhead();
}

void EventsView::search()
{
    // Rows that are none of the search's stay; without the switch they need not be found anew.
    if (m_filter->showsOnlyHits() || m_model->isFiltered())
        return filter();
    m_model->setSearch(m_filter->search());
    showPlayhead();
}

void EventsView::showPlayhead()
{
    const Step playhead = m_session.playhead();
    m_model->setPlayhead(playhead);
    const int row = m_model->rowBefore(playhead);
    if (row >= 0 && m_model->step(row) + 1 == playhead) {
        // Several selected rows stay so while the playhead stands at the current one.
        if (m_table->currentIndex().row() != row || !m_table->selectionModel()->hasSelection())
            m_table->showRow(row);
    } else {
        m_table->standAt(row);
    }
    showPage();
    m_table->viewport()->update();
}

void EventsView::showPage()
{
    const int rows = m_model->rowCount();
    const session::StepList& shown = m_model->filtered();
    if (rows == 0 && m_model->isFiltered()) {
        m_empty->setSentence(shown.isDone() ? tr("No event is like this.") : tr("Looking for events…"));
        m_empty->setAction(tr("Show all"));
    } else {
        m_empty->setSentence(tr("Nothing has happened yet."));
        m_empty->setAction({});
    }
    m_pages->setCurrentIndex(rows == 0 ? 0 : 1);

    const QLocale locale;
    const session::StepList& hits = m_model->hits();
    QString note;
    if (m_model->isSearched()) {
        const std::size_t before = hits.countBefore(m_session.playhead());
        const bool isOn = before > 0 && hits.at(before - 1) + 1 == m_session.playhead();
        note = isOn ? tr("%1 of %2 hits").arg(locale.toString(qulonglong(before)), locale.toString(qulonglong(hits.size())))
                    : tr("%1 hits").arg(locale.toString(qulonglong(hits.size())));
    } else if (m_model->isFiltered()) {
        note = tr("%1 of %2").arg(locale.toString(rows), locale.toString(qulonglong(m_model->length())));
    }
    const session::StepList& looking = m_model->isSearched() ? hits : shown;
    if ((m_model->isSearched() || m_model->isFiltered()) && !looking.isDone())
        note += tr(" · %1 %").arg(100 * looking.looked() / std::max<Step>(looking.length(), 1));
    m_filter->setNote(note);
}

void EventsView::tellBreakpoints()
{
    const auto count = m_session.breakpoints().size();
    m_breakpointsButton->setText(count == 0 ? tr("Breakpoints") : tr("Breakpoints: %1").arg(count));
    m_breakpointsButton->updateGeometry();
}

void EventsView::goToHit(bool isForward)
{
    m_seek->stop();
    const Step playhead = m_session.playhead();
    if (!m_model->isSearched()) {
        const int rows = m_model->rowCount();
        const int here = m_model->rowBefore(playhead);
        if (rows > 0)
            m_session.selectEvent(m_model->step(isForward ? (here + 1) % rows : (here <= 0 ? rows - 1 : here - 1)));
        return;
    }
    const session::StepList& hits = m_model->hits();
    if (hits.size() == 0)
        return;
    // The playhead stands behind its event.
    const std::size_t next = hits.countBefore(playhead);
    const std::size_t previous = playhead == 0 ? 0 : hits.countBefore(playhead - 1);
    m_session.selectEvent(hits.at(isForward ? next % hits.size() : (previous + hits.size() - 1) % hits.size()));
}

void EventsView::find()
{
    m_filter->find();
}

void EventsView::showBreakpoints()
{
    m_breakpointsButton->setChecked(true);
}

QString EventsView::csvToCopy() const
{
    return csvText(*m_model, m_table->selectedRows(mostCopied));
}

void EventsView::copy() const
{
    QApplication::clipboard()->setText(csvToCopy());
}

void EventsView::restore(const QSettings& settings)
{
    const QVariantList widths = settings.value(QStringLiteral("events/widths")).toList();
    for (int section = 0; section < widths.size() && section < EventsModel::columnCountOf; ++section)
        if (const int width = widths[section].toInt(); section != EventsModel::What && width > 0)
            m_table->header()->resizeSection(section, width);
    m_breakpointsButton->setChecked(settings.value(QStringLiteral("events/breakpoints")).toBool());
}

void EventsView::save(QSettings& settings) const
{
    QVariantList widths;
    for (int section = 0; section < EventsModel::columnCountOf; ++section)
        widths << m_table->header()->sectionSize(section);
    settings.setValue(QStringLiteral("events/widths"), widths);
    settings.setValue(QStringLiteral("events/breakpoints"), m_breakpointsButton->isChecked());
}

} // namespace interleave::events
