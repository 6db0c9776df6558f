// The important one waits for one who does not matter.
//
// One processor runs whoever has the highest priority. The low job has a lock when the high one wants it. So far the high job
// waits for a moment. But now the medium job has work to do: it is more important than the low one, takes the processor away
// from it, and keeps the high one waiting, whom it has nothing to do with.
//
// Look for:  slices of the medium job while the high one waits for the lock.
// Compare:   the variants `inheritance` and `ceiling`: who holds the lock is as important as who wants it.
// Source:    L. Sha, R. Rajkumar, J. P. Lehoczky, "Priority Inheritance Protocols", IEEE Transactions on Computers 39(9),
//            1990.

#include "core/scenarios/scenario.h"

#include "core/sync/condition_variable.h"
#include "core/sync/mutex.h"
#include "core/sync/note.h"
#include "core/sync/outcome.h"
#include "core/sync/thread.h"
#include "core/sync/time.h"

#include <algorithm>
#include <string>
#include <vector>

namespace interleave::scenarios {
namespace {

enum class Protocol { None, Inheritance, Ceiling };

struct Job
{
    int base;            ///< its own priority
    int priority = base; ///< what it has at the moment
    int lent = 0;        ///< slices that it was given while somebody waited for the lock
};

/// One processor and one lock, played: the operating system's own have no priorities here. Who holds the lock always
/// holds the processor, too, or asks for it.
class Machine
{
public:
    explicit Machine(Protocol protocol) : m_protocol(protocol) {}

    /// Waits for the processor.
    void begin(Job& job)
    {
        sync::UniqueLock lock{m_lock};
        await(lock, job);
    }
    /// At the end of a slice: somebody more important may go first.
    void yield(Job& job)
    {
        sync::UniqueLock lock{m_lock};
        giveUpProcessor();
        await(lock, job);
    }
    void end()
    {
        const sync::LockGuard lock{m_lock};
        giveUpProcessor();
    }

    /// On the processor. Gives it up while the lock is taken.
    void lock(Job& job)
    {
        sync::UniqueLock lock{m_lock};
        if (m_holder != nullptr) {
            m_wanting.push_back(&job);
            if (m_protocol == Protocol::Inheritance)
                m_holder->priority = std::max(m_holder->priority, job.priority);
            giveUpProcessor();
            m_changed.wait(lock, [&] { return m_holder == &job && isNext(job); });
            take(job);
        }
        m_holder = &job;
        if (m_protocol == Protocol::Ceiling)
            job.priority = highest;
    }
    void unlock(Job& job)
    {
        const sync::LockGuard lock{m_lock};
        job.priority = job.base;
        m_holder = nullptr;
        if (m_wanting.empty())
            return;
        m_holder = m_wanting.front(); // handed over: from here on he asks for the processor
        m_wanting.erase(m_wanting.begin());
        m_asking.push_back(m_holder);
        m_changed.notifyAll();
    }

    static constexpr int highest = 3;

private:
    void await(sync::UniqueLock<sync::Mutex>& lock, Job& job)
    {
        m_asking.push_back(&job);
        m_changed.wait(lock, [&] { return isNext(job); });
        take(job);
    }
    void take(Job& job)
    {
        m_asking.erase(std::find(m_asking.begin(), m_asking.end(), &job));
        m_isBusy = true;
        job.lent += static_cast<int>(m_wanting.size());
    }
    bool isNext(const Job& job) const
    {
        return !m_isBusy && std::none_of(m_asking.begin(), m_asking.end(), [&](const Job* other) {
            return other->priority > job.priority;
        });
    }
    void giveUpProcessor()
    {
        m_isBusy = false;
        m_changed.notifyAll();
    }

    Protocol m_protocol;
    sync::Mutex m_lock{"scheduler"};
    sync::ConditionVariable m_changed{"changed"};
    std::vector<Job*> m_asking;  // for the processor; guarded by m_lock, as are the next three
    std::vector<Job*> m_wanting; // the lock
    Job* m_holder = nullptr;     // of the lock
    bool m_isBusy = false;       // the processor
};

void work(Machine& machine, Job& job, int slices)
{
    for (int slice = 0; slice < slices; ++slice) {
        if (slice > 0)
            machine.yield(job);
        sync::note("works");
        sync::sleepFor(sync::units(1));
    }
}

/// Works with the lock.
void workLocked(Machine& machine, Job& job, int slices)
{
    machine.begin(job);
    machine.lock(job);
    work(machine, job, slices);
    machine.unlock(job);
    machine.end();
}

template <Protocol protocol>
void program(const Parameters& parameters)
{
    Machine machine{protocol};
    Job low{.base = 1};
    Job medium{.base = 2};
    Job high{.base = Machine::highest};
    const sync::Duration later = sync::units(0.5);
    sync::ThreadGroup jobs;
    jobs.start("low", [&, section = parameters.whole("section")] { workLocked(machine, low, section); });
    jobs.start("medium", [&, slices = parameters.whole("medium")] {
        sync::sleepFor(later);
        machine.begin(medium);
        work(machine, medium, slices);
        machine.end();
    });
    jobs.start("high", [&] {
        sync::sleepFor(later);
        workLocked(machine, high, 1);
    });
    jobs.joinAll();
    sync::outcome("inverted", medium.lent);
}

const Promised none = {.outcome = "inverted=0"};
const Promised one = {.outcome = "inverted=1"};
const Promised two = {.outcome = "inverted=2"};
const Promised three = {.outcome = "inverted=3"};

} // namespace

extern const Scenario priorityInversion = {
    .id = "priority-inversion",
    .title = "The important one waits",
    .chapter = Chapter::Locks,
    .summary = "high waits for low, and medium runs",
    .file = "core/scenarios/priority_inversion.cpp",
    .parameters = {{.id = "section",
                    .title = "Section",
                    .initial = 2,
                    .minimum = 1,
                    .maximum = 10,
                    .unit = "u",
                    .hint = "of the low job"},
                   {.id = "medium", .title = "Medium's work", .initial = 3, .minimum = 1, .maximum = 10, .unit = "u"}},
    .variants =
        {{.id = "plain",
          .title = "A lock without priorities",
          .mark = Mark::Broken,
          .promise = {.any = {none, one, two, three},
                      .timed = {three},
                      .makespan = 6,
                      .note = "the high job waits for all of the medium one's work"},
          .program = program<Protocol::None>},
         {.id = "inheritance",
          .title = "The holder inherits",
          .mark = Mark::Fixed,
          .promise = {.any = {none}, .makespan = 6, .note = "the high job waits for the low one's section, no more"},
          .program = program<Protocol::Inheritance>},
         {.id = "ceiling",
          .title = "The lock has a priority",
          .mark = Mark::Fixed,
          .promise = {.any = {none}, .makespan = 6, .note = "who has the lock is as important as anybody"},
          .program = program<Protocol::Ceiling>}},
    .pictures = {{trace::PictureKind::Makespans, "How long"}},
    .row = "B16",
    .before = {"starvation"},
    .related = {"starvation:priority"},
};

} // namespace interleave::scenarios
