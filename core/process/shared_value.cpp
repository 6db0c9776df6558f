#include "core/process/shared_value.h"

#include "core/base/check.h"
#include "core/runtime/gate.h"
#include "core/runtime/record.h"

#include <atomic>
#include <mutex>
#include <new>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace interleave::process {

using trace::Operation;

/// What lies in the shared memory. Both parts are free of locks, so they mean the same at whatever address they are seen.
struct SharedValue::Cell
{
    std::atomic<std::int64_t> value;
    std::atomic<std::uint32_t> isTaken;

    void lock()
    {
        for (int attempt = 0; isTaken.exchange(1, std::memory_order_acquire) != 0; ++attempt)
            if (attempt % 64 == 63)
                std::this_thread::yield(); // its owner lost the processor
    }
    void unlock() { isTaken.store(0, std::memory_order_release); }

    static_assert(std::atomic<std::int64_t>::is_always_lock_free && std::atomic<std::uint32_t>::is_always_lock_free);
};

SharedValue::SharedValue(std::string_view name, std::int64_t initial, const Where& where)
    : SharedValue(runtime::createObject({.kind = trace::ObjectKind::Variable, .name = name, .initial = initial}, where),
                  runtime::driver().storePayload(std::string(sizeof(Cell), '\0')))
{
    ::new (m_cell) Cell{initial, 0};
}

SharedValue::SharedValue(ObjectId object, std::int64_t handle)
    : m_object(object), m_handle(handle), m_cell(reinterpret_cast<Cell*>(runtime::driver().sharedPlace(handle)))
{
    base::check(m_cell != nullptr, "a value that processes share lies in the memory of the run");
}

std::string SharedValue::argument() const
{
    std::ostringstream text;
    text << "shared " << index(m_object) << ' ' << m_handle;
    return text.str();
}

SharedValue SharedValue::fromArgument(const std::string& argument)
{
    std::istringstream text(argument);
    std::string word;
    std::uint32_t object = 0;
    std::int64_t handle = 0;
    if (!(text >> word >> object >> handle) || word != "shared" || runtime::driver().payload(handle).size() != sizeof(Cell))
        throw std::invalid_argument("no shared value is described by this argument");
    return {ObjectId(object), handle};
}

template <typename Effect>
void SharedValue::access(Operation operation, const Where& where, Effect effect) const
{
    const rules::Request accessed = runtime::request(operation, m_object, where);
    if (!runtime::isLive()) {
        runtime::conduct(accessed, [&](const runtime::Reply&) { return runtime::Value(effect(m_cell->value)); });
        return;
    }
    runtime::Context& here = runtime::context();
    runtime::passGate(here);
    const std::lock_guard lock(*m_cell);
    const std::int64_t value = effect(m_cell->value);
    runtime::recordAfter(here, operation, m_object, accessed.source, {.value = value});
}

std::int64_t SharedValue::read(const Where& where) const
{
    std::int64_t found = 0;
    access(Operation::Read, where, [&](const std::atomic<std::int64_t>& value) {
        return found = value.load(std::memory_order_relaxed);
    });
    return found;
}

void SharedValue::write(std::int64_t value, const Where& where) const
{
    access(Operation::Write, where, [&](std::atomic<std::int64_t>& cell) {
        cell.store(value, std::memory_order_relaxed);
        return value;
    });
}

std::int64_t SharedValue::fetchAdd(std::int64_t by, const Where& where) const
{
    std::int64_t before = 0;
    access(Operation::Modify, where, [&](std::atomic<std::int64_t>& value) {
        before = value.load(std::memory_order_relaxed);
        value.store(before + by, std::memory_order_relaxed);
        return before + by;
    });
    return before;
}

} // namespace interleave::process
