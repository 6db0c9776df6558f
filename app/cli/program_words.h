#pragma once

#include "core/base/result.h"
#include "core/host/catalogue.h"

#include <map>
#include <string>
#include <vector>

namespace interleave::app {

/// What the words of a command choose to run.
struct ChosenProgram
{
    const host::ProgramInfo* program = nullptr;
    const host::VariantInfo* variant = nullptr;
    std::map<std::string, std::string> parameters; ///< every one
};

/// "NAME=VALUE" as settings. WrongUse for anything else.
base::Result<std::map<std::string, std::string>> readSettings(const std::vector<std::string>& words);

/// The program of "SCENARIO" or "SCENARIO:VARIANT" with these settings; pointers are into the catalogue. WrongUse.
base::Result<ChosenProgram> chooseProgram(const host::Catalogue& catalogue, const std::string& name,
                                          const std::map<std::string, std::string>& settings);

/// The whole text of a file. Unreadable.
base::Result<std::string> readFile(const std::string& path);

} // namespace interleave::app
