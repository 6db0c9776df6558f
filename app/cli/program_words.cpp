#include "app/cli/program_words.h"

#include <filesystem>
#include <fstream>
#include <iterator>

namespace interleave::app {

using base::Error;
using base::ErrorCode;

base::Result<std::map<std::string, std::string>> readSettings(const std::vector<std::string>& words)
{
    std::map<std::string, std::string> settings;
    for (const std::string& word : words) {
        const std::size_t equals = word.find('=');
        if (equals == 0 || equals == std::string::npos)
            return Error{ErrorCode::WrongUse, "--set takes NAME=VALUE, not \"" + word + "\"."};
        settings[word.substr(0, equals)] = word.substr(equals + 1);
    }
    return settings;
}

base::Result<ChosenProgram> chooseProgram(const host::Catalogue& catalogue, const std::string& name,
                                          const std::map<std::string, std::string>& settings)
{
    if (name.empty())
        return Error{ErrorCode::WrongUse, "Say what to run: `interleave list` shows the scenarios."};
    const std::size_t colon = name.find(':');
    const auto program = catalogue.find(name.substr(0, colon));
    if (!program)
        return program.error();
    const auto variant = (*program)->findVariant(colon == std::string::npos ? "" : name.substr(colon + 1));
    if (!variant)
        return variant.error();
    auto parameters = host::Catalogue::resolve(**program, **variant, settings);
    if (!parameters)
        return parameters.error();
    return ChosenProgram{*program, *variant, std::move(*parameters)};
}

base::Result<std::string> readFile(const std::string& path)
{
    std::error_code ignored;
    std::ifstream file(path, std::ios::binary);
    // Reading a folder would throw.
    if (!file.is_open() || std::filesystem::is_directory(path, ignored))
        return Error{ErrorCode::Unreadable, path + " cannot be read."};
    std::string text{std::istreambuf_iterator<char>(file), {}};
    if (file.bad())
        return Error{ErrorCode::Unreadable, path + " cannot be read."};
    return text;
}

} // namespace interleave::app
