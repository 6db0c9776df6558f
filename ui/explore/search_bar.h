#pragma once

#include "ui/session/search.h"

#include <QWidget>

class QComboBox;
class QLabel;

namespace interleave::widgets {
class ElidedLabel;
class IconButton;
class PrimaryButton;
class UnitSpinBox;
} // namespace interleave::widgets

namespace interleave::explore {

/// How to search, how far the search is, and the button that starts, stops and goes on.
class SearchBar : public QWidget
{
    Q_OBJECT

public:
    /// Keeps a reference to the search, which must outlive it.
    explicit SearchBar(session::Search& search, QWidget* parent = nullptr);

    /// What the search came to, in one sentence: "20 executions, 6 outcomes, complete."
    QString headline() const;

public slots:
    /// Start, stop or go on, whatever the button offers.
    void act();
    void refresh();

private:
    void readSettings();
    QString detail() const;

    session::Search& m_search;
    QLabel* m_icon;
    widgets::ElidedLabel* m_words;
    widgets::ElidedLabel* m_detail;
    QComboBox* m_algorithm;
    widgets::UnitSpinBox* m_preemptions;
    widgets::UnitSpinBox* m_seconds;
    widgets::IconButton* m_again;
    widgets::PrimaryButton* m_button;
};

} // namespace interleave::explore
