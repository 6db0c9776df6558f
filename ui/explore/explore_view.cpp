#include "ui/explore/explore_view.h"

#include "ui/explore/execution_map.h"
#include "ui/explore/outcome_delegate.h"
#include "ui/explore/outcome_model.h"
#include "ui/explore/schedule_strip.h"
#include "ui/explore/search_bar.h"
#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/segmented_control.h"
#include "ui/widgets/splitter.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QListView>
#include <QPushButton>
#include <QSaveFile>
#include <QStackedLayout>

namespace interleave::explore {

namespace metrics = theme::metrics;
using session::Search;

ExploreView::ExploreView(Search& search, QWidget* parent)
    : QWidget(parent), m_search(search), m_model(new OutcomeModel(search, this)), m_bar(new SearchBar(search, this)),
      m_pages(new QStackedLayout)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    auto* empty = new widgets::EmptyState(tr("All orders of this variant, up to %1 steps.").arg(search.settings().maxSteps),
                                          tr("Explore"), this);
    connect(empty, &widgets::EmptyState::actionTriggered, this, &ExploreView::explore);
    m_pages->addWidget(empty);
    auto* found = new QWidget(this);
    auto* rows = new QVBoxLayout(found);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    auto* parts = new widgets::Splitter(Qt::Horizontal);
    parts->addWidget(makeOutcomes());
    parts->addWidget(makeMap());
    parts->setChildrenCollapsible(false);
    parts->setStretchFactor(0, 1);
    parts->setStretchFactor(1, 1);
    rows->addWidget(parts, 1);
    rows->addWidget(makeSelection());
    m_pages->addWidget(found);
    column->addLayout(m_pages, 1);
    connect(&m_search, &Search::changed, this, &ExploreView::refresh);
    refresh();
}

QWidget* ExploreView::makeOutcomes()
{
    m_list = new QListView(this);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new OutcomeDelegate(m_list));
    m_list->setAccessibleName(tr("Outcomes"));
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setMinimumWidth(260);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& current) { selectOutcome(current.isValid() ? current.row() : -1); });
    connect(m_list, &QListView::activated, this, [this] { m_search.replay(m_schedule); });
    return m_list;
}

QWidget* ExploreView::makeMap()
{
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(metrics::padding, 4, metrics::padding, 4);
    head->setSpacing(metrics::paddingSmall);
    auto* title = new widgets::ElidedLabel(tr("Map of executions"), theme::TextRole::Title, theme::Role::Text, page);
    m_note = new widgets::ElidedLabel({}, theme::TextRole::SecondaryLine, theme::Role::Hint, page);
    m_note->setAlignment(Qt::AlignRight);
    m_form = new widgets::SegmentedControl(tr("Form of the map"), {tr("Tree"), tr("Grid")}, page);
    m_form->setCurrent(0);
    head->addWidget(title);
    head->addWidget(m_note, 1);
    head->addWidget(m_form);
    column->addLayout(head);
    m_map = new ExecutionMap(m_search, page);
    column->addWidget(m_map, 1);
    connect(m_form, &widgets::SegmentedControl::currentChanged, this,
            [this](int form) { m_map->setForm(form == 0 ? ExecutionMap::Form::Tree : ExecutionMap::Form::Grid); });
    connect(m_map, &ExecutionMap::selectedChanged, this, &ExploreView::selectExecution);
    connect(m_map, &ExecutionMap::replayWanted, this,
            [this](std::size_t execution) { m_search.replay(m_search.executions()[execution].schedule); });
    return page;
}

