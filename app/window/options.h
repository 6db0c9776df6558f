#pragma once

#include <string>
#include <vector>

namespace interleave::app {

/// What the command line of the window asks for.
struct WindowOptions
{
    std::string program; ///< SCENARIO or SCENARIO:VARIANT to begin with; "" for that of the last time
    std::string file;    ///< a saved run to begin with
    std::string target;  ///< path of interleave-target; "" for the one beside the window
    bool isFresh = false; ///< neither reads nor writes settings
    bool leavesAfterFirstFrame = false;
    bool wantsHelp = false;
    bool wantsVersion = false;
    std::string error; ///< a sentence when the words make no sense
};

/// Reads the words without a display: Qt's application aborts where there is none, even for --help.
WindowOptions parseWindowOptions(const std::vector<std::string>& words);
std::string windowHelp();

} // namespace interleave::app
