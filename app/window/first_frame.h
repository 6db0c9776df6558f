#pragma once

#include <QWidget>

namespace interleave::app {

/// Says "first frame" on standard output as soon as the window has been painted for the first time, and ends the event
/// loop: what the benchmark of the start waits for.
void leaveAfterFirstFrame(QWidget& window);

} // namespace interleave::app
