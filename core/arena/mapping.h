#pragma once

#include "core/arena/layout.h"
#include "core/base/result.h"
#include "core/base/unique_fd.h"

#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace interleave::arena {

/// An arena mapped into this process.
///
/// Thread-safety: the parts follow their own rules; the mapping itself never changes.
class Mapping
{
public:
    /// A new arena: in anonymous shared memory sealed against shrinking and growing, or in the file `path`.
    static base::Result<std::shared_ptr<Mapping>> create(const Capacity& capacity, const std::string& path = {});
    /// The arena behind an inherited descriptor. `capacity` must be the creator's. BadFormat when it is not an arena.
    static base::Result<std::shared_ptr<Mapping>> open(int fd, const Capacity& capacity);

    Mapping(const Mapping&) = delete;
    Mapping& operator=(const Mapping&) = delete;
    ~Mapping();

    int fd() const { return m_fd.get(); }
    const Capacity& capacity() const { return m_capacity; }
    std::uint64_t size() const { return m_layout.total; }

    Control& control() const { return *at<Control>(m_layout.control); }
    std::span<ThreadSlot> threadSlots() const { return {at<ThreadSlot>(m_layout.threadSlots), m_capacity.threadSlots}; }
    std::span<LaneRecord> lanes() const { return {at<LaneRecord>(m_layout.lanes), m_capacity.lanes}; }
    std::span<ObjectRecord> objects() const { return {at<ObjectRecord>(m_layout.objects), m_capacity.objects}; }
    std::span<NameRecord> names() const { return {at<NameRecord>(m_layout.names), m_capacity.names}; }
    std::span<SourceRecord> sources() const { return {at<SourceRecord>(m_layout.sources), m_capacity.sources}; }
    std::span<char> nameBytes() const { return {at<char>(m_layout.nameBytes), m_capacity.nameBytes}; }
    std::span<char> payloads() const { return {at<char>(m_layout.payloads), m_capacity.payloadBytes}; }
    std::span<char> options() const { return {at<char>(m_layout.options), m_capacity.optionBytes}; }
    std::span<ChunkHeader> chunkHeaders() const { return {at<ChunkHeader>(m_layout.chunkHeaders), m_capacity.chunks}; }
    trace::Event* chunk(std::uint32_t number) const
    {
        return at<trace::Event>(m_layout.chunks) + std::uint64_t{number} * chunkEvents;
    }

    /// Bytes of memory that the arena really occupies now.
    std::uint64_t occupied() const;

    /// Notes that a table ran out of room; the host ends the run with a sentence. The first one counts.
    void reportFull(Table table) const;
    /// Notes a broken promise of the engine, or why a program cannot start. The first one counts.
    void reportFault(std::string_view text) const;
    void reportConfigError(std::string_view text) const;
    std::string faultText() const;

private:
    Mapping(base::UniqueFd fd, const Capacity& capacity, char* memory);

    template <typename T>
    T* at(std::uint64_t offset) const
    {
        return reinterpret_cast<T*>(m_memory + offset);
    }

    base::UniqueFd m_fd;
    Capacity m_capacity;
    Layout m_layout;
    char* m_memory;
};

} // namespace interleave::arena
