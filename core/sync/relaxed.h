#pragma once

#include "core/runtime/gate.h"
#include "core/runtime/primitive.h"
#include "core/sync/numbered.h"
#include "core/sync/operation.h"

#include <atomic>
#include <type_traits>

namespace interleave::sync {

/// A variable for litmus programs, which ask in what order other lanes may see what one lane wrote.
///
/// Live: a relaxed atomic of the machine and nothing around it, so the order of its events in a trace claims nothing
/// (policy 1 of the object says so). Where operations are granted, everybody sees every write at once.
/// Thread-safety: any lane.
template <typename T>
    requires std::is_integral_v<T>
class Relaxed : public runtime::Primitive
{
public:
    explicit Relaxed(std::string_view name, T initial = T{}, Where where = Where::current())
        : Primitive({.kind = trace::ObjectKind::Variable,
                     .name = name,
                     .initial = static_cast<std::int64_t>(initial),
                     .policy = 1},
                    where)
        , m_value(initial)
    {}

    T read(Where where = Where::current())
    {
        T found{};
        runtime::conduct(request(Operation::Read, where), [&](const runtime::Reply&) {
            found = m_value.load(std::memory_order_relaxed);
            return runtime::Value(static_cast<std::int64_t>(found));
        });
        return found;
    }

    void write(T value, Where where = Where::current())
    {
        runtime::conduct(request(Operation::Write, where), [&](const runtime::Reply&) {
            m_value.store(value, std::memory_order_relaxed);
            return runtime::Value(static_cast<std::int64_t>(value));
        });
    }

private:
    std::atomic<T> m_value;
};

} // namespace interleave::sync
