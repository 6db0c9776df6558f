#include "app/cli/convert_command.h"

#include "app/cli/exports.h"
#include "app/cli/terminal.h"
#include "core/exchange/perfetto_trace.h"

#include <cstdio>

namespace interleave::app {

base::Result<void> convertFile(const std::string& from, const std::string& to)
{
    // A wrong name is said before a large file is read.
    if (const auto checked = checkExports({to}, trace::Mode::Controlled); !checked)
        return checked.error();
    Progress progress;
    const auto run = exchange::openRun(from, [&](std::uint64_t bytes) {
        progress.say("Reading " + from + ": " + std::to_string(bytes >> 20) + " MB");
        return true;
    });
    progress.clear();
    if (!run)
        return run.error();
    const std::string& schedule = run->trace->info().schedule;
    if (to.ends_with(".schedule") && schedule.empty())
        return base::Error{base::ErrorCode::WrongUse, from + " holds no schedule, so " + to + " was not written."};
    if (!run->warning.empty())
        std::fputs(("interleave: " + printable(run->warning) + "\n").c_str(), stderr);
    return exportTrace(*run->trace, run->verdict, schedule, to);
}

} // namespace interleave::app
