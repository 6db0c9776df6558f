#pragma once

#include "ui/session/session.h"

#include "core/exchange/perfetto_trace.h"
#include "ui/files/job.h"

#include <QPointer>
#include <QStringList>
#include <QWidget>

class QProgressDialog;

namespace interleave::files {

/// Opens and saves runs, away from the window's thread, and remembers which files there were.
///
/// What goes wrong is said by the session in one sentence; what is shown stays then.
class Files : public QObject
{
    Q_OBJECT

public:
    /// `program` is who saves: name and version. Keeps references to session and window.
    Files(session::Session& session, QWidget& window, QString program);
    ~Files() override;

    /// Opens a saved run; asks for one when the path is empty.
    void open(const QString& path);
    /// Asks where to, and saves what is shown up to now.
    void save();
    void saveTo(const QString& path);
    bool isBusy() const { return m_job.isRunning(); }

    /// The files that were opened or saved, the latest first; at most ten.
    const QStringList& recent() const { return m_recent; }
    void setRecent(const QStringList& paths);

signals:
    void recentChanged(const QStringList& paths);
    /// Something was opened or saved, or could not be.
    void finished();

private:
    void run(const QString& title, Job::Work work, std::function<void(const QString& error)> then);
    void show(exchange::OpenedRun& run, const QString& path);
    void remember(const QString& path);
    void forget(const QString& path);
    void sayBusy();

    session::Session& m_session;
    QWidget& m_window;
    QString m_program;
    QStringList m_recent;
    QString m_folder; ///< where the dialogs begin
    QPointer<QProgressDialog> m_progress;
    std::function<void(const QString& error)> m_then;
    Job m_job;
};

} // namespace interleave::files
