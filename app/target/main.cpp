// The program under study: started by a host for every run, and by itself for every child process.
//
//     interleave-target --describe                                       what it can run, as JSON
//     interleave-target --warden REPORT LIFE CPU WORDS…                  the first process of a run
//     interleave-target --run ARENA CHUNKS                               the first process under study
//     interleave-target --explore MEMORY                                 a process that searches through orders of a program
//     interleave-target --child ARENA CHUNKS LANE OBJECT ROLE WORDS…     a process that another one started

#include "app/target/target_explore.h"
#include "app/target/target_run.h"
#include "core/host/warden.h"
#include "core/scenarios/describe.h"

#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

int main(int argc, char** argv)
{
    using namespace interleave;
    const std::vector<std::string> words(argv + 1, argv + argc);
    const std::string command = words.empty() ? "" : words[0];
    if (command == "--describe") {
        const std::string text = scenarios::describe();
        return std::fwrite(text.data(), 1, text.size(), stdout) == text.size() ? 0 : 1;
    }
    if (command == "--warden")
        return host::runWarden(argc, argv);
    if (command == "--run" && words.size() == 3)
        return app::runFirstProcess(words[1], words[2]);
    if (command == "--explore" && words.size() == 2)
        return app::runSearch(words[1]);
    if (command == "--child" && words.size() >= 6)
        return app::runChildProcess({words.begin() + 1, words.end()});
    std::fputs("interleave-target is started by interleave; by itself it answers --describe only.\n", stderr);
    return 2;
}
