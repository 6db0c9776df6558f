#include "ui/shell/status_line.h"

#include "ui/theme/metrics.h"
#include "ui/theme/patterns.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/labels.h"

#include <QPainter>

#include <array>

namespace interleave::shell {

namespace metrics = theme::metrics;
using session::Activity;
using session::Session;

namespace {

enum Part { State, Counts, Events, Findings, Cost, Order, partCount };

class Rule : public QWidget
{
public:
    Rule() { setFixedSize(9, metrics::statusHeight); }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        theme::paintHairline(painter, QLineF(4, 5, 4, height() - 5), theme::paletteFor(*this).hairline);
    }
};

QString plural(int count, const QString& one, const QString& many)
{
    return QString::number(count) + QLatin1Char(' ') + (count == 1 ? one : many);
}

} // namespace

StatusLine::StatusLine(Session& session, QWidget* parent) : QStatusBar(parent), m_session(session)
{
    setFixedHeight(metrics::statusHeight);
    setSizeGripEnabled(false);
    setContentsMargins(metrics::padding - 2, 0, metrics::paddingSmall, 0);
    setAccessibleName(tr("Status"));
    for (int i = 0; i < partCount; ++i) {
        if (i > 0)
            addWidget(new Rule);
        auto* label = new widgets::ElidedLabel(QString(), theme::TextRole::SecondaryLine, theme::Role::Secondary, this);
        addWidget(label, i == Order ? 1 : 0);
        m_parts.push_back(label);
    }
    auto* shortcuts = new widgets::LinkButton(tr("? shortcuts"), this);
    shortcuts->setAccessibleName(tr("Keyboard shortcuts"));
    addPermanentWidget(shortcuts);
    connect(shortcuts, &QPushButton::clicked, this, &StatusLine::shortcutsAsked);
    connect(&m_session, &Session::statusChanged, this, &StatusLine::showAll);
    connect(&m_session, &Session::runStarted, this, &StatusLine::showAll);
    connect(&m_session, &Session::grew, this, &StatusLine::showAll);
    connect(&m_session, &Session::ended, this, &StatusLine::showAll);
    m_saidFor.setSingleShot(true);
    m_saidFor.setInterval(8000);
    connect(&m_saidFor, &QTimer::timeout, this, &StatusLine::showAll);
    connect(&m_session, &Session::said, this, [this](const QString& sentence) {
        m_said = sentence;
        m_saidFor.start();
        showAll();
    });
    showAll();
}

void StatusLine::setFindings(int count)
{
    m_findings = count;
    showAll();
}

void StatusLine::showAll()
{
    const session::Status& status = m_session.status();
    const auto trace = m_session.trace();
    std::array<QString, partCount> texts;
    if (!trace) {
        texts[State] = status.activity == Activity::Starting ? tr("Starting the target…") : tr("Nothing has run yet");
    } else {
        QString detail = status.detail;
        if (!detail.isEmpty())
            detail[0] = detail[0].toUpper();
        texts[State] = detail;
        texts[Counts] = countText();
        texts[Events] = tr("%n events", nullptr, static_cast<int>(m_session.length()));
        texts[Findings] = tr("%n findings", nullptr, m_findings);
        texts[Cost] = costText();
        texts[Order] = orderText();
    }
    // For a while, in the place that has most room.
    if (m_saidFor.isActive())
        texts[Order] = m_said;
    for (int i = 0; i < partCount; ++i) {
        m_parts[static_cast<std::size_t>(i)]->setText(texts[static_cast<std::size_t>(i)]);
        if (i != Order)
            m_parts[static_cast<std::size_t>(i)]->setMinimumWidth(m_parts[static_cast<std::size_t>(i)]->sizeHint().width());
        m_parts[static_cast<std::size_t>(i)]->setVisible(!texts[static_cast<std::size_t>(i)].isEmpty());
    }
}

QString StatusLine::countText() const
{
    const trace::Trace& trace = *m_session.trace();
    int threads = 0;
    int tasks = 0;
    int processes = 0;
    for (std::uint32_t i = 0; i < trace.laneCount(); ++i) {
        const trace::Lane& lane = trace.lane(LaneId{i});
        tasks += lane.kind == trace::LaneKind::Task ? 1 : 0;
        threads += lane.kind != trace::LaneKind::Task ? 1 : 0;
        processes += lane.kind == trace::LaneKind::Process ? 1 : 0;
    }
    int locks = 0;
    for (std::uint32_t i = 0; i < trace.objectCount(); ++i) {
        const trace::ObjectKind kind = trace.object(ObjectId{i}).kind;
        locks += kind == trace::ObjectKind::Mutex || kind == trace::ObjectKind::RecursiveMutex ||
                         kind == trace::ObjectKind::SharedMutex
                     ? 1
                     : 0;
    }
    QStringList parts;
    if (processes > 1)
        parts << plural(processes, tr("process"), tr("processes"));
    parts << plural(threads, tr("thread"), tr("threads"));
    if (tasks > 0)
        parts << plural(tasks, tr("task"), tr("tasks"));
    if (locks > 0)
        parts << plural(locks, tr("lock"), tr("locks"));
    return parts.join(QStringLiteral(" · "));
}

QString StatusLine::costText() const
{
    const session::Status& status = m_session.status();
    QStringList parts;
    if (status.pid != 0)
        parts << tr("target %1").arg(status.pid);
    if (status.arenaBytes > 0)
        parts << tr("%1 MB recorded").arg(static_cast<double>(status.arenaBytes) / 1e6, 0, 'f', 1);
    if (status.eventsPerSecond >= 1)
        parts << tr("%1 events/s").arg(status.eventsPerSecond, 0, 'f', 0);
    return parts.join(QStringLiteral(" · "));
}

// The lanes of the latest picks before the playhead, as they would be let move again.
QString StatusLine::orderText() const
{
    const trace::Trace& trace = *m_session.trace();
    if (trace.info().mode == trace::Mode::Live)
        return {};
    constexpr int most = 40;
    constexpr Step looked = 400;
    QStringList lanes;
    const Step end = m_session.length();
    for (Step step = end; step > 0 && end - step < looked && lanes.size() < most; --step) {
        const trace::Event event = trace.event(step - 1);
        if (!event.isBlocked() && trace::isPick(event.operation))
            lanes.prepend(session::identityOf(trace, event.lane).sign);
    }
    return lanes.isEmpty() ? QString() : tr("schedule %1").arg(lanes.join(QLatin1Char(' ')));
}

} // namespace interleave::shell
