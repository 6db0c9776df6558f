#include "app/cli/exports.h"

#include "app/cli/terminal.h"
#include "core/exchange/chrome_trace.h"
#include "core/exchange/csv.h"
#include "core/exchange/output_file.h"

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
        if (!endsWith(path, ".json") && !endsWith(path, ".csv") && !endsWith(path, ".schedule"))
            return Error{ErrorCode::WrongUse, path + " says no format: let it end in .json (Chrome trace), .csv or .schedule."};
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

base::Result<void> exportRun(host::Run& run, const std::string& path)
{
    Progress progress;
    const Step size = run.trace().size();
    exchange::ExportOptions options;
    options.progress = [&](Step done) {
        progress.say("Writing " + path + ": " + std::to_string(size == 0 ? 100 : done * 100 / size) + " %");
        return true;
    };
    if (endsWith(path, ".json"))
        return exchange::writeChromeTrace(run.trace(), &run.verdict(), path, options);
    if (endsWith(path, ".csv"))
        return exchange::writeCsv(run.trace(), path, options);
    auto file = exchange::OutputFile::create(path);
    if (!file)
        return file.error();
    (*file)->write(run.scheduleText());
    return (*file)->commit();
}

} // namespace interleave::app
