#include "core/schedule/replay.h"
#include "core/schedule/schedule.h"

#include <QtTest>

using namespace interleave;
using schedule::Schedule;

namespace {

Schedule sample()
{
    Schedule schedule;
    schedule.info.scenario = "kitchen-deadlock";
    schedule.info.variant = "as-written";
    schedule.info.parameters = {{"hold", "2"}, {"cooks", "2"}};
    schedule.info.seed = 7;
    schedule.info.time = trace::TimeSetting::Ignored;
    for (int i = 0; i < 70; ++i)
        schedule.picks.push_back({i % 5 == 0 ? "0.1" : "0", i % 7 == 0, trace::Way::TimedOut, std::uint16_t(i % 3)});
    for (schedule::Pick& pick : schedule.picks)
        if (!pick.hadChoice)
            pick = {pick.path};
    schedule.checks = {0x1234abcd};
    return schedule;
}

} // namespace

class TestSchedule : public QObject
{
    Q_OBJECT

private slots:
    void textAndBack()
    {
        const Schedule schedule = sample();
        const auto parsed = schedule::parseSchedule(schedule::toText(schedule));
        QVERIFY2(parsed.hasValue(), parsed ? "" : parsed.error().message.c_str());
        QVERIFY(parsed->picks == schedule.picks);
        QCOMPARE(parsed->checks, schedule.checks);
        QCOMPARE(parsed->info.scenario, schedule.info.scenario);
        QCOMPARE(parsed->info.parameters, schedule.info.parameters);
        QCOMPARE(parsed->info.seed, schedule.info.seed);
        QCOMPARE(parsed->info.time, schedule.info.time);
    }

    void allowancesTravelToo()
    {
        Schedule schedule = sample();
        QVERIFY(schedule::toText(schedule).find("notify") == std::string::npos);
        schedule.wakesAny = true;
        schedule.spuriousWakeUps = 3;
        const auto parsed = schedule::parseSchedule(schedule::toText(schedule));
        QVERIFY2(parsed.hasValue(), parsed ? "" : parsed.error().message.c_str());
        QVERIFY(parsed->wakesAny);
        QCOMPARE(parsed->spuriousWakeUps, 3U);
    }

    void refusesWithTheLine_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("says");
        const QByteArray head = "interleave-schedule 1\nscenario a b\n";
        QTest::newRow("something else") << QByteArray("{}") << QByteArray("line 1, this is not a schedule");
        QTest::newRow("newer") << QByteArray("interleave-schedule 2\n") << QByteArray("newer version");
        QTest::newRow("unknown word") << head + "colour red\n" << QByteArray("line 3, \"colour\"");
        QTest::newRow("who is woken") << head + "notify all\n" << QByteArray("line 3, \"notify\"");
        QTest::newRow("no picks") << head << QByteArray("no line \"picks\"");
        QTest::newRow("bad path") << head + "picks\nx 1\n" << QByteArray("line 4, \"x\" is no lane path");
        QTest::newRow("no count") << head + "picks\n0\n" << QByteArray("line 4");
        QTest::newRow("absurd count") << head + "picks\n0 4000000000\n" << QByteArray("line 4");
        QTest::newRow("unknown way") << head + "picks\n0 1 magic\n" << QByteArray("\"magic\"");
        QTest::newRow("check out of place") << head + "picks\n0 1\ncheck 63 ff\n" << QByteArray("line 5");
    }

    void refusesWithTheLine()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, says);
        const auto parsed = schedule::parseSchedule(text.toStdString());
        QVERIFY(!parsed);
        QVERIFY2(QByteArray::fromStdString(parsed.error().message).contains(says), parsed.error().message.c_str());
    }

    void everyPrefixOfAFileIsReadOrRefused()
    {
        const std::string text = schedule::toText(sample());
        for (std::size_t length = 0; length <= text.size(); ++length)
            (void)schedule::parseSchedule(std::string_view(text).substr(0, length)).hasValue();
    }

    void theHashTellsOperationsAndObjectsApart()
    {
        const auto hashOf = [](std::initializer_list<std::pair<trace::Operation, std::string_view>> picks) {
            schedule::PickHash hash;
            for (const auto& [operation, object] : picks)
                hash.add(operation, object);
            return hash.value();
        };
        using trace::Operation;
        QVERIFY(hashOf({{Operation::Lock, "0:1"}}) != hashOf({{Operation::Unlock, "0:1"}}));
        QVERIFY(hashOf({{Operation::Lock, "0:1"}}) != hashOf({{Operation::Lock, "0:2"}}));
        QVERIFY(hashOf({{Operation::Lock, "0:1"}, {Operation::Lock, "0:2"}}) !=
                hashOf({{Operation::Lock, "0:2"}, {Operation::Lock, "0:1"}}));
    }
};

QTEST_APPLESS_MAIN(TestSchedule)
#include "tst_schedule.moc"
