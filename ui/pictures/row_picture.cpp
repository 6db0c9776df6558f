#include "ui/pictures/row_picture.h"

#include <QKeyEvent>

#include <algorithm>
#include <utility>

namespace interleave::pictures {

RowPicture::RowPicture(session::Session& session, host::PictureInfo info, QWidget* parent)
    : Picture(session, std::move(info), parent)
{
    setMouseTracking(true);
}

void RowPicture::rowsChanged()
{
    m_hovered.reset();
    if (m_current && *m_current >= rowCount())
        m_current.reset();
}

void RowPicture::setHovered(std::optional<std::size_t> row)
{
    if (row == m_hovered)
        return;
    m_hovered = row;
    setCursor(row ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

void RowPicture::mouseMoveEvent(QMouseEvent* event)
{
    setHovered(rowAt(event->position()));
}

void RowPicture::mousePressEvent(QMouseEvent* event)
{
    const std::optional<std::size_t> row = rowAt(event->position());
    if (event->button() == Qt::LeftButton && row)
        choose(*row);
}

void RowPicture::leaveEvent(QEvent*)
{
    setHovered(std::nullopt);
}

void RowPicture::keyPressEvent(QKeyEvent* event)
{
    const std::size_t count = rowCount();
    switch (event->key()) {
    case Qt::Key_Down:
    case Qt::Key_Up:
        if (count == 0)
            break;
        if (event->key() == Qt::Key_Down)
            m_current = m_current ? std::min(*m_current + 1, count - 1) : 0;
        else
            m_current = m_current ? *m_current - std::min<std::size_t>(*m_current, 1) : count - 1;
        reveal(rowRect(*m_current));
        update();
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_current)
            choose(*m_current);
        return;
    default: break;
    }
    Picture::keyPressEvent(event);
}

void RowPicture::focusInEvent(QFocusEvent* event)
{
    Picture::focusInEvent(event);
    update();
}

void RowPicture::focusOutEvent(QFocusEvent* event)
{
    Picture::focusOutEvent(event);
    update();
}

} // namespace interleave::pictures
