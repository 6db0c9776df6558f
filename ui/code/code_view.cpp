// First of all: the rules have a member that Qt's keywords would rename.
#include "ui/session/session.h"

#include "ui/code/code_view.h"

#include "ui/code/lane_strip.h"
#include "ui/code/line_events.h"
#include "ui/code/source_pane.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/segmented_control.h"

#include <QComboBox>
#include <QFile>
#include <QHBoxLayout>
#include <QLabel>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace interleave::code {

namespace metrics = theme::metrics;
using session::Session;

namespace {

constexpr int frame = 16;                 // milliseconds
constexpr Step atOnce = 16'384;           // events between two looks at the clock
constexpr qint64 longestIndexing = 4;     // milliseconds of a frame
constexpr std::size_t mostDescribed = 12; // lanes of which a screen reader is told

/// What says most about a line comes first: who cannot go on, then who is selected.
bool comesBefore(const Standing& one, const Standing& other, LaneId selected)
{
    if (one.isHeldUp() != other.isHeldUp())
        return one.isHeldUp();
    if ((one.lane == selected) != (other.lane == selected))
        return one.lane == selected;
    const bool isBlocked = one.status == analysis::LaneStatus::Blocked;
    if (isBlocked != (other.status == analysis::LaneStatus::Blocked))
        return isBlocked;
    return one.lane < other.lane;
}

/// The first lane that is added to a line says why it does not go on.
void addStanding(LineMarks& line, const Standing& standing, const session::LaneIdentity& identity)
{
    line.chips.push_back({identity.sign, identity.colour});
    if (line.chips.size() > 1 || !standing.isHeldUp())
        return;
    line.state = stateOf(standing.status);
    line.sentence = standing.sentence;
    line.brief = standing.brief;
}

} // namespace

CodeView::CodeView(Session& session, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_pane(new SourcePane)
    , m_events(new LineEvents(m_pane))
    , m_strip(new LaneStrip)
    , m_languages(makeLanguages())
    , m_fileBar(makeFileBar())
    , m_pages(new QStackedLayout)
    , m_empty(new widgets::EmptyState(QString()))
{
    auto* source = new QWidget;
    auto* rows = new QVBoxLayout(source);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_pane, 1);
    rows->addWidget(m_strip);
    auto* pages = new QWidget;
    pages->setLayout(m_pages);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(source);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_fileBar);
    column->addWidget(pages, 1);
    setMinimumSize(200, 80);
    m_frame.setSingleShot(true);
    m_frame.setTimerType(Qt::PreciseTimer);
    m_sinceFrame.start();
    m_sinceEvents.start();
    connect(&m_frame, &QTimer::timeout, this, &CodeView::refresh);
    m_pane->setToolTipSource([this](int line) { return toolTipOf(line); });
    bindSession();
    showRun();
}

CodeView::~CodeView() = default;

QWidget* CodeView::makeFileBar()
{
    auto* bar = new QWidget;
    m_files = new QComboBox;
    m_files->setAccessibleName(tr("Source file"));
    m_files->setToolTip(tr("The files that this run came by"));
    m_files->setMaximumWidth(320);
    m_fileChoice = new QWidget;
    auto* name = new QLabel(tr("File"));
    name->setBuddy(m_files);
    auto* choice = new QHBoxLayout(m_fileChoice);
    choice->setContentsMargins(0, 0, 0, 0);
    choice->addWidget(name);
    choice->addWidget(m_files);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(metrics::paddingSmall, metrics::base, metrics::paddingSmall, metrics::base);
    row->setSpacing(metrics::groupGap);
    row->addWidget(m_languages);
    row->addWidget(m_fileChoice);
    row->addStretch(1);
    connect(m_files, &QComboBox::activated, this, [this](int number) {
        if (number >= 0 && number < static_cast<int>(m_paths.size()))
            showFile(m_paths[static_cast<std::size_t>(number)]);
    });
    bar->hide();
    return bar;
}

