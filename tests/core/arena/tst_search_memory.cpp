#include "core/arena/search_memory.h"
#include "core/arena/search_request.h"

#include <QtTest>

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <random>

using namespace interleave;
using namespace interleave::arena;

namespace {

SearchSnapshot sample(std::size_t outcomes, std::size_t samples)
{
    SearchSnapshot snapshot;
    snapshot.executions = 1'000'000'000'000;
    snapshot.redundant = 7;
    snapshot.steps = 12;
    snapshot.bound = "under way";
    for (std::size_t i = 0; i < outcomes; ++i) {
        trace::ExploredOutcome one;
        one.ending = i % 2 == 0 ? trace::Ending::Completed : trace::Ending::Deadlock;
        one.findings = {trace::FindingKind::LockLeak, trace::FindingKind::ExitStatus};
        one.outcome = "n=" + std::to_string(i);
        one.executions = i + 1;
        one.switches = 3;
        one.steps = 9;
        one.schedule = "interleave-schedule 1\npicks\n0 " + std::to_string(i + 1) + "\n";
        one.shortest = -1;
        one.longest = 5;
        snapshot.outcomes.push_back(one);
    }
    for (std::size_t i = 0; i < samples; ++i)
        snapshot.samples.push_back({i + 1, static_cast<std::uint32_t>(i % outcomes), 1, 2, 0, "picks"});
    return snapshot;
}

/// The bytes of a memory, to do damage to them.
class Bytes
{
public:
    explicit Bytes(const SearchMemory& memory)
    {
        struct stat status{};
        ::fstat(memory.fd(), &status);
        m_size = static_cast<std::size_t>(status.st_size);
        m_bytes = static_cast<unsigned char*>(::mmap(nullptr, m_size, PROT_READ | PROT_WRITE, MAP_SHARED, memory.fd(), 0));
    }
    ~Bytes() { ::munmap(m_bytes, m_size); }
    Bytes(const Bytes&) = delete;
    Bytes& operator=(const Bytes&) = delete;

    unsigned char& operator[](std::size_t i) { return m_bytes[i]; }
    std::size_t size() const { return m_size; }

private:
    unsigned char* m_bytes = nullptr;
    std::size_t m_size = 0;
};

} // namespace

/// The memory between a searching process and its host.
class TestSearchMemory : public QObject
{
    Q_OBJECT

private slots:
    void snapshotsComeAcross()
    {
        const auto host = SearchMemory::create();
        QVERIFY(host);
        const auto process = SearchMemory::open((*host)->fd());
        QVERIFY2(process, process ? "" : process.error().message.c_str());
        SearchSnapshot read;
        QVERIFY(!(*host)->read(read));
        for (int i = 0; i < 3; ++i) {
            SearchSnapshot written = sample(3, 5);
            written.isComplete = i == 2;
            (*process)->publish(written);
            QVERIFY((*host)->read(read));
            QCOMPARE(read.executions, written.executions);
            QCOMPARE(read.redundant, written.redundant);
            QCOMPARE(read.isComplete, written.isComplete);
            QCOMPARE(read.bound, written.bound);
            QCOMPARE(read.outcomes.size(), std::size_t{3});
            QCOMPARE(read.outcomes[1].ending, trace::Ending::Deadlock);
            QCOMPARE(read.outcomes[1].findings, written.outcomes[1].findings);
            QCOMPARE(read.outcomes[2].outcome, std::string("n=2"));
            QCOMPARE(read.outcomes[2].schedule, written.outcomes[2].schedule);
            QCOMPARE(read.outcomes[0].shortest, Nanoseconds{-1});
            QCOMPARE(read.samples.size(), std::size_t{5});
            QCOMPARE(read.samples[4].outcome, 1U);
            QCOMPARE(read.samples[4].schedule, std::string("picks"));
        }
    }

    void whatIsTooMuchIsLeftOut()
    {
        const auto memory = SearchMemory::create();
        QVERIFY(memory);
        SearchSnapshot written = sample(SearchSnapshot::mostOutcomes + 10, SearchSnapshot::mostSamples + 10);
        written.outcomes[1].schedule.assign(5 << 20, 'x');
        written.outcomes[2].schedule.assign(5 << 20, 'x'); // no room for both
        (*memory)->publish(written);
        SearchSnapshot read;
        QVERIFY((*memory)->read(read));
        QCOMPARE(read.outcomes.size(), SearchSnapshot::mostOutcomes);
        QVERIFY(read.samples.size() <= SearchSnapshot::mostSamples);
        QCOMPARE(read.outcomes[1].schedule.size(), std::size_t{5} << 20);
        QVERIFY(read.outcomes[2].schedule.empty());
        QCOMPARE(read.outcomes[3].schedule, written.outcomes[3].schedule);
        QVERIFY(!(*memory)->writeRequest(std::string(5 << 20, 'x')));
    }

