#include "ui/findings/findings_view.h"

#include "ui/findings/analyst.h"
#include "ui/findings/finding_details.h"
#include "ui/findings/findings_delegate.h"
#include "ui/findings/findings_model.h"
#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/splitter.h"

#include <QLabel>
#include <QListView>
#include <QLocale>
#include <QProgressBar>
#include <QStackedLayout>

#include <algorithm>

namespace interleave::findings {

namespace metrics = theme::metrics;
using analysis::Severity;
using session::Activity;
using session::Session;

namespace {

constexpr int rest = 120; // milliseconds a run has to stand still: stepping by a held key is not analysed at each step
constexpr int detailsWidth = 360;

} // namespace

FindingsView::FindingsView(Session& session, QWidget* parent)
    : QWidget(parent), m_session(session), m_model(new FindingsModel(this)), m_analyst(new Analyst(this)), m_list(new QListView),
      m_details(new FindingDetails),
      m_empty(new widgets::EmptyState(tr("Nothing wrong in this run. Other orders may differ."), tr("Explore"))),
      m_pages(new QStackedLayout), m_summary(new QLabel(this)), m_progress(new QProgressBar(this))
{
    m_list->setModel(m_model);
    m_list->setItemDelegate(new FindingsDelegate(*m_model, m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setResizeMode(QListView::Adjust);
    m_list->setAccessibleName(tr("Findings"));
    auto* splitter = new widgets::Splitter(Qt::Horizontal);
    splitter->addWidget(m_list);
    splitter->addWidget(m_details);
    splitter->setChildrenCollapsible(false);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 0);
    splitter->setSizes({10'000, detailsWidth});
    m_pages->addWidget(m_empty);
    m_pages->addWidget(splitter);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHead());
    column->addLayout(m_pages, 1);
    m_soon.setSingleShot(true);
    m_soon.setInterval(rest);

    connect(m_empty, &widgets::EmptyState::actionTriggered, this, &FindingsView::exploreWanted);
    connect(m_list, &QAbstractItemView::clicked, this, [this](const QModelIndex& index) { choose(index.row()); });
    connect(m_list, &QAbstractItemView::activated, this, [this](const QModelIndex& index) { choose(index.row()); });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &FindingsView::showCurrent);
    connect(m_details, &FindingDetails::eventChosen, &m_session, &Session::selectEvent);
    connect(&m_soon, &QTimer::timeout, this, &FindingsView::analyse);
    connect(m_analyst, &Analyst::progressed, this, &FindingsView::showSummary);
    connect(m_analyst, &Analyst::finished, this, &FindingsView::showFindings);
    connect(&m_session, &Session::runStarted, this, &FindingsView::showRun);
    connect(&m_session, &Session::findingsChanged, this, &FindingsView::showFindings);
    connect(&m_session, &Session::statusChanged, this, &FindingsView::analyseSoon);
    connect(&m_session, &Session::grew, this, &FindingsView::analyseSoon);
    connect(&m_session, &Session::ended, this, &FindingsView::analyse);
    showRun();
}

FindingsView::~FindingsView() = default;

QWidget* FindingsView::makeHead()
{
    auto* bar = new QWidget(this);
    bar->setFixedHeight(36);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(metrics::padding, 0, metrics::padding, 0);
    row->setSpacing(metrics::padding);
    m_summary->setFont(theme::font(theme::TextRole::Body));
    row->addWidget(m_summary);
    m_progress->setFixedWidth(120);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Progress of the analysis"));
    row->addWidget(m_progress);
    row->addStretch(1);
    auto* explore = new widgets::IconButton(theme::Icon::Compare, tr("Explore other orders"), {}, widgets::IconButton::Frame::Flat, bar);
    explore->setTextShown(true);
    explore->setToolTip(tr("Runs all orders of this program and tells which of them go wrong"));
    connect(explore, &QToolButton::clicked, this, &FindingsView::exploreWanted);
    row->addWidget(explore);
    return bar;
}

bool FindingsView::isSettled() const
{
    return !m_analyst->isActive() && !m_soon.isActive();
}

void FindingsView::showRun()
{
    m_soon.stop();
    m_analyst->stop();
    m_analysed = 0;
    m_knewEnding = false;
    m_current.reset();
    showFindings();
    analyseSoon();
}

// Only what stands still is analysed: a run that records a million events a second would never be caught up with.
void FindingsView::analyseSoon()
{
    const Activity activity = m_session.status().activity;
    const bool standsStill = activity == Activity::Paused || activity == Activity::Ended;
    const bool isNews = m_session.length() != m_analysed;
    if (m_session.trace() && standsStill && isNews)
        m_soon.start();
}

void FindingsView::analyse()
{
    m_soon.stop();
    const auto trace = m_session.trace();
    const bool hasEnded = m_session.verdict().ending != trace::Ending::None;
    if (!trace || m_session.length() == 0 || (m_session.length() == m_analysed && hasEnded == m_knewEnding))
        return;
    m_analysed = m_session.length();
    m_knewEnding = hasEnded;
    m_analyst->start(trace, m_analysed, hasEnded ? std::optional(m_session.verdict()) : std::nullopt);
    showSummary();
}

void FindingsView::showFindings()
{
    static const std::vector<analysis::Finding> none;
    m_model->setFindings(m_session.trace(), m_analysed > 0 ? m_analyst->findings() : none, m_session.findings());
    const int row = m_current ? m_model->rowOf(*m_current) : -1;
    m_list->setCurrentIndex(m_model->index(row >= 0 ? row : m_model->rowCount() > 1 ? 1 : 0));
    m_pages->setCurrentIndex(m_model->isEmpty() ? 0 : 1);
    showCurrent();
    showSummary();
    emit countChanged(static_cast<int>(m_model->count(Severity::Wrong)));
}

void FindingsView::showSummary()
{
    const bool isRunning = m_session.status().activity == Activity::Running || m_session.status().activity == Activity::Paused;
    const std::size_t wrong = m_model->count(Severity::Wrong);
    const std::size_t suspicious = m_model->count(Severity::Suspicious);
    const std::size_t others = m_model->count(Severity::Observation);
    const QString nothing = isRunning ? tr("Nothing wrong so far. Other orders may differ.")
                                      : tr("Nothing wrong in this run. Other orders may differ.");
    QStringList parts;
    parts << (wrong > 0 ? tr("%1 wrong").arg(wrong) : nothing);
    if (suspicious > 0)
        parts << tr("%1 suspicious").arg(suspicious);
    if (others > 0)
        parts << (others == 1 ? tr("1 observation") : tr("%1 observations").arg(others));
    const bool isActive = m_analyst->isActive();
    m_progress->setVisible(isActive);
    if (isActive) {
        m_progress->setRange(0, 1000);
        m_progress->setValue(static_cast<int>(1000 * m_analyst->read() / std::max<Step>(m_analyst->length(), 1)));
        parts << tr("looking at %1 events").arg(QLocale().toString(qulonglong(m_analyst->length())));
    }
    const bool hasTrace = m_session.trace() != nullptr;
    m_summary->setText(!hasTrace ? QString() : m_model->isEmpty() && !isActive ? QString() : parts.join(QStringLiteral(" · ")));
    m_empty->setSentence(!hasTrace ? tr("Nothing has run yet.") : isActive ? tr("Looking for what is wrong…") : nothing);
    m_empty->setAction(hasTrace && !isActive ? tr("Explore") : QString());
}

void FindingsView::choose(int row)
{
    if (m_model->isHead(row)) {
        const Severity severity = m_model->severity(row);
        m_model->setFolded(severity, !m_model->isFolded(severity));
        for (int each = 0; each < m_model->rowCount(); ++each)
            if (m_model->isHead(each) && m_model->severity(each) == severity)
                m_list->setCurrentIndex(m_model->index(each));
        return;
    }
    const analysis::Finding finding = *m_model->finding(row);
    if (!finding.steps.empty())
        m_session.selectEvent(finding.steps.front());
    if (!finding.lanes.empty())
        m_session.selectLane(finding.lanes.front());
    if (!finding.objects.empty())
        m_session.selectObject(finding.objects.front());
}

void FindingsView::showCurrent()
{
    const analysis::Finding* finding = m_model->finding(m_list->currentIndex().row());
    if (finding != nullptr)
        m_current = *finding;
    m_details->show(m_session.trace(), finding);
}

} // namespace interleave::findings
