#pragma once

#include "core/base/result.h"
#include "ui/timeline/picture.h"

#include <QString>

#include <optional>

namespace interleave::timeline {

enum class ImageFormat { Png, Svg, Pdf };

/// The format that a file name ends in; none for an unknown ending.
std::optional<ImageFormat> formatOf(const QString& path);

/// A picture of the whole run or of a range of it, as high as all of its rows, without minimap and scrolling.
Picture pictureForExport(const Picture& screen, const StepSpan& range);

/// Writes a picture: what is on the screen is what comes out. Errors: Unwritable.
base::Result<void> exportTo(const QString& path, ImageFormat format, const Picture& picture);

} // namespace interleave::timeline
