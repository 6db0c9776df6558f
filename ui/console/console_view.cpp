#include "ui/console/console_view.h"

#include "ui/console/console_delegate.h"
#include "ui/console/console_model.h"
#include "ui/session/event_words.h"
#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/lane_filter.h"
#include "ui/widgets/row_table.h"
#include "ui/widgets/search_field.h"

#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QHeaderView>
#include <QLabel>
#include <QSaveFile>
#include <QScrollBar>
#include <QShortcut>
#include <QStackedLayout>

namespace interleave::console {

namespace metrics = theme::metrics;
using session::Session;

namespace {

constexpr int mostCopied = 100'000;

} // namespace

ConsoleView::ConsoleView(Session& session, QWidget* parent)
    : QWidget(parent), m_session(session), m_model(new ConsoleModel(this)), m_table(new widgets::RowTable(tr("Console"), this)),
      m_empty(new widgets::EmptyState(QString(), QString(), this)), m_pages(new QStackedLayout)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeTools());
    m_table->setHeaderShown(false);
    m_table->setModel(m_model);
    m_table->setItemDelegate(new ConsoleDelegate(*m_model, m_table));
    QHeaderView& header = *m_table->header();
    header.resizeSection(ConsoleModel::Number, 56);
    header.resizeSection(ConsoleModel::Time, 72);
    header.resizeSection(ConsoleModel::Lane, 120);
    header.resizeSection(ConsoleModel::Line, 72);
    m_table->setStretchedColumn(ConsoleModel::Text);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(m_table);
    column->addLayout(m_pages, 1);
    connect(m_empty, &widgets::EmptyState::actionTriggered, this, [this] {
        m_search->clear();
        m_lanes->showAll();
    });
    const auto shortcut = [this](const QKeySequence& key, auto run) {
        auto* made = new QShortcut(key, this);
        made->setContext(Qt::WidgetWithChildrenShortcut);
        connect(made, &QShortcut::activated, this, run);
    };
    shortcut(Qt::Key_F3, [this] { goToNeighbour(true); });
    shortcut(Qt::SHIFT | Qt::Key_F3, [this] { goToNeighbour(false); });
    auto* copyKey = new QShortcut(QKeySequence::Copy, m_table);
    copyKey->setContext(Qt::WidgetShortcut);
    connect(copyKey, &QShortcut::activated, this, &ConsoleView::copy);
    bindSession();
    showRun();
}

QWidget* ConsoleView::makeTools()
{
    auto* bar = new QWidget(this);
    bar->setFixedHeight(40);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(metrics::padding, 0, metrics::padding, 0);
    row->setSpacing(metrics::paddingSmall);
    m_search = new widgets::SearchField(tr("Find in console"), {}, theme::Icon::Search, bar);
    m_search->setToolTip(tr("Leaves the lines that hold these words; Enter and F3 go from one to the next"));
    m_search->setMaximumWidth(180);
    connect(m_search, &QLineEdit::textChanged, this, &ConsoleView::filter);
    connect(m_search, &QLineEdit::returnPressed, this, [this] { goToNeighbour(true); });
    row->addWidget(m_search, 1);
    m_lanes = new widgets::LaneFilter(bar);
    connect(m_lanes, &widgets::LaneFilter::changed, this, &ConsoleView::filter);
    row->addWidget(m_lanes);
    row->addStretch(1);
    m_note = new QLabel(bar);
    m_note->setFont(theme::font(theme::TextRole::SecondaryLine));
    row->addWidget(m_note);
    const auto button = [&](theme::Icon icon, const QString& name, const QString& toolTip, auto run) {
        auto* made = new widgets::IconButton(icon, name, {}, widgets::IconButton::Frame::Flat, bar);
        made->setTextShown(true);
        made->setToolTip(toolTip);
        connect(made, &QToolButton::clicked, this, run);
        row->addWidget(made);
    };
    button(theme::Icon::Copy, tr("Copy"),
           widgets::withKey(tr("Copies the selected lines, or all of them"), QKeySequence(QKeySequence::Copy)), &ConsoleView::copy);
    button(theme::Icon::Export, tr("Save…"), tr("Writes all lines that are shown into a text file"), &ConsoleView::save);
    return bar;
}

void ConsoleView::bindSession()
{
    connect(&m_session, &Session::runStarted, this, &ConsoleView::showRun);
    connect(&m_session, &Session::grew, this, [this](Step, Step to) { m_model->grew(to); });
    connect(&m_session, &Session::playheadMoved, this, &ConsoleView::showPlayhead);
    connect(&m_session, &Session::eventSelected, this, &ConsoleView::showPlayhead);
    connect(m_model, &ConsoleModel::looked, this, &ConsoleView::takeLines);
    connect(m_table, &widgets::RowTable::rowChosen, this, [this](int row) { m_session.selectEvent(m_model->step(row)); });
}

void ConsoleView::showRun()
{
    m_lanes->clear();
    m_printers.clear();
    m_isPrinter.clear();
    m_taken = 0;
    m_model->setTrace(m_session.trace(), m_session.length());
    filter();
}

