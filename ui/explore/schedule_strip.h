#pragma once

#include "ui/session/search.h"

#include <QWidget>

namespace interleave::explore {

/// Who moved in an execution, as chips: one for every run of steps of a lane, with their number where it is more than one.
class ScheduleStrip : public QWidget
{
    Q_OBJECT

public:
    explicit ScheduleStrip(QWidget* parent = nullptr);

    void setSchedule(const std::vector<std::uint16_t>& picks, const std::vector<session::PickedLane>& lanes);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Turn
    {
        session::PickedLane lane;
        int steps = 0;
    };
    std::vector<Turn> m_turns;
};

} // namespace interleave::explore
