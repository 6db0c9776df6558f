#pragma once

#include "core/exchange/perfetto_fields.h"

#include <protozero/pbf_reader.hpp>

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace interleave::test {

/// What a viewer sees, packet by packet.
struct Seen
{
    std::map<std::uint64_t, std::string> tracks;
    std::map<std::uint64_t, int> depth; ///< of open slices, by track
    std::multiset<std::uint64_t> flows;
    std::multiset<std::uint64_t> endedFlows;
    std::vector<std::int64_t> counters;
    int slices = 0;
    int instants = 0;
    std::string problem;
};

inline Seen seen(const std::string& bytes)
{
    using namespace exchange::perfetto;
    using protozero::pbf_reader;
    Seen all;
    std::map<std::uint64_t, std::set<std::uint64_t>> names;
    for (pbf_reader file(bytes); file.next();) {
        std::uint64_t sequence = 0;
        std::uint64_t flags = 0;
        protozero::data_view mark;
        protozero::data_view data;
        for (pbf_reader packet = file.get_message(); packet.next();) {
            switch (packet.tag()) {
            case packet::sequenceId: sequence = packet.get_uint64(); break;
            case packet::sequenceFlags: flags = packet.get_uint64(); break;
            case packet::internedData: data = packet.get_view(); break;
            case packet::trackEvent: mark = packet.get_view(); break;
            case packet::trackDescriptor: {
                std::uint64_t id = 0;
                std::string name;
                for (pbf_reader track = packet.get_message(); track.next();) {
                    if (track.tag() == track::uuid) {
                        id = track.get_uint64();
                    } else if (track.tag() == track::name) {
                        name = track.get_string();
                    } else if (track.tag() == track::thread || track.tag() == track::process) {
                        const std::uint32_t wanted = track.tag() == track::thread ? track::threadName : track::processName;
                        pbf_reader facts = track.get_message();
                        while (facts.next())
                            facts.tag() == wanted ? void(name = facts.get_string()) : facts.skip();
                    } else {
                        track.skip();
                    }
                }
                if (!all.tracks.emplace(id, name).second)
                    all.problem += "a track twice; ";
                break;
            }
            default: packet.skip();
            }
        }
        if ((flags & packet::stateCleared) != 0)
            names[sequence].clear();
        for (pbf_reader table(data); table.next();) {
            if (table.tag() != interned::eventNames) {
                table.skip();
                continue;
            }
            for (pbf_reader entry = table.get_message(); entry.next();)
                entry.tag() == interned::id ? void(names[sequence].insert(entry.get_uint64())) : entry.skip();
        }
        if (mark.empty())
            continue;
        std::uint64_t type = 0;
        std::uint64_t track = 0;
        for (pbf_reader fields(mark); fields.next();) {
            switch (fields.tag()) {
            case event::type: type = fields.get_uint64(); break;
            case event::track: track = fields.get_uint64(); break;
            case event::flow: all.flows.insert(fields.get_fixed64()); break;
            case event::endingFlow: all.endedFlows.insert(fields.get_fixed64()); break;
            case event::counterValue: all.counters.push_back(fields.get_int64()); break;
            case event::nameId:
                if (names[sequence].count(fields.get_uint64()) == 0)
                    all.problem += "a name that is nowhere; ";
                break;
            default: fields.skip();
            }
        }
        if (all.tracks.count(track) == 0)
            all.problem += "a mark on no track; ";
        all.slices += type == event::sliceBegin ? 1 : 0;
        all.instants += type == event::instant ? 1 : 0;
        all.depth[track] += type == event::sliceBegin ? 1 : type == event::sliceEnd ? -1 : 0;
        if (all.depth[track] < 0 || all.depth[track] > 1)
            all.problem += "slices of a track overlap; ";
    }
    for (const auto& [track, depth] : all.depth)
        if (depth != 0)
            all.problem += "a slice that never ends; ";
    return all;
}

} // namespace interleave::test
