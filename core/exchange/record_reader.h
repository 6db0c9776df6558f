#pragma once

#include "core/exchange/perfetto_fields.h"
#include "core/exchange/perfetto_trace.h"

#include <protozero/pbf_reader.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace interleave::exchange::perfetto {

/// Not what a saved run holds; says what was found.
struct Broken
{
    std::string what;
};

/// Makes a run of the packets of its record, and believes nothing that stands in them.
class RecordReader
{
public:
    /// Takes one packet. Throws Broken, or what protozero throws.
    void take(std::string_view packet);

    /// It was said of what run the events are.
    bool hasRun() const { return m_run.trace != nullptr; }
    /// The end was there.
    bool isWhole() const { return m_isWhole; }
    /// How many events were saved.
    std::uint64_t promised() const { return m_promised; }
    /// The version, when it is one that this reader does not know.
    std::optional<std::uint64_t> newerVersion() const { return m_newerVersion; }
    /// Requires: hasRun().
    OpenedRun finish();
    Step size() const { return m_run.trace ? m_run.trace->size() : 0; }

private:
    struct Value;
    void intern(protozero::pbf_reader data);
    void takeEvent(protozero::pbf_reader data);
    Key keyOf(std::uint64_t id) const { return id < m_keys.size() ? m_keys[id] : Key::None; }
    Value valueOf(protozero::pbf_reader data) const;
    void takeRecord(const std::vector<Value>& values);
    void beginRun(const std::vector<Value>& values);
    void takeTable(const Value& value);
    void takeFinding(const std::vector<Value>& values);
    void takeEnding(const std::vector<Value>& values);
    void append(trace::Event event, std::int64_t stamp);

    std::vector<Key> m_keys; ///< by the number of the annotation's name
    std::shared_ptr<trace::MemoryStore> m_store;
    trace::RunInfo m_info;
    OpenedRun m_run;
    std::string m_schedule;
    std::uint64_t m_promised = 0;
    std::uint64_t m_firstStamp = 0;
    double m_largestStamp = 0;
    std::optional<std::uint64_t> m_newerVersion;
    bool m_isWhole = false;
};

} // namespace interleave::exchange::perfetto
