#pragma once

#include "core/explore/search.h"
#include "core/trace/exploration.h"

#include <cstdint>
#include <string>
#include <vector>

namespace interleave::explore {

/// An evenly spread sample of the executions of a search, with what each came to and its schedule.
///
/// Every so many executions one is taken; when there are too many, every second one goes and from there on half as many
/// come. Its memory is bounded, however many executions there are. Thread-safety: none.
class Sampler
{
public:
    /// `head` is what was run, for the schedules.
    explicit Sampler(schedule::Schedule head, std::size_t most = 4096) : m_head(std::move(head)), m_most(most) {}

    /// Takes the execution that the driver has just run, the `number`-th that its search counts. A number that is not
    /// the next one means that the search has begun anew.
    void take(std::uint64_t number, const Execution& execution, const InsideDriver& driver);

    /// In the order of the search, referring to what the search has found; of what is not there nothing is told.
    std::vector<trace::ExploredSample> samples(const std::vector<Found>& found) const;

    /// A schedule of the search as text that says what was run.
    std::string text(schedule::Schedule schedule) const;

private:
    struct Taken
    {
        trace::ExploredSample sample;
        trace::Ending ending;
        FindingSet findings;
        std::string outcome;
    };

    schedule::Schedule m_head;
    std::size_t m_most;
    std::vector<Taken> m_taken;
    std::uint64_t m_stride = 1;
    std::uint64_t m_latest = 0;
};

} // namespace interleave::explore
