#include "ui/files/export_dialog.h"

#include "ui/files/export_preview.h"
#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/option_rows.h"
#include "ui/widgets/segmented_control.h"
#include "ui/widgets/unit_spin_box.h"

#include <QButtonGroup>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>

namespace interleave::files {

namespace metrics = theme::metrics;

namespace {

constexpr int choicesWidth = 248;
constexpr int parts = 1000;
constexpr int soon = 120; // milliseconds

QString formatName(Format format)
{
    switch (format) {
    case Format::Svg: return ExportDialog::tr("SVG picture");
    case Format::Png: return ExportDialog::tr("PNG picture");
    case Format::Pdf: return ExportDialog::tr("PDF page");
    case Format::ChromeTrace: return ExportDialog::tr("Chrome Trace JSON");
    case Format::Csv: return ExportDialog::tr("CSV table of events");
    case Format::Perfetto: break;
    }
    return ExportDialog::tr("Perfetto trace");
}

QLabel* headLabel(const QString& text)
{
    auto* label = new QLabel(text);
    label->setFont(theme::font(theme::TextRole::Title));
    return label;
}

QLabel* noteLabel()
{
    auto* label = new QLabel;
    label->setFont(theme::font(theme::TextRole::SecondaryLine));
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setWordWrap(true);
    return label;
}

QVBoxLayout* columnOf(QWidget* widget, int spacing)
{
    auto* column = new QVBoxLayout(widget);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacing);
    return column;
}

} // namespace

ExportDialog::ExportDialog(session::Session& session, timeline::TimelineView& timeline, const QString& program, ExportPlan plan,
                           QWidget* parent)
    : QDialog(parent)
    , m_session(session)
    , m_exporter(session, timeline, program)
    , m_plan(std::move(plan))
    , m_formats(new QButtonGroup(this))
    , m_parts(new QButtonGroup(this))
    , m_preview(new ExportPreview)
{
    setWindowTitle(tr("Export"));
    setModal(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::groupGap, metrics::groupGap, metrics::groupGap, metrics::groupGap);
    column->setSpacing(metrics::groupGap);
    auto* middle = new QHBoxLayout;
    middle->setSpacing(metrics::groupGap);
    m_choices = makeChoices();
    middle->addWidget(m_choices);
    middle->addWidget(m_preview, 1);
    column->addLayout(middle, 1);
    column->addWidget(makeDestination());
    m_banner = new widgets::Banner;
    column->addWidget(m_banner);
    column->addWidget(makeButtons());

    m_previewSoon.setSingleShot(true);
    m_previewSoon.setInterval(soon);
    connect(&m_previewSoon, &QTimer::timeout, this, &ExportDialog::showPreview);
    connect(&m_previewJob, &Job::finished, this, [this] {
        if (m_isPreviewOld)
            showPreview();
        else if (m_previewText)
            m_preview->showText(*m_previewText, m_plan.format != Format::Perfetto);
    });
    connect(&m_job, &Job::progressed, this, [this](double part) { m_progress->setValue(static_cast<int>(part * parts)); });
    connect(&m_job, &Job::finished, this, [this](const QString& error) {
        setBusy(false);
        if (m_job.isCancelled()) {
            say(tr("The export was given up; nothing was written."));
        } else if (!error.isEmpty()) {
            say(error);
        } else {
            emit exported(m_plan.path);
            accept();
        }
    });

    if (m_plan.part == Part::Range && m_exporter.stepsOf(Part::Range).isEmpty())
        m_plan.part = Part::Whole;
    setBusy(false);
    m_formats->button(static_cast<int>(m_plan.format))->setChecked(true);
    m_parts->button(static_cast<int>(m_plan.part))->setChecked(true);
    setPath(m_plan.path);
    resize(940, 600);
    planChanged();
    m_formats->checkedButton()->setFocus();
}

ExportDialog::~ExportDialog() = default;

QWidget* ExportDialog::makeChoices()
{
    auto* box = new QWidget;
    box->setFixedWidth(choicesWidth);
    auto* column = columnOf(box, metrics::groupGap);
    column->addWidget(makeFormats());
    column->addWidget(makeParts());
    column->addWidget(makePicture());
    column->addStretch(1);
    return box;
}

QWidget* ExportDialog::makeFormats()
{
    auto* box = new QWidget;
    box->setAccessibleName(tr("Format"));
    auto* column = columnOf(box, 0);
    // In line with the head of the preview.
    QLabel* head = headLabel(tr("Format"));
    head->setMinimumHeight(metrics::fieldHeight);
    column->addWidget(head);
    column->addSpacing(metrics::base);
    for (int i = 0; i < formatCount; ++i) {
        auto* row = new widgets::RadioRow(formatName(static_cast<Format>(i)));
        m_formats->addButton(row, i);
        column->addWidget(row);
    }
    connect(m_formats, &QButtonGroup::idToggled, this, [this](int id, bool isOn) {
        if (isOn)
            setFormat(static_cast<Format>(id));
    });
    return box;
}

