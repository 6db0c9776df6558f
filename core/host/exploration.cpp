#include "core/host/exploration.h"

#include "core/arena/futex.h"
#include "core/host/run.h"
#include "core/schedule/schedule.h"

#include <algorithm>
#include <sstream>
#include <thread>

namespace interleave::host {
namespace {

using arena::SearchCommand;
using arena::SearchState;
using base::Error;
using base::ErrorCode;

// Several processes cannot be waited for at once.
constexpr std::chrono::milliseconds longestWait{10};
// How long one process searches before it is known that it is worth it to begin again with all.
constexpr double aloneSeconds = 0.5;
// For how long an execution may go on after the end of the search, before its process is ended.
constexpr std::chrono::milliseconds patience{1'000};

SearchState stateOf(const arena::SearchMemory& memory)
{
    return static_cast<SearchState>(memory.control().state.load(std::memory_order_acquire));
}

bool isFinal(SearchState state)
{
    return state != SearchState::Starting && state != SearchState::Searching && state != SearchState::Resting;
}

bool isByChance(trace::SearchAlgorithm algorithm)
{
    return algorithm == trace::SearchAlgorithm::Random || algorithm == trace::SearchAlgorithm::Pct;
}

std::string secondsText(double seconds)
{
    std::ostringstream text;
    text << seconds;
    return text.str() + " s";
}

} // namespace

base::Result<std::unique_ptr<Exploration>> Exploration::start(ExploreSpec spec)
{
    const trace::ExploreSettings& settings = spec.settings;
    if (settings.shard == 0 || settings.shard > settings.shards || settings.shards > trace::ExploreSettings::mostShards)
        return Error{ErrorCode::WrongUse, "There is no shard " + std::to_string(settings.shard) + " of " +
                                              std::to_string(settings.shards) + ": shards are counted from 1."};
    if (!spec.prefix.empty()) {
        if (const auto prefix = schedule::parseSchedule(spec.prefix); !prefix)
            return prefix.error();
    }
    if (spec.target.empty())
        spec.target = defaultTarget();
    std::unique_ptr<Exploration> made(new Exploration(std::move(spec)));
    if (const auto started = made->startWorkers(made->m_isAlone ? 1 : made->m_spec.jobs); !started)
        return started.error();
    return made;
}

Exploration::Exploration(ExploreSpec spec) : m_spec(std::move(spec)), m_since(Clock::now())
{
    if (m_spec.jobs == 0) {
        m_spec.jobs = std::max(1U, std::thread::hardware_concurrency());
        m_isAlone = m_spec.jobs > 1 && m_spec.settings.shards == 1 && !isByChance(m_spec.settings.algorithm);
    }
    m_result.settings = m_spec.settings;
}

Exploration::~Exploration()
{
    // All at once, so that none is waited for while others still search.
    for (const auto& worker : m_workers)
        worker->warden.killAll();
}

base::Result<void> Exploration::startWorkers(std::uint32_t count)
{
    for (std::uint32_t i = 0; i < count; ++i)
        if (const auto started = startWorker(i, count); !started)
            return started.error();
    return {};
}

/// It takes longer: everybody at once, each on a part, from the beginning.
void Exploration::spread()
{
    m_isAlone = false;
    m_workers.clear();
    m_history.clear();
    if (const auto started = startWorkers(m_spec.jobs); !started) {
        m_failure = started.error();
        command(SearchCommand::Quit);
    }
}

/// What does not come to the end of its execution is ended; its latest snapshot holds.
void Exploration::giveUpWaiting()
{
    if (!m_quitAt || Clock::now() - *m_quitAt < patience)
        return;
    for (const auto& worker : m_workers)
        if (!worker->isOver)
            worker->warden.killAll();
}

base::Result<void> Exploration::startWorker(std::uint32_t number, std::uint32_t count)
{
    auto memory = arena::SearchMemory::create();
    if (!memory)
        return memory.error();
    arena::SearchRequest request{m_spec.settings, m_spec.prefix, m_spec.avoided};
    // Shard i of n, dealt out to j processes, is the shards i, i + n, i + 2n, … of n · j: the same executions.
    trace::ExploreSettings& own = request.settings;
    own.shard += number * own.shards;
    own.shards *= count;
    if (isByChance(own.algorithm) && own.maxExecutions != 0)
        own.maxExecutions = own.maxExecutions / count + (number < own.maxExecutions % count ? 1 : 0);
    if (const auto written = (*memory)->writeRequest(toText(request)); !written)
        return written.error();
    auto warden = Warden::launch(m_spec.target, {"--explore"}, (*memory)->fd());
    if (!warden)
        return warden.error();
    m_workers.push_back(std::unique_ptr<Worker>(new Worker{std::move(*memory), std::move(*warden), 0, {}, false}));
    return {};
}

bool Exploration::turn(std::chrono::milliseconds wait)
{
    const auto until = Clock::now() + wait;
    for (;;) {
        const Worker* first = nullptr;
        std::uint32_t state = 0;
        {
            const std::lock_guard lock(m_mutex);
            if (m_isOver)
                return false;
            if (look())
                return !m_isOver;
            for (const auto& worker : m_workers)
                if (!worker->isOver && first == nullptr)
                    first = worker.get();
            if (first == nullptr)
                continue;
            state = first->memory->control().state.load();
        }
        const auto left = std::chrono::duration_cast<std::chrono::nanoseconds>(until - Clock::now());
        if (left.count() <= 0)
            return true;
        if (!isFinal(static_cast<SearchState>(state)))
            arena::futexWait(first->memory->control().state, state,
                             std::min<std::chrono::nanoseconds>(left, longestWait).count());
    }
}

/// True when something is new that is worth being shown.
bool Exploration::look()
{
    bool isNew = false;
    for (const auto& worker : m_workers)
        isNew = lookAt(*worker) || isNew;
    m_isOver = std::all_of(m_workers.begin(), m_workers.end(), [](const auto& worker) { return worker->isOver; });
    if (m_isOver) {
        // The time of a search that is over stands still.
        m_secondsBefore = seconds();
        m_isResting = true;
    }
    updateProgress();
    if (isNew || m_isOver)
        takeIn();
    keepLimits();
    giveUpWaiting();
    if (m_isAlone && !m_isOver && !m_isResting && m_why.empty() && !m_failure && seconds() > aloneSeconds)
        spread();
    return isNew || m_isOver;
}

bool Exploration::lookAt(Worker& worker)
{
    if (worker.isOver)
        return false;
    // Asked in this order: what was published before the end is seen after it.
    worker.warden.poll();
    const bool isGone = worker.warden.isOver();
    const SearchState state = stateOf(*worker.memory);
    bool isNew = false;
    if (const std::uint32_t number = worker.memory->control().snapshot.load(); number != worker.seen) {
        isNew = worker.memory->read(worker.snapshot);
        worker.seen = number;
    }
    if (!isFinal(state) && !isGone)
        return isNew;
    worker.isOver = true;
    if (state == SearchState::Refused)
        m_failure = Error{ErrorCode::WrongUse, worker.memory->fault()};
    else if (state == SearchState::Faulted)
        m_failure = Error{ErrorCode::Broken, worker.memory->fault()};
    else if (worker.warden.startError() != 0 || (state == SearchState::Starting && m_why.empty()))
        m_failure = Error{ErrorCode::Missing, "The target " + m_spec.target + " could not begin to search."};
    else if (state != SearchState::Over && m_why.empty())
        m_why = "a searching process was killed";
    if (m_failure)
        command(SearchCommand::Quit);
    return true;
}

void Exploration::takeIn()
{
    trace::ExploreResult merged;
    merged.settings = m_spec.settings;
    merged.isComplete = m_isOver;
    for (std::uint32_t i = 0; i < m_workers.size(); ++i) {
        const Worker& worker = *m_workers[i];
        std::vector<trace::ExploredSample> samples = worker.snapshot.samples;
        for (trace::ExploredSample& sample : samples)
            sample.part = i;
        trace::takeIn(merged, worker.snapshot.outcomes, samples);
        merged.unlisted += worker.snapshot.unlisted;
        merged.isComplete = merged.isComplete && worker.snapshot.isComplete;
        if (merged.bound.empty() && !worker.snapshot.isComplete)
            merged.bound = worker.snapshot.bound;
    }
    if (merged.isComplete)
        merged.bound.clear();
    else if (!m_why.empty())
        merged.bound = m_why;
    else if (!m_isOver)
        merged.bound = "under way";
    else if (isByChance(m_spec.settings.algorithm) && m_result.progress.executions >= m_spec.settings.maxExecutions)
        // The parts know only of their own share.
        merged.bound = std::to_string(m_result.progress.executions) + " executions were chosen by chance";
    merged.progress = m_result.progress;
    m_result = std::move(merged);
}

void Exploration::updateProgress()
{
    trace::ExploreProgress& progress = m_result.progress;
    progress.executions = progress.redundant = progress.steps = progress.crashes = 0;
    progress.depth = 0;
    for (const auto& worker : m_workers) {
        const arena::SearchControl& control = worker->memory->control();
        // What is over is as its last snapshot says; what is under way is ahead of it.
        const bool isExact = worker->isOver && worker->seen != 0;
        progress.executions += isExact ? worker->snapshot.executions : control.executions.load(std::memory_order_relaxed);
        progress.redundant += isExact ? worker->snapshot.redundant : control.redundant.load(std::memory_order_relaxed);
        progress.steps += isExact ? worker->snapshot.steps : control.steps.load(std::memory_order_relaxed);
        progress.crashes += control.crashes.load(std::memory_order_relaxed);
        progress.depth = std::max(progress.depth, static_cast<std::uint32_t>(control.place.steps.load(std::memory_order_relaxed)));
    }
    progress.seconds = seconds();
    if (m_isOver) {
        progress.perSecond = progress.seconds > 0 ? static_cast<double>(progress.executions) / progress.seconds : 0;
        return;
    }
    m_history.emplace_back(progress.seconds, progress.executions);
    while (m_history.size() > 2 && m_history[1].first < progress.seconds - 1)
        m_history.pop_front();
    const double span = progress.seconds - m_history.front().first;
    const std::uint64_t before = m_history.front().second;
    progress.perSecond = span > 0 && progress.executions > before ? static_cast<double>(progress.executions - before) / span : 0;
}

void Exploration::keepLimits()
{
    const trace::ExploreSettings& settings = m_spec.settings;
    if (m_isOver || !m_why.empty())
        return;
    std::string why;
    if (settings.maxExecutions != 0 && !isByChance(settings.algorithm) && m_workers.size() > 1 && m_result.progress.executions >= settings.maxExecutions)
        why = "the limit of " + std::to_string(settings.maxExecutions) + " executions was reached";
    else if (settings.maxSeconds > 0 && m_result.progress.seconds >= settings.maxSeconds)
        why = "the limit of " + secondsText(settings.maxSeconds) + " was reached";
    else if (m_spec.avoided && m_workers.size() > 1 &&
             std::any_of(m_workers.begin(), m_workers.end(),
                         [](const auto& worker) { return worker->isOver && worker->snapshot.bound == "found"; }))
        why = "found";
    if (!why.empty()) {
        m_why = why;
        command(SearchCommand::Quit);
    }
}

void Exploration::command(SearchCommand command)
{
    if (command == SearchCommand::Quit && !m_quitAt)
        m_quitAt = Clock::now();
    for (const auto& worker : m_workers) {
        worker->memory->control().command.store(static_cast<std::uint32_t>(command), std::memory_order_release);
        arena::futexWake(worker->memory->control().command);
    }
}

void Exploration::end(const std::string& why)
{
    const std::lock_guard lock(m_mutex);
    if (m_isOver || !m_why.empty())
        return;
    m_why = why;
    command(SearchCommand::Quit);
}

void Exploration::stop()
{
    const std::lock_guard lock(m_mutex);
    if (m_isOver || m_isResting || !m_why.empty())
        return;
    m_secondsBefore = seconds();
    m_isResting = true;
    command(SearchCommand::Rest);
}

void Exploration::goOn()
{
    const std::lock_guard lock(m_mutex);
    if (m_isOver || !m_isResting || !m_why.empty())
        return;
    m_isResting = false;
    m_since = Clock::now();
    m_history.clear();
    command(SearchCommand::Go);
}

double Exploration::seconds() const
{
    return m_secondsBefore + (m_isResting ? 0.0 : std::chrono::duration<double>(Clock::now() - m_since).count());
}

trace::ExploreProgress Exploration::progress() const
{
    const std::lock_guard lock(m_mutex);
    return m_result.progress;
}

trace::ExploreResult Exploration::result() const
{
    const std::lock_guard lock(m_mutex);
    return m_result;
}

std::optional<base::Error> Exploration::failure() const
{
    const std::lock_guard lock(m_mutex);
    return m_failure;
}

bool Exploration::isResting() const
{
    const std::lock_guard lock(m_mutex);
    return !m_isOver && m_isResting;
}

bool Exploration::isOver() const
{
    const std::lock_guard lock(m_mutex);
    return m_isOver;
}

} // namespace interleave::host
