#include "app/cli/stepper.h"

#include "app/cli/run_loop.h"
#include "core/analysis/event_text.h"
#include "core/rules/judge.h"

#include <algorithm>
#include <chrono>
#include <iostream>

namespace interleave::app {
namespace {

using analysis::laneText;

/// "lock pot", and in which way when that is not the plain one.
std::string wayText(const trace::Trace& trace, const rules::State& state, const rules::Request& request,
                    const rules::Alternative& alternative)
{
    std::string text = analysis::requestText(trace, request);
    switch (alternative.way) {
    case rules::Way::Success: break;
    case rules::Way::Spurious: text += ", woken by nobody"; break;
    default: text += ", " + std::string(name(alternative.way)); break;
    }
    if (request.operation == rules::Operation::NotifyOne) {
        const auto* condition = state.findRules<rules::ConditionRules>(request.object);
        std::uint16_t choice = 0;
        for (std::size_t i = 0; condition != nullptr && i < condition->waiters.size(); ++i)
            if (!condition->waiters[i].isSignalled && choice++ == alternative.index)
                text += ", waking " + laneText(trace, condition->waiters[i].lane);
    }
    return text;
}

} // namespace

base::Result<std::unique_ptr<host::Run>> Stepper::run()
{
    m_spec.startsPaused = true;
    const auto started = restart(0);
    if (!started)
        return started.error();
    std::string word;
    while (!m_run->hasEnded()) {
        const std::vector<Choice> all = choices();
        ask(all);
        if (!std::getline(std::cin, word) || wasInterrupted() || !answer(word, all)) {
            m_run->stop();
            break;
        }
    }
    m_timeline->update();
    return std::move(m_run);
}

base::Result<void> Stepper::restart(std::size_t steps)
{
    m_timeline.reset();
    m_run.reset();
    auto started = host::Run::start(m_spec);
    if (!started)
        return started.error();
    m_run = std::move(*started);
    const std::vector<Taken> again(m_taken.begin(), m_taken.begin() + static_cast<std::ptrdiff_t>(steps));
    m_taken.clear();
    settle();
    for (const Taken& step : again) {
        if (const auto done = take(step); !done)
            return done;
    }
    m_timeline = std::make_unique<TextTimeline>(m_run->trace(), m_terminal);
    m_timeline->update();
    return {};
}

base::Result<void> Stepper::take(const Taken& step)
{
    base::Result<void> done;
    if (step.isStrategys)
        done = m_run->step();
    else if (isLive())
        done = m_run->stepLane(step.lane);
    else
        done = m_run->pick({.lane = step.lane, .alternative = step.alternative});
    if (!done)
        return done;
    m_taken.push_back(step);
    // The strategy's pick is made in a turn; until then the old choice still stands.
    const Step before = m_run->trace().size();
    // A Live step is collected a little after it was made; one that leaves no event has been made after a moment.
    const auto patience = std::chrono::steady_clock::now() + std::chrono::milliseconds(250);
    const auto isOver = [&] { return isLive() && std::chrono::steady_clock::now() > patience; };
    runUntil(*m_run, [&] { return m_run->trace().size() > before || isOver(); }, [] {});
    settle();
    return {};
}

/// The host has looked at the thread of every lane that runs: a new one is seen a little later than its first event.
bool Stepper::isEverybodySeen() const
{
    for (std::size_t i = 0; i < m_run->state().laneCount(); ++i) {
        const LaneId lane{static_cast<std::uint32_t>(i)};
        const rules::LaneState& state = m_run->state().lane(lane);
        const bool runs = state.phase == rules::LanePhase::Active && state.facts.kind != trace::LaneKind::Task;
        if (runs && m_run->activity(lane) == host::LaneActivity::Unknown)
            return false;
    }
    // Before its first lane a run is not at rest, it has not begun.
    return m_run->state().laneCount() > 0;
}

// Until somebody can be picked, or everybody is at rest.
void Stepper::settle()
{
    Progress progress;
    const auto isSettled = [&] {
        return isLive() ? m_run->isAtRest() && isEverybodySeen() : !m_run->candidates().empty();
    };
    runUntil(*m_run, isSettled, [&] { progress.say("Somebody computes; Ctrl+C stops the run."); });
}

std::vector<Stepper::Choice> Stepper::choices() const
{
    std::vector<Choice> all;
    if (isLive())
        addLive(all);
    else
        addControlled(all);
    return all;
}

void Stepper::addControlled(std::vector<Choice>& all) const
{
    const std::vector<schedule::Candidate> candidates = m_run->candidates();
    char letter = 'a';
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        const schedule::Candidate& candidate = candidates[i];
        letter = i > 0 && candidates[i - 1].lane == candidate.lane ? static_cast<char>(letter + 1) : 'a';
        std::string key = std::to_string(index(candidate.lane));
        if (!candidate.isOnlyOne)
            key += letter;
        const rules::Request* next = m_run->nextOperation(candidate.lane);
        all.push_back({key, candidate.lane,
                       next == nullptr ? "go on" : wayText(m_run->trace(), m_run->state(), *next, candidate.alternative),
                       {false, candidate.lane, candidate.alternative}});
    }
}

