#pragma once

#include "ui/files/exporter.h"

#include <QDialog>
#include <QTimer>

class QButtonGroup;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;

namespace interleave::widgets {
class Banner;
class PrimaryButton;
class SegmentedControl;
class UnitSpinBox;
} // namespace interleave::widgets

namespace interleave::files {

class ExportPreview;

/// Asks what of the run is to come out, how, and where to; shows what will come out, and writes it.
///
/// What goes wrong is said here, and the dialog stays. Closing it while it writes gives the writing up.
class ExportDialog : public QDialog
{
    Q_OBJECT

public:
    /// Begins with `plan`. Keeps references.
    ExportDialog(session::Session& session, timeline::TimelineView& timeline, const QString& program, ExportPlan plan,
                 QWidget* parent = nullptr);
    ~ExportDialog() override;

    const ExportPlan& plan() const { return m_plan; }
    void setFormat(Format format);
    void setPart(Part part);
    void setPath(const QString& path);
    void write();
    /// What the dialog says is wrong; empty when nothing is.
    QString problem() const { return m_problem; }
    const ExportPreview& preview() const { return *m_preview; }

signals:
    void exported(const QString& path);

protected:
    void reject() override;

private:
    QWidget* makeChoices();
    QWidget* makeFormats();
    QWidget* makeParts();
    QWidget* makePicture();
    QWidget* makeDestination();
    QWidget* makeButtons();
    void browse();
    void planChanged();
    void showPreview();
    void say(const QString& problem);
    void setBusy(bool isBusy);

    session::Session& m_session;
    Exporter m_exporter;
    ExportPlan m_plan;
    QString m_problem;

    QButtonGroup* m_formats;
    QButtonGroup* m_parts;
    QLabel* m_partNote = nullptr;
    QWidget* m_pictureBox = nullptr;
    widgets::UnitSpinBox* m_width = nullptr;
    widgets::SegmentedControl* m_scale = nullptr;
    QLabel* m_pixels = nullptr;
    ExportPreview* m_preview;
    QLineEdit* m_path = nullptr;
    QPushButton* m_browse = nullptr;
    QLabel* m_pathNote = nullptr;
    QWidget* m_choices = nullptr;
    widgets::Banner* m_banner = nullptr;
    QProgressBar* m_progress = nullptr;
    QPushButton* m_close = nullptr;
    widgets::PrimaryButton* m_export = nullptr;

    QTimer m_previewSoon; ///< while a number is typed it changes with every key
    bool m_isPreviewOld = false;
    std::shared_ptr<QString> m_previewText;
    Job m_previewJob;
    Job m_job;
};

} // namespace interleave::files
