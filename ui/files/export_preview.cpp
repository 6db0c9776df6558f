#include "ui/files/export_preview.h"

#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/segmented_control.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QStackedWidget>

namespace interleave::files {

namespace metrics = theme::metrics;

ExportPreview::ExportPreview(QWidget* parent)
    : QWidget(parent)
    , m_title(new QLabel(tr("Preview"), this))
    , m_size(new widgets::SegmentedControl(tr("Size of the preview"), {tr("Fit"), tr("100 %")}, this))
    , m_pages(new QStackedWidget(this))
    , m_scroll(new QScrollArea)
    , m_picture(new QLabel)
    , m_text(new QPlainTextEdit)
    , m_nothing(new QLabel)
{
    m_title->setFont(theme::font(theme::TextRole::Title));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::paddingSmall);
    auto* head = new QHBoxLayout;
    head->addWidget(m_title);
    head->addStretch(1);
    head->addWidget(m_size);
    column->addLayout(head);
    column->addWidget(m_pages, 1);
    // The head is as high without the switch.
    m_title->setMinimumHeight(metrics::fieldHeight);

    m_picture->setAlignment(Qt::AlignCenter);
    m_scroll->setWidget(m_picture);
    m_scroll->setAlignment(Qt::AlignCenter);
    m_scroll->setAccessibleName(tr("Preview of the picture"));
    m_text->setReadOnly(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setAccessibleName(tr("Preview of the text"));
    m_nothing->setWordWrap(true);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setForegroundRole(QPalette::PlaceholderText);
    m_nothing->setMargin(metrics::groupGap);
    m_pages->addWidget(m_scroll);
    m_pages->addWidget(m_text);
    m_pages->addWidget(m_nothing);
    connect(m_size, &widgets::SegmentedControl::currentChanged, this, &ExportPreview::fit);
    m_size->setCurrent(0);
}

bool ExportPreview::hasPicture() const { return m_pages->currentWidget() == m_scroll; }

QString ExportPreview::text() const
{
    return m_pages->currentWidget() == m_text ? m_text->toPlainText() : m_pages->currentWidget() == m_nothing ? m_nothing->text() : QString();
}

int ExportPreview::pixelsAcross() const
{
    return static_cast<int>(4096 * std::max(1.0, devicePixelRatioF() / 2));
}

void ExportPreview::showPicture(const QImage& image)
{
    m_image = image;
    m_pages->setCurrentWidget(m_scroll);
    m_size->show();
    fit();
}

void ExportPreview::showText(const QString& text, bool isCode)
{
    m_image = {};
    m_text->setFont(theme::font(isCode ? theme::TextRole::Code : theme::TextRole::Body));
    m_text->setLineWrapMode(isCode ? QPlainTextEdit::NoWrap : QPlainTextEdit::WidgetWidth);
    m_text->setPlainText(text);
    m_pages->setCurrentWidget(m_text);
    m_size->hide();
}

void ExportPreview::showNothing(const QString& why)
{
    m_image = {};
    m_nothing->setText(why);
    m_pages->setCurrentWidget(m_nothing);
    m_size->hide();
}

void ExportPreview::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fit();
}

void ExportPreview::fit()
{
    if (m_image.isNull())
        return;
    const QSizeF natural = QSizeF(m_image.size()) / m_image.devicePixelRatio();
    QSizeF shown = natural;
    const QSizeF room = m_scroll->maximumViewportSize() - QSize(2, 2);
    if (m_size->current() == 0 && (natural.width() > room.width() || natural.height() > room.height()))
        shown = natural.scaled(room, Qt::KeepAspectRatio);
    QPixmap pixmap = QPixmap::fromImage(
        m_image.scaled((shown * devicePixelRatioF()).toSize(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
    pixmap.setDevicePixelRatio(devicePixelRatioF());
    m_picture->setPixmap(pixmap);
    m_picture->resize(shown.toSize());
}

} // namespace interleave::files
