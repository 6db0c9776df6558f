#pragma once

#include "core/host/catalogue.h"
#include "core/rules/judge.h"
#include "core/rules/state.h"
#include "core/schedule/schedule.h"
#include "core/schedule/strategy.h"
#include "core/trace/trace.h"
#include "ui/session/breakpoint.h"
#include "ui/session/choice.h"
#include "ui/session/identity.h"
#include "ui/session/past.h"
#include "ui/session/status.h"
#include "ui/session/worker.h"

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <QTimer>

#include <deque>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace interleave::session {

/// A run that was shown before and is still at hand.
struct Recorded
{
    std::shared_ptr<const trace::Trace> trace;
    trace::Verdict verdict;
    std::string schedule;
    Drive drive = Drive::OpenedFile;
    QString title;
};

/// Steps [begin, end).
struct StepRange
{
    Step begin = 0;
    Step end = 0;
    bool isEmpty() const { return begin >= end; }
    friend bool operator==(const StepRange&, const StepRange&) = default;
};

/// What all views meet in: the current trace, the playhead, the selection, and the run behind them.
///
/// The run itself lives on a worker thread; what views see are its append-only trace, a length that grows at most once a
/// frame, and copies. A run that faults, crashes or hangs leaves the session usable.
/// Thread-safety: the UI thread only, but for the trace, which any thread may read below length().
class Session : public QObject
{
    Q_OBJECT

public:
    explicit Session(QObject* parent = nullptr);
    ~Session() override;

    // What can be run.
    void setCatalogue(host::Catalogue catalogue);
    const host::Catalogue& catalogue() const { return m_catalogue; }
    /// Path of interleave-target; empty for the one beside this program.
    void setTarget(std::string path) { m_target = std::move(path); }
    const std::string& target() const { return m_target; }
    const Choice& choice() const { return m_choice; }
    /// Picks something else. Another program, variant, parameter, mode or time puts away what is shown (earlierRuns
    /// still has it); another strategy or seed holds from the next run on.
    void setChoice(const Choice& choice);
    /// The chosen program and variant; null while nothing is chosen.
    const host::ProgramInfo* program() const;
    const host::VariantInfo* variant() const;

    // The trace.
    /// Null while nothing has run and nothing was opened.
    std::shared_ptr<const trace::Trace> trace() const { return m_trace; }
    /// Events that views may read; trace()->size() may already be larger.
    Step length() const { return m_length; }
    const Status& status() const { return m_status; }
    /// Ending None while the run goes on.
    const trace::Verdict& verdict() const { return m_verdict; }
    const std::vector<trace::Finding>& findings() const { return m_findings; }
    /// "balance=20 cash=80": what the program reported in all that is recorded.
    std::string outcome();
    /// Lanes that compute for a second or longer, and for how many nanoseconds.
    const std::vector<std::pair<LaneId, std::int64_t>>& computingLanes() const { return m_computing; }

    // The playhead: how many events are before it, 0 … length().
    Step playhead() const { return m_playhead; }
    void setPlayhead(Step step);
    /// The playhead stays at the last event while more come.
    bool followsEdge() const { return m_followsEdge; }
    void setFollowsEdge(bool follows);
    bool isAtEdge() const { return m_playhead == m_length; }
    /// The moment that views show: the playhead's, or for a short while the nearest before it that is known already;
    /// its `step` says which. playheadMoved() comes again when it has caught up.
    const Moment& moment();
    /// Any other moment, with the same reserve; what moment() returned before is this moment then.
    const Moment& momentAt(Step step);
    const rules::State& stateAtPlayhead() { return moment().state; }
    const rules::Judge& judgeAtPlayhead() { return moment().judge; }
    /// Moves the playhead by itself over what is recorded, at the speed that is set; to the edge or to the start.
    enum class Direction { Forward, Backward };
    void playBack(Direction direction);
    void stopPlayingBack();

    // The selection.
    LaneId selectedLane() const { return m_lane; }
    ObjectId selectedObject() const { return m_object; }
    std::optional<Step> selectedEvent() const { return m_event; }
    StepRange selectedRange() const { return m_range; }
    void selectLane(LaneId lane);
    void selectObject(ObjectId object);
    /// Selects an event and its lane; the playhead moves behind it.
    void selectEvent(Step step);
    void clearEvent();
    void selectRange(Step begin, Step end);

    // Who can move. Empty in the past, in Live, and while somebody still runs.
    const std::vector<schedule::Candidate>& candidates() const { return m_candidates; }
    std::vector<LaneId> lanesThatCanMove() const;
    /// The lane's next operation cannot be stepped now: why not, in a sentence; empty when it can.
    QString whyNotStep(LaneId lane);

    // Breakpoints; they hold for this and later runs.
    const std::vector<Breakpoint>& breakpoints() const { return m_breakpoints; }
    void addBreakpoint(const Breakpoint& breakpoint);
    void removeBreakpoint(const Breakpoint& breakpoint);