QWidget* ExportDialog::makeParts()
{
    auto* box = new QWidget;
    box->setAccessibleName(tr("What comes out"));
    auto* column = columnOf(box, 0);
    column->addWidget(headLabel(tr("What")));
    column->addSpacing(metrics::base);
    const QString names[] = {tr("The whole run"), tr("The selected range"), tr("What is visible")};
    for (int i = 0; i < 3; ++i) {
        auto* row = new widgets::RadioRow(names[i]);
        m_parts->addButton(row, i);
        column->addWidget(row);
    }
    m_partNote = noteLabel();
    column->addSpacing(metrics::base);
    column->addWidget(m_partNote);
    connect(m_parts, &QButtonGroup::idToggled, this, [this](int id, bool isOn) {
        if (isOn)
            setPart(static_cast<Part>(id));
    });
    return box;
}

QWidget* ExportDialog::makePicture()
{
    m_pictureBox = new QWidget;
    auto* column = columnOf(m_pictureBox, metrics::paddingSmall);
    column->addWidget(headLabel(tr("Size")));
    m_width = new widgets::UnitSpinBox(tr("Width of the picture"), 400, 20000, tr("px"));
    m_width->setValue(m_plan.width);
    m_width->setToolTip(tr("Width of the picture; its height is that of the rows"));
    m_scale = new widgets::SegmentedControl(tr("Pixels for each pixel on the screen"), {tr("1×"), tr("2×"), tr("3×"), tr("4×")});
    m_scale->setCurrent(m_plan.scale - 1);
    auto* row = new QHBoxLayout;
    row->setSpacing(metrics::paddingSmall);
    row->addWidget(m_width, 1);
    row->addWidget(m_scale);
    column->addLayout(row);
    m_pixels = noteLabel();
    column->addWidget(m_pixels);
    connect(m_width, &QDoubleSpinBox::valueChanged, this, [this](double width) {
        m_plan.width = static_cast<int>(width);
        planChanged();
    });
    connect(m_scale, &widgets::SegmentedControl::currentChanged, this, [this](int which) {
        m_plan.scale = which + 1;
        planChanged();
    });
    return m_pictureBox;
}

QWidget* ExportDialog::makeDestination()
{
    auto* box = new QWidget;
    auto* column = columnOf(box, metrics::base);
    auto* row = new QHBoxLayout;
    row->setSpacing(metrics::paddingSmall);
    auto* label = new QLabel(tr("&File"));
    m_path = new QLineEdit;
    m_path->setObjectName(QStringLiteral("path"));
    m_path->setAccessibleName(tr("File to write"));
    m_path->setMinimumHeight(metrics::fieldHeight);
    label->setBuddy(m_path);
    m_browse = new QPushButton(tr("&Browse…"));
    m_browse->setAutoDefault(false);
    m_browse->setToolTip(tr("Choose the file (%1)").arg(QStringLiteral("Alt+B")));
    row->addWidget(label);
    row->addWidget(m_path, 1);
    row->addWidget(m_browse);
    column->addLayout(row);
    m_pathNote = noteLabel();
    column->addWidget(m_pathNote);
    connect(m_path, &QLineEdit::textChanged, this, [this](const QString& path) {
        m_plan.path = path;
        const QFileInfo file(path);
        m_pathNote->setText(file.isFile() ? tr("There is such a file: it will be replaced.") : QString());
        say({});
        m_export->setEnabled(!path.trimmed().isEmpty() && !m_job.isRunning());
    });
    connect(m_browse, &QPushButton::clicked, this, &ExportDialog::browse);
    return box;
}

QWidget* ExportDialog::makeButtons()
{
    auto* box = new QWidget;
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::paddingSmall);
    m_progress = new QProgressBar;
    m_progress->setRange(0, parts);
    m_progress->setAccessibleName(tr("How much is written"));
    m_close = new QPushButton;
    m_close->setAutoDefault(false);
    m_export = new widgets::PrimaryButton(theme::Icon::Export, tr("Export"), QKeySequence(Qt::Key_Return));
    m_export->setDefault(true);
    row->addWidget(m_progress, 1);
    row->addStretch(0);
    row->addWidget(m_close);
    row->addWidget(m_export);
    connect(m_close, &QPushButton::clicked, this, &ExportDialog::reject);
    connect(m_export, &QPushButton::clicked, this, &ExportDialog::write);
    return box;
}

