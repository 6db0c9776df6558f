#pragma once

#include "ui/theme/icons.h"

#include <QKeySequence>
#include <QLineEdit>

namespace interleave::widgets {

/// A field to search or filter with: icon, placeholder, the key that leads here, and a way to clear it.
///
/// Escape clears, too. The key is only shown; the owner makes the shortcut.
class SearchField : public QLineEdit
{
    Q_OBJECT

public:
    explicit SearchField(const QString& placeholder, const QKeySequence& key = {},
                         theme::Icon icon = theme::Icon::Search, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QString m_key;
};

} // namespace interleave::widgets
