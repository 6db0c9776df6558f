#pragma once

#include "ui/pictures/row_picture.h"

#include "ui/pictures/bars_layout.h"
#include "ui/session/step_list.h"
#include "ui/theme/palette.h"

namespace interleave::pictures {

/// What a run measured, as horizontal bars: its notes of the form "NAME = NUMBER UNIT" up to the playhead.
class BarsPicture : public RowPicture
{
    Q_OBJECT

public:
    BarsPicture(session::Session& session, host::PictureInfo info, QWidget* parent = nullptr);

    /// Measurements that are shown; later ones are counted.
    static constexpr std::size_t most = 200;
    const std::vector<BarGroup>& groups() const { return m_groups; }
    const BarsLayout& layoutOfBars() const { return m_layout; }
    /// What is said where there are no bars.
    QString emptyText() const;

    int heightForWidth(int width) const override;
    QSize sizeHint() const override;

protected:
    void refresh() override;
    std::size_t rowCount() const override { return m_layout.bars.size(); }
    QRectF rowRect(std::size_t row) const override { return m_layout.bars[row].whole; }
    std::optional<std::size_t> rowAt(QPointF at) const override;
    void choose(std::size_t row) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

private:
    void takeTrace();
    void place();
    const Bar& bar(const BarPlace& place) const { return m_groups[place.group].bars[place.bar]; }
    QString sentence(const BarPlace& place) const;
    QString description() const;
    void paintGroup(QPainter& painter, std::size_t number, const theme::Palette& colours) const;
    void paintBar(QPainter& painter, std::size_t number, const theme::Palette& colours) const;

    session::StepList m_notes;
    std::size_t m_shown = 0; ///< measurements up to the playhead
    std::vector<BarGroup> m_groups;
    BarsLayout m_layout;
};

} // namespace interleave::pictures
