#pragma once

#include "ui/theme/chips.h"

#include <QAbstractButton>
#include <QSet>
#include <QWidget>

#include <vector>

class QHBoxLayout;
class QMenu;

namespace interleave::widgets {

class IconButton;

/// A pill with the chip of a lane that is switched on and off.
class ChipToggle : public QAbstractButton
{
    Q_OBJECT

public:
    ChipToggle(const theme::LaneSign& sign, const QString& name, QWidget* parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    theme::LaneSign m_sign;
};

/// Which lanes a list shows: a pill for each of a few, a menu for many.
class LaneFilter : public QWidget
{
    Q_OBJECT

public:
    struct Lane
    {
        theme::LaneSign sign;
        QString name;
    };
    /// More than this are offered in a menu.
    static constexpr std::size_t mostPills = 6;
    /// More than this are not offered one by one: those behind are shown or hidden together.
    static constexpr std::size_t mostEntries = 200;

    explicit LaneFilter(QWidget* parent = nullptr);

    void addLane(const Lane& lane);
    /// Another run: a lane of the same name as one that is hidden now will be hidden again.
    void clear();
    std::size_t count() const { return m_lanes.size(); }

    bool isShown(std::size_t lane) const;
    bool showsAll() const { return m_hiddenCount == 0 && m_showsRest; }
    void showAll();
    void showOnly(std::size_t lane);

signals:
    /// Other lanes are to be shown.
    void changed();

private:
    void setShown(std::size_t lane, bool isShown);
    void fillMenu();
    void showPills();

    std::vector<Lane> m_lanes;
    std::vector<bool> m_isHidden;
    QSet<QString> m_hiddenBefore;
    std::vector<ChipToggle*> m_pills;
    std::size_t m_hiddenCount = 0;
    bool m_showsRest = true;
    QHBoxLayout* m_row;
    IconButton* m_button;
    QMenu* m_menu;
};

} // namespace interleave::widgets
