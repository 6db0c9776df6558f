// How the address spaces are painted.

#include "ui/pictures/spaces_picture.h"

#include "ui/pictures/paint_words.h"
#include "ui/session/identity.h"
#include "ui/session/signs.h"
#include "ui/theme/contrast.h"
#include "ui/theme/metrics.h"
#include "ui/theme/patterns.h"

#include <QPaintEvent>
#include <QPainter>

#include <algorithm>

namespace interleave::pictures {

namespace metrics = theme::metrics;
using theme::TextRole;

namespace {

constexpr double chip = metrics::smallChipSize;
constexpr auto right = Qt::AlignRight | Qt::AlignVCenter;

void paintFrame(QPainter& painter, const QRectF& rect, const QPen& pen, const QBrush& ground, double radius)
{
    painter.setPen(pen);
    painter.setBrush(ground);
    const double inset = pen.widthF() / 2;
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius);
}

} // namespace

void SpacesPicture::paintEvent(QPaintEvent* event)
{
    QPainter painter(this);
    const theme::Palette& colours = theme::paletteFor(*this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_spaces.processes.empty()) {
        paintWords(painter, rect(), tr("No process has been made yet."), TextRole::Body, colours.secondary,
                   Qt::AlignCenter);
        return;
    }
    paintWords(painter, QRectF(10, 0, width() - 20, 28), headline(), TextRole::SecondaryLine, colours.secondary);
    const QRectF dirty = event->rect();
    for (const SpacesLayout::Box& box : m_layout.boxes)
        if (box.rect.intersects(dirty))
            paintBox(painter, box, colours);
    for (const SpacesLayout::Lane& lane : m_layout.lanes)
        if (lane.rect.intersects(dirty))
            paintLane(painter, lane, colours);
    for (const SpacesLayout::Cell& cell : m_layout.cells)
        if (cell.rect.intersects(dirty))
            paintCell(painter, cell, colours);
    for (std::size_t i = 0; i < m_channels.size(); ++i)
        paintChannel(painter, i, colours);
    if (hasFocus() && m_current)
        paintFrame(painter, rectOf(*m_current).adjusted(-3, -3, 3, 3), QPen(colours.accent, metrics::focusRing),
                   Qt::NoBrush, metrics::cardRadius);
}

void SpacesPicture::paintBox(QPainter& painter, const SpacesLayout::Box& box, const theme::Palette& colours) const
{
    QPen outline(box.isBetween ? colours.accent : colours.controlOutline, metrics::outline);
    if (box.isBetween)
        outline.setDashPattern({6, 3});
    paintFrame(painter, box.rect, outline, colours.raised, metrics::cardRadius);
    const QRectF head = box.head.adjusted(8, 0, -8, 0);
    if (box.isBetween) {
        paintWords(painter, head, tr("shared memory, of several processes"), TextRole::BodyStrong, colours.text);
    } else {
        const QString note = noteOf(box);
        const double wide = std::min<double>(theme::textWidth(note, TextRole::SecondaryLine), head.width() * 0.6);
        paintWords(painter, QRectF(head.right() - wide, head.top(), wide, head.height()), note, TextRole::SecondaryLine,
                   colours.secondary, right);
        const bool isSelected = session().selectedLane() == box.main;
        if (box.isAlone && (isSelected || isReaching(box.main)))
            paintFrame(painter, box.head.adjusted(2, 2, -2, -3), QPen(colours.accent, isSelected ? 2 : 1),
                       isSelected ? QBrush(colours.selection) : QBrush(Qt::NoBrush), metrics::controlRadius);
        theme::paintLaneChip(painter, QRectF(head.left(), head.top() + 6, chip, chip),
                             session::signOf(*m_trace, box.main), colours);
        paintWords(painter, head.adjusted(chip + 6, 0, -wide - 8, 0), session::laneName(*m_trace, box.main),
                   TextRole::BodyStrong, isSelected ? colours.accent : colours.text);
    }
    const double line = box.head.bottom() - 0.5;
    theme::paintHairline(painter, QLineF(box.rect.left() + 1, line, box.rect.right() - 1, line), colours.hairline);
    paintWords(painter, box.sharedLabel, box.isAlone ? tr("its memory") : tr("globals, heap"), TextRole::SecondaryLine,
               colours.secondary);
    if (box.left > 0)
        paintWords(painter, box.more, moreText(box.left), TextRole::SecondaryLine, colours.hint);
}

void SpacesPicture::paintLane(QPainter& painter, const SpacesLayout::Lane& lane, const theme::Palette& colours) const
{
    const bool isSelected = session().selectedLane() == lane.lane;
    const bool reaches = isReaching(lane.lane);
    if (isSelected || reaches)
        paintFrame(painter, lane.rect.adjusted(-3, 0, 1, 0), QPen(colours.accent, isSelected ? 2 : 1),
                   isSelected ? QBrush(colours.selection) : QBrush(Qt::NoBrush), 12);
    theme::paintLaneChip(painter, QRectF(lane.rect.left() + 2, lane.rect.center().y() - chip / 2, chip, chip),
                         session::signOf(*m_trace, lane.lane), colours);
    paintWords(painter, lane.rect.adjusted(chip + 6, 0, -2, 0), session::laneName(*m_trace, lane.lane),
               TextRole::Segment, colours.text);
}