void CodeView::bindSession()
{
    connect(&m_session, &Session::runStarted, this, &CodeView::showRun);
    connect(&m_session, &Session::choiceChanged, this, [this] {
        if (!m_session.trace())
            showRun();
    });
    for (const auto signal : {&Session::ended, &Session::breakpointsChanged, &Session::statusChanged})
        connect(&m_session, signal, this, &CodeView::schedule);
    connect(&m_session, &Session::grew, this, &CodeView::schedule);
    connect(&m_session, &Session::playheadMoved, this, &CodeView::schedule);
    connect(&m_session, &Session::laneSelected, this, &CodeView::schedule);
    connect(&m_session, &Session::eventSelected, this, &CodeView::schedule);

    connect(m_pane, &SourcePane::lineChosen, this, &CodeView::showEvents);
    connect(m_pane, &SourcePane::breakpointToggled, this, &CodeView::toggleBreakpoint);
    connect(m_pane, &SourcePane::neighbourWanted, this, &CodeView::goToNeighbour);
    connect(m_pane, &SourcePane::dismissed, this, &CodeView::dismissEvents);
    connect(m_pane, &SourcePane::viewMoved, this, [this] {
        showElsewhere();
        placeEvents();
    });
    connect(m_events, &LineEvents::dismissed, this, &CodeView::dismissEvents);
    connect(m_events, &LineEvents::eventChosen, &m_session, &Session::selectEvent);
    connect(m_events, &LineEvents::neighbourWanted, this, [this](int direction) {
        if (const auto line = m_events->line())
            goToNeighbour(*line, direction);
    });
    connect(m_strip, &LaneStrip::laneWanted, this, &CodeView::goToLane);
    connect(m_strip, &LaneStrip::followingChanged, this, [this] {
        m_followed.reset();
        schedule();
    });
}

std::optional<QString> CodeView::sourceText(const std::string& path)
{
    QFile file(QStringLiteral(":/interleave/source/") + QString::fromStdString(path));
    if (path.empty() || !file.open(QIODevice::ReadOnly))
        return std::nullopt;
    return QString::fromUtf8(file.readAll());
}

// Another run, or none: its source, from its beginning.
void CodeView::showRun()
{
    dismissEvents();
    m_trace = m_session.trace();
    m_index = m_trace ? std::make_unique<analysis::LineIndex>(*m_trace) : nullptr;
    m_standings.clear();
    m_shown = 0;
    m_followed.reset();
    m_paths.clear();
    m_pane->setMarks({});
    // The same program again keeps its place.
    if (const std::string first = firstFile(); first != m_file || first.empty())
        showFile(first);
    showFiles();
    showElsewhere();
    schedule();
}

std::string CodeView::firstFile() const
{
    if (m_trace) {
        const auto found = m_session.catalogue().find(m_trace->info().scenario);
        if (found && sourceText((*found)->file))
            return (*found)->file;
        return m_index->files().empty() ? std::string() : m_index->files().front();
    }
    const host::ProgramInfo* program = m_session.program();
    return program != nullptr ? program->file : std::string();
}

/// The chooser is there only when there is something to choose.
void CodeView::showFiles()
{
    std::vector<std::string> paths;
    if (const std::string first = firstFile(); !first.empty())
        paths.push_back(first);
    if (m_index)
        for (const std::string& path : m_index->files())
            if (std::find(paths.begin(), paths.end(), path) == paths.end())
                paths.push_back(path);
    if (paths != m_paths) {
        m_paths = std::move(paths);
        m_files->clear();
        for (const std::string& path : m_paths)
            m_files->addItem(fileTitle(path));
    }
    const auto shown = std::find(m_paths.begin(), m_paths.end(), m_file);
    m_files->setCurrentIndex(shown == m_paths.end() ? -1 : static_cast<int>(shown - m_paths.begin()));
    m_fileChoice->setVisible(m_paths.size() > 1);
    m_languages->setVisible(m_twin.has_value());
    m_fileBar->setVisible(m_paths.size() > 1 || m_twin);
}

void CodeView::showFile(const std::string& path)
{
    dismissEvents();
    m_file = path;
    const auto text = sourceText(path);
    m_twin.reset();
    m_pages->setCurrentIndex(text ? 1 : 0);
    if (text) {
        showText(*text);
    } else if (!path.empty()) {
        m_empty->setSentence(tr("The source %1 is not at hand.").arg(fileTitle(path)));
    } else if (m_trace) {
        m_empty->setSentence(tr("The source of this run is not at hand."));
    } else {
        m_empty->setSentence(tr("Pick a program on the left: its source is shown here."));
    }
    if (!text)
        emit titleChanged(fileTitle(path));
    showFiles();
    schedule();
}

