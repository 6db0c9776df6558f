#include "ui/widgets/splitter.h"

#include "ui/theme/palette.h"

#include <QKeyEvent>
#include <QPainter>

namespace interleave::widgets {
namespace {

constexpr int stride = 16;

class Handle : public QSplitterHandle
{
public:
    Handle(Qt::Orientation orientation, QSplitter* parent) : QSplitterHandle(orientation, parent)
    {
        setFocusPolicy(Qt::TabFocus);
        setAttribute(Qt::WA_Hover);
        setAccessibleName(Splitter::tr("Divider"));
    }

protected:
    void keyPressEvent(QKeyEvent* event) override
    {
        const bool isFlat = orientation() == Qt::Horizontal;
        const int back = isFlat ? Qt::Key_Left : Qt::Key_Up;
        const int forth = isFlat ? Qt::Key_Right : Qt::Key_Down;
        if (event->key() != back && event->key() != forth) {
            QSplitterHandle::keyPressEvent(event);
            return;
        }
        // The handle's widget begins before its line; moveSplitter counts from the line.
        const int at = (isFlat ? x() + contentsRect().left() : y() + contentsRect().top());
        moveSplitter(at + (event->key() == back ? -stride : stride));
    }

    void paintEvent(QPaintEvent*) override
    {
        const theme::Palette& colours = theme::paletteFor(*this);
        QPainter painter(this);
        painter.fillRect(contentsRect(), hasFocus() || underMouse() ? colours.accent : colours.hairline);
    }
};

} // namespace

Splitter::Splitter(Qt::Orientation orientation, QWidget* parent) : QSplitter(orientation, parent)
{
    setHandleWidth(1);
    setChildrenCollapsible(false);
}

QSplitterHandle* Splitter::createHandle()
{
    return new Handle(orientation(), this);
}

} // namespace interleave::widgets
