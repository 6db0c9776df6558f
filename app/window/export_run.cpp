#include "app/window/export_run.h"

#include "core/exchange/chrome_trace.h"
#include "core/exchange/csv.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>

namespace interleave::app {
namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("export", text);
}

} // namespace

base::Result<void> exportTo(const QString& path, session::Session& session, timeline::TimelineView& timeline)
{
    const auto trace = session.trace();
    if (!trace)
        return base::Error{base::ErrorCode::WrongUse, tr("There is nothing to export yet.").toStdString()};
    const session::StepRange range = session.selectedRange();
    exchange::ExportOptions options;
    options.end = session.length();
    if (!range.isEmpty()) {
        options.begin = range.begin;
        options.end = range.end;
    }
    const QString ending = QFileInfo(path).suffix().toLower();
    if (ending == QLatin1String("json")) {
        const bool hasEnded = session.verdict().ending != trace::Ending::None;
        return exchange::writeChromeTrace(*trace, hasEnded ? &session.verdict() : nullptr, path.toStdString(), options);
    }
    if (ending == QLatin1String("csv"))
        return exchange::writeCsv(*trace, path.toStdString(), options);
    return timeline.exportTo(path, {options.begin, options.end});
}

void exportRun(QWidget& window, session::Session& session, timeline::TimelineView& timeline)
{
    if (!session.trace())
        return;
    const std::string& scenario = session.trace()->info().scenario;
    const QString path = QFileDialog::getSaveFileName(
        &window, tr("Export"), QString::fromStdString(scenario) + QStringLiteral(".svg"),
        tr("Timeline as SVG (*.svg);;Timeline as PNG (*.png);;Timeline as PDF (*.pdf);;"
           "Chrome Trace Event JSON (*.json);;Events as CSV (*.csv)"));
    if (path.isEmpty())
        return;
    const auto written = exportTo(path, session, timeline);
    if (written)
        emit session.said(tr("Exported to %1.").arg(path), session::Severity::Note);
    else
        emit session.said(QString::fromStdString(written.error().message), session::Severity::Error);
}

} // namespace interleave::app
