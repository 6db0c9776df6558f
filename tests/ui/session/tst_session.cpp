#include "ui/session/session.h"

#include "tests/ui/session/two_cooks.h"

#include <QSignalSpy>
#include <QtTest>

namespace interleave::session {

class TestSession : public QObject
{
    Q_OBJECT

private slots:
    void isEmptyAtFirst();
    void showsAnOpenedTraceAtItsEnd();
    void thePlayheadStaysInsideTheTrace();
    void theStateIsThatOfThePlayhead();
    void jumpsInALongTraceAreExactAndFast();
    void anEventSelectsItsLaneAndMovesThePlayhead();
    void playsBackInBothDirections();
    void playingAtTheEndBeginsAgain();
    void anotherProgramPutsTheTraceAway();
    void saysWhyALaneCannotBeStepped();
    void saysWhyItCannotGoOn();
    void saysThatTheTargetIsMissing();
    void identitiesAreStable();
    void breakpointsMatchLinesAndEvents();
};

void TestSession::isEmptyAtFirst()
{
    Session session;
    QVERIFY(!session.trace());
    QCOMPARE(session.length(), Step(0));
    QCOMPARE(session.status().activity, Activity::Empty);
    QCOMPARE(session.stateAtPlayhead().laneCount(), std::size_t(0));
    session.stepBack();
    session.pause();
    session.stop();
    session.selectEvent(3);
    QCOMPARE(session.playhead(), Step(0));
}

void TestSession::showsAnOpenedTraceAtItsEnd()
{
    Session session;
    QSignalSpy started(&session, &Session::runStarted);
    QSignalSpy grew(&session, &Session::grew);
    session.open(TwoCooks(2).trace, {.ending = trace::Ending::Completed}, QStringLiteral("two cooks"));
    QCOMPARE(started.count(), 1);
    QCOMPARE(grew.count(), 1);
    QCOMPARE(session.length(), Step(13));
    QCOMPARE(session.playhead(), Step(13));
    QCOMPARE(session.status().drive, Drive::OpenedFile);
    QCOMPARE(session.status().activity, Activity::Ended);
    QCOMPARE(session.status().detail, QStringLiteral("ended · 13 / 13"));
}

void TestSession::thePlayheadStaysInsideTheTrace()
{
    Session session;
    session.open(TwoCooks(2).trace, {}, QString());
    QSignalSpy moved(&session, &Session::playheadMoved);
    session.stepBack();
    QCOMPARE(session.playhead(), Step(12));
    QVERIFY(!session.followsEdge());
    QVERIFY(session.status().isInPast);
    session.setPlayhead(100);
    QCOMPARE(session.playhead(), Step(13));
    QVERIFY(session.followsEdge());
    QCOMPARE(moved.count(), 2);
    session.setPlayhead(0);
    session.stepBack();
    QCOMPARE(session.playhead(), Step(0));
    session.step();
    QCOMPARE(session.playhead(), Step(1));
}

void TestSession::theStateIsThatOfThePlayhead()
{
    const TwoCooks cooks(2);
    Session session;
    session.open(cooks.trace, {}, QString());
    session.setPlayhead(6); // cook 1 has just taken the knife
    QCOMPARE(rules::holders(session.stateAtPlayhead(), cooks.knife), std::vector<LaneId>{LaneId(1)});
    QCOMPARE(session.moment().step, Step(6));
    session.setPlayhead(8);
    QCOMPARE(rules::holders(session.stateAtPlayhead(), cooks.knife), std::vector<LaneId>{LaneId(2)});
    session.setPlayhead(7);
    QVERIFY(rules::holders(session.stateAtPlayhead(), cooks.knife).empty());
}

void TestSession::jumpsInALongTraceAreExactAndFast()
{
    const TwoCooks cooks(100'000);
    Session session;
    session.open(cooks.trace, {}, QString());
    // A long trace is replayed aside; views are told when it has come as far as the playhead.
    QTRY_COMPARE_WITH_TIMEOUT(session.moment().step, session.length(), 20'000);
    for (const Step step : {Step(399'998), Step(5), Step(200'002), Step(199'999), Step(123'456), Step(400'005)}) {
        session.setPlayhead(step);
        QElapsedTimer timer;
        timer.start();
        const rules::State& state = session.stateAtPlayhead();
        QCOMPARE(session.moment().step, step);
        const std::vector<LaneId> holders = rules::holders(state, cooks.knife);
        const Step place = step < 6 ? 1 : (step - 5) % 4;
        QCOMPARE(holders.empty(), step < 6 || place == 0 || place == 2);
        if (!holders.empty())
            QCOMPARE(holders.front(), LaneId(place == 1 ? 1 : 2));
        QVERIFY2(timer.elapsed() < 1000, "a jump replays at most what lies behind the nearest copy");
    }
}

void TestSession::anEventSelectsItsLaneAndMovesThePlayhead()
{
    Session session;
    session.open(TwoCooks(2).trace, {}, QString());
    QSignalSpy lane(&session, &Session::laneSelected);
    QSignalSpy event(&session, &Session::eventSelected);
    session.selectEvent(7);
    QCOMPARE(session.playhead(), Step(8));
    QCOMPARE(session.selectedLane(), LaneId(2));
    QCOMPARE(session.selectedEvent(), std::optional<Step>(7));
    QCOMPARE(lane.count(), 1);
    QCOMPARE(event.count(), 1);
    session.clearEvent();
    QVERIFY(!session.selectedEvent());
    session.selectRange(4, 40);
    QCOMPARE(session.selectedRange(), (StepRange{4, 13}));
}

void TestSession::playsBackInBothDirections()
{
    Session session;
    session.open(TwoCooks(2).trace, {}, QString());
    session.setSpeed(100);
    session.playBack(Session::Direction::Backward);
    QVERIFY(session.status().isPlayingBack);
    QTRY_COMPARE(session.playhead(), Step(0));
    QVERIFY(!session.status().isPlayingBack);
    session.play();
    QVERIFY(session.isPlaying());
    QTRY_COMPARE(session.playhead(), Step(13));
    QVERIFY(!session.isPlaying());
    QVERIFY(session.followsEdge());
}

void TestSession::playingAtTheEndBeginsAgain()
{
    Session session;
    session.open(TwoCooks(2).trace, {.ending = trace::Ending::Completed}, QString());
    session.play();
    QCOMPARE(session.playhead(), Step(0));
    session.pause();
    QVERIFY(!session.isPlaying());
}

void TestSession::anotherProgramPutsTheTraceAway()
{
    Session session;
    const TwoCooks cooks(2);
    session.open(cooks.trace, {.ending = trace::Ending::Completed}, QStringLiteral("two cooks"));
    Choice choice;
    choice.program = "atm-overdraw";
    session.setChoice(choice);
    QVERIFY(!session.trace());
    QCOMPARE(session.earlierRuns().size(), std::size_t(1));
    QCOMPARE(session.earlierRuns().front().title, QStringLiteral("two cooks"));
    session.showEarlier(0);
    QCOMPARE(session.trace().get(), cooks.trace.get());
    QCOMPARE(session.length(), Step(13));
    // Another seed is another run of the same program: what is shown stays.
    choice.seed = 9;
    session.setChoice(choice);
    QVERIFY(session.trace());
}

void TestSession::saysWhyALaneCannotBeStepped()
{
    Session session;
    QVERIFY(!session.whyNotStep(LaneId(1)).isEmpty());
    session.open(TwoCooks(2).trace, {}, QString());
    session.setPlayhead(1);
    QCOMPARE(session.whyNotStep(LaneId(1)), QStringLiteral("cook 1 has not been started yet."));
    QSignalSpy said(&session, &Session::said);
    session.stepLane(LaneId(1));
    QCOMPARE(said.count(), 1);
}

void TestSession::saysWhyItCannotGoOn()
{
    Session session;
    QSignalSpy said(&session, &Session::said);
    session.goOnFromHere();
    session.open(TwoCooks(1, trace::Mode::Live).trace, {}, QString());
    QVERIFY(session.whyNotGoOn().contains(QStringLiteral("Live")));
    session.goOnFromHere();
    session.open(TwoCooks(1).trace, {}, QString());
    QVERIFY(session.whyNotGoOn().contains(QStringLiteral("schedule")));
    session.goOnFromHere();
    QCOMPARE(said.count(), 3);
    QVERIFY(session.trace());
}

void TestSession::saysThatTheTargetIsMissing()
{
    auto catalogue = host::Catalogue::parse(
        R"({"version":1,"scenarios":[{"id":"p","title":"P","chapter":"Locks","summary":"","file":"p.cpp","parameters":[],
        "variants":[{"id":"v","title":"v","mark":"","defaults":{},"promise":{"any":[],"timed":[],"makespan":null,
        "note":"","isBounded":false}}]}]})");
    QVERIFY(bool(catalogue));
    Session session;
    session.setCatalogue(std::move(*catalogue));
    session.setTarget("/nowhere/interleave-target");
    QSignalSpy said(&session, &Session::said);
    Choice choice;
    choice.program = "q";
    session.start(choice);
    QCOMPARE(said.count(), 1);
    QVERIFY(!session.trace());
    choice.program = "p";
    session.start(choice);
    QTRY_VERIFY(said.count() > 1 || session.status().activity == Activity::Ended);
}

void TestSession::identitiesAreStable()
{
    const TwoCooks cooks(1);
    QCOMPARE(identityOf(*cooks.trace, LaneId(0)).sign, QStringLiteral("M"));
    QCOMPARE(identityOf(*cooks.trace, LaneId(2)).sign, QStringLiteral("2"));
    QCOMPARE(identityOf(*cooks.trace, LaneId(2)).colour, 2);
    QCOMPARE(laneName(*cooks.trace, LaneId(1)), QStringLiteral("cook 1"));
    QCOMPARE(resourceName(*cooks.trace, cooks.knife), QStringLiteral("knife"));
    QCOMPARE(ordinalOfKind(*cooks.trace, cooks.knife), 0);
    QCOMPARE(ordinalOfKind(*cooks.trace, cooks.trace->lane(LaneId(2)).object), 1);
}

void TestSession::breakpointsMatchLinesAndEvents()
{
    TwoCooks cooks(1);
    trace::Event blocked{.lane = LaneId(2), .object = cooks.knife, .operation = trace::Operation::Lock};
    const Breakpoint anyone{.kind = Breakpoint::Kind::Blocks, .object = "knife"};
    QVERIFY(!hits(anyone, *cooks.trace, blocked));
    blocked.set(trace::EventFlag::Blocked);
    QVERIFY(hits(anyone, *cooks.trace, blocked));
    QVERIFY(!hits({.kind = Breakpoint::Kind::Blocks, .object = "pot"}, *cooks.trace, blocked));
    QVERIFY(!hits({.kind = Breakpoint::Kind::Acts, .lane = "cook 1"}, *cooks.trace, blocked));
    cooks.trace->appendSource({.file = cooks.addName("core/scenarios/k.cpp"), .line = 20});
    QVERIFY(hits({.file = "core/scenarios/k.cpp", .line = 20}, *cooks.trace, SourceId(0)));
    QVERIFY(!hits({.file = "core/scenarios/k.cpp", .line = 21}, *cooks.trace, SourceId(0)));
}

} // namespace interleave::session

QTEST_GUILESS_MAIN(interleave::session::TestSession)
#include "tst_session.moc"
