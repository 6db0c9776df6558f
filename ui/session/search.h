#pragma once

#include "ui/session/session.h"

#include "core/host/exploration.h"
#include "core/trace/exploration.h"

#include <QObject>

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace interleave::session {

/// A lane as schedules name it, with the chip it has in the run that is shown.
struct PickedLane
{
    std::string path;
    LaneIdentity identity;
    QString name;
};

/// One execution of a search, as a map shows it.
struct ShownExecution
{
    std::uint32_t outcome = 0;           ///< index into the outcomes of the result
    std::uint32_t switches = 0;
    std::uint32_t steps = 0;
    std::string schedule;
    std::vector<std::uint16_t> picks;    ///< who moved, step by step: indexes into Search::lanes(); empty without a schedule
};

/// A search through all orders of what is chosen, in processes of its own; the UI thread only asks and is told.
///
/// Thread-safety: the UI thread only.
class Search : public QObject
{
    Q_OBJECT

public:
    enum class Phase {
        Nothing,   ///< nothing was searched yet, or something else was chosen since
        Searching,
        Resting,   ///< stopped; it can go on
        Over,
    };

    /// Keeps a reference to the session, which must outlive it; `target` is the path of interleave-target, "" for the
    /// one beside this program.
    explicit Search(Session& session, std::string target = {}, QObject* parent = nullptr);
    ~Search() override;

    /// How to search; what to search is the session's choice. Holds from the next start on.
    struct Settings
    {
        trace::SearchAlgorithm algorithm = trace::SearchAlgorithm::Optimal;
        std::uint32_t preemptions = 2;
        std::uint64_t maxExecutions = 1'000'000;
        std::uint64_t maxSteps = 10'000;
        double maxSeconds = 60;
    };
    const Settings& settings() const { return m_settings; }
    void setSettings(const Settings& settings) { m_settings = settings; }

    Phase phase() const { return m_phase; }
    /// What was met so far, at most a fifth of a second old while it searches.
    const trace::ExploreResult& result() const { return m_result; }
    const std::vector<ShownExecution>& executions() const { return m_executions; }
    const std::vector<PickedLane>& lanes() const { return m_lanes; }
    /// Who moves in a schedule, step by step, as indexes into lanes(); empty for a text that is none.
    std::vector<std::uint16_t> picksOf(const std::string& schedule);
    /// Why it could not be searched; empty when it could.
    const QString& failure() const { return m_failure; }
    /// The outcome that the run which is shown came to; none when it met none of them.
    std::optional<std::size_t> outcomeOfShownRun() const;

    void start();
    void stop();
    void goOn();
    /// Runs an execution again on real threads, in the session.
    void replay(const std::string& schedule);

signals:
    /// phase(), result() or failure() are others.
    void changed();

private:
    struct Shared;

    void begin(host::ExploreSpec spec);
    void forget();
    void take();
    void readLanes();

    Session& m_session;
    std::string m_target;
    Settings m_settings;
    Phase m_phase = Phase::Nothing;
    Choice m_searched; ///< what the result is about
    trace::ExploreResult m_result;
    std::vector<ShownExecution> m_executions;
    std::vector<std::string> m_paths; ///< of the lanes that moved
    std::vector<PickedLane> m_lanes;
    QString m_failure;
    std::shared_ptr<Shared> m_shared; ///< with the thread; null when none is at work
    std::jthread m_thread;            ///< last: ends before what it uses
};

} // namespace interleave::session
