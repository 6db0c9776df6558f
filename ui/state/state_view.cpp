// First of all: the rules have a member that Qt's keywords would rename.
#include "ui/session/session.h"

#include "ui/state/state_view.h"

#include "ui/state/block_list.h"
#include "ui/state/cards.h"
#include "ui/state/lanes.h"
#include "ui/state/practice.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/section_head.h"

#include <QSettings>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace interleave::state {

namespace metrics = theme::metrics;

namespace {

constexpr int mostTwoLineRows = 8;
constexpr int mostListHeight = 330;
constexpr int unlimited = 1 << 20;

} // namespace

StateView::StateView(session::Session& session, QWidget* parent)
    : QScrollArea(parent)
    , m_session(session)
    , m_pages(new QStackedLayout)
    , m_graph(std::make_unique<analysis::WaitForGraph>())
    , m_refresher(*this, [this] { takeMoment(); })
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    setAccessibleName(tr("State"));
    auto* content = new QWidget;
    content->setLayout(m_pages);
    m_pages->addWidget(new widgets::EmptyState(tr("Nothing has run yet.")));
    auto* page = new QWidget;
    m_column = new QVBoxLayout(page);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    m_column->addStretch(1);
    m_pages->addWidget(page);
    setWidget(content);

    m_lanes = addList(QStringLiteral("lanes"), tr("Lanes"));
    m_resources = addList(QStringLiteral("resources"), tr("Resources"));
    m_place = m_column->count() - 1;
    m_guards = addList(QStringLiteral("guards"), tr("Which lock guards which variable"));
    m_lockOrder = addList(QStringLiteral("order"), tr("Lock order as observed"));
    m_conditions = addList(QStringLiteral("conditions"), tr("Four conditions of a deadlock"));

    using session::Session;
    connect(&m_session, &Session::runStarted, &m_refresher, &widgets::Refresher::soon);
    connect(&m_session, &Session::playheadMoved, &m_refresher, &widgets::Refresher::soon);
    connect(&m_session, &Session::ended, &m_refresher, &widgets::Refresher::soon);
    connect(&m_session, &Session::statusChanged, &m_refresher, &widgets::Refresher::soon);
    connect(&m_session, &Session::laneSelected, this, &StateView::showSelection);
    connect(&m_session, &Session::objectSelected, this, &StateView::showSelection);
    refresh();
}

StateView::~StateView() = default;

BlockList* StateView::addList(const QString& key, const QString& title)
{
    auto* list = new BlockList(title);
    auto* body = new QWidget;
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(0, metrics::base, 0, metrics::base);
    column->addWidget(list);
    add(key, title, body, list);
    connect(list, &BlockList::laneChosen, &m_session, &session::Session::selectLane);
    connect(list, &BlockList::objectChosen, &m_session, &session::Session::selectObject);
    connect(list, &BlockList::eventChosen, &m_session, &session::Session::selectEvent);
    connect(list, &BlockList::caretMoved, this, [this, list](const QRect& rect) {
        const QPoint at = list->viewport()->mapTo(widget(), rect.center());
        ensureVisible(at.x(), at.y(), 0, rect.height());
    });
    return list;
}

widgets::SectionHead* StateView::add(const QString& key, const QString& title, QWidget* body, BlockList* list)
{
    auto* head = new widgets::SectionHead(title);
    head->setBody(body);
    connect(head, &widgets::SectionHead::foldedChanged, &m_refresher, &widgets::Refresher::soon);
    m_column->insertWidget(m_column->count() - 1, head);
    m_sections.push_back({key, head, list});
    return head;
}

widgets::SectionHead* StateView::addSection(const QString& key, const QString& title, QWidget* body)
{
    widgets::SectionHead* head = add(key, title, body, nullptr);
    m_column->insertWidget(m_place++, head);
    return head;
}

widgets::SectionHead* StateView::section(const BlockList* list) const
{
    for (const Section& section : m_sections)
        if (section.list == list)
            return section.head;
    return nullptr;
}

void StateView::restore(QSettings& settings)
{
    const QStringList folded = settings.value(QStringLiteral("state/folded")).toStringList();
    for (const Section& section : m_sections)
        section.head->setFolded(folded.contains(section.key));
}

void StateView::save(QSettings& settings) const
{
    QStringList folded;
    for (const Section& section : m_sections)
        if (section.head->isFolded())
            folded << section.key;
    settings.setValue(QStringLiteral("state/folded"), folded);
}

void StateView::showEvent(QShowEvent* event)
{
    QScrollArea::showEvent(event);
    m_refresher.soon();
}

