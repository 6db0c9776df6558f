#include "ui/widgets/search_field.h"

#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"

#include <QAction>
#include <QKeyEvent>
#include <QPainter>

namespace interleave::widgets {

SearchField::SearchField(const QString& placeholder, const QKeySequence& key, theme::Icon icon, QWidget* parent)
    : QLineEdit(parent)
    , m_key(key.toString(QKeySequence::NativeText))
{
    setPlaceholderText(placeholder);
    setAccessibleName(placeholder);
    setToolTip(withKey(placeholder, key));
    setClearButtonEnabled(true);
    addAction(theme::icon(icon), QLineEdit::LeadingPosition);
}

void SearchField::paintEvent(QPaintEvent* event)
{
    QLineEdit::paintEvent(event);
    if (m_key.isEmpty() || !text().isEmpty()) {
        return;
    }
    QPainter painter(this);
    painter.setFont(theme::font(theme::TextRole::SecondaryLine));
    const int keyWidth = painter.fontMetrics().horizontalAdvance(m_key);
    const int used = fontMetrics().horizontalAdvance(placeholderText()) + 40;
    if (used + keyWidth + theme::metrics::paddingSmall < width()) {
        painter.setPen(theme::paletteFor(*this).hint);
        painter.drawText(QRect(width() - keyWidth - 8, 0, keyWidth, height()), Qt::AlignVCenter, m_key);
    }
}

void SearchField::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && !text().isEmpty()) {
        clear();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

} // namespace interleave::widgets