    // Commands. What cannot be done is said().
    /// Starts a run of what is chosen, Controlled runs paused before the first step.
    void start();
    void start(const Choice& choice);
    void restart() { start(); }
    /// Goes on: the run at the edge, the playhead in the past. Starts a run when there is none.
    void play();
    void pause();
    bool isPlaying() const;
    /// The playhead one event back.
    void stepBack();
    /// In the past the playhead one event forward, at the edge a step of the run.
    void step();
    /// A step of this lane. In the past of a Controlled run it goes on from there, with this lane.
    void stepLane(LaneId lane);
    /// One particular alternative, at the edge of a Controlled run.
    void pick(const schedule::Candidate& candidate);
    void stop();
    /// 1 u of run time lasts 1/speed seconds. Range 0.1 – 1000; 1000 is as fast as it goes.
    void setSpeed(double speed);
    double speed() const { return m_speed; }
    static constexpr double unlimitedSpeed = 1000;
    /// Runs the same picks again up to the playhead, in a new Controlled run that then waits, or lets `first` move.
    void goOnFromHere(std::optional<LaneId> first = std::nullopt);
    /// Whether goOnFromHere can work, and if not why, in a sentence.
    QString whyNotGoOn() const;

    /// Shows a trace from a file. What runs is stopped.
    void open(std::shared_ptr<const trace::Trace> trace, trace::Verdict verdict, const QString& title);
    /// What is shown, in a word or two: the program and variant, or the file's name.
    const QString& title() const { return m_title; }
    /// Runs that were shown before, the latest first; at most eight.
    const std::deque<Recorded>& earlierRuns() const { return m_earlier; }
    void showEarlier(std::size_t number);
    /// The picks of the shown run as text; empty where there are none (Live, files without one).
    std::string scheduleText() const;

signals:
    void catalogueChanged();
    void choiceChanged();
    /// Another trace is shown (trace() may still be empty).
    void runStarted();
    /// Events [from, to) are new; at most once a frame.
    void grew(Step from, Step to);
    /// The verdict is in.
    void ended();
    void statusChanged();
    /// candidates() are others.
    void candidatesChanged();
    void findingsChanged();
    void playheadMoved(Step playhead);
    void followsEdgeChanged(bool follows);
    void speedChanged(double speed);
    void laneSelected(LaneId lane);
    void objectSelected(ObjectId object);
    /// No value: no event is selected any more.
    void eventSelected(std::optional<Step> step);
    void rangeSelected(StepRange range);
    void breakpointsChanged();
    /// Something worth telling the user, e.g. why a lane cannot be stepped.
    void said(const QString& sentence, Severity severity);

private:
    void launch(host::RunSpec spec, Drive drive);
    void putAway();
    void showTrace(std::shared_ptr<const trace::Trace> trace);
    void show(const Recorded& recorded);
    void takeSnapshot();
    void takeFrame();
    void applySnapshot(const Snapshot& snapshot);
    void updateStatus();
    void moveOn();
    void movePlayhead(Step step);
    void sayRefusals();
    void moveOnInTime(double seconds, int direction);
    std::size_t picksBefore(Step step, const schedule::Schedule& schedule) const;
    void post(Worker::Command command, Worker::When when = Worker::When::Now);
    bool isLive() const { return m_trace && m_drive == Drive::Live; }

    host::Catalogue m_catalogue;
    std::string m_target;
    Choice m_choice;

    std::unique_ptr<Worker> m_worker;
    std::shared_ptr<const trace::Trace> m_trace;
    std::unique_ptr<Past> m_past;
    Step m_length = 0;
    trace::Verdict m_verdict;
    std::vector<trace::Finding> m_findings;
    std::vector<schedule::Candidate> m_candidates;
    std::vector<std::pair<LaneId, std::int64_t>> m_computing;
    Snapshot m_snapshot;
    std::string m_schedule;
    Status m_status;
    Drive m_drive = Drive::Controlled;
    QString m_title;
    bool m_saidFault = false;
    bool m_saidRefusal = false;

    Step m_playhead = 0;
    bool m_followsEdge = true;
    std::optional<Direction> m_direction;
    double m_carry = 0; ///< part of an event that play-back still owes
    double m_speed = 1;

    LaneId m_lane = LaneId::none;
    ObjectId m_object = ObjectId::none;
    std::optional<Step> m_event;
    StepRange m_range;
    std::vector<Breakpoint> m_breakpoints;
    std::deque<Recorded> m_earlier;

    QTimer m_frame;    ///< waits for the next frame
    QTimer m_playBack;
    QElapsedTimer m_sinceFrame;
    QElapsedTimer m_sincePlayBack;
    QElapsedTimer m_sinceRate;
    Step m_rateFrom = 0;
};

} // namespace interleave::session
