#pragma once

#include "core/process/pipe_end.h"

namespace interleave::process {

/// The ends that a connection or a queue consists of; either may be missing.
struct EndPair
{
    std::shared_ptr<PipeEnd> receiving;
    std::shared_ptr<PipeEnd> sending;

    /// As a value to hand to a child process.
    std::string argument() const;
    /// The same ends as this process has them: those that it got from its parent, or shares with who made the text.
    /// std::invalid_argument when the text is none of ours. An end that was not handed over is one that is not held.
    static EndPair fromArgument(const std::string& argument, const Where& where);
};

/// A new pipe with at least `slots` slots (16 with 0), made by the current process, which has both of its ends.
/// Live: a native packet pipe; the object's bound is the number of slots that the system really gives.
EndPair makeEnds(std::string_view name, std::int64_t slots, ObjectId related, const Where& where);

/// An end that a process has just been found to lack is closed here or was never handed over.
[[noreturn]] void throwWrongEnd(Side side);

} // namespace interleave::process
