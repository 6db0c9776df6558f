#include "app/window/options.h"

namespace interleave::app {

WindowOptions parseWindowOptions(const std::vector<std::string>& words)
{
    WindowOptions options;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i];
        if (word == "-h" || word == "--help") {
            options.wantsHelp = true;
        } else if (word == "--version") {
            options.wantsVersion = true;
        } else if (word == "--fresh") {
            options.isFresh = true;
        } else if (word == "--first-frame") {
            options.leavesAfterFirstFrame = true;
        } else if (word == "--target") {
            if (i + 1 == words.size())
                options.error = "--target needs the path of interleave-target.";
            else
                options.target = words[++i];
        } else if (word.starts_with("-")) {
            options.error = "There is no option \"" + word + "\"; --help lists them.";
        } else if (const std::string& first = options.program.empty() ? options.file : options.program; !first.empty()) {
            options.error = "One program or file at a time: \"" + first + "\" or \"" + word + "\".";
        } else if (word.ends_with(".pftrace") || word.find('/') != std::string::npos) {
            options.file = word;
        } else {
            options.program = word;
        }
    }
    return options;
}

std::string windowHelp()
{
    return "Usage: interleave-window [OPTIONS] [SCENARIO[:VARIANT] | FILE.pftrace]\n"
           "\n"
           "Opens the window, at a program or a saved run when one is named.\n"
           "\n"
           "  --fresh         neither read nor write settings\n"
           "  --first-frame   leave once the window has been painted, to measure the start\n"
           "  --target PATH   the interleave-target to run; without it the one beside this program\n"
           "  --version       what version this is\n"
           "  -h, --help      this text\n";
}

} // namespace interleave::app
