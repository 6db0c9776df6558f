#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <functional>

class QWidget;

namespace interleave::widgets {

/// Brings a view up to date at most once a frame, for at most an eighth of the time, and only while it is visible.
///
/// What is asked for while the view is hidden is done when it is asked for again: call soon() from its showEvent.
class Refresher : public QObject
{
    Q_OBJECT

public:
    /// `refresh` is called on the view's thread; the view must outlive this.
    Refresher(QWidget& view, std::function<void()> refresh);

    /// In this or one of the next frames.
    void soon();
    /// At once, visible or not.
    void now();

private:
    QWidget& m_view;
    std::function<void()> m_refresh;
    QTimer m_timer;
    QElapsedTimer m_sinceRefresh;
    qint64 m_pause = 0; ///< milliseconds from one refresh to the next, by what the last one cost
};

} // namespace interleave::widgets
