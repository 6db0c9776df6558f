#include "core/async/event_loop.h"

namespace interleave::async {

EventLoop::EventLoop(std::string_view name, const runtime::Where& where)
    : Primitive({.kind = trace::ObjectKind::Loop, .name = name}, where)
    , m_core(std::make_shared<LoopCore>(id(), runtime::currentLane()))
{}

// Tasks that were created and never run hold the machinery, as it holds them.
EventLoop::~EventLoop() { m_core->destroyTasks(); }

} // namespace interleave::async
