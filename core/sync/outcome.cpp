#include "core/sync/outcome.h"

#include "core/runtime/kept.h"
#include "core/runtime/primitive.h"

#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace interleave::sync {
namespace {

/// The objects of the keys of this run. Kept by the run: the next one in this process, of an explorer, begins afresh.
struct Registry
{
    ~Registry();
    std::mutex mutex; // guards objects
    std::map<std::string, ObjectId, std::less<>> objects;
};

constinit std::mutex registryMutex; // guards theRegistry
constinit Registry* theRegistry = nullptr;

Registry::~Registry()
{
    const std::lock_guard lock(registryMutex);
    theRegistry = nullptr;
}

std::shared_ptr<Registry> makeRegistry()
{
    auto made = std::make_shared<Registry>();
    runtime::keep(made);
    return made;
}

Registry& registry()
{
    const std::lock_guard lock(registryMutex);
    if (theRegistry == nullptr)
        theRegistry = makeRegistry().get();
    return *theRegistry;
}

/// FNV-1a.
std::uint32_t hashOf(std::string_view text)
{
    std::uint32_t hash = 2166136261U;
    for (const char letter : text)
        hash = (hash ^ static_cast<unsigned char>(letter)) * 16777619U;
    return hash;
}

/// Which lane names a key first differs between equivalent executions: the object belongs to nobody, and its number
/// among the things of nobody comes from the key.
ObjectId createOutcome(std::string_view key, const runtime::Where& where)
{
    trace::Object object;
    object.kind = trace::ObjectKind::Outcome;
    object.ordinal = hashOf(key);
    object.name = runtime::nameOf(key);
    object.source = runtime::sourceOf(runtime::context(), where);
    return runtime::driver().createObject(object);
}

ObjectId objectOf(std::string_view key, const runtime::Where& where)
{
    Registry& all = registry();
    const std::lock_guard lock(all.mutex);
    auto known = all.objects.find(key);
    if (known == all.objects.end())
        known = all.objects.emplace(std::string(key), createOutcome(key, where)).first;
    return known->second;
}

} // namespace

void outcomeNumber(std::string_view key, std::int64_t number, const runtime::Where& where)
{
    rules::Request outcome = runtime::request(trace::Operation::Outcome, objectOf(key, where), where);
    outcome.argument = number;
    runtime::conduct(outcome);
}

void outcome(std::string_view key, std::string_view text, runtime::Where where)
{
    rules::Request outcome = runtime::request(trace::Operation::Outcome, objectOf(key, where), where);
    outcome.argument = static_cast<std::int64_t>(index(runtime::nameOf(text)));
    runtime::conduct(outcome, static_cast<std::uint8_t>(trace::EventFlag::Text));
}

} // namespace interleave::sync
