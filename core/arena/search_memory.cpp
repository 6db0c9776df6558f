#include "core/arena/search_memory.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace interleave::arena {
namespace {

constexpr std::uint64_t magicNumber = 0x68637261'65736c69; // "ilsearch"
constexpr std::uint32_t formatVersion = 1;
constexpr std::size_t requestBytes = 4 << 20;
constexpr std::size_t textBytes = 8 << 20;

struct SearchHeader
{
    std::uint64_t magic;
    std::uint32_t version;
    std::uint32_t controlSize;
    std::uint64_t totalSize;
};

struct TextPlace
{
    std::uint32_t offset;
    std::uint32_t length;
};

struct OutcomeRecord
{
    std::uint64_t executions;
    std::int64_t shortest;
    std::int64_t longest;
    TextPlace outcome;
    TextPlace schedule;
    std::uint32_t switches;
    std::uint32_t steps;
    std::uint32_t findings; ///< a bit for each kind
    std::uint32_t ending;
};

struct SampleRecord
{
    std::uint64_t number;
    std::uint32_t outcome;
    std::uint32_t switches;
    std::uint32_t steps;
    std::uint32_t unused;
    TextPlace schedule;
};

struct SnapshotRecord
{
    std::uint64_t executions;
    std::uint64_t redundant;
    std::uint64_t steps;
    std::uint64_t unlisted;
    std::uint32_t isComplete;
    std::uint32_t outcomeCount;
    std::uint32_t sampleCount;
    TextPlace bound;
    std::array<OutcomeRecord, SearchSnapshot::mostOutcomes> outcomes;
    std::array<SampleRecord, SearchSnapshot::mostSamples> samples;
    std::array<char, textBytes> text;
};

struct SearchLayout
{
    SearchHeader header;
    SearchControl control;
    std::array<char, requestBytes> request;
    std::array<SnapshotRecord, 2> snapshots;
};
static_assert(std::atomic<std::uint64_t>::is_always_lock_free && std::atomic<std::uint32_t>::is_always_lock_free);

SearchLayout& layoutOf(char* memory) { return *reinterpret_cast<SearchLayout*>(memory); }

base::Error systemError(const std::string& what)
{
    return {base::ErrorCode::Missing, what + ": " + std::strerror(errno) + "."};
}

base::Result<char*> map(int fd)
{
    void* memory = ::mmap(nullptr, sizeof(SearchLayout), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_NORESERVE, fd, 0);
    if (memory == MAP_FAILED)
        return systemError("The memory that a search shares cannot be mapped");
    return static_cast<char*>(memory);
}

/// Fills the text of a snapshot from its beginning.
class TextWriter
{
public:
    explicit TextWriter(SnapshotRecord& record) : m_record(record) {}

    /// Nothing is written when there is no room for all of it.
    TextPlace add(std::string_view text)
    {
        if (text.size() > textBytes - m_size)
            return {0, 0};
        const TextPlace place{static_cast<std::uint32_t>(m_size), static_cast<std::uint32_t>(text.size())};
        std::memcpy(m_record.text.data() + m_size, text.data(), text.size());
        m_size += text.size();
        return place;
    }

private:
    SnapshotRecord& m_record;
    std::size_t m_size = 0;
};

std::string textAt(const SnapshotRecord& record, TextPlace place)
{
    if (place.offset > textBytes || place.length > textBytes - place.offset)
        return {};
    return {record.text.data() + place.offset, place.length};
}

trace::ExploredOutcome outcomeOf(const SnapshotRecord& snapshot, const OutcomeRecord& record)
{
    trace::ExploredOutcome outcome;
    outcome.ending = record.ending < trace::endingCount ? static_cast<trace::Ending>(record.ending) : trace::Ending::None;
    for (int kind = 0; kind < trace::findingKindCount; ++kind)
        if ((record.findings >> kind & 1U) != 0)
            outcome.findings.push_back(static_cast<trace::FindingKind>(kind));
    outcome.outcome = textAt(snapshot, record.outcome);
    outcome.executions = record.executions;
    outcome.switches = record.switches;
    outcome.steps = record.steps;
    outcome.schedule = textAt(snapshot, record.schedule);
    outcome.shortest = record.shortest;
    outcome.longest = record.longest;
    return outcome;
}

} // namespace

