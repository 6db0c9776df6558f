// What mouse and keyboard do in the picture of levels.

#include "ui/pictures/levels_picture.h"

#include "ui/pictures/paint_words.h"
#include "ui/session/identity.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace interleave::pictures {
namespace {

constexpr double reach = 4; ///< how near to a change a click has to be to mean it

} // namespace

void LevelsPicture::resizeEvent(QResizeEvent* event)
{
    Picture::resizeEvent(event);
    makeAxis();
    update();
}

// To the change that is meant when one is near, else to the moment at the place.
void LevelsPicture::setPlayheadAt(QPointF at)
{
    Step moment = m_axis.momentAt(at.x());
    if (const auto chart = chartAt(at)) {
        const Course& course = level(*chart).course;
        const std::size_t after = course.countBefore(moment);
        double nearest = reach;
        for (const std::size_t change : {after, after - 1}) {
            if (change >= course.size())
                continue;
            const Step changed = course.stepAt(change) + 1;
            const double distance = std::abs(m_axis.xOf(changed) - at.x());
            if (distance < nearest) {
                nearest = distance;
                moment = changed;
            }
        }
    }
    session().setPlayhead(moment);
}

void LevelsPicture::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || m_charts.empty())
        return;
    const auto chart = chartAt(event->position());
    m_current = chart;
    if (chart && event->position().y() < plotOf(*chart).top() - 3) {
        choose(*chart);
        return;
    }
    m_isDragging = true;
    setPlayheadAt(event->position());
}

void LevelsPicture::mouseMoveEvent(QMouseEvent* event)
{
    if (m_isDragging) {
        session().setPlayhead(m_axis.momentAt(event->position().x()));
        return;
    }
    const auto chart = chartAt(event->position());
    const bool isOnName = chart && event->position().y() < plotOf(*chart).top() - 3;
    setCursor(isOnName && !isNone(level(*chart).object()) ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void LevelsPicture::mouseReleaseEvent(QMouseEvent*)
{
    m_isDragging = false;
}

void LevelsPicture::choose(std::size_t chart)
{
    if (const ObjectId object = level(chart).object(); !isNone(object))
        session().selectObject(object);
    update();
}

// To the change of the current chart before or after the playhead.
void LevelsPicture::walk(int direction)
{
    const Course& course = level(*m_current).course;
    const std::size_t before = course.countBefore(session().playhead());
    if (direction > 0 && before < course.size())
        session().setPlayhead(course.stepAt(before) + 1);
    else if (direction < 0 && before > 0) {
        const Step shown = course.stepAt(before - 1) + 1;
        if (shown < session().playhead())
            session().setPlayhead(shown);
        else
            session().setPlayhead(before > 1 ? course.stepAt(before - 2) + 1 : 0);
    }
}

void LevelsPicture::keyPressEvent(QKeyEvent* event)
{
    const std::size_t shown = std::min(m_charts.size(), mostCharts);
    const bool isWalk = event->key() == Qt::Key_Left || event->key() == Qt::Key_Right;
    const bool isTurn = event->key() == Qt::Key_Up || event->key() == Qt::Key_Down;
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (shown == 0 || (!isWalk && !isTurn && !isEnter)) {
        Picture::keyPressEvent(event);
        return;
    }
    if (!m_current) {
        m_current = 0;
    } else if (isTurn) {
        const bool isDown = event->key() == Qt::Key_Down;
        m_current = isDown ? std::min(shown - 1, *m_current + 1) : (*m_current == 0 ? 0 : *m_current - 1);
    }
    if (isTurn)
        choose(*m_current);
    if (isWalk)
        walk(event->key() == Qt::Key_Right ? 1 : -1);
    if (isEnter) {
        const Course& course = level(*m_current).course;
        if (const std::size_t before = course.countBefore(session().playhead()); before > 0)
            session().selectEvent(course.stepAt(before - 1));
    }
    update();
}

bool LevelsPicture::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return Picture::event(event);
    auto* help = static_cast<QHelpEvent*>(event);
    QString text;
    if (const auto chart = chartAt(help->pos())) {
        const Step moment = m_axis.momentAt(help->pos().x());
        const Course& course = level(*chart).course;
        text = wordsOf(*chart);
        const std::size_t before = course.countBefore(moment);
        if (before > 0 && help->pos().x() >= m_axis.left()) {
            const Step step = course.stepAt(before - 1);
            text += QLatin1Char('\n')
                    + tr("Here: %1, since %2 by %3")
                          .arg(course.valueAt(before - 1))
                          .arg(whenText(*m_trace, step), session::laneName(*m_trace, m_trace->event(step).lane));
        }
    }
    QToolTip::showText(help->globalPos(), text, this);
    return true;
}

} // namespace interleave::pictures
