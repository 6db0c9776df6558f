#pragma once

#include "ui/pictures/picture.h"

#include <optional>

namespace interleave::pictures {

/// A picture that consists of rows below each other: what is common to pointing at them and walking among them.
///
/// A click or Enter chooses a row; the up and down keys walk from row to row.
class RowPicture : public Picture
{
    Q_OBJECT

public:
    RowPicture(session::Session& session, host::PictureInfo info, QWidget* parent = nullptr);

protected:
    virtual std::size_t rowCount() const = 0;
    /// The whole of a row. Requires: row < rowCount().
    virtual QRectF rowRect(std::size_t row) const = 0;
    virtual std::optional<std::size_t> rowAt(QPointF at) const = 0;
    /// What a click does. Requires: row < rowCount().
    virtual void choose(std::size_t row) = 0;

    std::optional<std::size_t> hovered() const { return m_hovered; }
    std::optional<std::size_t> current() const { return m_current; }
    void setCurrent(std::optional<std::size_t> row) { m_current = row; }
    /// To be called when the rows are others: nothing is pointed at, and what was walked to may be gone.
    void rowsChanged();

    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void setHovered(std::optional<std::size_t> row);

    std::optional<std::size_t> m_hovered;
    std::optional<std::size_t> m_current;
};

} // namespace interleave::pictures
