#pragma once

#include <QString>

namespace interleave::transport {

// The slider's positions: 0 is speed 1, to the left down to a tenth, to the right up to a hundred times, and one notch
// further as fast as it goes.
inline constexpr int slowest = -20;
inline constexpr int fastest = 20;
inline constexpr int unlimited = fastest + 1;

/// The speed of a slider's position.
double speedAt(int position);
/// The position nearest to a speed.
int positionOf(double speed);
/// "1 u = 0.5 s": how long a unit of the program's time lasts; "no pauses" at the fastest.
QString speedText(double speed);

} // namespace interleave::transport
