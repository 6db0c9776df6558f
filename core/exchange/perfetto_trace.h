#pragma once

#include "core/exchange/chrome_trace.h"

#include <memory>
#include <optional>

/// A saved run: a Perfetto trace (a protobuf message `Trace` of `TracePacket`s, see perfetto_fields.h for the numbers) that
/// opens in Perfetto's viewer as it is, and here without loss.
///
/// For viewers. Processes and threads are tracks of their kind, a task is a track below its loop's thread, every lock,
/// queue, semaphore … a track below "Resources". Events are instants on their lane's track; what a lane does is a slice
/// (being ready is the gap between slices), so is who holds a lock; what caused what is a flow between two marks; levels
/// (items, permits, messages) are counters. A step of a Controlled run lasts a microsecond. All of this but the events is
/// packet sequence 2, which is derived: a reader leaves it out.
///
/// For us. Packet sequence 1 is the record, in this order, as debug annotations of track events on track 1 ("Run"):
///   run       "format" = "interleave-run", "version" = 1, "program" (who saved it), "events" (how many), "scenario",
///             "variant", "parameters" (a dictionary), "mode", "time", "strategy", "seed", "speed", "first stamp",
///             "nanoseconds per tick"
///   tables    "names": texts; "sources": file, function, line, column; "objects": kind, name, creator, ordinal, lane,
///             related, initial, bound, policy, source; "lanes": kind, name, creator, ordinal, object, home, process,
///             1 for a daemon + 2 for a pool. Arrays of numbers, entry after entry, in pieces, each table from number 0
///   events    in the order of steps, on the track 16 + lane: "code" = operation + 256 × way and flags + 65536 × index,
///             "value" (absent: 0), "object" (absent: none), source_location_iid = source + 1 (absent: none), "stamp":
///             Live, ticks since the first stamp; Controlled, less the step; absent: 0
///   ending    "schedule": text in pieces; a "finding" each with "sentence", "concerned lanes", "concerned objects", "step";
///             "ending", "sentence", "lanes in the ending", "objects in the ending"; last "end" with the number of events
/// Ids of nothing are 4294967295. Unknown annotations are passed over. Version rule: whoever changes what is there counts
/// the version up, and a larger number than 1 is refused.
///
/// Why not a format of our own: this one can be looked at without us, and is a stream, so that what is left of a file that
/// was cut off can still be opened.
namespace interleave::exchange {

struct SaveOptions
{
    Step end = std::numeric_limits<Step>::max(); ///< saves the steps before it
    std::string schedule; ///< what the run was picked by; without it what the trace says
    std::string program;  ///< name and version of who saves
    /// Called now and then with the number of steps done; false gives the saving up, and nothing is written.
    std::function<bool(Step)> progress;
};

/// Saves a run. Memory grows with lanes and objects, not with events. `verdict` may be null while the run goes on.
/// Errors: Unwritable; what stood there before stays then.
base::Result<void> saveRun(const trace::Trace& trace, const trace::Verdict* verdict, const std::string& path,
                           const SaveOptions& options = {});

/// The same to a function that takes pieces; false when it was given up.
bool saveRun(const trace::Trace& trace, const trace::Verdict* verdict, const std::function<void(std::string_view)>& write,
             const SaveOptions& options = {});

/// A run that was opened.
struct OpenedRun
{
    std::shared_ptr<trace::Trace> trace; ///< owns its events; like that of the run itself
    trace::Verdict verdict;
    std::string program; ///< who saved it
    std::string warning; ///< in a sentence, what is missing; empty when it is whole
};

/// What is read from, piece by piece: fills the buffer and yields how many bytes there were; 0 at the end, none when
/// reading failed.
using ReadPiece = std::function<std::optional<std::size_t>(char* buffer, std::size_t size)>;

/// Opens a saved run. What was cut off is opened up to the cut, with a warning. `progress` is told how many bytes are
/// read; false gives it up. Errors: Unreadable, BadFormat (not a Perfetto trace, not one of ours, broken), NewerVersion.
base::Result<OpenedRun> openRun(const std::string& path, const std::function<bool(std::uint64_t)>& progress = {});
/// The same from anywhere; `name` is what sentences call it.
base::Result<OpenedRun> openRun(const ReadPiece& read, const std::string& name,
                                const std::function<bool(std::uint64_t)>& progress = {});

} // namespace interleave::exchange
