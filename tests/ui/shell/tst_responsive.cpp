// The window goes on answering whatever its target does.
//
// Counted is the processor time that the window's thread spends from one turn of its event loop to the next: on a crowded
// machine the clock of the wall would measure the others.

#include "ui/code/code_view.h"
#include "ui/console/console_view.h"
#include "ui/events/events_view.h"
#include "ui/findings/findings_view.h"
#include "ui/session/session.h"
#include "ui/shell/main_window.h"
#include "ui/state/state_view.h"
#include "ui/theme/theme.h"
#include "ui/timeline/timeline_view.h"

#include <QTimer>
#include <QtTest>

#include <ctime>

namespace interleave::shell {

class TestResponsive : public QObject
{
    Q_OBJECT

private slots:
    void answersWithin100Milliseconds_data();
    void answersWithin100Milliseconds();
};

namespace {

double processorMilliseconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

/// The longest turn of the event loop so far.
class Heartbeat : public QObject
{
public:
    Heartbeat()
    {
        m_timer.setInterval(1);
        connect(&m_timer, &QTimer::timeout, this, [this] {
            const double now = processorMilliseconds();
            m_longest = std::max(m_longest, now - m_last);
            m_last = now;
            ++m_beats;
        });
    }

    void start()
    {
        m_last = processorMilliseconds();
        m_timer.start();
    }
    double longest() const { return m_longest; }
    int beats() const { return m_beats; }

private:
    QTimer m_timer;
    double m_last = 0;
    double m_longest = 0;
    int m_beats = 0;
};

} // namespace

void TestResponsive::answersWithin100Milliseconds_data()
{
    QTest::addColumn<QString>("variant");
    QTest::addColumn<int>("n");
    QTest::addColumn<bool>("isLive");
    QTest::addColumn<int>("seconds");
    QTest::newRow("deadlocked") << "relock" << 2 << true << 2;
    QTest::newRow("crashed") << "segv" << 2 << true << 2;
    QTest::newRow("computing without an operation") << "spin" << 2 << true << 3;
    QTest::newRow("as many events as it can") << "counters" << 5'000'000 << true << 5;
    QTest::newRow("controlled, as fast as it goes") << "counters" << 100'000 << false << 3;
}

void TestResponsive::answersWithin100Milliseconds()
{
    QFETCH(QString, variant);
    QFETCH(int, n);
    QFETCH(bool, isLive);
    QFETCH(int, seconds);
    theme::Theme theme(*qApp);
    session::Session session;
    auto catalogue = host::Catalogue::load(ODD_TARGET);
    QVERIFY(bool(catalogue));
    session.setCatalogue(std::move(*catalogue));
    session.setTarget(ODD_TARGET);
    session.setSpeed(session::Session::unlimitedSpeed);
    MainWindow window(session, theme);
    window.setView(Place::Timeline, new timeline::TimelineView(session));
    window.setView(Place::Code, new code::CodeView(session));
    window.setView(Place::Console, new console::ConsoleView(session));
    window.setView(Place::Events, new events::EventsView(session));
    window.setView(Place::Findings, new findings::FindingsView(session));
    window.setView(Place::State, new state::StateView(session));
    window.resize(1440, 900);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));

    session::Choice choice;
    choice.program = "odd";
    choice.variant = variant.toStdString();
    choice.settings["n"] = std::to_string(n);
    choice.mode = isLive ? trace::Mode::Live : trace::Mode::Controlled;
    choice.strategy = "round-robin";
    // Settings of the first paint are not the target's doing.
    QTest::qWait(200);
    Heartbeat heartbeat;
    heartbeat.start();
    session.start(choice);
    session.play();
    QTest::qWait(seconds * 1000);
    QVERIFY(session.trace() && session.length() > 0);
    // Every view is looked at while it goes on.
    for (const Place place : {Place::Console, Place::Events, Place::Findings, Place::Code}) {
        window.showPlace(place);
        QTest::qWait(300);
    }
    session.setPlayhead(session.length() / 2);
    QTest::qWait(300);
    qInfo("%s: %llu events, the longest turn took %.1f ms of %d", qPrintable(variant),
          static_cast<unsigned long long>(session.length()), heartbeat.longest(), heartbeat.beats());
    QVERIFY(heartbeat.beats() > 50);
    QVERIFY2(heartbeat.longest() < 100, qPrintable(QString::number(heartbeat.longest())));
    session.stop();
}

} // namespace interleave::shell

QTEST_MAIN(interleave::shell::TestResponsive)
#include "tst_responsive.moc"
