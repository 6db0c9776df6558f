#pragma once

#include "ui/pictures/picture.h"

#include "ui/pictures/drawing.h"

#include <QVariantAnimation>

#include <map>
#include <optional>

namespace interleave::pictures {

/// A picture that consists of tiles: what is common to pointing at them, walking among them and seeing them move.
///
/// A click selects the lane or object of a tile, a double click goes to its event; the arrow keys walk from tile to
/// tile and Enter goes to the event.
class TilePicture : public Picture
{
    Q_OBJECT

public:
    TilePicture(session::Session& session, host::PictureInfo info, QWidget* parent = nullptr);

    const Drawing& drawing() const { return m_drawing; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;

protected:
    /// Everything that is to be seen of the moment that refresh() took, in a width; a pure function of both.
    virtual Drawing draw(double width) const = 0;
    /// Draws anew after refresh(), and lets what is known from before move to where it is now.
    void takeDrawing();

    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    QRectF rectOf(const Tile& tile) const;
    std::optional<std::size_t> tileAt(QPointF at) const;
    std::size_t nearest(std::size_t from, int key) const;
    bool isSelected(const Tile& tile) const;
    void choose(std::size_t tile);
    void goTo(std::size_t tile);
    void walk(int key);

    Drawing m_drawing;
    std::map<std::uint64_t, QRectF> m_from; ///< where what moves comes from
    QVariantAnimation m_motion;
    double m_moved = 1;
    std::optional<std::size_t> m_hovered;
    std::optional<std::size_t> m_current;
};

} // namespace interleave::pictures