Scene StateView::scene()
{
    const session::Moment& moment = m_session.moment();
    const trace::Trace& trace = *m_session.trace();
    Scene scene{trace,       moment.state, moment.judge,         moment.ledger,
                *m_graph,    moment.step,  moment.state.time(), m_session.status().pid,
                {}};
    if (!scene.isControlled() && moment.step > 0)
        scene.time = trace.timeAt(moment.step - 1);
    if (m_session.isAtEdge())
        scene.computing = m_session.computingLanes();
    return scene;
}

void StateView::takeMoment()
{
    const bool hasRun = m_session.trace() != nullptr;
    m_pages->setCurrentIndex(hasRun ? 1 : 0);
    if (hasRun) {
        const session::Moment& moment = m_session.moment();
        *m_graph = analysis::WaitForGraph::of(*m_session.trace(), moment.state, moment.ledger);
        const Scene now = scene();
        showLanes(now);
        showResources(now);
        showObservations(now);
        showSelection();
    }
}

void StateView::showLanes(const Scene& now)
{
    const auto count = static_cast<int>(now.state.laneCount());
    widgets::SectionHead* head = section(m_lanes);
    head->setNote(laneCountText(now));
    if (head->isFolded())
        return;
    const RowLines lines = count <= mostTwoLineRows ? RowLines::Two : RowLines::One;
    const auto make = [this, lines](int row) {
        return m_session.trace() ? laneBlock(scene(), LaneId(static_cast<std::uint32_t>(row)), lines) : Block();
    };
    m_lanes->show(count, make, lines == RowLines::Two ? 39 : metrics::rowHeight, mostListHeight);
}

void StateView::showResources(const Scene& now)
{
    widgets::SectionHead* head = section(m_resources);
    head->setNote(resourceCountText(now));
    if (head->isFolded())
        return;
    auto cards = std::make_shared<std::vector<Block>>(cardsOf(now));
    head->setVisible(!cards->empty());
    m_resources->show(static_cast<int>(cards->size()),
                      [cards](int row) { return (*cards)[static_cast<std::size_t>(row)]; }, 0, unlimited);
}

void StateView::showObservations(const Scene& now)
{
    const std::vector<ObjectId> variables = variablesOf(now);
    widgets::SectionHead* guards = section(m_guards);
    guards->setVisible(!variables.empty());
    const std::int64_t unguarded = unguardedCount(now);
    guards->setNote(unguarded > 0 ? tr("%1 without").arg(unguarded) : QString::number(variables.size()));
    if (!guards->isFolded())
        m_guards->show(static_cast<int>(variables.size()), [this, variables](int row) {
            return m_session.trace() ? guardBlock(scene(), variables[static_cast<std::size_t>(row)]) : Block();
        }, 24, mostListHeight);

    const std::vector<analysis::Nested> pairs = now.ledger.nesting().pairs();
    widgets::SectionHead* order = section(m_lockOrder);
    order->setVisible(!pairs.empty());
    order->setNote(oppositeCount(now) > 0 ? tr("opposite") : QString::number(pairs.size()));
    if (!order->isFolded())
        m_lockOrder->show(static_cast<int>(pairs.size()), [this, pairs](int row) {
            return m_session.trace() ? nestingBlock(scene(), pairs[static_cast<std::size_t>(row)]) : Block();
        }, 24, mostListHeight);

    bool hasLocks = false;
    for (std::size_t i = 0; i < now.state.objectCount() && !hasLocks; ++i)
        hasLocks = now.state.findRules<rules::MutexRules>(ObjectId(i)) != nullptr ||
                   now.state.findRules<rules::SharedMutexRules>(ObjectId(i)) != nullptr;
    widgets::SectionHead* conditions = section(m_conditions);
    conditions->setVisible(hasLocks);
    const auto four = analysis::DeadlockConditions::of(*m_graph, now.state, now.ledger);
    conditions->setNote(tr("%1 of 4").arg(four.count()));
    if (!conditions->isFolded()) {
        const std::vector<Block> blocks = conditionBlocks(now, four);
        m_conditions->show(
            static_cast<int>(blocks.size()), [blocks](int row) { return blocks[static_cast<std::size_t>(row)]; },
            metrics::rowHeight, unlimited);
    }
}

void StateView::showSelection()
{
    for (const Section& section : m_sections)
        if (section.list != nullptr)
            section.list->setSelection(section.list == m_lanes ? m_session.selectedLane() : LaneId::none,
                                       section.list == m_resources ? m_session.selectedObject() : ObjectId::none);
}

} // namespace interleave::state
