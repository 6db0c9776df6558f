#include "ui/files/files.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QProgressDialog>

namespace interleave::files {

using session::Severity;

namespace {

constexpr qsizetype mostRecent = 10;
constexpr int parts = 1000;
constexpr int patience = 400; // milliseconds before progress is shown

/// What would run the opened program again: its variant and parameters, if the gallery still has them.
std::optional<session::Choice> choiceOf(const session::Session& session, const trace::RunInfo& info)
{
    session::Choice choice = session.choice();
    choice.program = info.scenario;
    choice.variant = info.variant;
    choice.mode = info.mode;
    choice.time = info.time;
    choice.seed = info.seed;
    choice.schedule.clear();
    choice.settings = info.parameters;
    if (!session.catalogue().find(choice.program) || !session::specOf(session.catalogue(), choice))
        return std::nullopt;
    const host::ProgramInfo& program = **session.catalogue().find(choice.program);
    if (const auto variant = program.findVariant(choice.variant)) {
        if (const auto defaults = host::Catalogue::resolve(program, **variant, {}))
            for (const auto& [id, value] : *defaults)
                if (const auto place = choice.settings.find(id); place != choice.settings.end() && place->second == value)
                    choice.settings.erase(place);
    }
    return choice;
}

} // namespace

Files::Files(session::Session& session, QWidget& window, QString program)
    : QObject(&window), m_session(session), m_window(window), m_program(std::move(program)), m_folder(QDir::homePath())
{
    connect(&m_job, &Job::progressed, this, [this](double part) {
        if (m_progress)
            m_progress->setValue(static_cast<int>(part * parts));
    });
    connect(&m_job, &Job::finished, this, [this](const QString& error) {
        delete m_progress;
        if (m_then)
            std::exchange(m_then, nullptr)(error);
        emit finished();
    });
}

Files::~Files() = default;

void Files::sayBusy()
{
    emit m_session.said(tr("A file is being read or written: wait for it, or cancel it."), Severity::Note);
}

void Files::run(const QString& title, Job::Work work, std::function<void(const QString& error)> then)
{
    m_then = std::move(then);
    m_progress = new QProgressDialog(title, tr("Cancel"), 0, parts, &m_window);
    m_progress->setWindowTitle(tr("Interleave"));
    m_progress->setWindowModality(Qt::WindowModal);
    m_progress->setMinimumDuration(patience);
    m_progress->setAutoClose(false);
    m_progress->setAutoReset(false);
    m_progress->setValue(0);
    connect(m_progress, &QProgressDialog::canceled, &m_job, &Job::cancel);
    m_job.start(std::move(work));
}

void Files::open(const QString& wanted)
{
    if (isBusy())
        return sayBusy();
    QString path = wanted;
    if (path.isEmpty())
        path = QFileDialog::getOpenFileName(&m_window, tr("Open a run"), m_folder,
                                            tr("Saved runs (*.pftrace);;All files (*)"));
    if (path.isEmpty())
        return;
    path = QFileInfo(path).absoluteFilePath();
    const QFileInfo file(path);
    if (!file.exists()) {
        const bool wasRecent = m_recent.contains(path);
        forget(path);
        emit m_session.said(wasRecent ? tr("%1 is no longer there, so it was taken off the list of recent files.").arg(path)
                                      : tr("%1 cannot be opened: there is no such file.").arg(path),
                            Severity::Error);
        emit finished();
        return;
    }
    auto opened = std::make_shared<std::optional<exchange::OpenedRun>>();
    const double size = std::max(1.0, static_cast<double>(file.size()));
    run(
        tr("Opening %1…").arg(file.fileName()),
        [opened, size, name = path.toStdString()](const Job::Tell& tell) -> base::Result<void> {
            auto result = exchange::openRun(name, [&](std::uint64_t bytes) { return tell(static_cast<double>(bytes) / size); });
            if (!result)
                return result.error();
            *opened = std::move(*result);
            return {};
        },
        [this, opened, path](const QString& error) {
            if (*opened)
                show(**opened, path);
            else if (m_job.isCancelled())
                emit m_session.said(tr("%1 was not opened.").arg(path), Severity::Note);
            else
                emit m_session.said(error, Severity::Error);
        });
}

void Files::show(exchange::OpenedRun& run, const QString& path)
{
    if (const auto choice = choiceOf(m_session, run.trace->info()))
        m_session.setChoice(*choice);
    // What was saved before its end, or cut off, goes on nowhere.
    if (run.verdict.ending == trace::Ending::None) {
        run.verdict.ending = trace::Ending::Stopped;
        run.verdict.sentence = run.warning.empty() ? tr("The run was saved before it ended.").toStdString() : run.warning;
    }
    m_session.open(run.trace, run.verdict, QFileInfo(path).fileName());
    remember(path);
    if (!run.warning.empty())
        emit m_session.said(QString::fromStdString(run.warning), Severity::Warning);
    else
        emit m_session.said(tr("Opened %1.").arg(path), Severity::Note);
}

void Files::save()
{
    const auto trace = m_session.trace();
    if (!trace)
        return;
    if (isBusy())
        return sayBusy();
    QString name = QString::fromStdString(trace->info().scenario);
    if (!trace->info().variant.empty())
        name += QLatin1Char('-') + QString::fromStdString(trace->info().variant);
    QString path = QFileDialog::getSaveFileName(&m_window, tr("Save the run"), QDir(m_folder).filePath(name + QStringLiteral(".pftrace")),
                                                tr("Saved runs (*.pftrace)"));
    if (path.isEmpty())
        return;
    if (QFileInfo(path).suffix().isEmpty())
        path += QStringLiteral(".pftrace");
    saveTo(path);
}

void Files::saveTo(const QString& path)
{
    const auto trace = m_session.trace();
    if (!trace)
        return;
    if (isBusy())
        return sayBusy();
    trace::Verdict verdict = m_session.verdict();
    verdict.findings = m_session.findings();
    exchange::SaveOptions options;
    options.end = m_session.length();
    options.schedule = m_session.scheduleText();
    options.program = m_program.toStdString();
    const QString whole = QFileInfo(path).absoluteFilePath();
    run(
        tr("Saving %1…").arg(QFileInfo(path).fileName()),
        [trace, verdict, options, name = whole.toStdString()](const Job::Tell& tell) {
            exchange::SaveOptions told = options;
            told.progress = [&](Step done) {
                return tell(static_cast<double>(done) / static_cast<double>(std::max<Step>(1, options.end)));
            };
            return exchange::saveRun(*trace, &verdict, name, told);
        },
        [this, whole](const QString& error) {
            if (error.isEmpty()) {
                remember(whole);
                emit m_session.said(tr("Saved to %1.").arg(whole), Severity::Note);
            } else if (m_job.isCancelled()) {
                emit m_session.said(tr("%1 was not saved.").arg(whole), Severity::Note);
            } else {
                emit m_session.said(error, Severity::Error);
            }
        });
}

void Files::setRecent(const QStringList& paths)
{
    m_recent = paths.mid(0, mostRecent);
    if (!m_recent.isEmpty())
        m_folder = QFileInfo(m_recent.front()).absolutePath();
    emit recentChanged(m_recent);
}

void Files::remember(const QString& path)
{
    QStringList paths = m_recent;
    paths.removeAll(path);
    paths.prepend(path);
    setRecent(paths);
}

void Files::forget(const QString& path)
{
    if (m_recent.removeAll(path) > 0)
        emit recentChanged(m_recent);
}

} // namespace interleave::files
