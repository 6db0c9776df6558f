#pragma once

#include <QFocusFrame>
#include <QPointer>

namespace interleave::theme {

/// The ring around whatever has the keyboard's focus: 2 px of accent, 1 px off.
///
/// It lies on top of the neighbours, since a widget cannot paint outside itself. Text fields have it whenever they
/// are edited, other controls only when the keyboard brought the focus.
class FocusRing : public QObject
{
    Q_OBJECT

public:
    explicit FocusRing(QObject* parent = nullptr);
    ~FocusRing() override;

    /// The widget with the ring; null when nobody has it.
    const QWidget* widget() const;

    /// Starts to watch a control. Requires: the control lives on the UI thread; it may die at any time.
    void watch(QWidget& control);

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QPointer<QFocusFrame> m_frame; // a child of the window it shows in
};

/// Marks a widget that paints itself as one that gets the ring; `radius` is that of its corners.
void setFocusRing(QWidget& widget, double radius);

} // namespace interleave::theme
