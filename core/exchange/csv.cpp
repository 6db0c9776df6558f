#include "core/exchange/csv.h"

#include "core/analysis/event_text.h"
#include "core/base/step_number.h"
#include "core/exchange/output_file.h"

#include <fmt/format.h>

#include <algorithm>

namespace interleave::exchange {
namespace {

using trace::Event;
using trace::EventFlag;
using trace::Operation;
using trace::Trace;

std::string quoted(std::string_view text)
{
    if (text.find_first_of(",\"\r\n") == std::string_view::npos)
        return std::string(text);
    std::string field = "\"";
    for (const char c : text)
        field += c == '"' ? std::string("\"\"") : std::string(1, c);
    return field + '"';
}

std::string valueField(const Trace& trace, const Event& event)
{
    const bool isText = event.has(EventFlag::Text) || event.operation == Operation::Note || event.operation == Operation::Fail;
    if (event.isBlocked())
        return event.value == never ? "never" : std::to_string(event.value);
    if (isText)
        return quoted(trace.name(static_cast<NameId>(static_cast<std::uint32_t>(event.value))));
    return std::to_string(event.value);
}

std::string row(const Trace& trace, Step step, Nanoseconds time)
{
    const Event event = trace.event(step);
    const bool hasLane = trace.knows(event.lane);
    const bool hasObject = trace.knows(event.object);
    std::string source;
    if (trace.knows(event.source)) {
        const trace::Source& line = trace.source(event.source);
        source = fmt::format("{}:{}", trace.name(line.file), line.line);
    }
    return fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{}\r\n", stepNumber(step), time,
                       hasLane ? std::to_string(trace.lane(event.lane).process) : "",
                       hasLane ? trace.lanePath(event.lane) : "",
                       hasLane ? quoted(analysis::laneText(trace, event.lane)) : "", name(event.operation),
                       event.isBlocked() ? "" : name(event.way()), event.isBlocked() ? 1 : 0,
                       hasObject ? name(trace.object(event.object).kind) : "",
                       hasObject ? quoted(analysis::objectText(trace, event.object)) : "", valueField(trace, event),
                       quoted(source), quoted(analysis::eventText(trace, event)));
}

} // namespace

bool writeCsv(const Trace& trace, const std::function<void(std::string_view)>& write, const ExportOptions& options)
{
    const Step begin = std::min<Step>(options.begin, trace.size());
    const Step end = std::clamp<Step>(options.end, begin, trace.size());
    write("step,time_ns,process,lane_path,lane,operation,way,blocked,object_kind,object,value,source,text\r\n");
    for (Step step = begin; step < end; ++step) {
        write(row(trace, step, trace.timeAt(step)));
        if (options.progress && (step + 1) % 65536 == 0 && !options.progress(step + 1 - begin))
            return false;
    }
    return true;
}

base::Result<void> writeCsv(const Trace& trace, const std::string& path, const ExportOptions& options)
{
    auto file = OutputFile::create(path);
    if (!file)
        return file.error();
    if (!writeCsv(trace, [&](std::string_view text) { (*file)->write(text); }, options))
        return base::Error{base::ErrorCode::Unwritable, path + " was not written: the export was given up."};
    return (*file)->commit();
}

} // namespace interleave::exchange
