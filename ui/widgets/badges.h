#pragma once

#include <QWidget>

namespace interleave::widgets {

/// The badge that says how the run is driven: icon, word, detail. It never hides and never lies.
class Badge : public QWidget
{
    Q_OBJECT

public:
    enum class Mode { Live, Controlled, Replayed, OpenedFile };

    explicit Badge(QWidget* parent = nullptr);

    Mode mode() const { return m_mode; }
    void setMode(Mode mode);

    /// What the run does at the moment, e.g. *paused · 14 / 14*.
    void setDetail(const QString& detail);

    /// The word of a mode.
    static QString word(Mode mode);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void tell();

    Mode m_mode = Mode::Live;
    QString m_detail;
};

/// A count in a pill, beside the title of a tab.
class CountBadge : public QWidget
{
    Q_OBJECT

public:
    enum class Tone { Neutral, Error };

    explicit CountBadge(QWidget* parent = nullptr);

    void setCount(int count);
    void setTone(Tone tone);
    int count() const { return m_count; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString words() const;

    int m_count = 0;
    Tone m_tone = Tone::Neutral;
};

} // namespace interleave::widgets
