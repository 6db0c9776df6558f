#pragma once

#include "core/base/ids.h"
#include "ui/code/marks.h"

#include <QToolButton>
#include <QWidget>

#include <vector>

class QHBoxLayout;
class QLabel;

namespace interleave::widgets {
class IconButton;
}

namespace interleave::code {

/// A lane whose line is out of sight, in words.
struct Elsewhere
{
    LaneId lane = LaneId::none;
    Chip chip;
    QString words; ///< "main waits at line 36, below:"
    QString code;  ///< the line itself

    friend bool operator==(const Elsewhere&, const Elsewhere&) = default;
};

/// The line below the source: lanes that stand where one does not see, and whether the view follows the selected one.
class LaneStrip : public QWidget
{
    Q_OBJECT

public:
    explicit LaneStrip(QWidget* parent = nullptr);

    /// The first is said in words, the others are chips.
    void setElsewhere(const std::vector<Elsewhere>& lanes);
    /// The name of the lane that is followed; empty for none.
    void setFollowedName(const QString& name);
    bool isFollowing() const;
    void setFollowing(bool isFollowing);

    const std::vector<Elsewhere>& elsewhere() const { return m_elsewhere; }

signals:
    /// The line of this lane is to be shown.
    void laneWanted(LaneId lane);
    void followingChanged(bool isFollowing);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    class LaneButton;

    std::vector<Elsewhere> m_elsewhere;
    std::vector<LaneButton*> m_buttons;
    QHBoxLayout* m_lanes;
    QLabel* m_more;
    QLabel* m_hint;
    widgets::IconButton* m_follow;
};

} // namespace interleave::code
