#pragma once

#include "app/cli/terminal.h"
#include "app/cli/text_timeline.h"
#include "core/host/run.h"

#include <memory>
#include <string>
#include <vector>

namespace interleave::app {

/// A run that a person steps from the terminal.
///
/// Before every step it prints who can move and what each would do. Enter: the strategy's pick; a lane's number, with a
/// letter where the lane has several ways: that one; `b`: back by one step (the prefix is replayed; Controlled only);
/// `c`: go on to the end; `q`, or the end of the input: stop.
class Stepper
{
public:
    Stepper(host::RunSpec spec, const Terminal& terminal) : m_spec(std::move(spec)), m_terminal(terminal) {}

    /// Steps until the run has ended or was stopped; yields it.
    base::Result<std::unique_ptr<host::Run>> run();

private:
    /// A step as the person took it, to be taken again after going back.
    struct Taken
    {
        bool isStrategys = true;
        LaneId lane = LaneId::none;
        rules::Alternative alternative;
    };
    struct Choice
    {
        std::string key;
        LaneId lane;
        std::string text;
        Taken step;
    };

    bool isLive() const { return m_spec.info.mode == trace::Mode::Live; }
    base::Result<void> restart(std::size_t steps);
    base::Result<void> take(const Taken& step);
    void settle();
    bool isEverybodySeen() const;
    std::vector<Choice> choices() const;
    void addControlled(std::vector<Choice>& all) const;
    void addLive(std::vector<Choice>& all) const;
    std::string waitingText() const;
    void ask(const std::vector<Choice>& all) const;
    /// False when the person has had enough.
    bool answer(const std::string& word, const std::vector<Choice>& all);
    void back();

    host::RunSpec m_spec;
    Terminal m_terminal;
    std::unique_ptr<host::Run> m_run;
    std::unique_ptr<TextTimeline> m_timeline;
    std::vector<Taken> m_taken;
};

} // namespace interleave::app
