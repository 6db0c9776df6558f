#pragma once

#include "ui/timeline/picture.h"

#include <QImage>

namespace interleave::timeline {

/// What is on the screen now, without the minimap and what the pointer is over.
Picture pictureOnScreen(const Picture& screen);

/// How large a picture is with its legend, in device-independent pixels.
QSizeF sizeWithLegend(const Picture& picture);

/// A picture with its legend, `scale` pixels of the image for one of its own.
QImage imageOf(const Picture& picture, double scale);

} // namespace interleave::timeline