QWidget* ExploreView::makeSelection()
{
    auto* bar = new QWidget(this);
    bar->setFixedHeight(40);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(metrics::padding, 0, metrics::padding, 0);
    row->setSpacing(metrics::paddingSmall);
    m_of = new widgets::ElidedLabel({}, theme::TextRole::SecondaryLine, theme::Role::Secondary, bar);
    m_of->setMaximumWidth(220);
    m_strip = new ScheduleStrip(bar);
    m_replay = new QPushButton(theme::icon(theme::Icon::Play), tr("Replay"), bar);
    m_replay->setToolTip(tr("Runs it again on real threads, in this window"));
    m_compare = new QPushButton(theme::icon(theme::Icon::Compare), tr("Compare…"), bar);
    m_compare->setToolTip(tr("Shows it beside the run that is shown, with the first difference marked"));
    m_export = new QPushButton(theme::icon(theme::Icon::Export), tr("Save…"), bar);
    m_export->setToolTip(tr("Writes the schedule into a file, for interleave run --schedule"));
    row->addWidget(m_of);
    row->addWidget(m_strip, 1);
    for (QPushButton* button : {m_replay, m_compare, m_export})
        row->addWidget(button);
    connect(m_replay, &QPushButton::clicked, this, [this] { m_search.replay(m_schedule); });
    connect(m_compare, &QPushButton::clicked, this, [this] { emit compareWanted(m_schedule); });
    connect(m_export, &QPushButton::clicked, this, &ExploreView::exportSchedule);
    return bar;
}

void ExploreView::explore()
{
    if (m_search.phase() == Search::Phase::Nothing || m_search.phase() == Search::Phase::Over)
        m_search.start();
}

void ExploreView::refresh()
{
    const auto& result = m_search.result();
    m_pages->setCurrentIndex(m_search.phase() == Search::Phase::Nothing ? 0 : 1);
    const std::string wanted = m_wanted;
    m_model->refresh();
    m_map->refresh();
    const std::uint64_t shown = m_map->tree().rows.size();
    m_note->setText(shown < result.progress.executions ? tr("a sample of %1").arg(shown) : tr("every branch is a choice: who moves"));
    int row = -1;
    for (int i = 0; i < m_model->rowCount(); ++i)
        if (m_model->index(i).data().toString().toStdString() == wanted)
            row = i;
    if (row < 0 && m_model->rowCount() > 0)
        row = 0;
    m_list->setCurrentIndex(m_model->index(row));
    selectOutcome(row);
    emit countChanged(static_cast<int>(std::min<std::uint64_t>(result.progress.executions, 999'999)));
}

void ExploreView::selectOutcome(int row)
{
    m_map->setOutcome(row < 0 ? std::nullopt : std::optional<std::size_t>(row));
    if (row < 0) {
        m_wanted.clear();
        showSchedule({}, {});
        return;
    }
    const QModelIndex index = m_model->index(row);
    m_wanted = index.data().toString().toStdString();
    // An execution that was picked from the map stays the selected one while its outcome is.
    const auto execution = m_map->selected();
    if (execution && m_search.executions()[*execution].outcome == static_cast<std::size_t>(row))
        return showSchedule(m_search.executions()[*execution].schedule, tr("Selected execution"));
    m_map->select(std::nullopt);
    showSchedule(index.data(OutcomeModel::ScheduleRole).toString().toStdString(), tr("Shortest way to it"));
}

void ExploreView::selectExecution(std::optional<std::size_t> execution)
{
    if (!execution)
        return;
    const session::ShownExecution& one = m_search.executions()[*execution];
    m_list->setCurrentIndex(m_model->index(static_cast<int>(one.outcome)));
    showSchedule(one.schedule, tr("Selected execution"));
}

void ExploreView::showSchedule(const std::string& schedule, const QString& of)
{
    m_schedule = schedule;
    m_of->setText(schedule.empty() ? tr("No schedule was kept of it.") : of);
    const std::vector<std::uint16_t> picks = m_search.picksOf(schedule);
    m_strip->setSchedule(picks, m_search.lanes());
    for (QPushButton* button : {m_replay, m_compare, m_export})
        button->setEnabled(!schedule.empty());
}

void ExploreView::exportSchedule()
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Save the schedule"), QStringLiteral("found.schedule"),
                                                      tr("Schedules (*.schedule)"));
    if (path.isEmpty())
        return;
    QSaveFile file(path);
    const bool isWritten = file.open(QIODevice::WriteOnly) && file.write(m_schedule.data(), static_cast<qint64>(m_schedule.size())) >= 0
                           && file.commit();
    if (!isWritten)
        m_of->setText(tr("%1 could not be written: %2").arg(path, file.errorString()));
}

} // namespace interleave::explore