void SpacesPicture::paintCell(QPainter& painter, const SpacesLayout::Cell& cell, const theme::Palette& colours) const
{
    const Facts& facts = factsOf(cell.object);
    const bool isSelected = session().selectedObject() == cell.object;
    const bool hasLane = !isNone(session().selectedLane());
    const bool reached = isReached(cell.object);
    const bool isNew = facts.changed && m_playhead > 0 && *facts.changed + 1 == m_playhead;
    QPen outline(isSelected || reached ? colours.accent : colours.controlOutline, isSelected || reached ? 2 : 1);
    if (facts.isGone)
        outline.setDashPattern({4 / outline.widthF(), 3 / outline.widthF()});
    paintFrame(painter, cell.rect, outline, isSelected ? colours.selection : colours.panel, metrics::controlRadius);
    const QColor text = facts.isGone || (hasLane && !reached) ? colours.hint : colours.text;

    QRectF room = cell.rect.adjusted(7, 0, -5, 0);
    if (!isNone(facts.writer)) {
        theme::paintLaneChip(painter, QRectF(room.right() - chip, room.center().y() - chip / 2, chip, chip),
                             session::signOf(*m_trace, facts.writer), colours);
        room.setRight(room.right() - chip - 4);
    }
    const double wide =
        std::min<double>(std::max(12, theme::textWidth(facts.value, TextRole::CodeStrong)) + 8, room.width() * 0.6);
    const QRectF badge(room.right() - wide, room.top() + 4, wide, room.height() - 8);
    const QColor ground =
        isNew && !isNone(facts.writer)
            ? theme::blend(colours.panel, colours.lane(session::signOf(*m_trace, facts.writer).colour), 0.35)
            : colours.window;
    paintFrame(painter, badge, QPen(Qt::NoPen), ground, metrics::segmentRadius);
    paintWords(painter, badge.adjusted(3, 0, -3, 0), facts.value, TextRole::CodeStrong, text, Qt::AlignCenter);
    room.setRight(badge.left() - 4);
    paintWords(painter, room, facts.name, TextRole::Segment, text);
}

// Who can send, the pipe with its fill, who can receive.
void SpacesPicture::paintChannel(QPainter& painter, std::size_t channel, const theme::Palette& colours) const
{
    const Channel& pipe = m_channels[channel];
    const QRectF row = channelRect(channel);
    const QString name = session::resourceName(*m_trace, pipe.object);
    const QString fill = tr("%1 of %2").arg(pipe.fill).arg(pipe.capacity);
    const double wide = std::min(row.width() - 120, 14.0 + chip + theme::textWidth(name, TextRole::BodyStrong) + 10
                                                        + theme::textWidth(fill, TextRole::SecondaryLine) + 12);
    QRectF box(row.center().x() - wide / 2, row.top() + 2, wide, row.height() - 4);
    const bool isSelected = session().selectedObject() == pipe.object;
    const theme::ResourceSign sign = session::signOf(*m_trace, pipe.object);
    const QColor colour = colours.resource(sign.kind, sign.nthOfKind);
    paintFrame(painter, box, QPen(isSelected ? colours.accent : colour, isSelected ? 2 : 1),
               pipe.fill > 0 ? theme::blend(colours.panel, colour, 0.18) : colours.panel, metrics::resourceRadius);
    theme::paintResourceChip(painter, QRectF(box.left() + 6, box.center().y() - chip / 2, chip, chip), sign, colours);
    const double fillWide = theme::textWidth(fill, TextRole::SecondaryLine);
    paintWords(painter, QRectF(box.right() - 8 - fillWide, box.top(), fillWide, box.height()), fill,
               TextRole::SecondaryLine, colours.secondary, right);
    paintWords(painter, box.adjusted(chip + 11, 0, -fillWide - 14, 0), name, TextRole::BodyStrong, colours.text);

    const auto chips = [&](const std::vector<LaneId>& lanes, double from, double to) {
        if (lanes.empty()) {
            paintWords(painter, QRectF(from, row.top(), to - from, row.height()), tr("closed"), TextRole::SecondaryLine,
                       colours.hint);
            return;
        }
        double x = from;
        for (std::size_t i = 0; i < lanes.size(); ++i, x += chip + 2) {
            if (x + 2 * chip > to && i + 1 < lanes.size()) {
                paintWords(painter, QRectF(x, row.top(), to - x, row.height()),
                           QStringLiteral("+%1").arg(lanes.size() - i), TextRole::Tick, colours.secondary);
                return;
            }
            theme::paintLaneChip(painter, QRectF(x, row.center().y() - chip / 2, chip, chip),
                                 session::signOf(*m_trace, lanes[i]), colours);
        }
    };
    chips(pipe.senders, row.left() + 2, box.left() - 22);
    chips(pipe.receivers, box.right() + 22, row.right());
    const auto arrow = [&](double from, double to) {
        const double y = std::round(row.center().y()) + 0.5;
        painter.setPen(QPen(colours.hint, metrics::arrowLine));
        painter.drawLine(QLineF(from, y, to - 3, y));
        painter.setPen(Qt::NoPen);
        painter.setBrush(colours.hint);
        painter.drawPolygon(QPolygonF{{to, y}, {to - 6, y - 3.5}, {to - 6, y + 3.5}});
    };
    arrow(box.left() - 18, box.left() - 2);
    arrow(box.right() + 2, box.right() + 18);
}

} // namespace interleave::pictures
