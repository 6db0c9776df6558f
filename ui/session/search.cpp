#include "ui/session/search.h"

#include "core/schedule/schedule.h"

#include <algorithm>

namespace interleave::session {
namespace {

constexpr std::chrono::milliseconds turnLength{50};
constexpr std::chrono::milliseconds publishEvery{200};

/// The result with its executions' picks in numbers, made where nobody waits for it.
struct Digest
{
    trace::ExploreResult result;
    std::vector<ShownExecution> executions;
    std::vector<std::string> paths;

    std::uint16_t numberOf(const std::string& path)
    {
        const auto found = std::find(paths.begin(), paths.end(), path);
        if (found == paths.end())
            paths.push_back(path);
        return static_cast<std::uint16_t>(found - paths.begin());
    }
};

/// A search does not depend on how the run is driven that is shown.
Choice asSearched(Choice choice)
{
    choice.mode = trace::Mode::Controlled;
    choice.schedule.clear();
    return choice;
}

Digest digestOf(trace::ExploreResult result)
{
    Digest digest;
    digest.paths.reserve(64);
    for (trace::ExploredSample& sample : result.samples) {
        ShownExecution shown{sample.outcome, sample.switches, sample.steps, std::move(sample.schedule), {}};
        if (const auto schedule = schedule::parseSchedule(shown.schedule))
            for (const schedule::Pick& pick : schedule->picks)
                shown.picks.push_back(digest.numberOf(pick.path));
        digest.executions.push_back(std::move(shown));
    }
    result.samples.clear();
    digest.result = std::move(result);
    return digest;
}

} // namespace

/// What the thread and the window say to each other.
struct Search::Shared
{
    std::mutex mutex;
    bool wantsRest = false;   // guarded by mutex, as is the rest
    bool wantsToGoOn = false;
    bool isNew = false;       ///< digest was not taken yet
    bool isOver = false;
    bool isResting = false;
    Digest digest;
    QString failure;

    void publish(const host::Exploration& exploration, bool ended)
    {
        Digest made = digestOf(exploration.result());
        made.result.progress = exploration.progress();
        const std::lock_guard lock(mutex);
        digest = std::move(made);
        if (const auto error = exploration.failure())
            failure = QString::fromStdString(error->message);
        isResting = exploration.isResting();
        isOver = ended;
        isNew = true;
    }

