#pragma once

#include <QImage>
#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QScrollArea;
class QStackedWidget;

namespace interleave::widgets {
class SegmentedControl;
}

namespace interleave::files {

/// What will come out: a picture, as a whole or in its own size, or the first lines of a text.
class ExportPreview : public QWidget
{
    Q_OBJECT

public:
    explicit ExportPreview(QWidget* parent = nullptr);

    /// The image's device pixel ratio says how large it is meant to be.
    void showPicture(const QImage& image);
    void showText(const QString& text, bool isCode);
    /// Nothing can come out; says why.
    void showNothing(const QString& why);
    bool hasPicture() const;
    QString text() const;
    /// How wide pictures need to be, in pixels.
    int pixelsAcross() const;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void fit();

    QLabel* m_title;
    widgets::SegmentedControl* m_size;
    QStackedWidget* m_pages;
    QScrollArea* m_scroll;
    QLabel* m_picture;
    QPlainTextEdit* m_text;
    QLabel* m_nothing;
    QImage m_image;
};

} // namespace interleave::files
