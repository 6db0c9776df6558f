#pragma once

#include <QWidget>

namespace interleave::widgets {
class ElidedLabel;
}

namespace interleave::shell {

/// The head of a docked panel: a title, and a note at its right end. A dock can be dragged by it.
class DockTitle : public QWidget
{
    Q_OBJECT

public:
    explicit DockTitle(const QString& title, QWidget* parent = nullptr);

    void setTitle(const QString& title);
    void setNote(const QString& note);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_title;
    QString m_note;
};

} // namespace interleave::shell
