#include "ui/widgets/section_head.h"

#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/patterns.h"
#include "ui/theme/style.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace interleave::widgets {

namespace metrics = theme::metrics;

/// The head itself: a button, so that keyboard and screen reader know what to do with it.
class SectionHead::Head : public QPushButton
{
public:
    Head(const QString& title, Folding folding, QWidget* parent)
        : QPushButton(title, parent)
        , m_folding(folding)
        , m_row(new QHBoxLayout(this))
    {
        setFixedHeight(metrics::sectionHeadHeight);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        setFocusPolicy(folding == Folding::Foldable ? Qt::TabFocus : Qt::NoFocus);
        setAttribute(Qt::WA_Hover);
        m_row->setContentsMargins(0, 2, metrics::padding, 2);
        m_row->addStretch();
    }

    void setNote(const QString& note)
    {
        m_note = note;
        setAccessibleDescription(note);
        update();
    }

    void setCorner(QWidget* corner) { m_row->addWidget(corner); }

    bool isFolded = false;

protected:
    QSize sizeHint() const override { return {metrics::leftDockMinimum, metrics::sectionHeadHeight}; }
    QSize minimumSizeHint() const override { return {80, metrics::sectionHeadHeight}; }

    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        const theme::Palette& colours = theme::paletteFor(*this);
        const bool isFoldable = m_folding == Folding::Foldable;
        painter.fillRect(rect(), isFoldable && underMouse() ? colours.hairline : colours.sectionHead);
        theme::paintHairline(painter, QLineF(0, 0, width(), 0), colours.hairline);
        theme::paintHairline(painter, QLineF(0, height() - 1, width(), height() - 1), colours.hairline);

        int left = metrics::padding;
        if (isFoldable) {
            theme::paintIcon(painter, QRectF(8, 6, metrics::iconSize, metrics::iconSize),
                             isFolded ? theme::Icon::ChevronRight : theme::Icon::ChevronDown, colours.secondary);
            left = 28;
        }
        int right = width() - metrics::padding;
        if (!m_note.isEmpty()) {
            painter.setFont(theme::font(theme::TextRole::SecondaryLine));
            painter.setPen(colours.hint);
            const int noteWidth = painter.fontMetrics().horizontalAdvance(m_note);
            painter.drawText(QRect(right - noteWidth, 0, noteWidth, height()), Qt::AlignVCenter, m_note);
            right -= noteWidth + metrics::paddingSmall;
        }
        painter.setFont(theme::font(theme::TextRole::Title));
        painter.setPen(colours.text);
        const QString title = painter.fontMetrics().elidedText(text(), Qt::ElideMiddle, right - left);
        painter.drawText(QRect(left, 0, right - left, height()), Qt::AlignVCenter, title);
        if (hasFocus() && isFoldable) {
            // Neighbours lie close above and below: the ring goes inside.
            painter.setRenderHint(QPainter::Antialiasing);
            painter.setPen(QPen(colours.accent, metrics::focusRing));
            painter.drawRoundedRect(QRectF(rect()).adjusted(3, 3, -3, -3), metrics::controlRadius,
                                    metrics::controlRadius);
        }
    }

private:
    Folding m_folding;
    QHBoxLayout* m_row;
    QString m_note;
};

SectionHead::SectionHead(const QString& title, Folding folding, QWidget* parent)
    : QWidget(parent)
    , m_head(new Head(title, folding, this))
    , m_column(new QVBoxLayout(this))
    , m_folding(folding)
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    m_column->addWidget(m_head);
    m_head->setAccessibleName(title);
    if (folding == Folding::Foldable) {
        connect(m_head, &QPushButton::clicked, this, [this] { setFolded(!m_isFolded); });
    }
}

QString SectionHead::title() const
{
    return m_head->text();
}

void SectionHead::setTitle(const QString& title)
{
    m_head->setText(title);
    m_head->setAccessibleName(title);
}

void SectionHead::setNote(const QString& note)
{
    m_head->setNote(note);
}

void SectionHead::setCorner(QWidget* corner)
{
    m_head->setCorner(corner);
}

void SectionHead::setBody(QWidget* body)
{
    delete m_body;
    m_body = body;
    if (m_body != nullptr) {
        m_column->addWidget(m_body);
        m_body->setVisible(!m_isFolded);
    }
}

void SectionHead::setFolded(bool isFolded)
{
    if (m_folding == Folding::Fixed || isFolded == m_isFolded) {
        return;
    }
    m_isFolded = isFolded;
    m_head->isFolded = isFolded;
    m_head->update();
    if (m_body != nullptr) {
        m_body->setVisible(!isFolded);
    }
    emit foldedChanged(isFolded);
}

} // namespace interleave::widgets