// Who has printed since: they get a pill in the filter.
void ConsoleView::takeLines()
{
    const session::StepList& lines = m_model->lines();
    bool isFilterStale = false;
    for (; m_taken < lines.size(); ++m_taken) {
        const LaneId lane = m_model->trace()->event(lines.at(m_taken)).lane;
        if (isNone(lane))
            continue;
        if (index(lane) >= m_isPrinter.size())
            m_isPrinter.resize(index(lane) + 1);
        if (m_isPrinter[index(lane)])
            continue;
        m_isPrinter[index(lane)] = true;
        m_printers.push_back(lane);
        const session::LaneIdentity identity = session::identityOf(*m_model->trace(), lane);
        m_lanes->addLane({{identity.sign, identity.colour}, session::laneName(*m_model->trace(), lane)});
        isFilterStale |= !m_lanes->isShown(m_printers.size() - 1);
    }
    if (isFilterStale)
        return filter();
    emit countChanged(static_cast<int>(lines.size()));
    showPlayhead();
}

void ConsoleView::filter()
{
    const auto trace = m_session.trace();
    const bool hasWords = !m_search->text().trimmed().isEmpty();
    if (!trace || (!hasWords && m_lanes->showsAll())) {
        m_model->setFilter(nullptr);
    } else {
        std::vector<bool> isHidden;
        for (std::size_t i = 0; i < m_printers.size(); ++i) {
            isHidden.resize(std::max<std::size_t>(isHidden.size(), index(m_printers[i]) + 1));
            isHidden[index(m_printers[i])] = !m_lanes->isShown(i);
        }
        auto words = std::make_shared<session::EventWords>(*trace, m_search->text(), session::EventWords::In::PrintedText);
        m_model->setFilter([trace, words, isHidden = std::move(isHidden)](const trace::Event& event) {
            const bool isShown = index(event.lane) >= isHidden.size() || !isHidden[index(event.lane)];
            return isShown && words->match(event);
        });
    }
    takeLines();
}

void ConsoleView::showPlayhead()
{
    m_model->setPlayhead(m_session.playhead());
    showPage();
    const int row = m_model->rowBefore(m_session.playhead());
    const auto event = m_session.selectedEvent();
    const bool isSelected = event && row >= 0 && m_model->step(row) == *event;
    if (isSelected)
        m_table->showRow(row);
    else
        m_table->standAt(row);
    if (m_session.followsEdge())
        m_table->verticalScrollBar()->setValue(m_table->verticalScrollBar()->maximum());
    m_table->viewport()->update();
}

void ConsoleView::showPage()
{
    const std::size_t all = m_model->lines().size();
    const std::size_t shown = m_model->shown().size();
    const bool isLooking = !m_model->shown().isDone();
    if (all == 0) {
        m_empty->setSentence(isLooking ? tr("Looking for what was printed…") : tr("This program has printed nothing up to here."));
        m_empty->setAction({});
    } else if (shown == 0) {
        m_empty->setSentence(isLooking ? tr("Looking for what was printed…") : tr("No line matches."));
        m_empty->setAction(tr("Clear"));
    }
    m_pages->setCurrentIndex(shown == 0 ? 0 : 1);
    const auto before = m_model->lines().countBefore(m_session.playhead());
    m_note->setText(m_model->isFiltered()         ? tr("%1 of %2 lines").arg(shown).arg(all)
                    : before < all ? tr("%1 of %2 up to here").arg(before).arg(all)
                                                  : QString());
}

void ConsoleView::goToNeighbour(bool isForward)
{
    const int rows = m_model->rowCount();
    if (rows == 0)
        return;
    const int here = m_table->currentIndex().isValid() ? m_table->currentIndex().row() : -1;
    const int row = isForward ? (here + 1) % rows : (here <= 0 ? rows - 1 : here - 1);
    m_session.selectEvent(m_model->step(row));
}

void ConsoleView::find()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

QString ConsoleView::textToCopy() const
{
    QList<int> rows = m_table->selectedRows(mostCopied);
    if (rows.isEmpty())
        for (int row = 0; row < std::min(m_model->rowCount(), mostCopied); ++row)
            rows << row;
    QString text;
    for (const int row : rows)
        text += m_model->lineText(row) + QLatin1Char('\n');
    return text;
}

void ConsoleView::copy()
{
    QApplication::clipboard()->setText(textToCopy());
}

void ConsoleView::save()
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Save the console"), QStringLiteral("console.txt"), tr("Text (*.txt)"));
    if (path.isEmpty())
        return;
    QSaveFile file(path);
    bool isWritten = file.open(QIODevice::WriteOnly);
    for (int row = 0; row < m_model->rowCount() && isWritten; ++row)
        isWritten = file.write((m_model->lineText(row) + QLatin1Char('\n')).toUtf8()) >= 0;
    if (!isWritten || !file.commit())
        emit m_session.said(tr("%1 could not be written: %2").arg(path, file.errorString()), session::Severity::Warning);
}

} // namespace interleave::console
