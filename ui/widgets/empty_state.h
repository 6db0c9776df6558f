#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace interleave::widgets {

/// What an empty view says: one sentence and at most one action, in its middle.
class EmptyState : public QWidget
{
    Q_OBJECT

public:
    explicit EmptyState(const QString& sentence, const QString& action = {}, QWidget* parent = nullptr);

    void setSentence(const QString& sentence);

    /// The word on the button; empty for none.
    void setAction(const QString& action);

signals:
    void actionTriggered();

private:
    QLabel* m_sentence;
    QPushButton* m_action;
};

} // namespace interleave::widgets
