#pragma once

#include "core/runtime/primitive.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace interleave::process {

using runtime::Where;

/// A whole number in memory that several processes have: what one writes, all the others read.
///
/// The object is made by one process and handed on as `argument()`, a text; whoever makes it again from that text with
/// `fromArgument` has the same number, not a copy. It lies in the run's shared memory as long as the run lasts, and is
/// recorded as a variable. Each access is whole; what lies between two of them is anybody's, as with sync::Shared.
/// Live: a spin bit in the shared memory around access, stamp and publication; a process that is killed inside these few
/// instructions leaves it taken.
/// Thread-safety: any lane of any process that has it; copies are the same number.
class SharedValue
{
public:
    explicit SharedValue(std::string_view name, std::int64_t initial = 0, const Where& where = Where::current());

    std::int64_t read(const Where& where = Where::current()) const;
    void write(std::int64_t value, const Where& where = Where::current()) const;
    /// Adds in one indivisible step; yields the value before.
    std::int64_t fetchAdd(std::int64_t by, const Where& where = Where::current()) const;

    std::string argument() const;
    /// std::invalid_argument when the text is none of ours.
    static SharedValue fromArgument(const std::string& argument);
    ObjectId id() const { return m_object; }

private:
    struct Cell;

    SharedValue(ObjectId object, std::int64_t handle);
    template <typename Effect>
    void access(trace::Operation operation, const Where& where, Effect effect) const;

    ObjectId m_object;
    std::int64_t m_handle;
    Cell* m_cell;
};

} // namespace interleave::process
