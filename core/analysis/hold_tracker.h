#pragma once

#include "core/analysis/segment.h"
#include "core/rules/state.h"
#include "core/trace/trace.h"

#include <optional>
#include <vector>

namespace interleave::analysis {

/// Follows who holds every lock, and how full everything is that holds a number of things.
class HoldTracker
{
public:
    /// To be called after each event was taken into the state. Holds that began or ended and levels that changed are
    /// added to the lists, an ended hold before the one that begins.
    void after(const trace::Event& event, ObjectId other, Step step, const rules::State& state,
               std::vector<Hold>& changed, std::vector<Level>& levels);

    /// The event by which the present holder took it; noStep while it is free.
    Step heldSince(ObjectId lock) const;
    /// Holds that have not ended.
    std::vector<Hold> open() const;

private:
    void follow(ObjectId object, Step step, const rules::State& state, std::vector<Hold>& changed,
                std::vector<Level>& levels);

    struct Known
    {
        Hold hold;
        bool isHeld = false;
        std::optional<std::int64_t> level;
    };
    std::vector<Known> m_known;
};

/// How full an object is; none for what holds no number of things.
std::optional<std::int64_t> levelOf(const rules::State& state, ObjectId object);

} // namespace interleave::analysis
