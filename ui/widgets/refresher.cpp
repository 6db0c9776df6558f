#include "ui/widgets/refresher.h"

#include <QWidget>

#include <algorithm>

namespace interleave::widgets {
namespace {

constexpr int frame = 16;      // milliseconds
constexpr int shareOfTime = 8; // at most an eighth of the time is spent here

} // namespace

Refresher::Refresher(QWidget& view, std::function<void()> refresh)
    : QObject(&view), m_view(view), m_refresh(std::move(refresh))
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Refresher::now);
    m_sinceRefresh.start();
}

void Refresher::soon()
{
    if (m_view.isVisible() && !m_timer.isActive())
        m_timer.start(static_cast<int>(std::max<qint64>(0, m_pause - m_sinceRefresh.elapsed())));
}

void Refresher::now()
{
    QElapsedTimer cost;
    cost.start();
    m_timer.stop();
    m_refresh();
    m_sinceRefresh.restart();
    m_pause = std::max<qint64>(frame, shareOfTime * cost.elapsed());
}

} // namespace interleave::widgets