    void obey(host::Exploration& exploration)
    {
        bool rest = false;
        bool goOn = false;
        {
            const std::lock_guard lock(mutex);
            std::swap(rest, wantsRest);
            std::swap(goOn, wantsToGoOn);
        }
        if (rest)
            exploration.stop();
        if (goOn)
            exploration.goOn();
    }
};

Search::Search(Session& session, std::string target, QObject* parent)
    : QObject(parent), m_session(session), m_target(std::move(target))
{
    connect(&m_session, &Session::choiceChanged, this, [this] {
        if (m_phase != Phase::Nothing && !isSameProgram(asSearched(m_session.choice()), m_searched))
            forget();
    });
    // Chips are those of the run that is shown.
    connect(&m_session, &Session::runStarted, this, [this] {
        readLanes();
        emit changed();
    });
    connect(&m_session, &Session::ended, this, &Search::changed);
}

Search::~Search() = default;

void Search::start()
{
    const auto run = specOf(m_session.catalogue(), asSearched(m_session.choice()));
    m_thread = {};
    m_shared.reset();
    m_result = {};
    m_executions.clear();
    m_paths.clear();
    m_lanes.clear();
    m_failure.clear();
    m_searched = asSearched(m_session.choice());
    if (!run) {
        m_failure = QString::fromStdString(run.error().message);
        m_phase = Phase::Over;
        emit changed();
        return;
    }
    host::ExploreSpec spec;
    spec.settings.info = run->info;
    spec.settings.algorithm = m_settings.algorithm;
    spec.settings.preemptions = m_settings.preemptions;
    spec.settings.maxExecutions = m_settings.maxExecutions;
    spec.settings.maxSteps = m_settings.maxSteps;
    spec.settings.maxSeconds = m_settings.maxSeconds;
    spec.target = m_target;
    begin(std::move(spec));
}

void Search::begin(host::ExploreSpec spec)
{
    m_shared = std::make_shared<Shared>();
    m_phase = Phase::Searching;
    m_thread = std::jthread([this, shared = m_shared, spec = std::move(spec)](const std::stop_token& stop) mutable {
        const auto tell = [&] { QMetaObject::invokeMethod(this, &Search::take, Qt::QueuedConnection); };
        auto exploration = host::Exploration::start(std::move(spec));
        if (!exploration) {
            const std::lock_guard lock(shared->mutex);
            shared->failure = QString::fromStdString(exploration.error().message);
            shared->isOver = true;
            tell();
            return;
        }
        auto published = std::chrono::steady_clock::now();
        bool goesOn = true;
        while (goesOn && !stop.stop_requested()) {
            shared->obey(**exploration);
            goesOn = (*exploration)->turn(turnLength);
            const auto now = std::chrono::steady_clock::now();
            if (goesOn && now - published < publishEvery)
                continue;
            published = now;
            shared->publish(**exploration, !goesOn);
            tell();
        }
    });
    emit changed();
}

void Search::take()
{
    if (!m_shared)
        return;
    {
        const std::lock_guard lock(m_shared->mutex);
        if (m_shared->isNew) {
            m_result = m_shared->digest.result;
            m_executions = m_shared->digest.executions;
            m_paths = m_shared->digest.paths;
            m_shared->isNew = false;
        }
        m_failure = m_shared->failure;
        m_phase = m_shared->isOver ? Phase::Over : m_shared->isResting ? Phase::Resting : Phase::Searching;
    }
    readLanes();
    emit changed();
}

// A lane is the same in every execution by its creation path; the run that is shown knows its name.
void Search::readLanes()
{
    m_lanes.clear();
    const auto trace = m_session.trace();
    for (std::size_t i = 0; i < m_paths.size(); ++i) {
        PickedLane lane{m_paths[i], {QString::number(i), static_cast<int>(i)}, QString::fromStdString(m_paths[i])};
        for (std::size_t j = 0; trace && j < trace->laneCount(); ++j)
            if (trace->lanePath(LaneId(j)) == lane.path) {
                lane.identity = identityOf(*trace, LaneId(j));
                lane.name = laneName(*trace, LaneId(j));
            }
        m_lanes.push_back(std::move(lane));
    }
}

std::vector<std::uint16_t> Search::picksOf(const std::string& schedule)
{
    std::vector<std::uint16_t> picks;
    const auto parsed = schedule::parseSchedule(schedule);
    if (!parsed)
        return picks;
    const std::size_t known = m_paths.size();
    for (const schedule::Pick& pick : parsed->picks) {
        const auto found = std::find(m_paths.begin(), m_paths.end(), pick.path);
        picks.push_back(static_cast<std::uint16_t>(found - m_paths.begin()));
        if (found == m_paths.end())
            m_paths.push_back(pick.path);
    }
    if (m_paths.size() > known)
        readLanes();
    return picks;
}

void Search::stop()
{
    if (m_shared) {
        const std::lock_guard lock(m_shared->mutex);
        m_shared->wantsRest = true;
    }
}

void Search::goOn()
{
    if (m_shared) {
        const std::lock_guard lock(m_shared->mutex);
        m_shared->wantsToGoOn = true;
    }
}

void Search::forget()
{
    m_thread = {};
    m_shared.reset();
    m_result = {};
    m_executions.clear();
    m_paths.clear();
    m_lanes.clear();
    m_failure.clear();
    m_phase = Phase::Nothing;
    emit changed();
}

std::optional<std::size_t> Search::outcomeOfShownRun() const
{
    const trace::Verdict& verdict = m_session.verdict();
    if (verdict.ending == trace::Ending::None || m_phase == Phase::Nothing)
        return std::nullopt;
    std::vector<trace::FindingKind> kinds;
    for (const trace::Finding& finding : m_session.findings())
        if (std::find(kinds.begin(), kinds.end(), finding.kind) == kinds.end())
            kinds.push_back(finding.kind);
    std::sort(kinds.begin(), kinds.end());
    const std::string outcome = m_session.outcome();
    for (std::size_t i = 0; i < m_result.outcomes.size(); ++i) {
        const trace::ExploredOutcome& one = m_result.outcomes[i];
        if (one.ending == verdict.ending && one.findings == kinds && one.outcome == outcome)
            return i;
    }
    return std::nullopt;
}

void Search::replay(const std::string& schedule)
{
    if (schedule.empty())
        return;
    Choice choice = m_searched;
    choice.schedule = schedule;
    m_session.start(choice);
    m_session.play();
}

} // namespace interleave::session
