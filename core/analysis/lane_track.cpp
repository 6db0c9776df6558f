#include "core/analysis/lane_track.h"

#include <algorithm>
#include <bit>

namespace interleave::analysis {
namespace {

constexpr std::uint64_t everyOtherByte = 0x00ff00ff00ff00ffULL;

/// Shares of `total` in 255ths, one byte each. What is there at all never rounds to nothing.
template <typename Number>
std::uint64_t pack(const std::array<Number, laneStatusCount>& parts, std::uint64_t total)
{
    if (total == 0)
        return 0;
    std::uint64_t packed = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto part = static_cast<double>(parts[i]);
        if (part <= 0)
            continue;
        const double share = part * 255 / static_cast<double>(total);
        packed |= static_cast<std::uint64_t>(std::clamp(share + 0.5, 1.0, 255.0)) << (8 * i);
    }
    return packed;
}

constexpr std::uint64_t wholly(LaneStatus status)
{
    return std::uint64_t{255} << (8 * static_cast<unsigned>(status));
}

/// Weighted sum of packed shares, four at a time in 16 bits each: weights sum up to at most 256.
struct Mixer
{
    std::uint64_t even = 0x0080008000800080ULL;
    std::uint64_t odd = 0x0080008000800080ULL;

    void add(std::uint64_t packed, std::uint64_t weight)
    {
        even += (packed & everyOtherByte) * weight;
        odd += ((packed >> 8) & everyOtherByte) * weight;
    }
    std::uint64_t packed() const { return ((even >> 8) & everyOtherByte) | (odd & (everyOtherByte << 8)); }
};

} // namespace

ColumnPlan planColumns(const StepTimes& times, std::span<const Step> edges, bool isByTime)
{
    ColumnPlan plan;
    plan.isByTime = isByTime;
    plan.size = times.size();
    plan.firstPart.reserve(edges.size());
    plan.parts.reserve(edges.size() * 6);
    plan.firstPart.push_back(0);
    for (std::size_t column = 0; column + 1 < edges.size(); ++column) {
        const Step from = edges[column];
        const Step to = std::min<Step>(edges[column + 1], times.size());
        if (from < to) {
            unsigned level = 0;
            while ((Step{1} << bitsOfLevel(level + 1)) * 2 <= to - from)
                ++level;
            const unsigned bits = bitsOfLevel(level);
            const double whole =
                isByTime ? static_cast<double>(times.at(to) - times.at(from)) : static_cast<double>(to - from);
            unsigned spent = 0;
            for (Step begin = from; begin < to;) {
                // Four whole buckets side by side are one of the level above.
                const Step four = Step{4} << bits;
                const bool isFour = (begin & (four - 1)) == 0 && begin + four <= to;
                const unsigned width = isFour ? bits + levelBits : bits;
                const Step bucket = begin >> width;
                const Step end = std::min(to, (bucket + 1) << width);
                const double part =
                    isByTime ? static_cast<double>(times.at(end) - times.at(begin)) : static_cast<double>(end - begin);
                const unsigned weight = end == to ? 256 - spent
                                        : whole > 0
                                            ? std::min(256 - spent, static_cast<unsigned>(part * 256 / whole + 0.5))
                                            : 0;
                spent += weight;
                if (weight > 0)
                    plan.parts.push_back({static_cast<std::uint32_t>(bucket),
                                          static_cast<std::uint16_t>(isFour ? level + 1 : level),
                                          static_cast<std::uint16_t>(weight)});
                begin = end;
            }
        }
        plan.firstPart.push_back(static_cast<std::uint32_t>(plan.parts.size()));
    }
    return plan;
}

void LaneTrack::change(std::uint32_t step, LaneStatus status, std::uint32_t detail, const StepTimes& times)
{
    const std::uint64_t packed =
        std::uint64_t{step} << 32 | std::uint64_t{detail & 0x0fffffffU} << 4 | static_cast<std::uint64_t>(status);
    const Nanoseconds time = times.at(step);
    if (m_pieces.empty()) {
        m_pyramid.startAt(step >> bucketBits);
    } else if (m_pieces.back() >> 32 == step) {
        m_pieces.back() = packed;
        m_status = status;
        return;
    } else {
        coverTo(step, time, times);
    }
    m_from = step;
    m_fromTime = time;
    m_status = status;
    m_pieces.push(packed);
}

LaneTrack::Piece LaneTrack::piece(std::size_t i) const
{
    const std::uint64_t packed = m_pieces[i];
    const Step end = i + 1 < m_pieces.size() ? m_pieces[i + 1] >> 32 : noStep;
    return {packed >> 32, end, static_cast<LaneStatus>(packed & 0xf),
            static_cast<std::uint32_t>(packed >> 4) & 0x0fffffffU};
}

std::optional<std::size_t> LaneTrack::find(Step step) const
{
    const std::size_t after =
        m_pieces.firstWhere(0, m_pieces.size(), [step](std::uint64_t packed) { return packed >> 32 > step; });
    return after == 0 ? std::nullopt : std::optional(after - 1);
}

