#include "core/analysis/line_index.h"

#include "core/base/check.h"

#include <algorithm>

namespace interleave::analysis {
namespace {

constexpr std::uint32_t unknownLine = ~std::uint32_t{0};
/// Snapshots hold a number for every lane: with many lanes they lie farther apart, so that they stay small.
constexpr Step stepsPerLane = 16;

} // namespace

void LineIndex::extend(Step until)
{
    base::check(until <= m_trace.size(), "lines are indexed only as far as the trace goes");
    for (; m_size < until; ++m_size) {
        const Step apart = std::max<Step>(blockSize, stepsPerLane * m_last.size());
        if (m_snapshots.empty() || m_size - m_snapshots.back().step >= apart)
            m_snapshots.push_back({m_size, m_last});
        take(m_trace.event(m_size));
    }
}

void LineIndex::take(const trace::Event& event)
{
    if (!m_trace.knows(event.source) || m_trace.source(event.source).line == 0)
        return;
    Line& line = m_lines[lineOf(event.source)];
    if (line.count == 0)
        line.first = m_size;
    const auto block = static_cast<std::uint32_t>(m_size / blockSize);
    if (line.stretches.empty() || line.stretches.back().block != block)
        line.stretches.push({block, static_cast<std::uint32_t>(line.count)});
    ++line.count;
    if (!m_trace.knows(event.lane))
        return;
    if (m_last.size() <= index(event.lane))
        m_last.resize(index(event.lane) + 1, SourceId::none);
    m_last[index(event.lane)] = event.source;
}

// Several positions are of the same line: other columns, other functions made from one template.
std::uint32_t LineIndex::lineOf(SourceId source)
{
    if (m_lineOfSource.size() <= index(source))
        m_lineOfSource.resize(index(source) + 1, unknownLine);
    std::uint32_t& known = m_lineOfSource[index(source)];
    if (known != unknownLine)
        return known;
    const trace::Source& facts = m_trace.source(source);
    const std::string_view path = m_trace.name(facts.file);
    std::optional<std::uint32_t> number = file(path);
    if (!number) {
        number = static_cast<std::uint32_t>(m_files.size());
        m_files.emplace_back(path);
    }
    const LinePlace place{*number, facts.line};
    const auto same =
        std::find_if(m_lines.begin(), m_lines.end(), [&](const Line& line) { return line.place == place; });
    known = static_cast<std::uint32_t>(same - m_lines.begin());
    if (same == m_lines.end())
        m_lines.emplace_back().place = place;
    return known;
}

std::uint32_t LineIndex::knownLineOf(SourceId source) const
{
    return index(source) < m_lineOfSource.size() ? m_lineOfSource[index(source)] : unknownLine;
}

std::optional<std::uint32_t> LineIndex::file(std::string_view path) const
{
    const auto found = std::find(m_files.begin(), m_files.end(), path);
    if (found == m_files.end())
        return std::nullopt;
    return static_cast<std::uint32_t>(found - m_files.begin());
}

std::optional<LinePlace> LineIndex::place(SourceId source) const
{
    const std::uint32_t line = knownLineOf(source);
    return line == unknownLine ? std::nullopt : std::optional(m_lines[line].place);
}

const LineIndex::Line* LineIndex::find(LinePlace place) const
{
    const auto found =
        std::find_if(m_lines.begin(), m_lines.end(), [&](const Line& line) { return line.place == place; });
    return found == m_lines.end() ? nullptr : &*found;
}

std::vector<std::uint32_t> LineIndex::executed(std::uint32_t file, Step step) const
{
    std::vector<std::uint32_t> lines;
    for (const Line& line : m_lines)
        if (line.place.file == file && line.count > 0 && line.first < step)
            lines.push_back(line.place.line);
    std::sort(lines.begin(), lines.end());
    return lines;
}

std::vector<SourceId> LineIndex::positions(Step step) const
{
    base::check(step <= m_size, "positions are asked for only as far as the index goes");
    const auto after = std::upper_bound(m_snapshots.begin(), m_snapshots.end(), step,
                                        [](Step wanted, const Snapshot& each) { return wanted < each.step; });
    if (after == m_snapshots.begin())
        return {};
    const Snapshot& nearest = *std::prev(after);
    std::vector<SourceId> last = nearest.last;
    for (Step at = nearest.step; at < step; ++at) {
        const trace::Event event = m_trace.event(at);
        if (knownLineOf(event.source) == unknownLine || !m_trace.knows(event.lane))
            continue;
        if (last.size() <= index(event.lane))
            last.resize(index(event.lane) + 1, SourceId::none);
        last[index(event.lane)] = event.source;
    }
    return last;
}

Step LineIndex::count(LinePlace place, Step step) const
{
    base::check(step <= m_size, "events of a line are counted only as far as the index goes");
    const Line* line = find(place);
    if (line == nullptr || step == 0)
        return 0;
    const auto block = static_cast<std::uint32_t>(step / blockSize);
    const std::size_t i =
        line->stretches.firstWhere(0, line->stretches.size(), [&](const Stretch& each) { return each.block >= block; });
    if (i == line->stretches.size())
        return line->count;
    Step count = line->stretches[i].before;
    if (line->stretches[i].block != block)
        return count;
    const auto number = static_cast<std::uint32_t>(line - m_lines.data());
    for (Step at = block * blockSize; at < step; ++at)
        count += knownLineOf(m_trace.event(at).source) == number ? 1 : 0;
    return count;
}

std::vector<Step> LineIndex::events(LinePlace place, Step first, std::size_t most) const
{
    std::vector<Step> steps;
    const Line* line = find(place);
    if (line == nullptr || first >= line->count)
        return steps;
    const auto number = static_cast<std::uint32_t>(line - m_lines.data());
    const std::size_t after =
        line->stretches.firstWhere(0, line->stretches.size(), [&](const Stretch& each) { return each.before > first; });
    for (std::size_t i = after - 1; i < line->stretches.size() && steps.size() < most; ++i) {
        Step ordinal = line->stretches[i].before;
        const Step begin = line->stretches[i].block * blockSize;
        for (Step at = begin; at < std::min(begin + blockSize, m_size) && steps.size() < most; ++at)
            if (knownLineOf(m_trace.event(at).source) == number && ordinal++ >= first)
                steps.push_back(at);
    }
    return steps;
}

std::size_t LineIndex::bytes() const
{
    std::size_t bytes = m_lineOfSource.capacity() * sizeof(std::uint32_t);
    for (const Line& line : m_lines)
        bytes += sizeof(Line) + line.stretches.bytes();
    for (const Snapshot& snapshot : m_snapshots)
        bytes += sizeof(Snapshot) + snapshot.last.capacity() * sizeof(SourceId);
    return bytes;
}

} // namespace interleave::analysis