// At most once a frame, and only for eyes that see it.
void CodeView::schedule()
{
    if (m_frame.isActive() || !isVisible())
        return;
    m_frame.start(static_cast<int>(std::clamp<qint64>(frame - m_sinceFrame.elapsed(), 0, frame)));
}

void CodeView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    schedule();
}

void CodeView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    placeEvents();
}

/// Whether the index has come as far as the run; a long opened trace takes it several frames.
bool CodeView::extendIndex()
{
    QElapsedTimer timer;
    timer.start();
    while (m_index->size() < m_session.length() && timer.elapsed() < longestIndexing)
        m_index->extend(std::min(m_session.length(), m_index->size() + atOnce));
    return m_index->size() == m_session.length();
}

void CodeView::refresh()
{
    m_sinceFrame.restart();
    if (m_index && m_trace == m_session.trace()) {
        const std::size_t filesBefore = m_index->files().size();
        const bool isComplete = extendIndex();
        if (m_file.empty() && !m_index->files().empty())
            showFile(firstFile());
        if (m_index->files().size() != filesBefore)
            showFiles();
        // Until the index has come to the playhead, the moment before stays.
        const session::Moment& moment = m_session.moment();
        if (moment.step <= m_index->size()) {
            m_shown = moment.step;
            m_standings = standingsAt(*m_trace, moment, *m_index, [this](analysis::LinePlace place) {
                if (m_index->files()[place.file] != m_file)
                    return std::optional(static_cast<int>(place.line));
                const std::vector<int> lines = shownLines(place.line);
                return lines.empty() ? std::nullopt : std::optional(lines.front());
            });
        }
        if (!isComplete)
            schedule();
    }
    follow();
    showMarks();
    showElsewhere();
    showFollowed();
    updateEvents();
}

void CodeView::showMarks()
{
    Marks marks;
    for (const session::Breakpoint& each : m_session.breakpoints())
        if (each.kind == session::Breakpoint::Kind::Line && each.file == m_file)
            for (const int line : shownLines(each.line))
                marks[line].hasBreakpoint = true;
    const auto file = m_index ? m_index->file(m_file) : std::nullopt;
    if (file) {
        for (const std::uint32_t each : m_index->executed(*file, m_shown))
            for (const int line : shownLines(each))
                marks[line].isExecuted = true;
        if (const auto step = m_session.selectedEvent(); step && *step < m_index->size())
            if (const auto place = m_index->place(m_trace->event(*step).source); place && place->file == *file)
                for (const int line : shownLines(place->line))
                    marks[line].isSelected = true;
        std::vector<const Standing*> here;
        for (const Standing& standing : m_standings)
            if (standing.place.file == *file)
                here.push_back(&standing);
        const LaneId selected = m_session.selectedLane();
        std::sort(here.begin(), here.end(),
                  [&](auto* one, auto* other) { return comesBefore(*one, *other, selected); });
        for (const Standing* standing : here)
            for (const int line : shownLines(standing->place.line))
                addStanding(marks[line], *standing, session::identityOf(*m_trace, standing->lane));
    }
    m_pane->setMarks(std::move(marks));
    describe();
}

// What the marks say, for those who do not see them.
void CodeView::describe()
{
    QStringList parts;
    for (const Standing& standing : m_standings) {
        const std::vector<int> lines = shownLines(standing);
        if (lines.empty())
            continue;
        if (static_cast<std::size_t>(parts.size()) == mostDescribed) {
            parts << tr("and further lanes");
            break;
        }
        const QString name = session::laneName(*m_trace, standing.lane);
        parts << (standing.isHeldUp() ? tr("line %1: %2, %3").arg(lines.front()).arg(name, standing.sentence)
                                      : tr("line %1: %2").arg(lines.front()).arg(name));
    }
    QStringList breakpoints;
    for (const auto& [line, marks] : m_pane->marks())
        if (marks.hasBreakpoint)
            breakpoints << QString::number(line);
    if (!breakpoints.isEmpty())
        parts << tr("breakpoints at %1").arg(breakpoints.join(QStringLiteral(", ")));
    const QString all = parts.join(QStringLiteral("; "));
    if (m_pane->accessibleDescription() != all)
        m_pane->setAccessibleDescription(all);
}

} // namespace interleave::code