void Stepper::addLive(std::vector<Choice>& all) const
{
    for (std::size_t i = 0; i < m_run->trace().laneCount(); ++i) {
        const LaneId lane{static_cast<std::uint32_t>(i)};
        if (m_run->activity(lane) != host::LaneActivity::AtGate)
            continue;
        const rules::Request* next = m_run->nextOperation(lane);
        all.push_back({std::to_string(i), lane,
                       next == nullptr ? "its next operation" : analysis::requestText(m_run->trace(), *next),
                       {false, lane, {}}});
    }
}

/// Who does not move, and why.
std::string Stepper::waitingText() const
{
    std::string text;
    for (std::size_t i = 0; i < m_run->state().laneCount(); ++i) {
        const LaneId lane{static_cast<std::uint32_t>(i)};
        const std::string wait = rules::waitText(m_run->trace(), m_run->state(), lane, &m_run->judge());
        if (!wait.empty())
            text += "       -  " + printable(laneText(m_run->trace(), lane)) + " " + printable(wait) + "\n";
    }
    return text;
}

void Stepper::ask(const std::vector<Choice>& all) const
{
    std::string text;
    for (const Choice& choice : all)
        text += std::string(choice.key.size() < 7 ? 7 - choice.key.size() : 0, ' ') + " "
                + m_terminal.toned(choice.key, Tone::Strong) + "  " + printable(laneText(m_run->trace(), choice.lane))
                + ": " + printable(choice.text) + "\n";
    text += waitingText();
    text += isLive() ? "Enter, a number, c to go on, q to quit> " : "Enter, a number, b for back, c to go on, q to quit> ";
    print(text);
    std::fflush(stdout);
}

bool Stepper::answer(const std::string& word, const std::vector<Choice>& all)
{
    if (word == "q")
        return false;
    if (word == "b") {
        back();
        return true;
    }
    if (word == "c") {
        m_run->resume();
        runUntil(*m_run, [] { return false; }, [&] { m_timeline->update(); });
        return true;
    }
    Taken step;
    if (!word.empty()) {
        const auto chosen = std::find_if(all.begin(), all.end(), [&](const Choice& choice) {
            return choice.key == word || choice.key == word + "a";
        });
        if (chosen != all.end()) {
            step = chosen->step;
        } else {
            const bool isNumber = std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
            const std::size_t lane = isNumber && word.size() < 9 ? std::stoul(word) : m_run->trace().laneCount();
            if (lane >= m_run->trace().laneCount()) {
                print("\"" + printable(word) + "\" is none of the numbers above.\n");
                return true;
            }
            step = {false, LaneId(static_cast<std::uint32_t>(lane)), {}};
            // It cannot move, and the run itself says best why.
            if (!isLive()) {
                const auto refused = m_run->stepLane(step.lane);
                print(refused ? "" : refused.error().message + "\n");
                return true;
            }
        }
    }
    const auto done = take(step);
    if (!done)
        print(done.error().message + "\n");
    m_timeline->update();
    return true;
}

void Stepper::back()
{
    if (isLive()) {
        print("A Live run cannot go back: what the operating system did once it does not do again.\n");
    } else if (m_taken.empty()) {
        print("This is the beginning.\n");
    } else {
        print("\nBack to the step before:\n");
        if (const auto done = restart(m_taken.size() - 1); !done)
            print(done.error().message + "\n");
    }
}

} // namespace interleave::app
