#pragma once

#include "core/arena/futex.h"
#include "core/base/result.h"
#include "core/base/unique_fd.h"
#include "core/trace/exploration.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

/// The memory that one searching process shares with its host.
///
///     SearchHeader · SearchControl · request text · two snapshots
///
/// The host writes the request (what to search, as text) before it starts the process, and one word of command. The
/// process writes counters all the time and, now and then, a whole snapshot of what it has met into whichever of the two
/// it did not write last, and then its number. Everything has a fixed size and a fixed place, nothing is a pointer.
/// Version rule: both sides must have the same; they are built together.
namespace interleave::arena {

enum class SearchCommand : std::uint32_t { Go, Rest, Quit };
enum class SearchState : std::uint32_t {
    Starting,
    Searching,
    Resting,
    Over,    ///< it came to its end; the last snapshot is final
    Refused, ///< it could not begin or go on: `fault` says why
    Faulted, ///< a promise of the engine was broken: `fault` says which
};

/// Where the search is: the execution under way, from 1, and how many steps of it were granted. As a search does the same
/// again, this names a path, and who looks at it after a crash knows which.
struct SearchPlace
{
    std::atomic<std::uint64_t> execution;
    std::atomic<std::uint64_t> steps;
    std::atomic<std::uint32_t> isUnwinding; ///< the execution has ended and its lanes are being unwound
};

struct SearchControl
{
    FutexWord command; ///< a SearchCommand
    FutexWord state;   ///< a SearchState
    std::atomic<std::uint64_t> executions;
    std::atomic<std::uint64_t> redundant;
    std::atomic<std::uint64_t> steps;
    std::atomic<std::uint32_t> crashes; ///< executions that ended the process
    std::atomic<std::uint32_t> snapshot; ///< the number of the last one that is whole; 0 for none
    SearchPlace place;
    std::array<char, 1024> fault;
};

/// What a snapshot says; the memory holds it as records of fixed size.
struct SearchSnapshot
{
    std::vector<trace::ExploredOutcome> outcomes;
    std::vector<trace::ExploredSample> samples;
    std::uint64_t executions = 0;
    std::uint64_t redundant = 0;
    std::uint64_t steps = 0;
    std::uint64_t unlisted = 0;
    bool isComplete = false;
    std::string bound; ///< why it is not complete

    static constexpr std::size_t mostOutcomes = 2048;
    static constexpr std::size_t mostSamples = 4096;
};

/// One such memory, mapped. Thread-safety: the atomic members; else one thread each side.
class SearchMemory
{
public:
    /// A new one, in anonymous memory that can be handed to another process.
    static base::Result<std::shared_ptr<SearchMemory>> create();
    /// The one behind a descriptor. NewerVersion when it was made by another version, BadFormat when it is none.
    static base::Result<std::shared_ptr<SearchMemory>> open(int fd);
    ~SearchMemory();
    SearchMemory(const SearchMemory&) = delete;
    SearchMemory& operator=(const SearchMemory&) = delete;

    int fd() const { return m_fd.get(); }
    SearchControl& control() const;

    /// Host: what to search. WrongUse when it does not fit.
    base::Result<void> writeRequest(std::string_view text);
    std::string request() const;

    /// Process: a whole snapshot. What finds no room (schedules first) is left out.
    void publish(const SearchSnapshot& snapshot);
    /// Host: the last whole snapshot. Whatever is in the memory, what comes back is well-formed: ids, sizes and codes that
    /// cannot be are dropped. False when there is none yet.
    bool read(SearchSnapshot& into) const;

    /// Process: it cannot go on. Only the first text is kept.
    void refuse(SearchState state, std::string_view text);
    std::string fault() const;

private:
    SearchMemory(base::UniqueFd fd, char* memory) : m_fd(std::move(fd)), m_memory(memory) {}

    base::UniqueFd m_fd;
    char* m_memory;
};

} // namespace interleave::arena
