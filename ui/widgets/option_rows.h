#pragma once

#include "ui/theme/icons.h"

#include <QCheckBox>
#include <QRadioButton>

namespace interleave::widgets {

/// A word with an icon at the right end of a row: *broken* with a cross.
struct RowVerdict
{
    QString word;
    theme::Icon icon = theme::Icon::Ok;
    theme::Role role = theme::Role::Ok;
};

/// A row of a list of which one is chosen, as the variants of a program: mark, name, verdict.
class RadioRow : public QRadioButton
{
    Q_OBJECT

public:
    explicit RadioRow(const QString& name, const RowVerdict& verdict = {}, QWidget* parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool hitButton(const QPoint& at) const override { return rect().contains(at); }
    void paintEvent(QPaintEvent* event) override;

private:
    RowVerdict m_verdict;
};

/// A row that is on or off.
class ToggleRow : public QCheckBox
{
    Q_OBJECT

public:
    explicit ToggleRow(const QString& name, const RowVerdict& verdict = {}, QWidget* parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool hitButton(const QPoint& at) const override { return rect().contains(at); }
    void paintEvent(QPaintEvent* event) override;

private:
    RowVerdict m_verdict;
};

} // namespace interleave::widgets
