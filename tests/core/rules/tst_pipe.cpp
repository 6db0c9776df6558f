#include "tests/core/rules/rig.h"

namespace interleave::rules {

using trace::ObjectKind;
using enum trace::Operation;

constexpr std::int64_t receiving = 0;
constexpr std::int64_t sending = 1;

/// The argument that names an end of another process.
constexpr std::int64_t endOf(std::uint32_t process, std::int64_t end)
{
    return end + 2 * (1 + static_cast<std::int64_t>(process));
}

class TestPipe : public QObject
{
    Q_OBJECT

private slots:
    void messagesComeInOrder();
    void fullPipeWaits();
    void endsAreCountedPerProcess();
    void noReceiverIsClosed();
    void endOfFileComesAfterTheLastMessage();
    void deathClosesEnds();
    void hopeIsWithTheHoldersOfTheOtherEnd();
};

void TestPipe::messagesComeInOrder()
{
    Rig rig;
    const ObjectId pipe = rig.object(ObjectKind::Pipe);
    QCOMPARE(rig.ways(Rig::main, Receive, pipe), QString());
    QCOMPARE(rig.ways(Rig::main, Receive, pipe, 0, 3), QString("timed-out@3"));
    rig.act(Rig::main, Send, pipe, 41);
    rig.act(Rig::main, Send, pipe, 42);
    QCOMPARE(rig.act(Rig::main, Size, pipe), 2);
    QCOMPARE(rig.act(Rig::main, Receive, pipe), 41);
    QCOMPARE(rig.act(Rig::main, Receive, pipe), 42);
}

void TestPipe::fullPipeWaits()
{
    Rig rig;
    const ObjectId small = rig.object(ObjectKind::Pipe, 0, 1);
    rig.act(Rig::main, Send, small);
    QCOMPARE(rig.ways(Rig::main, Send, small), QString());
    QCOMPARE(rig.ways(Rig::main, Send, small, 0, 3), QString("timed-out@3"));
    const ObjectId usual = rig.object(ObjectKind::Pipe);
    for (int i = 0; i < 16; ++i)
        rig.act(Rig::main, Send, usual);
    QCOMPARE(rig.ways(Rig::main, Send, usual), QString());
}

void TestPipe::endsAreCountedPerProcess()
{
    Rig rig;
    const LaneId child = rig.process(1);
    const ObjectId pipe = rig.object(ObjectKind::Pipe);
    QCOMPARE(rig.ways(child, Send, pipe), QString("misuse"));
    QCOMPARE(rig.ways(child, Receive, pipe), QString("misuse"));
    QCOMPARE(rig.ways(child, CloseEnd, pipe, sending), QString("misuse"));
    rig.act(Rig::main, OpenEnd, pipe, endOf(1, sending));
    QCOMPARE(rig.ways(child, Send, pipe), QString("success"));
    QCOMPARE(rig.ways(child, Receive, pipe), QString("misuse"));
    rig.act(child, OpenEnd, pipe, sending);
    rig.act(child, CloseEnd, pipe, sending);
    QCOMPARE(rig.ways(child, Send, pipe), QString("success"));
    rig.act(Rig::main, CloseEnd, pipe, endOf(1, sending));
    QCOMPARE(rig.ways(child, Send, pipe), QString("misuse"));
}

void TestPipe::noReceiverIsClosed()
{
    Rig rig;
    const ObjectId pipe = rig.object(ObjectKind::Pipe);
    rig.act(Rig::main, CloseEnd, pipe, receiving);
    QCOMPARE(rig.ways(Rig::main, Send, pipe), QString("closed"));
    QCOMPARE(rig.ways(Rig::main, Receive, pipe), QString("misuse"));
}

void TestPipe::endOfFileComesAfterTheLastMessage()
{
    Rig rig;
    const ObjectId pipe = rig.object(ObjectKind::Pipe);
    rig.act(Rig::main, Send, pipe, 1);
    rig.act(Rig::main, CloseEnd, pipe, sending);
    QCOMPARE(rig.ways(Rig::main, Receive, pipe), QString("success"));
    rig.act(Rig::main, Receive, pipe);
    QCOMPARE(rig.ways(Rig::main, Receive, pipe), QString("closed"));
    QCOMPARE(rig.ways(Rig::main, Send, pipe), QString("misuse"));
}

void TestPipe::deathClosesEnds()
{
    Rig rig;
    const LaneId child = rig.process(1);
    const ObjectId pipe = rig.object(ObjectKind::Pipe);
    rig.act(Rig::main, OpenEnd, pipe, endOf(1, sending));
    rig.act(Rig::main, CloseEnd, pipe, sending);
    rig.block(Rig::main, Receive, pipe);
    QCOMPARE(rig.waysOf(Rig::main), QString());
    rig.act(child, Exit, rig.objectOf(child));
    QCOMPARE(rig.waysOf(Rig::main), QString("closed"));
}

void TestPipe::hopeIsWithTheHoldersOfTheOtherEnd()
{
    Rig rig;
    const LaneId child = rig.process(1);
    const ObjectId pipe = rig.object(ObjectKind::Pipe);
    rig.act(Rig::main, OpenEnd, pipe, endOf(1, receiving));
    rig.block(child, Receive, pipe);
    QCOMPARE(rig.state.hope(child).kind, Hope::Kind::AnyOf);
    QCOMPARE(rig.state.hope(child).lanes, std::vector<LaneId>{Rig::main});
    rig.act(Rig::main, OpenEnd, pipe, endOf(1, sending));
    QCOMPARE(rig.state.hope(child).lanes, (std::vector<LaneId>{Rig::main, child}));
}

} // namespace interleave::rules

QTEST_GUILESS_MAIN(interleave::rules::TestPipe)
#include "tst_pipe.moc"
