// The story that the window is for, on a real target: see a deadlock, step back to where it could be avoided, let the other
// cook go first.

#include "ui/gallery/gallery.h"
#include "ui/shell/verdict_banner.h"

#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

namespace interleave::shell {

class TestStory : public QObject
{
    Q_OBJECT

private slots:
    void aDeadlockIsSeenAndAvoided();
    void breakpointsPauseARun();
    void aLiveRunEnds();
    void aStoppedRunStaysVisible();

private:
    static void load(session::Session& session);
};

namespace {

/// The programs that the gallery knows to have been run to the end.
QStringList rememberedBy(const gallery::Gallery& gallery)
{
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
    gallery.save(settings);
    return settings.value(QStringLiteral("gallery/finished")).toStringList();
}

} // namespace

void TestStory::load(session::Session& session)
{
    auto catalogue = host::Catalogue::load(INTERLEAVE_TARGET);
    QVERIFY(bool(catalogue));
    session.setCatalogue(std::move(*catalogue));
    session.setTarget(INTERLEAVE_TARGET);
    session.setSpeed(session::Session::unlimitedSpeed);
}

void TestStory::aDeadlockIsSeenAndAvoided()
{
    session::Session session;
    load(session);
    session::LastMoment moment(session, INTERLEAVE_TARGET);
    VerdictBanner banner(session);
    banner.setLastMoment(moment);
    session::Choice choice;
    choice.program = "kitchen-deadlock";
    session.start(choice);
    QTRY_COMPARE_WITH_TIMEOUT(session.status().activity, session::Activity::Paused, 10'000);
    // Cook 1 takes the knife and cuts; cook 2 takes the pot; then each wants the other's tool.
    const auto stepUntil = [&](LaneId lane, trace::Operation operation) {
        for (int i = 0; i < 20; ++i) {
            QTRY_VERIFY(session.status().isAtRest);
            const Step before = session.length();
            session.stepLane(lane);
            QTRY_VERIFY_WITH_TIMEOUT(session.length() > before || session.verdict().ending != trace::Ending::None, 5'000);
            for (Step step = before; step < session.length(); ++step)
                if (session.trace()->event(step).lane == lane && session.trace()->event(step).operation == operation)
                    return;
        }
        QFAIL("the lane never came to this operation");
    };
    while (session.trace()->laneCount() < 3 || !session.whyNotStep(LaneId(2)).isEmpty()) {
        const Step before = session.length();
        QTRY_VERIFY(session.status().isAtRest);
        session.stepLane(LaneId(0));
        QTRY_VERIFY(session.length() > before);
        QVERIFY(session.length() < 100);
    }
    stepUntil(LaneId(1), trace::Operation::Lock);
    const Step beforePot = session.length();
    stepUntil(LaneId(2), trace::Operation::Lock);
    session.play();
    QTRY_COMPARE_WITH_TIMEOUT(session.verdict().ending, trace::Ending::Deadlock, 10'000);
    QTRY_VERIFY(banner.isOpen());
    const auto ring = openRing(session);
    QVERIFY(ring.has_value());
    QCOMPARE(ring->taker, LaneId(2));
    QVERIFY(ring->step >= beforePot);
    QCOMPARE(ring->others, std::vector<LaneId>{LaneId(1)});
    // What was derived from the ring is proved by searching on.
    QVERIFY(moment.isSearching() || moment.answer());
    QTRY_VERIFY_WITH_TIMEOUT(moment.step().has_value(), 20'000);
    QCOMPARE(*moment.step(), ring->step);
    QCOMPARE(moment.answer()->sealed, LaneId(2));

    // Back to where it was open; from there cook 1 goes on alone, and dinner is served.
    const auto deadlocked = session.trace();
    session.setPlayhead(ring->step);
    session.stepLane(LaneId(1));
    QTRY_VERIFY_WITH_TIMEOUT(session.trace() && session.trace() != deadlocked && session.length() > ring->step, 10'000);
    QTRY_VERIFY(session.status().isAtRest);
    for (Step step = 0; step < ring->step; ++step) {
        const trace::Event before = deadlocked->event(step);
        const trace::Event again = session.trace()->event(step);
        QCOMPARE(again.lane, before.lane);
        QVERIFY(again.operation == before.operation && again.object == before.object);
    }
    for (int i = 0; i < 30 && session.verdict().ending == trace::Ending::None; ++i) {
        const Step before = session.length();
        if (!session.whyNotStep(LaneId(1)).isEmpty())
            break;
        session.stepLane(LaneId(1));
        QTRY_VERIFY(session.length() > before && session.status().isAtRest);
    }
    session.play();
    QTRY_COMPARE_WITH_TIMEOUT(session.verdict().ending, trace::Ending::Completed, 10'000);
    QVERIFY(!banner.isOpen());
    QCOMPARE(session.earlierRuns().size(), std::size_t(1));
    QCOMPARE(session.earlierRuns().front().verdict.ending, trace::Ending::Deadlock);
}

void TestStory::breakpointsPauseARun()
{
    session::Session session;
    load(session);
    session::Choice choice;
    choice.program = "kitchen-deadlock";
    choice.variant = "same-order";
    choice.strategy = "round-robin";
    session.addBreakpoint({.kind = session::Breakpoint::Kind::Blocks, .object = "knife"});
    session.start(choice);
    session.play();
    QTRY_VERIFY_WITH_TIMEOUT(session.status().activity == session::Activity::Paused && session.length() > 8, 10'000);
    const trace::Event last = session.trace()->event(session.length() - 1);
    QVERIFY(last.isBlocked());
    session.removeBreakpoint(session.breakpoints().front());
    session.play();
    QTRY_COMPARE_WITH_TIMEOUT(session.verdict().ending, trace::Ending::Completed, 10'000);
}

void TestStory::aLiveRunEnds()
{
    session::Session session;
    load(session);
    session.setSpeed(100);
    session::Choice choice;
    choice.program = "kitchen-deadlock";
    choice.variant = "same-order";
    choice.mode = trace::Mode::Live;
    const gallery::Gallery gallery(session);
    QVERIFY(rememberedBy(gallery).isEmpty());
    session.start(choice);
    QTRY_COMPARE_WITH_TIMEOUT(session.verdict().ending, trace::Ending::Completed, 20'000);
    QCOMPARE(session.status().drive, session::Drive::Live);
    QVERIFY(!session.whyNotGoOn().isEmpty());
    QCOMPARE(rememberedBy(gallery), QStringList{"kitchen-deadlock"});
}

void TestStory::aStoppedRunStaysVisible()
{
    session::Session session;
    load(session);
    const gallery::Gallery gallery(session);
    session::Choice choice;
    choice.program = "kitchen-deadlock";
    session.start(choice);
    QTRY_VERIFY_WITH_TIMEOUT(session.status().isAtRest, 10'000);
    session.step();
    QTRY_VERIFY(session.length() > 0);
    session.stop();
    QTRY_COMPARE(session.verdict().ending, trace::Ending::Stopped);
    QVERIFY(session.trace() && session.length() > 0);
    QVERIFY(rememberedBy(gallery).isEmpty());
    session.stepBack();
    QVERIFY(session.status().isInPast);
}

} // namespace interleave::shell

QTEST_MAIN(interleave::shell::TestStory)
#include "tst_story.moc"
