#include "tests/core/host/run_to_end.h"

using namespace interleave;
using namespace interleave::tests;

class TestLargeRun : public QObject
{
    Q_OBJECT

private slots:
    void tenMillionEventsInOneRun()
    {
        // Two lanes, each 1.25 million times: lock, read, write, unlock.
        host::RunSpec spec = oddLiveSpec("counters", 1'250'000);
        spec.events = 20'000'000;
        const auto run = startRun(spec);
        QVERIFY(turnToEnding(*run));
        QCOMPARE(run->verdict().ending, trace::Ending::Completed);
        QCOMPARE(run->outcome(), std::string("sum=2500000"));
        QVERIFY(run->trace().size() >= Step{10'000'000});
    }

    void aHundredThousandGrants()
    {
        host::RunSpec spec = oddSpec("counters", 12'500);
        const auto run = startRun(spec);
        QVERIFY(turnToEnding(*run));
        QCOMPARE(run->verdict().ending, trace::Ending::Completed);
        QVERIFY(run->trace().size() >= Step{100'000});
    }
};

QTEST_GUILESS_MAIN(TestLargeRun)
#include "tst_large_run.moc"
