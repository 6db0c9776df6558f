#pragma once

#include "core/base/result.h"

#include <QObject>
#include <QString>

#include <atomic>
#include <functional>
#include <memory>
#include <thread>

namespace interleave::files {

/// Something that takes a while, on a thread of its own: reading or writing a file.
///
/// Thread-safety: the UI thread; the work runs on the job's thread and may touch nothing of the window.
class Job : public QObject
{
    Q_OBJECT

public:
    /// Tells how much is done, 0 to 1; false when it is to be given up.
    using Tell = std::function<bool(double part)>;
    using Work = std::function<base::Result<void>(const Tell& tell)>;

    explicit Job(QObject* parent = nullptr) : QObject(parent) {}
    /// Gives up what runs, and waits for it.
    ~Job() override;

    /// Requires: !isRunning().
    void start(Work work);
    bool isRunning() const { return m_isRunning; }
    /// The work is told at its next call of `tell`; finished() comes as always.
    void cancel() { m_isCancelled = true; }
    bool isCancelled() const { return m_isCancelled; }

signals:
    void progressed(double part);
    /// `error` is a sentence, empty when it went well.
    void finished(const QString& error);

private:
    std::atomic<bool> m_isCancelled{false};
    bool m_isRunning = false;
    std::jthread m_thread; ///< last: ends before what it uses
};

} // namespace interleave::files
