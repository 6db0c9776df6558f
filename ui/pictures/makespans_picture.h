#pragma once

#include "ui/pictures/picture.h"

#include "ui/pictures/makespans_layout.h"
#include "ui/session/makespans.h"

#include <optional>

namespace interleave::pictures {

/// All variants of a program side by side on one axis of time: what its lanes do, and how long it takes.
///
/// Each was run once in the background, with the parameters that are chosen; the run that is shown has no part in it.
///
/// A click on a row chooses its variant in the session.
class MakespansPicture : public Picture
{
    Q_OBJECT

public:
    MakespansPicture(session::Session& session, host::PictureInfo info, QWidget* parent = nullptr);

    const session::Makespans& makespans() const { return m_makespans; }
    const MakespansLayout& layoutOfRows() const { return m_layout; }
    /// What is said instead of rows, or above them; empty when there is nothing to say.
    QString notice() const;

    int heightForWidth(int width) const override;
    QSize sizeHint() const override;

protected:
    void refresh() override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool event(QEvent* event) override;

private:
    void takeRows();
    void place();
    void choose(std::size_t row);
    void setHovered(std::optional<std::size_t> row);
    bool isChosen(std::size_t row) const;
    QString tipAt(QPointF at) const;

    session::Makespans m_makespans;
    MakespansLayout m_layout;
    std::optional<std::size_t> m_hovered;
    std::optional<std::size_t> m_current;
};

} // namespace interleave::pictures
