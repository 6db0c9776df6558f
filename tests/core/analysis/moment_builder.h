#pragma once

#include "core/analysis/ledger.h"
#include "core/rules/observe.h"
#include "core/rules/state.h"
#include "tests/core/analysis/trace_builder.h"

#include <stdexcept>

namespace interleave::test {

/// What a run is like after its first so many events. Throws when the rules do not allow one of them.
struct MomentOf
{
    rules::State state;
    analysis::Ledger ledger;

    explicit MomentOf(const trace::Trace& trace, Step until = analysis::noStep)
        : state(rules::Options{.time = trace.info().time})
    {
        rules::Observer observer(state);
        for (Step step = 0; step < std::min(until, trace.size()); ++step) {
            if (const auto refusal = observer.observe(trace, step))
                throw std::runtime_error(*refusal);
            ledger.after(trace, trace.event(step), step, state);
        }
    }
};

} // namespace interleave::test
