#include "core/runtime/crash.h"

#include "core/base/check.h"
#include "core/runtime/context.h"

#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <exception>
#include <string>

namespace interleave::runtime {
namespace {

constexpr std::size_t signalStackSize = 64 * 1024;

const arena::Mapping* crashMapping = nullptr;

// Signal handler: touches lock-free words of the arena only.
void noteCrash(int signal)
{
    arena::Control& control = crashMapping->control();
    std::uint32_t none = 0;
    if (control.crashed.compare_exchange_strong(none, static_cast<std::uint32_t>(signal)))
        control.crashedLane.store(t_context != nullptr && t_context->lane != nullptr ? index(t_context->lane->id)
                                                                                     : arena::none);
    // SA_RESETHAND has put the default back: the process dies of the signal as it would have.
    ::raise(signal);
}

void noteTerminate()
{
    std::string text = "std::terminate was called";
    if (const std::exception_ptr current = std::current_exception()) {
        try {
            std::rethrow_exception(current);
        } catch (const std::exception& exception) {
            text += std::string(" after: ") + exception.what();
        } catch (...) {
            text += " after an exception that is no std::exception";
        }
    }
    auto& buffer = crashMapping->control().faultText;
    std::strncpy(buffer.data(), text.c_str(), buffer.size() - 1);
    std::abort();
}

void noteFault(const char* expected, const std::source_location& where)
{
    crashMapping->reportFault(std::string("expected that ") + expected + " (" + where.file_name() + ":" +
                            std::to_string(where.line()) + ")");
    ::_exit(3);
}

} // namespace

void watchForCrashes(const arena::Mapping& mapping)
{
    crashMapping = &mapping;
    std::set_terminate(&noteTerminate);
    base::setFaultHandler(&noteFault);
    for (const int signal : {SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGSYS}) {
        struct sigaction action
        {
        };
        action.sa_handler = &noteCrash;
        action.sa_flags = static_cast<int>(SA_RESETHAND | SA_ONSTACK | SA_NODEFER);
        ::sigaction(signal, &action, nullptr);
    }
}

SignalStack::SignalStack()
    : m_memory(::mmap(nullptr, signalStackSize, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0))
{
    stack_t stack{};
    stack.ss_sp = m_memory;
    stack.ss_size = signalStackSize;
    if (m_memory != MAP_FAILED)
        ::sigaltstack(&stack, nullptr);
}

SignalStack::~SignalStack()
{
    stack_t stack{};
    stack.ss_flags = SS_DISABLE;
    ::sigaltstack(&stack, nullptr);
    if (m_memory != MAP_FAILED)
        ::munmap(m_memory, signalStackSize);
}

} // namespace interleave::runtime
