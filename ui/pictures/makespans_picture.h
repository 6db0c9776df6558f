#pragma once

#include "ui/pictures/row_picture.h"

#include "ui/pictures/makespans_layout.h"
#include "ui/session/makespans.h"

namespace interleave::pictures {

/// All variants of a program side by side on one axis of time: what its lanes do, and how long it takes.
///
/// Each was run once in the background, with the parameters that are chosen; the run that is shown has no part in it.
///
/// A click on a row chooses its variant in the session.
class MakespansPicture : public RowPicture
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
    std::size_t rowCount() const override { return m_layout.rows.size(); }
    QRectF rowRect(std::size_t row) const override { return m_layout.rows[row].whole; }
    std::optional<std::size_t> rowAt(QPointF at) const override { return m_layout.at(at); }
    void choose(std::size_t row) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    bool event(QEvent* event) override;

private:
    void takeRows();
    void place();
    bool isChosen(std::size_t row) const;
    QString tipAt(QPointF at) const;

    session::Makespans m_makespans;
    MakespansLayout m_layout;
};

} // namespace interleave::pictures
