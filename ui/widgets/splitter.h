#pragma once

#include <QSplitter>

namespace interleave::widgets {

/// A splitter whose handle is a hairline; the area that catches the mouse is wider.
///
/// With the focus on the handle the arrow keys move it by 16 px.
class Splitter : public QSplitter
{
    Q_OBJECT

public:
    explicit Splitter(Qt::Orientation orientation, QWidget* parent = nullptr);

protected:
    QSplitterHandle* createHandle() override;
};

} // namespace interleave::widgets
