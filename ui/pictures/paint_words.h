#pragma once

#include "core/trace/trace.h"
#include "ui/theme/fonts.h"

#include <QRectF>
#include <QString>

class QColor;
class QPainter;

namespace interleave::pictures {

/// A line of text inside `rect`, its middle left out where there is no room; nothing in less than 4 px.
void paintWords(QPainter& painter, const QRectF& rect, const QString& text, theme::TextRole font, const QColor& colour,
                Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter);

/// When an event was: "step 14", in Live traces the time.
QString whenText(const trace::Trace& trace, Step step);

/// What many of a kind are said to be when only some are named: "and 12 more".
QString moreText(std::size_t more);

} // namespace interleave::pictures
