#pragma once

#include "ui/theme/chips.h"
#include "ui/theme/fonts.h"
#include "ui/theme/palette.h"

#include <QWidget>

#include <variant>

namespace interleave::widgets {

/// A line of text that loses its middle when there is no room; the tooltip then has all of it.
class ElidedLabel : public QWidget
{
    Q_OBJECT

public:
    explicit ElidedLabel(const QString& text = {}, theme::TextRole textRole = theme::TextRole::Body,
                         theme::Role colour = theme::Role::Text, QWidget* parent = nullptr);

    QString text() const { return m_text; }
    void setText(const QString& text);
    void setColour(theme::Role colour);
    void setAlignment(Qt::Alignment alignment);
    bool isElided() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void tell();

    QString m_text;
    theme::TextRole m_textRole;
    theme::Role m_colour;
    Qt::Alignment m_alignment = Qt::AlignLeft;
};

/// The chip of a lane or a resource with its name.
class ChipLabel : public QWidget
{
    Q_OBJECT

public:
    using Sign = std::variant<theme::LaneSign, theme::ResourceSign>;

    explicit ChipLabel(const Sign& sign, const QString& name, theme::TextRole textRole = theme::TextRole::BodyStrong,
                       QWidget* parent = nullptr);

    void setSign(const Sign& sign);
    void setName(const QString& name);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Sign m_sign;
    QString m_name;
    theme::TextRole m_textRole;
};

} // namespace interleave::widgets
