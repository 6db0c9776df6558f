#include "ui/theme/focus_ring.h"

#include <QAbstractSpinBox>
#include <QComboBox>
#include <QEvent>
#include <QFocusEvent>
#include <QLineEdit>
#include <QVariant>

namespace interleave::theme {
namespace {

bool isForText(const QWidget& widget)
{
    const auto* combo = qobject_cast<const QComboBox*>(&widget);
    return qobject_cast<const QLineEdit*>(&widget) != nullptr
           || qobject_cast<const QAbstractSpinBox*>(&widget) != nullptr || (combo != nullptr && combo->isEditable());
}

} // namespace

FocusRing::FocusRing(QObject* parent) : QObject(parent) {}

FocusRing::~FocusRing()
{
    delete m_frame;
}

const QWidget* FocusRing::widget() const
{
    return m_frame == nullptr ? nullptr : m_frame->widget();
}

void FocusRing::watch(QWidget& control)
{
    control.removeEventFilter(this);
    control.installEventFilter(this);
}

bool FocusRing::eventFilter(QObject* watched, QEvent* event)
{
    auto* control = qobject_cast<QWidget*>(watched);
    if (control == nullptr) {
        return false;
    }
    if (event->type() == QEvent::FocusIn) {
        const Qt::FocusReason reason = static_cast<QFocusEvent*>(event)->reason();
        const bool isByKeyboard =
            reason != Qt::MouseFocusReason && reason != Qt::ActiveWindowFocusReason && reason != Qt::PopupFocusReason;
        if (isByKeyboard || isForText(*control)) {
            if (m_frame == nullptr) {
                m_frame = new QFocusFrame(control->window());
            }
            m_frame->setWidget(control);
        }
    } else if (event->type() == QEvent::FocusOut && static_cast<QFocusEvent*>(event)->reason() != Qt::PopupFocusReason
               && m_frame != nullptr && m_frame->widget() == control) {
        m_frame->setWidget(nullptr);
    }
    return false;
}

void setFocusRing(QWidget& widget, double radius)
{
    widget.setProperty("interleaveFocusRadius", radius);
}

} // namespace interleave::theme
