#include "app/window/first_frame.h"

#include <QCoreApplication>
#include <QEvent>
#include <QTimer>

#include <cstdio>

namespace interleave::app {
namespace {

class FirstFrame final : public QObject
{
public:
    explicit FirstFrame(QWidget& window) : QObject(&window) { window.installEventFilter(this); }

    bool eventFilter(QObject* window, QEvent* event) override
    {
        if (event->type() == QEvent::Paint) {
            window->removeEventFilter(this);
            // The whole window is painted from this one event; a timer fires once that is done.
            QTimer::singleShot(0, this, [] {
                std::puts("first frame");
                std::fflush(stdout);
                QCoreApplication::quit();
            });
        }
        return false;
    }
};

} // namespace

void leaveAfterFirstFrame(QWidget& window)
{
    new FirstFrame(window);
}

} // namespace interleave::app
