#pragma once

#include <QWidget>

class QButtonGroup;
class QHBoxLayout;

namespace interleave::widgets {

/// Joined buttons of which exactly one is chosen, as *Live | Controlled*.
///
/// One stop for the Tab key; the arrow keys choose. Each part is a button of its own to a screen reader.
class SegmentedControl : public QWidget
{
    Q_OBJECT

public:
    /// `name` says to a screen reader what is chosen here.
    explicit SegmentedControl(const QString& name, const QStringList& options = {}, QWidget* parent = nullptr);

    void addOption(const QString& text, const QString& toolTip = {});
    int count() const;

    /// Index of the chosen part, from 0; -1 while there is none.
    int current() const;
    void setCurrent(int index);
    void setOptionEnabled(int index, bool isEnabled);

    /// Height of the parts: 28, or 32 in the transport bar.
    void setHeight(int height);

signals:
    /// Another part is chosen, by whomever.
    void currentChanged(int index);

private:
    class Part;

    QHBoxLayout* m_row;
    QButtonGroup* m_group;
    int m_height;
};

} // namespace interleave::widgets
