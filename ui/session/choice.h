#pragma once

#include "core/base/result.h"
#include "core/host/catalogue.h"
#include "core/host/run_spec.h"
#include "core/trace/run.h"

#include <cstdint>
#include <map>
#include <string>

namespace interleave::session {

/// What the user has picked to run, and how: what Restart repeats and what is remembered between sessions.
struct Choice
{
    std::string program;
    std::string variant;                         ///< "" for the first one
    std::map<std::string, std::string> settings; ///< parameters that differ from their default, as text
    trace::Mode mode = trace::Mode::Controlled;
    trace::TimeSetting time = trace::TimeSetting::Ignored;
    std::string strategy = "by-hand"; ///< Controlled only
    std::uint64_t seed = 1;
    std::string schedule; ///< picks to replay first, in the form of core/schedule; empty for none

    friend bool operator==(const Choice&, const Choice&) = default;
};

/// Whether two choices are of the same program under the same circumstances: they differ at most in who picks.
bool isSameProgram(const Choice& one, const Choice& other);

/// The run that a choice describes; every parameter is filled in. WrongUse in a sentence when it cannot be.
base::Result<host::RunSpec> specOf(const host::Catalogue& catalogue, const Choice& choice);

} // namespace interleave::session
