// Every program, run and saved: what is opened again is what was run.

#include "core/exchange/perfetto_trace.h"
#include "core/host/catalogue.h"
#include "core/host/run.h"
#include "core/trace/compare.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace interleave;

class TestSavedRuns : public QObject
{
    Q_OBJECT

private slots:
    void comeBackAsTheyWere_data();
    void comeBackAsTheyWere();
    void aScheduleFromAFileGivesTheSameRun();

private:
    std::unique_ptr<host::Run> run(host::RunSpec spec);

    QTemporaryDir m_folder;
};

std::unique_ptr<host::Run> TestSavedRuns::run(host::RunSpec spec)
{
    spec.target = TARGET;
    auto started = host::Run::start(std::move(spec));
    if (!started)
        return nullptr;
    const auto end = std::chrono::steady_clock::now() + std::chrono::minutes(1);
    while ((*started)->turn(std::chrono::milliseconds(10)) && !(*started)->hasEnded())
        if (std::chrono::steady_clock::now() > end)
            return nullptr;
    return std::move(*started);
}

void TestSavedRuns::comeBackAsTheyWere_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<QString>("variant");
    QTest::addColumn<bool>("isLive");
    const auto catalogue = host::Catalogue::load(TARGET);
    QVERIFY(catalogue);
    for (const host::ProgramInfo& program : catalogue->programs())
        for (const host::VariantInfo& variant : program.variants)
            for (const bool isLive : {false, true})
                QTest::addRow("%s:%s %s", program.id.c_str(), variant.id.c_str(), isLive ? "Live" : "Controlled")
                    << QString::fromStdString(program.id) << QString::fromStdString(variant.id) << isLive;
}

void TestSavedRuns::comeBackAsTheyWere()
{
    QFETCH(QString, program);
    QFETCH(QString, variant);
    QFETCH(bool, isLive);
    const auto catalogue = host::Catalogue::load(TARGET);
    QVERIFY(catalogue);
    const host::ProgramInfo& known = **catalogue->find(program.toStdString());
    host::RunSpec spec;
    spec.info.scenario = known.id;
    spec.info.variant = variant.toStdString();
    spec.info.parameters = *host::Catalogue::resolve(known, **known.findVariant(spec.info.variant), {});
    spec.info.mode = isLive ? trace::Mode::Live : trace::Mode::Controlled;
    spec.info.strategy = isLive ? "" : "random";
    spec.info.seed = 3;
    spec.info.speed = 1000; // Controlled: of the world outside, which some ask
    const auto made = run(spec);
    QVERIFY(made);
    const trace::Trace& trace = made->trace();

    const std::string path = m_folder.filePath("a.pftrace").toStdString();
    QVERIFY(exchange::saveRun(trace, &made->verdict(), path, {.schedule = made->scheduleText()}));
    const auto opened = exchange::openRun(path);
    QVERIFY2(opened, opened ? "" : opened.error().message.c_str());
    QCOMPARE(opened->warning, std::string());
    const trace::Trace& again = *opened->trace;
    const auto difference = trace::firstDifference(trace, again);
    QVERIFY2(!difference, difference ? difference->sentence.c_str() : "");
    for (Step step = 0; step < trace.size(); ++step) {
        QCOMPARE(again.event(step).stamp, trace.event(step).stamp);
        QCOMPARE(again.event(step).lane, trace.event(step).lane);
        QCOMPARE(again.timeAt(step), trace.timeAt(step));
    }
    QCOMPARE(again.laneCount(), trace.laneCount());
    QCOMPARE(again.objectCount(), trace.objectCount());
    QCOMPARE(again.info().parameters, trace.info().parameters);
    QCOMPARE(again.info().schedule, made->scheduleText());
    QCOMPARE(opened->verdict.ending, made->verdict().ending);
    QCOMPARE(opened->verdict.sentence, made->verdict().sentence);
    QCOMPARE(opened->verdict.lanes, made->verdict().lanes);
    QCOMPARE(opened->verdict.findings.size(), made->verdict().findings.size());
}

void TestSavedRuns::aScheduleFromAFileGivesTheSameRun()
{
    host::RunSpec spec;
    spec.info.scenario = "kitchen-deadlock";
    spec.info.variant = "as-written";
    const auto catalogue = host::Catalogue::load(TARGET);
    const host::ProgramInfo& known = **catalogue->find(spec.info.scenario);
    spec.info.parameters = *host::Catalogue::resolve(known, **known.findVariant(spec.info.variant), {});
    spec.info.strategy = "random";
    spec.info.seed = 11;
    const auto made = run(spec);
    QVERIFY(made);
    const std::string path = m_folder.filePath("b.pftrace").toStdString();
    QVERIFY(exchange::saveRun(made->trace(), &made->verdict(), path, {.schedule = made->scheduleText()}));
    const auto opened = exchange::openRun(path);
    QVERIFY(opened);
    host::RunSpec again;
    again.info = opened->trace->info();
    again.schedule = opened->trace->info().schedule;
    again.info.schedule.clear();
    const auto replayed = run(again);
    QVERIFY(replayed);
    const auto difference = trace::firstDifference(*opened->trace, replayed->trace());
    QVERIFY2(!difference, difference ? difference->sentence.c_str() : "");
}

QTEST_GUILESS_MAIN(TestSavedRuns)
#include "tst_saved_runs.moc"
