#include "core/base/check.h"

#include <atomic>
#include <cstdlib>
#include <string>

namespace interleave::base {
namespace {

void throwFault(const char* expected, const std::source_location& where)
{
    throw EngineFault(std::string("expected that ") + expected + " (" + where.file_name() + ":" +
                      std::to_string(where.line()) + ")");
}

std::atomic<FaultHandler> theHandler{&throwFault};

} // namespace

void setFaultHandler(FaultHandler handler)
{
    theHandler.store(handler == nullptr ? &throwFault : handler);
}

void fault(const char* expected, const std::source_location& where)
{
    theHandler.load()(expected, where);
    std::abort();
}

} // namespace interleave::base
