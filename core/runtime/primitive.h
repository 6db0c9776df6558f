#pragma once

#include "core/runtime/conduct.h"

#include <string_view>

namespace interleave::runtime {

/// What a primitive says of itself when it is made.
struct PrimitiveFacts
{
    trace::ObjectKind kind = trace::ObjectKind::Unknown;
    std::string_view name; ///< as the picture shows it; empty for "mutex 1", "mutex 2", …
    std::int64_t initial = 0;
    std::int64_t bound = 0;
    std::uint32_t policy = 0;
    LaneId lane = LaneId::none;
    ObjectId related = ObjectId::none;
};

/// Registers an object of the run, made by the current lane, and records Create.
ObjectId createObject(const PrimitiveFacts& facts, const Where& where);
/// Records Destroy; nothing once the execution is abandoned.
void destroyObject(ObjectId object);

/// What is known of a new lane before it is made.
struct LaneFacts
{
    trace::LaneKind kind = trace::LaneKind::Thread;
    std::string_view name; ///< empty for "thread 1", "thread 2", …
    bool isDaemon = false;
    LaneId home = LaneId::none;        ///< a task's thread
    ObjectId related = ObjectId::none; ///< a task's loop
};

/// Registers a lane and the object that others start and join, made by the current lane, and records Create. A lane of
/// kind Process is the first of a new process, the others belong to the current one.
NewLane createLane(const LaneFacts& facts, const Where& where);

/// The base of everything that scenarios share between lanes: one entry in the table of objects.
class Primitive
{
public:
    Primitive(const Primitive&) = delete;
    Primitive& operator=(const Primitive&) = delete;

    ObjectId id() const { return m_id; }

protected:
    Primitive(const PrimitiveFacts& facts, const Where& where) : m_id(createObject(facts, where)) {}
    ~Primitive() { destroyObject(m_id); }

    rules::Request request(trace::Operation operation, const Where& where) const
    {
        return runtime::request(operation, m_id, where);
    }

private:
    ObjectId m_id;
};

/// The name of a text, for an event's value.
inline NameId nameOf(std::string_view text)
{
    return driver().internName(text);
}

} // namespace interleave::runtime
