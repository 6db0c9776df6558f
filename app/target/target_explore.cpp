#include "app/target/target_explore.h"

#include "app/target/keeper.h"
#include "core/arena/search_memory.h"
#include "core/arena/search_request.h"
#include "core/base/check.h"
#include "core/explore/fiber_driver.h"
#include "core/explore/sampler.h"
#include "core/explore/search.h"
#include "core/scenarios/scenario.h"
#include "core/schedule/replay.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

namespace interleave::app {
namespace {

using arena::SearchCommand;
using arena::SearchState;

// How often the host learns the groups, and how often a process is put aside to go on from.
constexpr std::chrono::milliseconds publishInterval{100};
constexpr std::chrono::milliseconds checkpointInterval{300};

/// Programs that crash by the thousand need neither say so on somebody's terminal nor fill a disk.
void crashQuietly()
{
    const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (nowhere >= 0)
        ::dup2(nowhere, STDERR_FILENO);
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
}

base::Result<explore::Program> programOf(const trace::RunInfo& info)
{
    const scenarios::Scenario* scenario = scenarios::find(info.scenario);
    const scenarios::Variant* variant = scenario == nullptr ? nullptr : scenarios::findVariant(*scenario, info.variant);
    if (variant == nullptr)
        return base::Error{base::ErrorCode::WrongUse, "The target has no program \"" + info.scenario + "\" with a variant \"" +
                                                          info.variant + "\"."};
    if (variant->asksOutside)
        return base::Error{base::ErrorCode::WrongUse, info.scenario + ":" + info.variant +
                                                          " talks over real sockets, and the world outside cannot be asked again and "
                                                          "again in every order. Run it Live or Controlled instead."};
    explore::Program program;
    program.name = info.scenario;
    std::map<std::string, std::string, std::less<>> values(info.parameters.begin(), info.parameters.end());
    program.main = [run = variant->program, values = std::move(values)] { run(scenarios::Parameters(values)); };
    for (const scenarios::Role& role : scenarios::roles())
        program.roles.push_back({std::string(role.name), role.run});
    return program;
}

schedule::Schedule headOf(const trace::ExploreSettings& settings)
{
    schedule::Schedule head;
    head.info = settings.info;
    head.wakesAny = settings.wakesAny;
    head.spuriousWakeUps = settings.spuriousWakeUps;
    return head;
}

base::Result<explore::SearchOptions> optionsOf(const arena::SearchRequest& request)
{
    const trace::ExploreSettings& settings = request.settings;
    explore::SearchOptions options;
    options.run.time = settings.info.time;
    options.run.notifyWakesAny = settings.wakesAny;
    options.run.spuriousWakeUps = settings.spuriousWakeUps;
    options.run.maxPicks = settings.maxSteps;
    options.run.seed = settings.info.seed;
    options.algorithm = explore::algorithmFromName(name(settings.algorithm)).value_or(explore::Algorithm::Optimal);
    options.preemptions = settings.preemptions;
    options.seed = settings.info.seed;
    options.shard = {settings.shard - 1, settings.shards};
    options.maxExecutions = settings.maxExecutions == 0 ? UINT64_MAX : settings.maxExecutions;
    // The host keeps the time.
    options.wallLimit = std::chrono::hours(24 * 365);
    options.progressEvery = std::chrono::milliseconds(20);
    if (!request.prefix.empty()) {
        auto prefix = schedule::parseSchedule(request.prefix);
        if (!prefix)
            return prefix.error();
        options.prefix = std::move(prefix->picks);
    }
    return options;
}

/// One search from its request to its last snapshot.
class Searcher
{
public:
    Searcher(arena::SearchMemory& memory, arena::SearchRequest request)
        : m_memory(memory), m_request(std::move(request)), m_keeper(memory, m_driver), m_sampler(headOf(m_request.settings))
    {}

    base::Result<void> run();

private:
    base::Result<void> tryPrefix(const explore::Program& program, const explore::SearchOptions& options);
    bool took(const explore::Execution& execution);
    bool look();
    bool obey();
    void checkpoint();
    void say(SearchState state);
    void publish(bool isComplete, const std::string& bound);

