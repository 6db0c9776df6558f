#pragma once

#include <QWidget>

class QMenuBar;

namespace interleave::shell {

/// Every command with its key, over the whole window; any key or click closes it.
class ShortcutOverlay : public QWidget
{
    Q_OBJECT

public:
    /// Covers `window`, which owns it.
    explicit ShortcutOverlay(QWidget* window);

    /// Opens over the window with the commands of `menus` and the keys that views take.
    void open(const QMenuBar& menus);

    struct Row
    {
        QString command;
        QString key;
    };
    struct Group
    {
        QString title;
        std::vector<Row> rows;
    };
    const std::vector<Group>& groups() const { return m_groups; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    std::vector<Group> m_groups;
};

} // namespace interleave::shell
