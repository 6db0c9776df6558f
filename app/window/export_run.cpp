#include "app/window/export_run.h"

#include "ui/timeline/timeline_view.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace interleave::app {

void exportRun(QWidget& window, session::Session& session, timeline::TimelineView& timeline, files::ExportPlan& plan)
{
    const auto trace = session.trace();
    if (!trace)
        return;
    QString name = QString::fromStdString(trace->info().scenario);
    if (!trace->info().variant.empty())
        name += QLatin1Char('-') + QString::fromStdString(trace->info().variant);
    const QString folder = plan.path.isEmpty() ? QDir::homePath() : QFileInfo(plan.path).absolutePath();
    plan.path = QDir(folder).filePath(name + QLatin1Char('.') + files::endingOf(plan.format));
    if (!session.selectedRange().isEmpty())
        plan.part = files::Part::Range;
    else if (plan.part == files::Part::Range)
        plan.part = files::Part::Whole;
    files::ExportDialog dialog(session, timeline, QStringLiteral("interleave " INTERLEAVE_VERSION), plan, &window);
    QObject::connect(&dialog, &files::ExportDialog::exported, &session, [&session](const QString& path) {
        emit session.said(QCoreApplication::translate("export", "Exported to %1.").arg(path), session::Severity::Note);
    });
    if (dialog.exec() == QDialog::Accepted)
        plan = dialog.plan();
}

} // namespace interleave::app
