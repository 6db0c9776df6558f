#pragma once

#include "core/base/check.h"
#include "core/base/ids.h"
#include "core/trace/operation.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace interleave::rules {

using trace::Operation;
using trace::Way;

/// What a lane asks for: an operation at which it stands until one of its alternatives is picked.
struct Request
{
    LaneId lane = LaneId::none;
    Operation operation = Operation::None;
    ObjectId object = ObjectId::none;
    ObjectId other = ObjectId::none; ///< the mutex of a condition wait
    std::int64_t argument = 0;       ///< what the operation's value will be, as far as the lane knows it before
    Nanoseconds deadline = never;    ///< absolute, in the lane's own time; also the end of a sleep
    SourceId source = SourceId::none;
};

/// One way in which a request may take effect now, or once its time has come.
struct Alternative
{
    Way way = Way::Success;
    std::uint16_t index = 0; ///< which waiter a notification wakes, which timer of a loop fires
    Nanoseconds due = 0;     ///< not before this time, where time is respected; 0 when it does not depend on time

    bool isTimed() const { return due != 0; }
    friend bool operator==(const Alternative&, const Alternative&) = default;
};

/// A short ordered list that does not allocate for the few alternatives that nearly every request has.
class AlternativeList
{
public:
    void clear()
    {
        m_size = 0;
        m_more.clear();
    }
    std::size_t size() const { return m_size; }
    bool empty() const { return m_size == 0; }
    void add(Alternative alternative)
    {
        if (m_size < m_few.size())
            m_few[m_size] = alternative;
        else
            m_more.push_back(alternative);
        ++m_size;
    }
    const Alternative& operator[](std::size_t i) const
    {
        return i < m_few.size() ? m_few[i] : m_more[i - m_few.size()];
    }

private:
    std::array<Alternative, 4> m_few;
    std::size_t m_size = 0;
    std::vector<Alternative> m_more;
};

/// On whom it depends that a lane which cannot move now may move later.
struct Hope
{
    enum class Kind {
        Owners,  ///< all of `lanes` have to do something: holders of a lock, lanes to be joined
        AnyOf,   ///< one of `lanes` suffices
        Anybody, ///< any other lane that lives: nobody owns what is waited for
        Outside, ///< the world outside the run
    };
    Kind kind = Kind::Anybody;
    std::vector<LaneId> lanes;
};

} // namespace interleave::rules