void LaneTrack::coverTo(std::uint32_t step, Nanoseconds time, const StepTimes& times)
{
    const auto number = static_cast<std::size_t>(m_status);
    while ((m_from >> bucketBits) < (step >> bucketBits)) {
        const std::uint32_t boundary = ((m_from >> bucketBits) + 1) << bucketBits;
        const Nanoseconds boundaryTime = times.at(boundary);
        if (boundary - m_from == bucketSteps) {
            append({wholly(m_status), wholly(m_status)}, times);
        } else {
            m_steps[number] += boundary - m_from;
            m_time[number] += static_cast<std::uint64_t>(boundaryTime - m_fromTime);
            closeBucket(times);
        }
        m_from = boundary;
        m_fromTime = boundaryTime;
    }
    m_steps[number] += step - m_from;
    m_time[number] += static_cast<std::uint64_t>(time - m_fromTime);
}

void LaneTrack::closeBucket(const StepTimes& times)
{
    const Step begin = Step{m_pyramid.end()} << bucketBits;
    const auto lasts = static_cast<std::uint64_t>(times.at(begin + bucketSteps) - times.at(begin));
    const std::uint64_t steps = pack(m_steps, bucketSteps);
    // Where no time passes there is nothing to weigh.
    append({steps, lasts == 0 ? steps : pack(m_time, lasts)}, times);
    m_steps.fill(0);
    m_time.fill(0);
}

void LaneTrack::append(const Node& node, const StepTimes& times)
{
    m_pyramid.append(node, [&times](const Node* children, std::uint32_t first, std::uint32_t count, unsigned level) {
        const unsigned bits = bitsOfLevel(level);
        const Step parent = Step{first >> levelBits} << (bits + levelBits);
        const Nanoseconds lasts = times.at(parent + (Step{1} << (bits + levelBits))) - times.at(parent);
        Mixer bySteps;
        Mixer byTime;
        std::uint64_t seen = 0;
        for (std::uint32_t i = 0; i < count; ++i) {
            const Step begin = Step{first + i} << bits;
            const Nanoseconds part = times.at(begin + (Step{1} << bits)) - times.at(begin);
            bySteps.add(children[i].steps, 64);
            byTime.add(children[i].time, lasts == 0 ? 64
                                                    : static_cast<std::uint64_t>(static_cast<double>(part) * 256
                                                                                 / static_cast<double>(lasts)));
            seen |= children[i].steps | children[i].time;
        }
        Node sum{bySteps.packed(), byTime.packed()};
        // What is rare stays visible by one part in 255.
        for (std::uint64_t one = 0xff; one != 0; one <<= 8) {
            const std::uint64_t least = one & 0x0101010101010101ULL;
            if ((seen & one) != 0 && (sum.steps & one) == 0)
                sum.steps |= least;
            if ((seen & one) != 0 && (sum.time & one) == 0)
                sum.time |= least;
        }
        return sum;
    });
}

/// A bucket that is not full yet, from the pieces themselves; of its steps only those before `size` exist.
std::uint64_t LaneTrack::openNode(const ColumnPart& part, bool isByTime, Step size) const
{
    const unsigned bits = bitsOfLevel(part.level);
    const Step begin = Step{part.bucket} << bits;
    const Step end = std::min(begin + (Step{1} << bits), size);
    if (m_pieces.empty() || begin >= end)
        return 0;
    const Piece last = piece(m_pieces.size() - 1);
    if (last.begin <= begin)
        return wholly(last.status);
    // At the growing end a bucket may be missing on a high level only: its parts below are there.
    if (part.level > 0) {
        Mixer mixer;
        for (std::uint32_t i = 0; i < 4; ++i) {
            const ColumnPart child{(part.bucket << levelBits) + i, static_cast<std::uint16_t>(part.level - 1), 0};
            const Step childBegin = Step{child.bucket} << bitsOfLevel(child.level);
            const Step childEnd = std::min(childBegin + (Step{1} << bitsOfLevel(child.level)), end);
            if (childBegin >= childEnd)
                break;
            const Node* node = m_pyramid.find(child.level, child.bucket);
            mixer.add(node != nullptr ? (isByTime ? node->time : node->steps) : openNode(child, isByTime, size),
                      (childEnd - childBegin) * 256 / (end - begin));
        }
        return mixer.packed();
    }
    std::array<std::uint32_t, laneStatusCount> steps{};
    for (std::size_t i = find(begin).value_or(0); i < m_pieces.size(); ++i) {
        const Piece covered = piece(i);
        if (covered.begin >= end)
            break;
        steps[static_cast<std::size_t>(covered.status)] +=
            static_cast<std::uint32_t>(std::min(covered.end, end) - std::max(covered.begin, begin));
    }
    return pack(steps, end - begin);
}

void LaneTrack::shares(const ColumnPlan& plan, std::vector<Shares>& into) const
{
    into.resize(plan.columns());
    for (std::size_t column = 0; column < plan.columns(); ++column) {
        Mixer mixer;
        for (std::uint32_t i = plan.firstPart[column]; i < plan.firstPart[column + 1]; ++i) {
            const ColumnPart& part = plan.parts[i];
            const Node* node = m_pyramid.find(part.level, part.bucket);
            mixer.add(node != nullptr ? (plan.isByTime ? node->time : node->steps)
                                      : openNode(part, plan.isByTime, plan.size),
                      part.weight);
        }
        into[column] = std::bit_cast<Shares>(mixer.packed());
    }
}

std::size_t LaneTrack::bytes() const
{
    return sizeof(*this) + m_pieces.bytes() + m_pyramid.bytes();
}

} // namespace interleave::analysis
