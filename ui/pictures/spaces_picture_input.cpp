// What mouse and keyboard do among the address spaces.

#include "ui/pictures/spaces_picture.h"

#include "ui/pictures/paint_words.h"
#include "ui/session/identity.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace interleave::pictures {

std::optional<SpacesPicture::Element> SpacesPicture::elementAt(QPointF at) const
{
    for (const SpacesLayout::Cell& cell : m_layout.cells)
        if (cell.rect.contains(at))
            return cell.object;
    for (const SpacesLayout::Lane& lane : m_layout.lanes)
        if (lane.rect.contains(at))
            return lane.lane;
    for (const SpacesLayout::Box& box : m_layout.boxes)
        if (box.head.contains(at) && !isNone(box.main))
            return box.main;
    for (std::size_t i = 0; i < m_channels.size(); ++i)
        if (channelRect(i).contains(at))
            return m_channels[i].object;
    return std::nullopt;
}

QRectF SpacesPicture::rectOf(const Element& element) const
{
    if (const auto* lane = std::get_if<LaneId>(&element)) {
        for (const SpacesLayout::Lane& each : m_layout.lanes)
            if (each.lane == *lane)
                return each.rect;
        for (const SpacesLayout::Box& box : m_layout.boxes)
            if (box.main == *lane)
                return box.head;
        return {};
    }
    const ObjectId object = std::get<ObjectId>(element);
    for (const SpacesLayout::Cell& cell : m_layout.cells)
        if (cell.object == object)
            return cell.rect;
    for (std::size_t i = 0; i < m_channels.size(); ++i)
        if (m_channels[i].object == object)
            return channelRect(i);
    return {};
}

// One of both is chosen: either what a lane can touch is shown, or who can touch a variable.
void SpacesPicture::choose(const Element& element)
{
    if (const auto* lane = std::get_if<LaneId>(&element)) {
        session().selectObject(ObjectId::none);
        session().selectLane(*lane);
    } else {
        session().selectLane(LaneId::none);
        session().selectObject(std::get<ObjectId>(element));
    }
    update();
}

void SpacesPicture::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    if (const auto element = elementAt(event->position())) {
        m_current = element;
        choose(*element);
    }
}

void SpacesPicture::mouseMoveEvent(QMouseEvent* event)
{
    setCursor(elementAt(event->position()) ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

// To the nearest cell, lane or pipe in a direction; sideways counts twice.
void SpacesPicture::walk(int key)
{
    std::vector<Element> elements;
    for (const SpacesLayout::Cell& cell : m_layout.cells)
        elements.emplace_back(cell.object);
    for (const SpacesLayout::Lane& lane : m_layout.lanes)
        elements.emplace_back(lane.lane);
    for (const Channel& channel : m_channels)
        elements.emplace_back(channel.object);
    if (elements.empty())
        return;
    if (!m_current) {
        m_current = elements.front();
    } else {
        const QPointF from = rectOf(*m_current).center();
        const bool isAcross = key == Qt::Key_Left || key == Qt::Key_Right;
        const int direction = key == Qt::Key_Left || key == Qt::Key_Up ? -1 : 1;
        double least = 1e9;
        std::optional<Element> best;
        for (const Element& element : elements) {
            const QPointF way = rectOf(element).center() - from;
            const double ahead = (isAcross ? way.x() : way.y()) * direction;
            const double aside = std::abs(isAcross ? way.y() : way.x());
            if (ahead > 1 && ahead + 2 * aside < least) {
                least = ahead + 2 * aside;
                best = element;
            }
        }
        if (best)
            m_current = best;
    }
    choose(*m_current);
}

void SpacesPicture::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down: walk(event->key()); return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_current && std::holds_alternative<ObjectId>(*m_current))
            if (const auto changed = factsOf(std::get<ObjectId>(*m_current)).changed)
                session().selectEvent(*changed);
        return;
    default: Picture::keyPressEvent(event);
    }
}

bool SpacesPicture::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return Picture::event(event);
    auto* help = static_cast<QHelpEvent*>(event);
    QString text;
    if (const auto element = elementAt(help->pos())) {
        if (const auto* lane = std::get_if<LaneId>(&*element)) {
            text = session::laneName(*m_trace, *lane);
        } else {
            const ObjectId object = std::get<ObjectId>(*element);
            const Facts& facts = factsOf(object);
            text = isNone(facts.object) ? session::resourceName(*m_trace, object) : wordsOf(object);
            if (facts.changed)
                text = tr("%1, %2").arg(text, whenText(*m_trace, *facts.changed));
            QStringList names;
            for (const LaneId toucher : m_touches.touchers(object))
                names << session::laneName(*m_trace, toucher);
            if (names.size() > 8)
                names = names.mid(0, 8) << moreText(static_cast<std::size_t>(names.size() - 8));
            if (!names.isEmpty())
                text += QLatin1Char('\n') + tr("Touched in this run by %1").arg(names.join(QStringLiteral(", ")));
        }
    }
    QToolTip::showText(help->globalPos(), text, this);
    return true;
}

} // namespace interleave::pictures
