#pragma once

#include "ui/session/session.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QMenu;
class QSlider;

namespace interleave::widgets {
class Badge;
class ElidedLabel;
class IconButton;
class PrimaryButton;
class SegmentedControl;
} // namespace interleave::widgets

namespace interleave::transport {

/// The transport bar.
class Transport : public QWidget
{
    Q_OBJECT

public:
    /// Keeps a reference to the session, which must outlive it.
    explicit Transport(session::Session& session, QWidget* parent = nullptr);

    /// A control at the left end, before Restart; the bar owns it from now on.
    void setLeading(QWidget* leading);

    /// The lane that *Step lane* means: the selected one, or the first that can move; none when nobody can.
    LaneId laneToStep() const;
    /// A step of that lane.
    void stepLane();

    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void makeButtons();
    void makeFields();
    void arrange();
    void showStatus();
    void showChoice();
    void showLaneToStep();
    void fillLaneMenu();
    void showSpeed();
    void giveWay();
    void setChoice(const session::Choice& choice);

    session::Session& m_session;
    widgets::IconButton* m_restart;
    widgets::IconButton* m_stepBack;
    widgets::PrimaryButton* m_play;
    widgets::IconButton* m_step;
    widgets::IconButton* m_stepLane;
    QMenu* m_lanes;
    widgets::IconButton* m_stop;
    widgets::ElidedLabel* m_speedName;
    QSlider* m_speed;
    widgets::ElidedLabel* m_speedText;
    widgets::SegmentedControl* m_mode;
    widgets::ElidedLabel* m_timeName;
    QComboBox* m_time;
    widgets::ElidedLabel* m_strategyName;
    QComboBox* m_strategy;
    widgets::ElidedLabel* m_seedName;
    QLineEdit* m_seed;
    widgets::Badge* m_badge;
    QWidget* m_firstRule;
    QWidget* m_secondRule;
    bool m_isShowing = false; ///< fields are being set, not changed by the user
};

} // namespace interleave::transport
