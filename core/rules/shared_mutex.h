#pragma once

#include "core/rules/request.h"
#include "core/trace/tables.h"

#include <vector>

namespace interleave::rules {

class State;

/// A lock with either one owner or any number of readers, each of whom may hold it several times.
///
/// A reader that asks for the exclusive lock waits for itself too: upgrading blocks for ever, and `hope` shows it. With
/// policy 1 a reader waits while a writer waits, so that writers do not starve (and so that a reader that locks again
/// behind a waiting writer is stuck).
struct SharedMutexRules
{
    struct Reader
    {
        LaneId lane = LaneId::none;
        std::uint32_t depth = 0;
    };

    LaneId owner = LaneId::none;
    std::vector<Reader> readers; ///< in the order in which they came
    bool writersFirst = false;

    explicit SharedMutexRules(const trace::Object& facts);
    void alternatives(const State& state, const Request& request, AlternativeList& into) const;
    std::int64_t apply(State& state, const Request& request, Alternative alternative);
    Hope hope(const State& state, const Request& request) const;

    bool isRead(LaneId lane) const;

private:
    bool isFreeToWrite() const { return isNone(owner) && readers.empty(); }
    bool isFreeToRead(const State& state, const Request& request) const;
    void addReader(State& state, LaneId lane);
    void removeReader(State& state, LaneId lane);
};

} // namespace interleave::rules