    // A process that went wild may have written anything anywhere.
    void damageIsHarmless()
    {
        std::mt19937 numbers(1);
        const auto memory = SearchMemory::create();
        QVERIFY(memory);
        Bytes bytes(**memory);
        for (int round = 0; round < 50; ++round) {
            (*memory)->publish(sample(20, 50));
            (*memory)->publish(sample(20, 50));
            const std::uint32_t number = (*memory)->control().snapshot.load();
            // Counts, places and codes lie where there are no zeros.
            for (int i = 0; i < 2'000; ++i) {
                const std::size_t place = numbers() % bytes.size();
                bytes[place] = static_cast<unsigned char>(numbers());
            }
            for (std::size_t i = 0, found = 0; i < bytes.size() && found < 40'000; ++i) {
                if (bytes[i] == 0)
                    continue;
                ++found;
                if (numbers() % 50 == 0)
                    bytes[i] = static_cast<unsigned char>(numbers());
            }
            (*memory)->control().snapshot.store(number);
            SearchSnapshot read;
            if (!(*memory)->read(read))
                continue;
            QVERIFY(read.outcomes.size() <= SearchSnapshot::mostOutcomes && read.samples.size() <= SearchSnapshot::mostSamples);
            for (const trace::ExploredSample& one : read.samples)
                QVERIFY(one.outcome < read.outcomes.size());
            for (const trace::ExploredOutcome& one : read.outcomes)
                QVERIFY(static_cast<int>(one.ending) < trace::endingCount);
            QVERIFY((*memory)->fault().size() <= sizeof(SearchControl::fault));
        }
    }

    void othersAreRefused()
    {
        const auto memory = SearchMemory::create();
        QVERIFY(memory);
        Bytes bytes(**memory);
        bytes[8] = 99; // the version
        const auto newer = SearchMemory::open((*memory)->fd());
        QVERIFY(!newer);
        QCOMPARE(newer.error().code, base::ErrorCode::NewerVersion);
        const int small = ::memfd_create("small", MFD_CLOEXEC);
        QVERIFY(!SearchMemory::open(small));
        ::close(small);
        QVERIFY(!SearchMemory::open(-1));
    }

    void requestsComeAcross()
    {
        SearchRequest request;
        request.settings.info.scenario = "kitchen-deadlock";
        request.settings.info.variant = "as-written";
        request.settings.info.parameters = {{"hold", "2"}, {"order", "two words"}};
        request.settings.info.time = trace::TimeSetting::Ignored;
        request.settings.info.seed = 18'446'744'073'709'551'615U;
        request.settings.algorithm = trace::SearchAlgorithm::Preemptions;
        request.settings.preemptions = 4;
        request.settings.wakesAny = true;
        request.settings.spuriousWakeUps = 2;
        request.settings.maxSteps = 11;
        request.settings.maxExecutions = 12;
        request.settings.shard = 3;
        request.settings.shards = 5;
        request.avoided = Avoided{trace::Ending::Completed, {trace::FindingKind::Race, trace::FindingKind::LockLeak}, "a=1 b=2"};
        request.prefix = "interleave-schedule 1\npicks\n0 1\n";
        const auto parsed = parseSearchRequest(toText(request));
        QVERIFY2(parsed, parsed ? "" : parsed.error().message.c_str());
        QCOMPARE(toText(*parsed), toText(request));
        QCOMPARE(parsed->settings.info.parameters, request.settings.info.parameters);
        QCOMPARE(parsed->avoided->outcome, std::string("a=1 b=2"));
        QCOMPARE(parsed->avoided->findings.size(), std::size_t{2});
        QCOMPARE(parsed->prefix, request.prefix);
        QVERIFY(!parseSearchRequest("colour red\n"));
        QVERIFY(!parseSearchRequest("shard x\n"));
        QVERIFY(!parseSearchRequest("algorithm magic\n"));
    }

    void aWayAroundIsKnown()
    {
        using trace::Ending;
        using trace::FindingKind;
        const Avoided deadlock{Ending::Deadlock, {}, ""};
        QVERIFY(deadlock.isAvoidedBy(Ending::Completed, {FindingKind::Race}, "x=1"));
        QVERIFY(!deadlock.isAvoidedBy(Ending::Hang, {}, ""));
        const Avoided leak{Ending::Completed, {FindingKind::LockLeak}, "x=1"};
        QVERIFY(leak.isAvoidedBy(Ending::Completed, {FindingKind::Race}, "x=1"));
        QVERIFY(!leak.isAvoidedBy(Ending::Completed, {FindingKind::LockLeak}, "x=2"));
        const Avoided outcome{Ending::Completed, {}, "x=1"};
        QVERIFY(outcome.isAvoidedBy(Ending::Completed, {}, "x=2"));
        QVERIFY(!outcome.isAvoidedBy(Ending::Completed, {}, "x=1"));
        QVERIFY(!outcome.isAvoidedBy(Ending::Deadlock, {}, ""));
    }
};

QTEST_GUILESS_MAIN(TestSearchMemory)

#include "tst_search_memory.moc"
