// Every promise of every program, kept by real runs: Controlled under many seeds, and Live.

#include "core/host/catalogue.h"
#include "core/host/run.h"

#include <QtTest>

#include <algorithm>
#include <set>

using namespace interleave;

namespace {

constexpr int controlledSeeds = 200;
constexpr int liveRuns = 50;
constexpr double liveSpeed = 2000; // half a millisecond for a second of the textbook
// A program of thousands of units does not do more for every order than for one: fewer of its runs are enough.
constexpr int fewestRuns = 5;
constexpr Step mostSteps = 500'000;

host::Catalogue& catalogue()
{
    static host::Catalogue loaded = [] {
        auto result = host::Catalogue::load(TARGET);
        if (!result)
            qFatal("%s", result.error().message.c_str());
        return std::move(*result);
    }();
    return loaded;
}

std::string text(trace::Ending ending, std::vector<trace::FindingKind> findings, const std::string& outcome)
{
    std::set<trace::FindingKind> kinds(findings.begin(), findings.end());
    std::string line(trace::name(ending));
    for (const trace::FindingKind kind : kinds)
        line += " " + std::string(trace::name(kind));
    return line + " [" + outcome + "]";
}

std::set<std::string> promised(const std::vector<host::PromisedInfo>& promises)
{
    std::set<std::string> lines;
    for (const host::PromisedInfo& one : promises)
        lines.insert(text(one.ending, one.findings, one.outcome));
    return lines;
}

std::string reached(const host::Run& run)
{
    std::vector<trace::FindingKind> findings;
    for (const trace::Finding& finding : run.verdict().findings)
        findings.push_back(finding.kind);
    return text(run.verdict().ending, findings, run.outcome());
}

QByteArray listed(const std::set<std::string>& lines)
{
    QByteArray all;
    for (const std::string& line : lines)
        all += "\n    " + QByteArray::fromStdString(line);
    return all;
}

} // namespace

class TestPromises : public QObject
{
    Q_OBJECT

    host::RunSpec m_spec;
    std::set<std::string> m_any;
    std::set<std::string> m_timed;
    Step m_steps = 0; // of all runs of the row
    bool m_mayGoOn = false; // for ever, until the bound

    void rows()
    {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QString>("variant");
        for (const host::ProgramInfo& program : catalogue().programs())
            for (const host::VariantInfo& variant : program.variants)
                QTest::addRow("%s:%s", program.id.c_str(), variant.id.c_str())
                    << QString::fromStdString(program.id) << QString::fromStdString(variant.id);
    }

    // What a row runs, with its default parameters.
    bool prepareRow(const QString& programId, const QString& variantId)
    {
        const auto program = catalogue().find(programId.toStdString());
        if (!program)
            return false;
        const auto variant = (*program)->findVariant(variantId.toStdString());
        if (!variant)
            return false;
        const auto parameters = host::Catalogue::resolve(**program, **variant, {});
        if (!parameters)
            return false;
        m_spec = {};
        m_spec.target = TARGET;
        m_spec.info.scenario = (*program)->id;
        m_spec.info.variant = (*variant)->id;
        m_spec.info.parameters = *parameters;
        m_steps = 0;
        m_any = promised((*variant)->any);
        // Long enough for every program that ends.
        m_mayGoOn = std::any_of((*variant)->any.begin(), (*variant)->any.end(), [](const host::PromisedInfo& one) {
            return one.ending == trace::Ending::Bound;
        });
        m_spec.maxPicks = m_mayGoOn ? 20'000 : 1'000'000;
        m_timed = (*variant)->timed.empty() ? m_any : promised((*variant)->timed);
        return true;
    }

    std::string runOnce()
    {
        auto run = host::Run::start(m_spec);
        if (!run)
            return run.error().message;
        while (!(*run)->hasEnded() && (*run)->turn(std::chrono::milliseconds(5))) {
        }
        m_steps += (*run)->trace().size();
        return reached(**run);
    }

    bool isEnough(int runs) const { return !m_mayGoOn && runs >= fewestRuns && m_steps >= mostSteps; }

private slots:
    void controlled_data() { rows(); }
    void controlled()
    {
        QFETCH(QString, program);
        QFETCH(QString, variant);
        QVERIFY(prepareRow(program, variant));
        m_spec.info.strategy = "random";
        m_spec.info.speed = liveSpeed; // of the world outside, which some ask
        for (int seed = 0; seed < controlledSeeds && !isEnough(seed); ++seed) {
            // In turn: the orders that a clock allows, and all.
            m_spec.info.time = seed % 2 == 0 ? trace::TimeSetting::Respected : trace::TimeSetting::Ignored;
            m_spec.info.seed = static_cast<std::uint64_t>(seed);
            const std::set<std::string>& allowed = seed % 2 == 0 ? m_timed : m_any;
            const std::string end = runOnce();
            const QByteArray complaint = "seed " + QByteArray::number(seed) + (seed % 2 == 0 ? " respected" : " ignored") +
                                         "\n    " + QByteArray::fromStdString(end) + "\nis not promised:" + listed(allowed);
            QVERIFY2(allowed.contains(end), complaint.constData());
        }
    }

    void live_data() { rows(); }
    void live()
    {
        QFETCH(QString, program);
        QFETCH(QString, variant);
        QVERIFY(prepareRow(program, variant));
        m_spec.info.mode = trace::Mode::Live;
        m_spec.info.speed = liveSpeed;
        for (int i = 0; i < liveRuns && !isEnough(i); ++i) {
            m_spec.info.seed = static_cast<std::uint64_t>(i);
            const std::string end = runOnce();
            const QByteArray complaint = "\n    " + QByteArray::fromStdString(end) + "\nis not promised:" + listed(m_any);
            QVERIFY2(m_any.contains(end), complaint.constData());
        }
    }
};

QTEST_GUILESS_MAIN(TestPromises)
#include "tst_promises.moc"
