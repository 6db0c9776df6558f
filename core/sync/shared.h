#pragma once

#include "core/runtime/gate.h"
#include "core/runtime/primitive.h"
#include "core/sync/describe.h"
#include "core/sync/numbered.h"
#include "core/sync/operation.h"
#include "core/sync/spin_bit.h"

#include <mutex>
#include <type_traits>

namespace interleave::sync {

/// A variable that lanes share without a lock.
///
/// Each read and write is whole and recorded; what lies between two of them is anybody's, so a program that reads, thinks
/// and writes has its race here for all to see, while the target itself has none.
/// Live: a spin bit around access, stamp and publication. Thread-safety: any lane.
template <typename T>
class Shared : public runtime::Primitive
{
public:
    /// What stands right of `+=` and the like, with its place in the text.
    struct Operand
    {
        template <typename U>
            requires std::is_convertible_v<const U&, T>
        Operand(const U& operand, Where position = Where::current()) : value(operand)
                                                                     , where(position)
        {}
        T value;
        Where where;
    };

    explicit Shared(std::string_view name, T initial = T{}, Where where = Where::current())
        : Primitive({.kind = trace::ObjectKind::Variable, .name = name, .initial = numberOf(initial)}, where)
        , m_value(std::move(initial))
    {}

    T read(Where where = Where::current())
    {
        std::optional<T> found;
        access(Operation::Read, where, [&] {
            found = m_value;
            return description();
        });
        return found ? *std::move(found) : m_value;
    }

    void write(T value, Where where = Where::current())
    {
        access(Operation::Write, where, [&] {
            m_value = std::move(value);
            return description();
        });
    }

    /// Replaces the value by `change(value)` in one indivisible step; yields the new value. `change` is plain
    /// arithmetic: it performs no operation.
    template <typename Change>
    T update(Change change, Where where = Where::current())
    {
        std::optional<T> result;
        access(Operation::Modify, where, [&] {
            m_value = change(std::as_const(m_value));
            result = m_value;
            return description();
        });
        return result ? *std::move(result) : m_value;
    }

    /// Writes `desired` if the value is `expected`, in one indivisible step; yields whether it did.
    bool compareExchange(const T& expected, T desired, Where where = Where::current())
    {
        const Way way = access(Operation::CompareExchange, where, [&] {
            runtime::Value found = description();
            if (m_value == expected)
                m_value = std::move(desired);
            else
                found.way = Way::Failed;
            return found;
        });
        return way == Way::Success;
    }

    /// Adds in one indivisible step; yields the value before.
    T fetchAdd(T by, Where where = Where::current())
        requires std::is_arithmetic_v<T>
    {
        return static_cast<T>(update([&](const T& value) { return static_cast<T>(value + by); }, where) - by);
    }

    /// Reads, computes, writes: three steps of which two are operations. Between them other lanes may write, and what
    /// they wrote is lost: a race on purpose.
    Shared& operator+=(const Operand& operand)
    {
        write(static_cast<T>(read(operand.where) + operand.value), operand.where);
        return *this;
    }
    /// The same race.
    Shared& operator-=(const Operand& operand)
    {
        write(static_cast<T>(read(operand.where) - operand.value), operand.where);
        return *this;
    }

protected:
    /// With a policy of its object: see Atomic.
    Shared(std::string_view name, T initial, std::uint32_t policy, Where where)
        : Primitive({.kind = trace::ObjectKind::Variable, .name = name, .initial = numberOf(initial), .policy = policy}, where)
        , m_value(std::move(initial))
    {}

private:
    static std::int64_t numberOf(const T& value)
    {
        const std::optional<runtime::Value> known = described(value);
        return known && !known->isText ? known->number : 0;
    }
    runtime::Value description() const { return described(m_value).value_or(runtime::Value()); }

    template <typename Effect>
    Way access(Operation operation, const Where& where, Effect effect)
    {
        const rules::Request accessed = request(operation, where);
        if (!runtime::isLive())
            return runtime::conduct(accessed, [&](const runtime::Reply&) { return effect(); }).way;
        runtime::Context& here = runtime::context();
        runtime::passGate(here);
        const std::lock_guard lock(m_bit);
        const runtime::Value value = effect();
        const Way way = value.way.value_or(Way::Success);
        runtime::recordAfter(here, operation, id(), accessed.source,
                             {.value = value.number, .way = way, .flags = value.flags()});
        return way;
    }

    T m_value; // Live: guarded by m_bit
    SpinBit m_bit;
};

} // namespace interleave::sync
