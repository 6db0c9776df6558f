#pragma once

#include "core/host/catalogue.h"

namespace interleave::session {

/// Two chapters with three programs, one of which has variants and parameters.
inline host::Catalogue smallCatalogue()
{
    auto parsed = host::Catalogue::parse(R"({"version":1,"scenarios":[
        {"id":"say-hello","title":"Hello","chapter":"Threads","summary":"one line","file":"core/scenarios/say_hello.cpp",
         "parameters":[],"variants":[{"id":"plain","title":"Plain","mark":"","defaults":{},
         "promise":{"any":[{"ending":"COMPLETED","findings":[],"outcome":""}],"timed":[],"makespan":null,"note":"","isBounded":false}}]},
        {"id":"kitchen-deadlock","title":"Knife and pot","chapter":"Locks","summary":"opposite order",
         "file":"core/scenarios/kitchen_deadlock.cpp",
         "before":["say-hello","gone-since"],"related":["atm-overdraw:locked","atm-overdraw:gone-since","atm-overdraw"],
         "parameters":[{"id":"hold","title":"Hold","initial":2,"minimum":0,"maximum":5,"unit":"u","isWhole":false,"choices":[],"hint":""},
                       {"id":"cooks","title":"Cooks","initial":2,"minimum":2,"maximum":6,"unit":"","isWhole":true,"choices":[],"hint":""}],
         "variants":[{"id":"as-written","title":"As written","mark":"broken","defaults":{},
           "promise":{"any":[{"ending":"COMPLETED","findings":[],"outcome":"meals=2"},{"ending":"DEADLOCK","findings":[],"outcome":""}],
           "timed":[],"makespan":null,"note":"","isBounded":false}},
          {"id":"n-cooks","title":"A ring","mark":"broken","defaults":{"cooks":4},
           "promise":{"any":[{"ending":"DEADLOCK","findings":[],"outcome":""}],"timed":[],"makespan":null,"note":"","isBounded":false}}]},
        {"id":"atm-overdraw","title":"ATM","chapter":"Locks","summary":"check, then act","file":"core/scenarios/atm_overdraw.cpp",
         "parameters":[],"variants":[{"id":"locked","title":"Locked","mark":"fixed","defaults":{},
         "promise":{"any":[],"timed":[],"makespan":null,"note":"","isBounded":false}}]}]})");
    return parsed ? std::move(*parsed) : host::Catalogue();
}

} // namespace interleave::session
