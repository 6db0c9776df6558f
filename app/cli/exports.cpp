#include "app/cli/exports.h"

#include "app/cli/terminal.h"
#include "core/exchange/chrome_trace.h"
#include "core/exchange/csv.h"
#include "core/exchange/output_file.h"
#include "core/exchange/perfetto_trace.h"

#include <sys/stat.h>

namespace interleave::app {
namespace {

using base::Error;
using base::ErrorCode;

bool endsWith(const std::string& path, std::string_view ending)
{
    return path.size() > ending.size() && path.ends_with(ending);
}

} // namespace

base::Result<void> checkExports(const std::vector<std::string>& paths, trace::Mode mode)
{
    for (const std::string& path : paths) {
        if (endsWith(path, ".svg") || endsWith(path, ".png") || endsWith(path, ".pdf"))
            return Error{ErrorCode::WrongUse, path + " is a picture, which needs the window: open a .pftrace there and export it."};
        if (!endsWith(path, ".pftrace") && !endsWith(path, ".json") && !endsWith(path, ".csv") && !endsWith(path, ".schedule"))
            return Error{ErrorCode::WrongUse, path + " says no format: let it end in .pftrace (Perfetto), .json (Chrome trace), "
                                                      ".csv or .schedule."};
        if (endsWith(path, ".schedule") && mode == trace::Mode::Live)
            return Error{ErrorCode::WrongUse,
                         path + " cannot be written: in a Live run the operating system decides, so there is no schedule."};
        struct stat found{};
        if (::stat(path.c_str(), &found) == 0 && !S_ISREG(found.st_mode) && !S_ISDIR(found.st_mode))
            continue;
        // Made and taken away again: only trying tells.
        const auto file = exchange::OutputFile::create(path);
        if (!file)
            return file.error();
    }
    return {};
}

base::Result<void> exportTrace(const trace::Trace& trace, const trace::Verdict& verdict, const std::string& schedule,
                               const std::string& path)
{
    Progress progress;
    const Step size = trace.size();
    const auto tell = [&](Step done) {
        progress.say("Writing " + path + ": " + std::to_string(size == 0 ? 100 : done * 100 / size) + " %");
        return true;
    };
    if (endsWith(path, ".pftrace"))
        return exchange::saveRun(trace, &verdict, path,
                                 {.schedule = schedule, .program = "interleave " INTERLEAVE_VERSION, .progress = tell});
    exchange::ExportOptions options;
    options.progress = tell;
    if (endsWith(path, ".json"))
        return exchange::writeChromeTrace(trace, &verdict, path, options);
    if (endsWith(path, ".csv"))
        return exchange::writeCsv(trace, path, options);
    auto file = exchange::OutputFile::create(path);
    if (!file)
        return file.error();
    (*file)->write(schedule);
    return (*file)->commit();
}

base::Result<void> exportRun(host::Run& run, const std::string& path)
{
    return exportTrace(run.trace(), run.verdict(), run.scheduleText(), path);
}

} // namespace interleave::app
