#include "ui/files/job.h"

#include "core/base/check.h"

#include <chrono>

namespace interleave::files {
namespace {

constexpr std::chrono::milliseconds tellInterval{50};

} // namespace

Job::~Job()
{
    cancel();
}

void Job::start(Work work)
{
    base::check(!m_isRunning, "a job does one thing at a time");
    m_isCancelled = false;
    m_isRunning = true;
    m_thread = std::jthread([this, work = std::move(work)] {
        auto last = std::chrono::steady_clock::now();
        const Tell tell = [this, &last](double part) {
            const auto now = std::chrono::steady_clock::now();
            if (now - last >= tellInterval) {
                last = now;
                QMetaObject::invokeMethod(this, [this, part] { emit progressed(part); }, Qt::QueuedConnection);
            }
            return !m_isCancelled;
        };
        const base::Result<void> result = work(tell);
        const QString error = result ? QString() : QString::fromStdString(result.error().message);
        QMetaObject::invokeMethod(
            this,
            [this, error] {
                m_isRunning = false;
                emit finished(error);
            },
            Qt::QueuedConnection);
    });
}

} // namespace interleave::files
