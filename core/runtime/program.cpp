#include "core/runtime/program.h"

#include "core/runtime/conduct.h"
#include "core/runtime/lane_body.h"

namespace interleave::runtime {

void runProcess(ObjectId process, const std::function<int()>& body)
{
    int exitCode = 0;
    const bool isFine = runBody(process, [&] { exitCode = body(); });
    if (!isFine)
        exitCode = 1;
    const Where here = Where::current();
    if (isLive()) {
        exitLive(process, exitCode, here);
    } else {
        rules::Request exit = request(trace::Operation::Exit, process, here);
        exit.argument = exitCode;
        conduct(exit);
    }
    driver().leave(exitCode);
}

} // namespace interleave::runtime
