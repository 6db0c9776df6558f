#include "ui/session/makespans.h"

#include "core/base/check.h"
#include "core/host/run.h"

#include <algorithm>
#include <cmath>

namespace interleave::session {
namespace {

using Phase = Makespan::Phase;

constexpr std::chrono::milliseconds turnLength{20};
constexpr std::uint64_t eventsOfRun = 2'000'000;

QString text(const std::string& words)
{
    return QString::fromStdString(words);
}

/// Runs a variant to its end, or until it is called off. Requires: a thread of its own, which is pinned to a core.
void run(const host::RunSpec& spec, const std::stop_token& stop, Makespan& row)
{
    auto started = host::Run::start(spec);
    if (!started) {
        row.sentence = text(started.error().message);
        return;
    }
    host::Run& run = **started;
    const auto until = std::chrono::steady_clock::now() + Makespans::mostWallTime;
    try {
        while (!stop.stop_requested() && !run.hasEnded() && std::chrono::steady_clock::now() < until)
            run.turn(turnLength);
        if (!run.hasEnded())
            run.stop();
    } catch (const base::EngineFault& fault) {
        // What comes after the verdict is of no interest here.
        row.sentence = text(fault.what());
    }
    row.ending = run.verdict().ending;
    row.outcome = run.outcome();
    if (run.hasEnded())
        row.sentence = text(run.verdict().sentence);
    if (row.ending == trace::Ending::Stopped)
        row.sentence = Makespans::tr("No end within %1 s of real time.").arg(Makespans::mostWallTime.count());
    row.run = timedRunOf(run.trace(), stop);
}

} // namespace

/// What the thread works on: copies, so that nothing is shared.
struct Makespans::Batch
{
    std::vector<host::RunSpec> specs;
    std::vector<std::size_t> rows;   ///< of each spec
    std::vector<Makespan> makespans; ///< of each spec
};

std::optional<bool> Makespan::isAsPromised() const
{
    if (!promised || phase != Phase::Over)
        return std::nullopt;
    const std::vector<host::PromisedInfo>& ways = variant.timed.empty() ? variant.any : variant.timed;
    const bool mayEndSo =
        std::any_of(ways.begin(), ways.end(), [this](const host::PromisedInfo& way) { return way.ending == ending; });
    return mayEndSo && std::abs(static_cast<double>(run.makespan) / 1e9 - *promised) < 1e-6;
}

Makespans::Makespans(Session& session, QObject* parent) : QObject(parent), m_session(session)
{
    connect(&m_session, &Session::choiceChanged, this, &Makespans::follow);
    connect(&m_session, &Session::runStarted, this, &Makespans::follow);
    connect(&m_session, &Session::catalogueChanged, this, [this] {
        clear();
        follow();
    });
    follow();
}

Makespans::~Makespans() = default;

Choice Makespans::wantedChoice() const
{
    Choice wanted;
    const Choice& chosen = m_session.choice();
    const auto trace = m_session.trace();
    wanted.program = trace ? trace->info().scenario : chosen.program;
    if (wanted.program == chosen.program)
        wanted.settings = chosen.settings;
    wanted.time = trace::TimeSetting::Respected;
    const bool isByHand = chosen.strategy.empty() || chosen.strategy == "by-hand" || chosen.strategy == "replay";
    wanted.strategy = isByHand ? "round-robin" : chosen.strategy;
    // Taking turns needs no luck.
    if (wanted.strategy != "round-robin")
        wanted.seed = chosen.seed;
    return wanted;
}

void Makespans::follow()
{
    const Choice wanted = wantedChoice();
    if (wanted == m_asked && !m_rows.empty())
        return;
    clear();
    m_asked = wanted;
    if (const auto program = m_session.catalogue().find(wanted.program))
        for (const host::VariantInfo& variant : (*program)->variants) {
            Makespan row;
            row.variant = variant;
            const auto chosen = host::Catalogue::resolve(**program, variant, wanted.settings);
            const auto own = host::Catalogue::resolve(**program, variant, {});
            if (chosen && own && *chosen == *own)
                row.promised = variant.makespan;
            m_rows.push_back(std::move(row));
        }
    begin();
    emit changed();
}

void Makespans::clear()
{
    stop();
    m_rows.clear();
    m_failure.clear();
}

void Makespans::setWanted(bool wanted)
{
    if (wanted == m_isWanted)
        return;
    m_isWanted = wanted;
    if (wanted) {
        m_failure.clear();
        begin();
    } else {
        stop();
    }
    emit changed();
}

void Makespans::stop()
{
    m_thread = {};
    m_batch.reset();
    for (Makespan& row : m_rows)
        if (row.phase == Phase::Running)
            row.phase = Phase::Waiting;
}

void Makespans::begin()
{
    if (!m_isWanted)
        return;
    auto batch = std::make_shared<Batch>();
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        if (m_rows[i].phase != Phase::Waiting)
            continue;
        Choice choice = m_asked;
        choice.variant = m_rows[i].variant.id;
        auto spec = specOf(m_session.catalogue(), choice);
        if (!spec) {
            m_failure = text(spec.error().message);
            return;
        }
        spec->target = m_session.target();
        spec->maxPicks = mostPicks;
        spec->events = eventsOfRun;
        batch->specs.push_back(std::move(*spec));
        batch->rows.push_back(i);
        batch->makespans.push_back(m_rows[i]);
    }
    if (batch->specs.empty())
        return;
    m_rows[batch->rows.front()].phase = Phase::Running;
    m_batch = batch;
    m_thread = std::jthread([this, batch](const std::stop_token& stop) {
        for (std::size_t i = 0; i < batch->specs.size() && !stop.stop_requested(); ++i) {
            Makespan found = batch->makespans[i];
            run(batch->specs[i], stop, found);
            if (stop.stop_requested())
                return;
            found.phase = Phase::Over;
            QMetaObject::invokeMethod(
                this, [this, batch, i, found = std::move(found)] { take(batch, i, found); }, Qt::QueuedConnection);
        }
    });
}

