#pragma once

#include "core/explore/happened.h"
#include "core/explore/inside_tables.h"
#include "core/explore/path_ids.h"
#include "core/trace/event.h"

#include <optional>
#include <vector>

namespace interleave::explore {

/// Whether an act can be run earlier than it was: the rules are asked what it could do in a state that never was.
///
/// For variables and plain mutexes that is known without; else the steps that would come before are applied to a state
/// of their own, with what was made and done locally in between.
class Reversal
{
public:
    /// Keeps references.
    Reversal(const Happened& happened, const PathIds& ids) : m_happened(happened), m_ids(ids) {}

    /// Everything that is known of the execution besides its steps: kept by the search.
    struct Record
    {
        const InsideTables* tables = nullptr;
        const rules::State* state = nullptr; ///< at the end of the execution, or where it is
        const std::vector<trace::Event>* locals = nullptr;
        std::size_t firstLanes = 0; ///< what there was before the first step
        std::size_t firstObjects = 0;
        std::size_t firstLocals = 0;
    };

    struct Answer
    {
        bool canRun = false;
        rules::Alternative alternative; ///< the first of those that it would have
    };

    /// What `act`, that in fact stands before or at step `end`, could do without step `first` and all that comes after
    /// it by causes. `asked` is its request with this execution's numbers.
    Answer without(std::size_t first, const Act& act, const rules::Request& asked, std::size_t end, const Record& record);

private:
    std::optional<Answer> known(const Act& first, const Act& act) const;
    std::optional<Answer> knownOnMutex(const Act& first, const Act& act) const;
    void play(std::size_t at, const Record& record);
    void blockWriters();

    const Happened& m_happened;
    const PathIds& m_ids;
    rules::State m_state;
    rules::AlternativeList m_list;
    std::vector<rules::Request> m_writers; ///< announced and not granted
};

} // namespace interleave::explore
