#pragma once

#include "ui/theme/icons.h"

#include <QWidget>

class QLabel;
class QHBoxLayout;
class QPropertyAnimation;
class QPushButton;

namespace interleave::widgets {

/// A verdict or warning across a view: an edge and an icon in its colour, words with links, and what one can do now.
///
/// It opens in 120 ms, or at once when motion is reduced.
class Banner : public QWidget
{
    Q_OBJECT

public:
    enum class Tone { Error, Warning, Ok };

    explicit Banner(QWidget* parent = nullptr);

    /// Shows a message: `headline` in the tone's colour, `text` after it, `detail` below it; both may hold links
    /// (`<a href>`). Actions of an earlier message are gone.
    void open(Tone tone, const QString& headline, const QString& text, const QString& detail = {});
    void close();
    bool isOpen() const { return m_isOpen; }
    Tone tone() const { return m_tone; }

    /// A button at the right end; the banner owns it.
    QPushButton* addAction(const QString& text);
    QPushButton* addAction(theme::Icon icon, const QString& text);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {200, 0}; }

signals:
    void linkActivated(const QString& link);

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void setWords();

    QLabel* m_first;
    QLabel* m_second;
    QHBoxLayout* m_actions;
    QPropertyAnimation* m_motion;
    Tone m_tone = Tone::Error;
    QString m_headline;
    QString m_text;
    QString m_detail;
    bool m_isOpen = false;
};

} // namespace interleave::widgets
