#include "ui/pictures/tile_picture.h"

#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QPainter>
#include <QResizeEvent>

#include <algorithm>
#include <cmath>

namespace interleave::pictures {
namespace {

constexpr double leastWidth = 160;
constexpr double emptyHeight = 72;

} // namespace

TilePicture::TilePicture(session::Session& session, host::PictureInfo info, QWidget* parent)
    : Picture(session, std::move(info), parent)
{
    setMouseTracking(true);
    m_motion.setStartValue(0.0);
    m_motion.setEndValue(1.0);
    connect(&m_motion, &QVariantAnimation::valueChanged, this, [this] {
        const double left = 1 - m_motion.currentValue().toDouble();
        m_moved = 1 - left * left * left;
        update();
    });
}

int TilePicture::heightForWidth(int width) const
{
    const double height = width == this->width() ? m_drawing.height : draw(std::max<double>(width, leastWidth)).height;
    return static_cast<int>(std::ceil(std::max(height, emptyHeight)));
}

QSize TilePicture::sizeHint() const
{
    const int width = std::max(this->width(), static_cast<int>(leastWidth));
    return {width, heightForWidth(width)};
}

void TilePicture::takeDrawing()
{
    std::map<std::uint64_t, QRectF> before;
    for (const Tile& tile : m_drawing.tiles)
        if (tile.key != 0)
            before.emplace(tile.key, rectOf(tile));
    const std::uint64_t current = m_current ? m_drawing.tiles[*m_current].key : 0;
    const double heightBefore = m_drawing.height;
    const bool isFirst = m_drawing.tiles.empty();

    m_motion.stop();
    m_drawing = draw(std::max<double>(width(), leastWidth));
    m_hovered.reset();
    m_current.reset();
    for (std::size_t i = 0; current != 0 && i < m_drawing.tiles.size(); ++i)
        if (m_drawing.tiles[i].key == current)
            m_current = i;
    m_from.clear();
    for (const Tile& tile : m_drawing.tiles)
        if (const auto place = before.find(tile.key); tile.key != 0 && place != before.end())
            if (place->second != tile.rect)
                m_from.insert(*place);
    m_moved = 1;
    const int time = theme::motionTime(*this, theme::metrics::jumpMotion);
    if (!m_from.empty() && !isFirst && time > 0 && isVisible()) {
        m_moved = 0;
        m_motion.setDuration(time);
        m_motion.start();
    }
    if (m_drawing.height != heightBefore)
        updateGeometry();
    update();
}

QRectF TilePicture::rectOf(const Tile& tile) const
{
    const auto from = m_moved < 1 && tile.key != 0 ? m_from.find(tile.key) : m_from.end();
    if (from == m_from.end())
        return tile.rect;
    QRectF rect = tile.rect;
    rect.moveCenter(from->second.center() + (tile.rect.center() - from->second.center()) * m_moved);
    return rect;
}

bool TilePicture::isSelected(const Tile& tile) const
{
    return tile.look != Look::Head && !isNone(tile.lane) && tile.lane == session().selectedLane();
}

void TilePicture::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const theme::Palette& colours = theme::paletteFor(*this);
    painter.fillRect(rect(), colours.panel);
    if (m_drawing.tiles.empty()) {
        painter.setFont(theme::font(theme::TextRole::Body));
        painter.setPen(colours.secondary);
        painter.drawText(rect().adjusted(12, 12, -12, -12), Qt::AlignCenter | Qt::TextWordWrap,
                         session().trace() ? tr("Nothing of it is there at this moment.") : tr("Nothing has run yet."));
    }
    paintGround(painter, m_drawing, session().selectedObject(), colours);
    // What moves lies above what rests.
    for (const bool moves : {false, true})
        for (std::size_t i = 0; i < m_drawing.tiles.size(); ++i) {
            const Tile& tile = m_drawing.tiles[i];
            if ((m_moved < 1 && m_from.contains(tile.key)) == moves)
                paintTile(painter, rectOf(tile), tile, {isSelected(tile), m_hovered == i, hasFocus() && m_current == i},
                          colours);
        }
    if (hasFocus() && !m_current) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(colours.accent, theme::metrics::focusRing));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(2, 2, -2, -2), theme::metrics::controlRadius,
                                theme::metrics::controlRadius);
    }
}

void TilePicture::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (event->size().width() == event->oldSize().width())
        return;
    m_motion.stop();
    m_moved = 1;
    m_drawing = draw(std::max<double>(width(), leastWidth));
    if (m_current && *m_current >= m_drawing.tiles.size())
        m_current.reset();
    m_hovered.reset();
    updateGeometry();
}

} // namespace interleave::pictures
