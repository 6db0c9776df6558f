#pragma once

#include "core/trace/trace.h"

#include <QString>

#include <tuple>

namespace interleave::test {

/// Where two runs differ in anything that is saved; empty when they are the same.
inline QString difference(const trace::Trace& a, const trace::Trace& b)
{
    if (a.size() != b.size() || a.laneCount() != b.laneCount() || a.objectCount() != b.objectCount()
        || a.nameCount() != b.nameCount() || a.sourceCount() != b.sourceCount())
        return "counts";
    for (Step step = 0; step < a.size(); ++step) {
        const trace::Event one = a.event(step);
        const trace::Event other = b.event(step);
        if (one.stamp != other.stamp || one.lane != other.lane || one.object != other.object || one.value != other.value
            || one.source != other.source || one.operation != other.operation || one.wayAndFlags != other.wayAndFlags
            || one.index != other.index)
            return QString("event %1").arg(step);
        if (a.timeAt(step) != b.timeAt(step))
            return QString("time of event %1").arg(step);
    }
    for (std::size_t i = 0; i < a.nameCount(); ++i)
        if (a.name(NameId(i)) != b.name(NameId(i)))
            return QString("name %1").arg(i);
    const auto laneFields = [](const trace::Lane& l) {
        return std::tuple(l.kind, l.name, l.creator, l.ordinal, l.object, l.home, l.process, l.daemon, l.usesPool);
    };
    for (std::size_t i = 0; i < a.laneCount(); ++i)
        if (laneFields(a.lane(LaneId(i))) != laneFields(b.lane(LaneId(i))))
            return QString("lane %1").arg(i);
    const auto objectFields = [](const trace::Object& o) {
        return std::tuple(o.kind, o.name, o.creator, o.ordinal, o.lane, o.related, o.initial, o.bound, o.policy, o.source);
    };
    for (std::size_t i = 0; i < a.objectCount(); ++i)
        if (objectFields(a.object(ObjectId(i))) != objectFields(b.object(ObjectId(i))))
            return QString("object %1").arg(i);
    for (std::size_t i = 0; i < a.sourceCount(); ++i) {
        const trace::Source& one = a.source(SourceId(i));
        const trace::Source& other = b.source(SourceId(i));
        if (std::tuple(one.file, one.function, one.line, one.column) != std::tuple(other.file, other.function, other.line, other.column))
            return QString("source %1").arg(i);
    }
    const trace::RunInfo& x = a.info();
    const trace::RunInfo& y = b.info();
    if (std::tuple(x.scenario, x.variant, x.parameters, x.mode, x.time, x.strategy, x.seed, x.schedule, x.speed)
        != std::tuple(y.scenario, y.variant, y.parameters, y.mode, y.time, y.strategy, y.seed, y.schedule, y.speed))
        return "run";
    return {};
}

} // namespace interleave::test