void ExportDialog::browse()
{
    const QString ending = endingOf(m_plan.format);
    const QString path = QFileDialog::getSaveFileName(this, tr("Export"), m_plan.path,
                                                      QStringLiteral("%1 (*.%2)").arg(formatName(m_plan.format), ending), nullptr,
                                                      // What is there is told below the field.
                                                      QFileDialog::DontConfirmOverwrite);
    if (!path.isEmpty())
        setPath(QFileInfo(path).suffix().isEmpty() ? path + QLatin1Char('.') + ending : path);
}

void ExportDialog::setFormat(Format format)
{
    m_formats->button(static_cast<int>(format))->setChecked(true);
    m_plan.format = format;
    // The name follows the format, but only its known endings.
    const QFileInfo file(m_plan.path);
    for (int i = 0; i < formatCount; ++i)
        if (file.suffix().toLower() == endingOf(static_cast<Format>(i)))
            setPath(m_plan.path.chopped(file.suffix().size()) + endingOf(format));
    planChanged();
}

void ExportDialog::setPart(Part part)
{
    m_parts->button(static_cast<int>(part))->setChecked(true);
    m_plan.part = part;
    planChanged();
}

void ExportDialog::setPath(const QString& path)
{
    m_path->setText(path);
}

void ExportDialog::planChanged()
{
    const bool isSaved = m_plan.format == Format::Perfetto;
    const bool hasRange = !m_exporter.stepsOf(Part::Range).isEmpty();
    const Part part = isSaved ? Part::Whole : m_plan.part;
    for (QAbstractButton* button : m_parts->buttons())
        button->setEnabled(!isSaved || m_parts->id(button) == 0);
    m_parts->button(static_cast<int>(Part::Range))->setEnabled(!isSaved && hasRange);
    const session::StepRange steps = m_exporter.stepsOf(part);
    m_partNote->setText(isSaved ? tr("Always the whole run: opened again, it can be stepped from its first event.")
                        : steps.isEmpty() ? QString()
                                          : tr("steps %1 – %2 of %3").arg(steps.begin + 1).arg(steps.end).arg(m_session.length()));
    m_pictureBox->setVisible(isPicture(m_plan.format));
    m_scale->setVisible(m_plan.format == Format::Png);
    m_width->setEnabled(m_plan.part != Part::Screen);
    if (isPicture(m_plan.format)) {
        const QSize size = m_exporter.pixels(m_plan);
        const QString unit = m_plan.format == Format::Pdf ? tr("%1 × %2 points, one page") : tr("%1 × %2 pixels");
        m_pixels->setText(unit.arg(size.width()).arg(size.height()));
    }
    say({});
    m_previewSoon.start();
}

void ExportDialog::showPreview()
{
    ExportPlan plan = m_plan;
    plan.path = QStringLiteral("-");
    if (const QString why = m_exporter.whyNot(plan); !why.isEmpty()) {
        m_preview->showNothing(why);
        return;
    }
    if (isPicture(plan.format)) {
        m_preview->showPicture(m_exporter.picture(plan, m_preview->pixelsAcross()));
        return;
    }
    m_isPreviewOld = m_previewJob.isRunning();
    if (m_isPreviewOld) {
        m_previewJob.cancel();
        return;
    }
    m_previewText = std::make_shared<QString>();
    m_previewJob.start(m_exporter.firstLines(plan, m_previewText));
}

void ExportDialog::write()
{
    if (m_job.isRunning())
        return;
    // A name without a folder would land wherever the program was started.
    if (!m_plan.path.trimmed().isEmpty() && QFileInfo(m_plan.path).isRelative())
        setPath(QDir::home().filePath(m_plan.path));
    if (const QString why = m_exporter.whyNot(m_plan); !why.isEmpty()) {
        say(why);
        return;
    }
    say({});
    setBusy(true);
    m_job.start(m_exporter.writing(m_plan));
}

void ExportDialog::say(const QString& problem)
{
    if (problem == m_problem)
        return;
    m_problem = problem;
    if (problem.isEmpty())
        m_banner->close();
    else
        m_banner->open(widgets::Banner::Tone::Error, QString(), problem.toHtmlEscaped());
}

void ExportDialog::setBusy(bool isBusy)
{
    m_choices->setEnabled(!isBusy);
    m_path->setEnabled(!isBusy);
    m_browse->setEnabled(!isBusy);
    m_progress->setValue(0);
    m_progress->setVisible(isBusy);
    m_export->setEnabled(!isBusy && !m_plan.path.trimmed().isEmpty());
    m_close->setText(isBusy ? tr("Stop") : tr("Cancel"));
    m_close->setToolTip(isBusy ? tr("Give the export up; nothing is written (Esc)") : tr("Close without exporting (Esc)"));
}

void ExportDialog::reject()
{
    if (m_job.isRunning())
        m_job.cancel();
    else
        QDialog::reject();
}

} // namespace interleave::files