base::Result<std::shared_ptr<SearchMemory>> SearchMemory::create()
{
    base::UniqueFd fd(::memfd_create("interleave-search", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (!fd.isOpen() || ::ftruncate(fd.get(), static_cast<off_t>(sizeof(SearchLayout))) != 0)
        return systemError("The memory that a search shares cannot be made");
    // A process that shrinks the file under our feet would be a SIGBUS in the host.
    ::fcntl(fd.get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL);
    const auto memory = map(fd.get());
    if (!memory)
        return memory.error();
    layoutOf(*memory).header = {magicNumber, formatVersion, sizeof(SearchControl), sizeof(SearchLayout)};
    return std::shared_ptr<SearchMemory>(new SearchMemory(std::move(fd), *memory));
}

base::Result<std::shared_ptr<SearchMemory>> SearchMemory::open(int fd)
{
    struct stat status{};
    if (::fstat(fd, &status) != 0)
        return systemError("The memory that a search shares was not handed over");
    if (status.st_size != static_cast<off_t>(sizeof(SearchLayout)))
        return base::Error{base::ErrorCode::BadFormat, "The memory that a search shares has an unexpected size."};
    const auto memory = map(fd);
    if (!memory)
        return memory.error();
    auto opened =
        std::shared_ptr<SearchMemory>(new SearchMemory(base::UniqueFd(::fcntl(fd, F_DUPFD_CLOEXEC, 3)), *memory));
    const SearchHeader& header = layoutOf(*memory).header;
    if (header.magic != magicNumber || header.version != formatVersion || header.controlSize != sizeof(SearchControl) ||
        header.totalSize != sizeof(SearchLayout))
        return base::Error{base::ErrorCode::NewerVersion,
                           "The target and the program that started it were not built together: build both again."};
    return opened;
}

SearchMemory::~SearchMemory() { ::munmap(m_memory, sizeof(SearchLayout)); }

SearchControl& SearchMemory::control() const { return layoutOf(m_memory).control; }

base::Result<void> SearchMemory::writeRequest(std::string_view text)
{
    if (text.size() >= requestBytes)
        return base::Error{base::ErrorCode::WrongUse, "The parameters or the schedule to begin with are too long."};
    std::memcpy(layoutOf(m_memory).request.data(), text.data(), text.size());
    return {};
}

std::string SearchMemory::request() const
{
    const auto& request = layoutOf(m_memory).request;
    return {request.begin(), std::find(request.begin(), request.end(), '\0')};
}

void SearchMemory::publish(const SearchSnapshot& from)
{
    SearchControl& shared = control();
    const std::uint32_t number = shared.snapshot.load(std::memory_order_relaxed) + 1;
    SnapshotRecord& record = layoutOf(m_memory).snapshots[number % 2];
    TextWriter text(record);
    record.executions = from.executions;
    record.redundant = from.redundant;
    record.steps = from.steps;
    record.unlisted = from.unlisted;
    record.isComplete = from.isComplete ? 1 : 0;
    record.bound = text.add(from.bound);
    record.outcomeCount = static_cast<std::uint32_t>(std::min(from.outcomes.size(), SearchSnapshot::mostOutcomes));
    record.sampleCount = static_cast<std::uint32_t>(std::min(from.samples.size(), SearchSnapshot::mostSamples));
    for (std::size_t i = 0; i < record.outcomeCount; ++i) {
        const trace::ExploredOutcome& one = from.outcomes[i];
        std::uint32_t findings = 0;
        for (const trace::FindingKind kind : one.findings)
            findings |= 1U << static_cast<unsigned>(kind);
        const TextPlace outcome = text.add(one.outcome);
        record.outcomes[i] = {one.executions, one.shortest, one.longest, outcome, text.add(one.schedule), one.switches, one.steps,
                              findings,       static_cast<std::uint32_t>(one.ending)};
    }
    for (std::size_t i = 0; i < record.sampleCount; ++i) {
        const trace::ExploredSample& one = from.samples[i];
        record.samples[i] = {one.number, one.outcome, one.switches, one.steps, 0, text.add(one.schedule)};
    }
    shared.snapshot.store(number, std::memory_order_release);
}

bool SearchMemory::read(SearchSnapshot& into) const
{
    for (int attempt = 0; attempt < 100; ++attempt) {
        const std::uint32_t number = control().snapshot.load(std::memory_order_acquire);
        if (number == 0)
            return false;
        const SnapshotRecord& record = layoutOf(m_memory).snapshots[number % 2];
        into = {};
        into.executions = record.executions;
        into.redundant = record.redundant;
        into.steps = record.steps;
        into.unlisted = record.unlisted;
        into.isComplete = record.isComplete != 0;
        into.bound = textAt(record, record.bound);
        const std::size_t outcomes = std::min<std::size_t>(record.outcomeCount, SearchSnapshot::mostOutcomes);
        const std::size_t samples = std::min<std::size_t>(record.sampleCount, SearchSnapshot::mostSamples);
        for (std::size_t i = 0; i < outcomes; ++i)
            into.outcomes.push_back(outcomeOf(record, record.outcomes[i]));
        for (std::size_t i = 0; i < samples; ++i) {
            const SampleRecord one = record.samples[i];
            if (one.outcome < outcomes)
                into.samples.push_back({one.number, one.outcome, one.switches, one.steps, 0, textAt(record, one.schedule)});
        }
        // Another one is written into the other place; only after that may this one change.
        std::atomic_thread_fence(std::memory_order_acquire);
        if (control().snapshot.load(std::memory_order_relaxed) == number)
            return true;
    }
    return false;
}

void SearchMemory::refuse(SearchState state, std::string_view text)
{
    auto& buffer = control().fault;
    if (buffer[0] == '\0') {
        const std::size_t length = std::min(text.size(), buffer.size() - 1);
        std::memcpy(buffer.data(), text.data(), length);
        buffer[length] = '\0';
    }
    control().state.store(static_cast<std::uint32_t>(state), std::memory_order_release);
    futexWake(control().state);
}

std::string SearchMemory::fault() const
{
    const auto& buffer = control().fault;
    const std::string whole(buffer.data(), buffer.size());
    return whole.substr(0, whole.find('\0'));
}

} // namespace interleave::arena
