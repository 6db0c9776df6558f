// First of all: the rules have a member that Qt's keywords would rename.
#include "ui/session/session.h"

#include "ui/timeline/timeline_view.h"

#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/search_field.h"
#include "ui/widgets/segmented_control.h"

#include <QLabel>
#include <QPainter>
#include <QShortcut>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace interleave::timeline {

namespace metrics = theme::metrics;

/// The line that explains patterns and arrows.
class TimelineView::Legend : public QWidget
{
public:
    explicit Legend(QWidget* parent) : QWidget(parent) { setFixedHeight(26); }
    void setHasArrows(bool hasArrows)
    {
        m_hasArrows = hasArrows;
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        paintLegend(painter, rect(), theme::paletteFor(*this), m_hasArrows);
    }

private:
    bool m_hasArrows = true;
};

TimelineView::TimelineView(session::Session& session, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_canvas(new Canvas(this))
    , m_legend(new Legend(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeTools());
    m_pages = new QStackedLayout;
    auto* empty = new widgets::EmptyState(tr("Pick a program on the left, or drop a trace here."), tr("Open…"), this);
    connect(empty, &widgets::EmptyState::actionTriggered, this, &TimelineView::openWanted);
    m_pages->addWidget(empty);
    m_pages->addWidget(m_canvas);
    column->addLayout(m_pages, 1);
    column->addWidget(m_legend);
    bindSession();
    showRun();
}

QWidget* TimelineView::makeTools()
{
    auto* bar = new QWidget(this);
    bar->setFixedHeight(40);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(metrics::padding, 0, metrics::padding, 0);
    row->setSpacing(metrics::paddingSmall);
    auto* title = new QLabel(tr("Timeline"), bar);
    title->setFont(theme::font(theme::TextRole::Title));
    row->addWidget(title);

    m_filter = new widgets::SearchField(tr("Filter lanes and events"), {}, theme::Icon::Filter, bar);
    m_filter->setMaximumWidth(180);
    connect(m_filter, &QLineEdit::textChanged, m_canvas, &Canvas::setFilter);
    connect(m_filter, &QLineEdit::returnPressed, this, [this] { m_canvas->jumpToHit(true); });
    row->addWidget(m_filter, 1);
    const auto jump = [this](const QKeySequence& key, bool isForward) {
        auto* shortcut = new QShortcut(key, this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, m_canvas, [this, isForward] { m_canvas->jumpToHit(isForward); });
    };
    jump(Qt::Key_F3, true);
    jump(Qt::SHIFT | Qt::Key_F3, false);

    row->addSpacing(metrics::paddingSmall);
    auto* rulerName = new QLabel(tr("Ruler"), bar);
    rulerName->setFont(theme::font(theme::TextRole::SecondaryLine));
    row->addWidget(rulerName);
    m_ruler = new widgets::SegmentedControl(tr("Ruler"), {tr("Steps"), tr("Time")}, bar);
    connect(m_ruler, &widgets::SegmentedControl::currentChanged, m_canvas,
            [this](int which) { m_canvas->setRuler(which == 0 ? Ruler::Steps : Ruler::Time); });
    row->addWidget(m_ruler);

    const auto button = [&](theme::Icon icon, const QString& name, const QKeySequence& key, bool isCheckable) {
        auto* made = new widgets::IconButton(icon, name, key, widgets::IconButton::Frame::Flat, bar);
        made->setTextShown(true);
        made->setCheckable(isCheckable);
        row->addWidget(made);
        return made;
    };
    m_arrows = button(theme::Icon::Arrows, tr("Arrows"), {}, true);
    m_arrows->setChecked(true);
    connect(m_arrows, &QToolButton::toggled, this, [this](bool isOn) {
        m_canvas->setHasArrows(isOn);
        m_legend->setHasArrows(isOn);
    });
    m_fit = button(theme::Icon::Fit, tr("Fit"), Qt::Key_F, false);
    connect(m_fit, &QToolButton::clicked, m_canvas, &Canvas::fit);
    m_follow = button(theme::Icon::Follow, tr("Follow"), {}, true);
    m_follow->setChecked(true);
    connect(m_follow, &QToolButton::toggled, m_canvas, &Canvas::setFollowing);
    connect(m_canvas, &Canvas::followingChanged, m_follow, &QToolButton::setChecked);
    row->addStretch(1);
    m_note = new QLabel(bar);
    m_note->setFont(theme::font(theme::TextRole::SecondaryLine));
    m_note->setMinimumWidth(0);
    row->addWidget(m_note);
    return bar;
}

void TimelineView::bindSession()
{
    using session::Session;
    connect(&m_session, &Session::runStarted, this, &TimelineView::showRun);
    connect(&m_session, &Session::grew, this, &TimelineView::takeGrowth);
    connect(&m_session, &Session::ended, this, &TimelineView::takeGrowth);
    connect(&m_session, &Session::playheadMoved, m_canvas, &Canvas::setPlayhead);
    connect(&m_session, &Session::laneSelected, m_canvas, &Canvas::selectLane);
    connect(&m_session, &Session::objectSelected, m_canvas, &Canvas::selectObject);
    connect(&m_session, &Session::eventSelected, m_canvas, &Canvas::selectEvent);
    connect(&m_session, &Session::rangeSelected, m_canvas,
            [this](session::StepRange range) { m_canvas->selectRange({range.begin, range.end}); });

    connect(m_canvas, &Canvas::playheadWanted, &m_session, &Session::setPlayhead);
    connect(m_canvas, &Canvas::eventChosen, &m_session, &Session::selectEvent);
    connect(m_canvas, &Canvas::laneChosen, &m_session, &Session::selectLane);
    connect(m_canvas, &Canvas::objectChosen, &m_session, &Session::selectObject);
    connect(m_canvas, &Canvas::rangeChosen, &m_session, &Session::selectRange);
    connect(m_canvas, &Canvas::stepLaneWanted, &m_session, &Session::stepLane);
    connect(m_canvas, &Canvas::viewChanged, this, &TimelineView::tellView);
}

void TimelineView::showRun()
{
    const auto trace = m_session.trace();
    m_canvas->setTrace(trace);
    m_pages->setCurrentIndex(trace != nullptr ? 1 : 0);
    m_legend->setVisible(trace != nullptr);
    if (trace == nullptr) {
        tellView();
        return;
    }
    // A Live run is read by time, a Controlled one by steps.
    m_ruler->setCurrent(trace->info().mode == trace::Mode::Live ? 1 : 0);
    takeGrowth();
    m_canvas->setPlayhead(m_session.playhead());
    m_canvas->selectLane(m_session.selectedLane());
    m_canvas->selectObject(m_session.selectedObject());
}

void TimelineView::takeGrowth()
{
    const trace::Ending ending = m_session.verdict().ending;
    const bool hasEnded = ending != trace::Ending::None;
    m_canvas->setEnding(hasEnded, ending == trace::Ending::Deadlock || ending == trace::Ending::Hang);
    m_canvas->grew(m_session.length(), hasEnded);
}

void TimelineView::tellView()
{
    Indexer* const indexer = m_canvas->indexer();
    if (indexer == nullptr) {
        m_note->clear();
        return;
    }
    const auto lock = indexer->lock();
    const Picture& picture = m_canvas->picture();
    const Step size = picture.index->size();
    if (size == 0) {
        m_note->clear();
    } else if (picture.ruler == Ruler::Steps) {
        const Step from = picture.eventAt(picture.axis.from).value_or(0);
        const Step to = picture.eventAt(picture.axis.to).value_or(0);
        m_note->setText(tr("steps %1 – %2 of %3").arg(from + 1).arg(to + 1).arg(size));
    } else {
        m_note->setText(tr("%1 shown").arg(durationWords(picture.axis.to - picture.axis.from, picture.isVirtual())));
    }
    const Painted& painted = m_canvas->painted();
    m_arrows->setFace(theme::Icon::Arrows,
                      painted.arrowsInView <= metrics::maximumArrows
                          ? tr("Arrows")
                          : tr("Arrows: %1 of %2").arg(metrics::maximumArrows).arg(painted.arrowsInView));
}

base::Result<void> TimelineView::exportTo(const QString& path, StepSpan range)
{
    const auto format = formatOf(path);
    if (!format)
        return base::Error{base::ErrorCode::WrongUse, tr("A picture is written as .png, .svg or .pdf.").toStdString()};
    return m_canvas->exportTo(path, *format, range);
}

void TimelineView::find()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

} // namespace interleave::timeline