// A result that comes after something else was asked for is for nobody.
void Makespans::take(const std::shared_ptr<Batch>& batch, std::size_t row, Makespan found)
{
    if (batch != m_batch)
        return;
    if (found.ending == trace::Ending::None || found.ending == trace::Ending::ConfigError) {
        // What cannot even start once cannot be started for the others either.
        m_failure = found.sentence;
        stop();
        emit changed();
        return;
    }
    m_rows[batch->rows[row]] = std::move(found);
    if (row + 1 < batch->rows.size())
        m_rows[batch->rows[row + 1]].phase = Phase::Running;
    else
        m_batch.reset();
    emit changed();
}

std::optional<Nanoseconds> Makespans::shortest() const
{
    std::optional<Nanoseconds> least;
    std::optional<Nanoseconds> most;
    for (const Makespan& row : m_rows) {
        if (!row.hasTime())
            continue;
        least = std::min(least.value_or(row.run.makespan), row.run.makespan);
        most = std::max(most.value_or(row.run.makespan), row.run.makespan);
    }
    return least == most ? std::nullopt : least;
}

Nanoseconds Makespans::longest() const
{
    Nanoseconds longest = 0;
    Nanoseconds cutOff = 0;
    for (const Makespan& row : m_rows) {
        const bool isCutOff = row.ending == trace::Ending::Bound || row.ending == trace::Ending::Stopped;
        Nanoseconds& place = isCutOff ? cutOff : longest;
        place = std::max(place, row.run.makespan);
    }
    return longest > 0 ? longest : cutOff;
}

bool Makespans::isTimeless() const
{
    return longest() == 0
           && std::any_of(m_rows.begin(), m_rows.end(), [](const Makespan& row) { return row.hasTime(); });
}

void Makespans::choose(const std::string& variant)
{
    Choice choice = m_session.choice();
    if (choice.program != m_asked.program) {
        choice.program = m_asked.program;
        choice.settings.clear();
    }
    choice.variant = variant;
    choice.schedule.clear();
    m_session.setChoice(choice);
}

} // namespace interleave::session
