#include "ui/widgets/unit_spin_box.h"

#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"
#include "ui/theme/palette.h"

#include <QLineEdit>
#include <QPainter>
#include <QWheelEvent>

namespace interleave::widgets {
namespace {

/// All digits: "1,000,000" and never "1e+06".
QString numberText(const QLocale& locale, double value)
{
    return locale.toString(value, 'f', QLocale::FloatingPointShortest);
}

} // namespace

UnitSpinBox::UnitSpinBox(const QString& name, double minimum, double maximum, const QString& unit, int decimals,
                         QWidget* parent)
    : QDoubleSpinBox(parent)
    , m_unit(unit)
{
    setDecimals(decimals);
    setRange(minimum, maximum);
    setSingleStep(decimals == 0 ? 1 : 0.5);
    setButtonSymbols(QAbstractSpinBox::NoButtons);
    setFocusPolicy(Qt::StrongFocus);
    setFont(theme::font(theme::TextRole::Code));
    setAccessibleName(name);
    const QString range = tr("from %1 to %2 %3").arg(numberText(locale(), minimum), numberText(locale(), maximum), unit);
    setAccessibleDescription(range.trimmed());
    setToolTip(range.trimmed());
    if (!unit.isEmpty()) {
        const int room = QFontMetrics(theme::font(theme::TextRole::Body)).horizontalAdvance(unit);
        lineEdit()->setTextMargins(0, 0, room + theme::metrics::paddingSmall, 0);
    }
}

QString UnitSpinBox::rangeText() const
{
    return QStringLiteral("%1 – %2").arg(numberText(locale(), minimum()), numberText(locale(), maximum()));
}

QSize UnitSpinBox::sizeHint() const
{
    return {70, theme::metrics::fieldHeight};
}

void UnitSpinBox::paintEvent(QPaintEvent* event)
{
    QDoubleSpinBox::paintEvent(event);
    if (m_unit.isEmpty()) {
        return;
    }
    // The field inside is transparent: the unit shows through beside its text.
    QPainter painter(this);
    painter.setFont(theme::font(theme::TextRole::Body));
    painter.setPen(theme::paletteFor(*this).hint);
    painter.drawText(rect().adjusted(0, 0, -theme::metrics::paddingSmall, 0), Qt::AlignRight | Qt::AlignVCenter,
                     m_unit);
}

void UnitSpinBox::wheelEvent(QWheelEvent* event)
{
    if (hasFocus()) {
        QDoubleSpinBox::wheelEvent(event);
    } else {
        event->ignore();
    }
}

} // namespace interleave::widgets
