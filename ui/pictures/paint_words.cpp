#include "ui/pictures/paint_words.h"

#include "ui/session/identity.h"

#include <QCoreApplication>
#include <QPainter>

namespace interleave::pictures {

void paintWords(QPainter& painter, const QRectF& rect, const QString& text, theme::TextRole font, const QColor& colour,
                Qt::Alignment alignment)
{
    if (rect.width() < 4 || text.isEmpty())
        return;
    painter.setFont(theme::font(font));
    painter.setPen(colour);
    const QFontMetricsF measure(painter.font());
    const bool fits = measure.horizontalAdvance(text) <= rect.width();
    painter.drawText(rect, static_cast<int>(alignment) | Qt::TextSingleLine,
                     fits ? text : measure.elidedText(text, Qt::ElideMiddle, rect.width()));
}

QString whenText(const trace::Trace& trace, Step step)
{
    return trace.info().mode == trace::Mode::Live && step < trace.size()
               ? session::timeText(trace, trace.timeAt(step))
               : QCoreApplication::translate("pictures", "step %1").arg(step + 1);
}

QString moreText(std::size_t more)
{
    return QCoreApplication::translate("pictures", "and %1 more").arg(more);
}

} // namespace interleave::pictures
