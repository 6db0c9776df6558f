#pragma once

#include "ui/theme/icons.h"

#include <QKeySequence>
#include <QPushButton>
#include <QToolButton>

namespace interleave::widgets {

/// `name` with its key in brackets, as tooltips show it.
QString withKey(const QString& name, const QKeySequence& key);

/// A button with an icon only; its name and key are in the tooltip, its name is what a screen reader says.
class IconButton : public QToolButton
{
    Q_OBJECT

public:
    enum class Frame { Outlined, Flat };

    IconButton(theme::Icon icon, const QString& name, const QKeySequence& key = {}, Frame frame = Frame::Outlined,
               QWidget* parent = nullptr);

    /// Another icon and name, e.g. *Pause* for *Play*.
    void setFace(theme::Icon icon, const QString& name, theme::Role role = theme::Role::Text);

    /// The name beside the icon, for buttons with room.
    void setTextShown(bool isShown);

    /// Height of the button: 28, or 32 in the transport bar.
    void setHeight(int height);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QKeySequence m_key;
    int m_height;
};

/// The one accented button of a bar or a panel.
class PrimaryButton : public QPushButton
{
    Q_OBJECT

public:
    PrimaryButton(theme::Icon icon, const QString& text, const QKeySequence& key = {}, QWidget* parent = nullptr);

    void setFace(theme::Icon icon, const QString& text);
    void setHeight(int height) { setFixedHeight(height); }

protected:
    void initStyleOption(QStyleOptionButton* option) const override;

private:
    QKeySequence m_key;
};

/// A word that does something, in accent and without a box: *Reset*.
class LinkButton : public QPushButton
{
    Q_OBJECT

public:
    explicit LinkButton(const QString& text, QWidget* parent = nullptr);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace interleave::widgets
