#include "core/runtime/kept.h"

#include <mutex>
#include <vector>

namespace interleave::runtime {
namespace {

struct Kept
{
    std::mutex mutex; // guards things
    std::vector<std::shared_ptr<void>> things;
};

// Never destroyed: daemon threads may use what is kept until the very end of the process.
Kept& kept()
{
    static Kept* const all = new Kept;
    return *all;
}

} // namespace

void keep(std::shared_ptr<void> thing)
{
    const std::lock_guard lock(kept().mutex);
    kept().things.push_back(std::move(thing));
}

void destroyKept()
{
    std::vector<std::shared_ptr<void>> things;
    {
        const std::lock_guard lock(kept().mutex);
        things.swap(kept().things);
    }
    while (!things.empty())
        things.pop_back();
}

} // namespace interleave::runtime