    arena::SearchMemory& m_memory;
    arena::SearchRequest m_request;
    explore::FiberDriver m_driver;
    Keeper m_keeper;
    explore::Sampler m_sampler;
    std::unique_ptr<explore::Search> m_search;
    std::size_t m_crashes = 0; ///< when the latest checkpoint was made
    std::string m_why;         ///< why it was ended before its end
    std::chrono::steady_clock::time_point m_nextPublished;
    std::chrono::steady_clock::time_point m_nextCheckpoint;
};

void Searcher::say(SearchState state)
{
    m_memory.control().state.store(static_cast<std::uint32_t>(state), std::memory_order_release);
    arena::futexWake(m_memory.control().state);
}

void Searcher::publish(bool isComplete, const std::string& bound)
{
    const auto began = std::chrono::steady_clock::now();
    const explore::SearchReport& report = m_search->report();
    arena::SearchSnapshot snapshot;
    for (const explore::Found& found : report.found) {
        if (snapshot.outcomes.size() == arena::SearchSnapshot::mostOutcomes) {
            snapshot.unlisted += found.executions;
            continue;
        }
        trace::ExploredOutcome one;
        one.ending = found.ending;
        one.findings = found.findings.kinds();
        one.outcome = found.outcome;
        one.executions = found.executions;
        one.switches = static_cast<std::uint32_t>(found.exampleSwitches);
        one.steps = static_cast<std::uint32_t>(found.examplePicks);
        one.schedule = m_sampler.text(found.example);
        one.shortest = found.shortest;
        one.longest = found.longest;
        snapshot.outcomes.push_back(std::move(one));
    }
    snapshot.samples = m_sampler.samples(report.found);
    snapshot.executions = report.executions;
    snapshot.redundant = report.redundant;
    snapshot.steps = report.picks;
    snapshot.isComplete = isComplete;
    snapshot.bound = bound;
    m_memory.publish(snapshot);
    // A large one takes its time; it may take a twentieth of it all.
    const auto now = std::chrono::steady_clock::now();
    m_nextPublished = now + std::max<std::chrono::steady_clock::duration>(publishInterval, 20 * (now - began));
}

void Searcher::checkpoint()
{
    m_keeper.checkpoint();
    m_crashes = m_keeper.crashes();
    m_nextCheckpoint = std::chrono::steady_clock::now() + checkpointInterval;
}

/// Does what the host says; false when it is enough.
bool Searcher::obey()
{
    arena::SearchControl& control = m_memory.control();
    for (;;) {
        const std::uint32_t command = control.command.load(std::memory_order_acquire);
        if (command == static_cast<std::uint32_t>(SearchCommand::Quit)) {
            m_why = "stopped";
            return false;
        }
        if (command != static_cast<std::uint32_t>(SearchCommand::Rest))
            break;
        if (control.state.load() != static_cast<std::uint32_t>(SearchState::Resting)) {
            publish(false, "stopped");
            say(SearchState::Resting);
        }
        arena::futexWait(control.command, command);
    }
    if (control.state.load() == static_cast<std::uint32_t>(SearchState::Resting))
        say(SearchState::Searching);
    return true;
}

/// Every now and then, between two executions; false when it is enough.
bool Searcher::look()
{
    const explore::SearchReport& report = m_search->report();
    arena::SearchControl& control = m_memory.control();
    control.executions.store(report.executions, std::memory_order_relaxed);
    control.redundant.store(report.redundant, std::memory_order_relaxed);
    control.steps.store(report.picks, std::memory_order_relaxed);
    if (!obey())
        return false;
    if (std::chrono::steady_clock::now() >= m_nextPublished)
        publish(false, "under way");
    if (std::chrono::steady_clock::now() >= m_nextCheckpoint)
        checkpoint();
    return true;
}

bool Searcher::took(const explore::Execution& execution)
{
    m_sampler.take(m_search->report().executions, execution, m_driver);
    // What was lost once is not to be lost again.
    if (m_keeper.crashes() != m_crashes)
        checkpoint();
    const auto& avoided = m_request.avoided;
    if (!avoided || !avoided->isAvoidedBy(execution.ending, execution.findings.kinds(), execution.outcome))
        return true;
    m_why = "found";
    return false;
}

/// Whether the program can go as the schedule says that every execution is to begin with.
base::Result<void> Searcher::tryPrefix(const explore::Program& program, const explore::SearchOptions& options)
{
    if (options.prefix.empty())
        return {};
    schedule::Schedule picks;
    picks.picks = options.prefix;
    schedule::Replay replay(std::move(picks), [this](LaneId lane) { return m_driver.tables().lanePath(lane); }, nullptr);
    m_driver.run(program, replay, options.run);
    if (!replay.difference().empty())
        return base::Error{base::ErrorCode::WrongUse, replay.difference()};
    if (!replay.isOver())
        return base::Error{base::ErrorCode::WrongUse, "The program ends before the schedule that it is to begin with."};
    return {};
}

base::Result<void> Searcher::run()
{
    auto program = programOf(m_request.settings.info);
    if (!program)
        return program.error();
    auto options = optionsOf(m_request);
    if (!options)
        return options.error();
    say(SearchState::Searching);
    checkpoint();
    if (const auto tried = tryPrefix(*program, *options); !tried)
        return tried.error();
    options->onExecution = [this](const explore::Execution& execution) { return took(execution); };
    options->onProgress = [this](const explore::Progress&) { return look(); };
    m_search = std::make_unique<explore::Search>(m_driver, std::move(*program), std::move(*options));
    const explore::SearchReport& report = m_search->run();
    std::string bound = m_why.empty() ? report.why : m_why;
    if (m_why.empty() && m_keeper.hasCutOff())
        bound = "an execution computed for " + std::to_string(Keeper::patience.count()) + " s without an operation";
    publish(report.isComplete, bound);
    say(SearchState::Over);
    return {};
}

} // namespace

int runSearch(const std::string& memoryFd)
{
    auto memory = arena::SearchMemory::open(std::atoi(memoryFd.c_str()));
    if (!memory) {
        std::fprintf(stderr, "interleave-target: %s\n", memory.error().message.c_str());
        return 3;
    }
    crashQuietly();
    auto request = arena::parseSearchRequest((*memory)->request());
    if (!request) {
        (*memory)->refuse(SearchState::Refused, request.error().message);
        return 3;
    }
    int status = 0;
    try {
        // Never destroyed: lanes that did not unwind are still on its fibers.
        auto* const searcher = new Searcher(**memory, std::move(*request));
        if (const auto ran = searcher->run(); !ran) {
            (*memory)->refuse(SearchState::Refused, ran.error().message);
            status = 3;
        }
    } catch (const std::exception& problem) {
        (*memory)->refuse(SearchState::Faulted, problem.what());
        status = 3;
    }
    // Without unwinding what programs left behind.
    ::_exit(status);
}

} // namespace interleave::app
