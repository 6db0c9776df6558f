#pragma once

#include "ui/theme/metrics.h"

#include <QPainter>
#include <QRectF>
#include <QStyleOption>

namespace interleave::theme {

/// A box with a ground and an outline that lies inside it, as every control of ours is one.
inline void paintBox(QPainter& painter, const QRectF& rect, const QColor& ground, const QColor& outline,
                     double radius = metrics::controlRadius, double width = metrics::outline)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(ground.isValid() ? QBrush(ground) : QBrush(Qt::NoBrush));
    painter.setPen(outline.isValid() ? QPen(outline, width) : QPen(Qt::NoPen));
    const double inset = outline.isValid() ? width / 2 : 0;
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius - inset, radius - inset);
    painter.restore();
}

inline bool isOn(const QStyleOption& option, QStyle::StateFlag flag)
{
    return option.state.testFlag(flag);
}

} // namespace interleave::theme
