#include "app/cli/analyze_command.h"

#include "app/cli/findings_report.h"
#include "core/analysis/analyze.h"
#include "core/exchange/perfetto_trace.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

namespace interleave::app {
namespace {

using exchange::jsonString;

std::string headline(const trace::Trace& trace, const trace::Verdict& verdict)
{
    const trace::RunInfo& info = trace.info();
    std::string text = info.scenario + ":" + info.variant + ", " + (info.mode == trace::Mode::Live ? "Live" : "Controlled");
    return printable(text + fmt::format(", {} events, {}", trace.size(), name(verdict.ending))) + "\n";
}

void printAsJson(const trace::Trace& trace, const trace::Verdict& verdict, const std::vector<analysis::Finding>& findings)
{
    const trace::RunInfo& info = trace.info();
    print(fmt::format(R"({{"scenario":{},"variant":{},"mode":"{}","steps":{},"ending":"{}","findings":{}}})",
                      jsonString(info.scenario), jsonString(info.variant), name(info.mode), trace.size(),
                      name(verdict.ending), jsonFindings(trace, findings))
          + "\n");
    std::fflush(stdout);
}

} // namespace

base::Result<int> analyzeFile(const std::string& path, bool isJson)
{
    Progress progress;
    const auto run = exchange::openRun(path, [&](std::uint64_t bytes) {
        progress.say("Reading " + path + ": " + std::to_string(bytes >> 20) + " MB");
        return true;
    });
    progress.clear();
    if (!run)
        return run.error();
    if (!run->warning.empty())
        std::fputs(("interleave: " + printable(run->warning) + "\n").c_str(), stderr);
    const auto findings = findingsOf(*run->trace, run->verdict);
    if (isJson) {
        printAsJson(*run->trace, run->verdict, findings);
    } else {
        print(headline(*run->trace, run->verdict));
        printFindings(*run->trace, findings, Terminal::ofOutput());
    }
    return analysis::hasWrong(findings) ? 1 : 0;
}

} // namespace interleave::app
