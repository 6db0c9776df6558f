#include "ui/widgets/segmented_control.h"

#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"
#include "ui/theme/palette.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QPainter>
#include <QPainterPath>
#include <QRadioButton>

namespace interleave::widgets {

namespace metrics = theme::metrics;

class SegmentedControl::Part : public QRadioButton
{
public:
    Part(const QString& text, SegmentedControl& owner) : QRadioButton(text, &owner), m_owner(owner)
    {
        setFocusPolicy(Qt::StrongFocus);
        setAttribute(Qt::WA_Hover);
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    }

    QSize sizeHint() const override
    {
        // As wide as its words in bold, so that choosing moves nothing.
        const QFontMetrics bold(theme::font(theme::TextRole::BodyStrong));
        return {bold.horizontalAdvance(text()) + 2 * metrics::padding, m_owner.m_height};
    }
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    bool hitButton(const QPoint& at) const override { return rect().contains(at); }

    void paintEvent(QPaintEvent*) override
    {
        const theme::Palette& colours = theme::paletteFor(*this);
        const int index = m_owner.m_group->id(this);
        const bool isFirst = index == 0;
        const bool isLast = index == m_owner.count() - 1;
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);

        // The neighbour's edge serves as the left one, except where this part is the chosen one.
        const bool isRightOfChosen = !isFirst && index - 1 == m_owner.current();
        QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
        if (!isFirst) {
            box.setLeft(-0.5);
        }
        if (isChecked() && !isFirst) {
            box.setLeft(0.5);
        }
        QPainterPath path;
        const double radius = metrics::controlRadius - 0.5;
        path.addRoundedRect(box, radius, radius);
        QPainterPath inner;
        if (!isFirst) {
            inner.addRect(QRectF(box.left(), box.top(), 2 * radius, box.height()));
        }
        if (!isLast) {
            inner.addRect(QRectF(box.right() - 2 * radius, box.top(), 2 * radius, box.height()));
        }
        path = path.united(inner).simplified();
        const bool isHovered = isEnabled() && underMouse();
        const QColor ground = isChecked() ? colours.checked : isHovered ? colours.hover : colours.panel;
        const QColor line = !isEnabled() ? colours.hairline : isChecked() ? colours.accent : colours.controlOutline;
        painter.setBrush(isEnabled() || isChecked() ? ground : colours.raised);
        painter.setPen(QPen(line, metrics::outline));
        painter.drawPath(path);
        if (isRightOfChosen) {
            painter.fillRect(QRectF(0, 1, 0.5, height() - 2), ground);
        }
        painter.setFont(theme::font(isChecked() ? theme::TextRole::BodyStrong : theme::TextRole::Body));
        painter.setPen(!isEnabled() ? colours.hint : isChecked() ? colours.accent : colours.text);
        painter.drawText(rect(), Qt::AlignCenter, text());
    }

private:
    SegmentedControl& m_owner;
};

SegmentedControl::SegmentedControl(const QString& name, const QStringList& options, QWidget* parent)
    : QWidget(parent)
    , m_row(new QHBoxLayout(this))
    , m_group(new QButtonGroup(this))
    , m_height(metrics::fieldHeight)
{
    setAccessibleName(name);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(0);
    for (const QString& option : options) {
        addOption(option);
    }
    connect(m_group, &QButtonGroup::idToggled, this, [this](int index, bool isChosen) {
        if (isChosen) {
            // The neighbours' edges belong to the chosen one.
            for (QAbstractButton* part : m_group->buttons()) {
                part->update();
            }
            emit currentChanged(index);
        }
    });
}

void SegmentedControl::addOption(const QString& text, const QString& toolTip)
{
    auto* part = new Part(text, *this);
    part->setToolTip(toolTip);
    part->setAccessibleName(tr("%1: %2").arg(accessibleName(), text));
    m_group->addButton(part, count());
    m_row->addWidget(part);
    if (count() == 1) {
        part->setChecked(true);
    }
}

int SegmentedControl::count() const
{
    return static_cast<int>(m_group->buttons().size());
}

int SegmentedControl::current() const
{
    return m_group->checkedId();
}

void SegmentedControl::setCurrent(int index)
{
    if (QAbstractButton* part = m_group->button(index); part != nullptr) {
        part->setChecked(true);
    }
}

void SegmentedControl::setOptionEnabled(int index, bool isEnabled)
{
    if (QAbstractButton* part = m_group->button(index); part != nullptr) {
        part->setEnabled(isEnabled);
    }
}

void SegmentedControl::setHeight(int height)
{
    m_height = height;
    for (QAbstractButton* part : m_group->buttons()) {
        part->updateGeometry();
    }
}

} // namespace interleave::widgets
