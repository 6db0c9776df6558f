// The analyses on real runs of every program: what is broken is found, what is fixed is left in peace.

#include "core/analysis/analyze.h"
#include "core/host/catalogue.h"
#include "core/host/run.h"

#include <QtTest>

#include <algorithm>
#include <map>
#include <set>

using namespace interleave;
using analysis::FindingKind;

namespace {

constexpr std::uint64_t fewestSeeds = 10;
constexpr std::uint64_t mostSeeds = 80; ///< until what is broken is found
// A large program shows with fewer seeds what it has to show.
constexpr std::uint64_t fewestOfLarge = 2;
constexpr Step large = 50'000;
constexpr double liveSpeed = 2000; ///< half a millisecond for a second of the textbook

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

const std::set<FindingKind> raceKinds = {FindingKind::DataRace, FindingKind::LostUpdate, FindingKind::StaleCheck};

/// What at least one run of a variant has to show.
const std::map<std::string, std::set<FindingKind>> known = {
    {"atm-overdraw:no-lock", {FindingKind::StaleCheck}},
    {"atm-overdraw:no-lock-split", {FindingKind::DataRace, FindingKind::LostUpdate}},
    {"atm-overdraw:different-locks", {FindingKind::DataRace, FindingKind::LostUpdate}},
    {"atm-overdraw:lock-act-only", {FindingKind::DataRace}},
    {"atm-overdraw:async", {FindingKind::StaleCheck}},
    {"atm-lock-leak:as-written", {FindingKind::LockLeak}},
    {"atm-lock-leak:print-after-release", {FindingKind::DataRace}},
    {"kitchen-deadlock:as-written", {FindingKind::Deadlock, FindingKind::LockOrder}},
    {"kitchen-deadlock:n-cooks", {FindingKind::Deadlock, FindingKind::LockOrder}},
    {"hotpot-event:never-set", {FindingKind::Hang}},
    {"steamed-bun-basket:crowded-poll", {FindingKind::StaleCheck}},
    {"steamed-bun-basket:never-stops", {FindingKind::Hang}},
};

/// What differs there is who comes first, or how many are let in; every change of a variable is one step.
const std::set<std::string> notByVariables = {"two-person-room:extra-release", "print-tearing:two-steps",
                                              "print-tearing:one-line-each", "queue-worker-drain:print-in-loop",
                                              "priority-queue-workers:starvation", "condvar-spurious-wakeup:if-stolen",
                                              "condvar-spurious-wakeup:if-all", "condvar-spurious-wakeup:if-bumped",
                                              "transfer-deadlock:audited", "barrier-phases:no-barrier",
                                              "crawl-throttle:loopback-no-limit"};

/// Broken by nothing but the order of accesses: it always completes, and with different outcomes.
bool isBrokenByOrder(const host::VariantInfo& variant)
{
    std::set<std::string> outcomes;
    for (const host::PromisedInfo& one : variant.any) {
        if (one.ending != trace::Ending::Completed || !one.findings.empty())
            return false;
        outcomes.insert(one.outcome);
    }
    return variant.mark == "broken" && outcomes.size() > 1;
}

/// Whether several lanes use a variable that one of them changes.
bool sharesVariables(const trace::Trace& trace)
{
    std::map<ObjectId, std::set<LaneId>> users;
    std::set<ObjectId> changed;
    for (Step step = 0; step < trace.size(); ++step) {
        const trace::Event event = trace.event(step);
        if (trace.object(event.object).kind != trace::ObjectKind::Variable || event.operation < trace::Operation::Read
            || event.operation > trace::Operation::CompareExchange)
            continue;
        users[event.object].insert(event.lane);
        if (event.operation != trace::Operation::Read)
            changed.insert(event.object);
    }
    return std::any_of(changed.begin(), changed.end(), [&](ObjectId id) { return users[id].size() > 2; });
}

QByteArray listed(const std::vector<analysis::Finding>& findings)
{
    QByteArray all;
    for (const analysis::Finding& finding : findings)
        if (finding.severity != analysis::Severity::Observation)
            all += QByteArray("\n    ") + analysis::name(finding.kind).data() + ": " + finding.sentence.c_str();
    return all;
}

} // namespace

class TestAnalyses : public QObject
{
    Q_OBJECT

    const host::ProgramInfo* m_program = nullptr;
    const host::VariantInfo* m_variant = nullptr;
    host::RunSpec m_spec;

    void rows();
    bool prepareRow();
    std::unique_ptr<host::Run> runOnce() const;
    void check(const host::Run& run, const std::vector<analysis::Finding>& findings) const;

private slots:
    void controlled_data() { rows(); }
    void controlled();
    void live_data() { rows(); }
    void live();
};

void TestAnalyses::rows()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<QString>("variant");
    for (const host::ProgramInfo& program : catalogue().programs())
        for (const host::VariantInfo& variant : program.variants)
            QTest::addRow("%s:%s", program.id.c_str(), variant.id.c_str())
                << QString::fromStdString(program.id) << QString::fromStdString(variant.id);
}

bool TestAnalyses::prepareRow()
{
    QFETCH(QString, program);
    QFETCH(QString, variant);
    const auto found = catalogue().find(program.toStdString());
    const auto chosen = found ? (*found)->findVariant(variant.toStdString()) : base::Error{};
    const auto parameters = chosen ? host::Catalogue::resolve(**found, **chosen, {}) : base::Error{};
    if (!parameters)
        return false;
    m_program = *found;
    m_variant = *chosen;
    m_spec = {};
    m_spec.target = TARGET;
    m_spec.info.scenario = m_program->id;
    m_spec.info.variant = m_variant->id;
    m_spec.info.parameters = *parameters;
    const bool mayGoOn = std::any_of(m_variant->any.begin(), m_variant->any.end(),
                                     [](const host::PromisedInfo& one) { return one.ending == trace::Ending::Bound; });
    m_spec.maxPicks = mayGoOn ? 20'000 : 1'000'000;
    return true;
}

std::unique_ptr<host::Run> TestAnalyses::runOnce() const
{
    auto run = host::Run::start(m_spec);
    if (!run)
        qFatal("%s", run.error().message.c_str());
    while (!(*run)->hasEnded() && (*run)->turn(std::chrono::milliseconds(5))) {
    }
    return std::move(*run);
}

/// What holds of every run.
void TestAnalyses::check(const host::Run& run, const std::vector<analysis::Finding>& findings) const
{
    const auto has = [&](FindingKind kind) {
        return std::any_of(findings.begin(), findings.end(), [&](const auto& finding) { return finding.kind == kind; });
    };
    const QByteArray all = listed(findings);
    const trace::Ending ending = run.verdict().ending;
    QVERIFY2(!has(FindingKind::AgainstTheRules), all.constData());
    QVERIFY2(has(FindingKind::Deadlock) == (ending == trace::Ending::Deadlock), all.constData());
    QVERIFY2(has(FindingKind::Hang) == (ending == trace::Ending::Hang), all.constData());
    for (const analysis::Finding& finding : findings) {
        QVERIFY2(finding.sentence.ends_with("."), finding.sentence.c_str());
        QVERIFY(std::all_of(finding.steps.begin(), finding.steps.end(), [&](Step step) { return step < run.trace().size(); }));
        const bool isRace = raceKinds.contains(finding.kind);
        QVERIFY2(m_variant->mark == "broken" || !isRace || finding.kind == FindingKind::StaleCheck, all.constData());
    }
    const bool isSuspicious = std::any_of(findings.begin(), findings.end(), [](const analysis::Finding& finding) {
        return raceKinds.contains(finding.kind) || finding.kind == FindingKind::LockOrder;
    });
    QVERIFY2(m_variant->mark != "fixed" || (!isSuspicious && !hasWrong(findings)), all.constData());
}

void TestAnalyses::controlled()
{
    QVERIFY(prepareRow());
    const std::string name = m_program->id + ":" + m_variant->id;
    std::set<FindingKind> wanted = known.contains(name) ? known.at(name) : std::set<FindingKind>{};
    bool wantsRace = isBrokenByOrder(*m_variant) && !notByVariables.contains(name);
    m_spec.info.strategy = "random";
    m_spec.info.speed = liveSpeed; // of the world outside, which some ask
    for (std::uint64_t seed = 0; seed < (wanted.empty() && !wantsRace ? fewestSeeds : mostSeeds); ++seed) {
        m_spec.info.seed = seed;
        m_spec.info.time = seed % 2 == 0 ? trace::TimeSetting::Respected : trace::TimeSetting::Ignored;
        const auto run = runOnce();
        const auto findings = analysis::analyze(run->trace(), analysis::noStep, &run->verdict());
        check(*run, findings);
        if (QTest::currentTestFailed())
            return;
        for (const analysis::Finding& finding : findings) {
            wanted.erase(finding.kind);
            wantsRace = wantsRace && !raceKinds.contains(finding.kind);
        }
        // Orders of what is no variable are not for a detector of races.
        wantsRace = wantsRace && sharesVariables(run->trace());
        if (run->trace().size() >= large && seed + 1 >= fewestOfLarge)
            break;
    }
    QVERIFY2(wanted.empty(), std::string(wanted.empty() ? "" : analysis::name(*wanted.begin())).c_str());
    QVERIFY2(!wantsRace, "what makes the outcomes differ is found");
}

void TestAnalyses::live()
{
    QVERIFY(prepareRow());
    m_spec.info.mode = trace::Mode::Live;
    m_spec.info.speed = liveSpeed;
    for (int i = 0; i < 3 && !QTest::currentTestFailed(); ++i) {
        const auto run = runOnce();
        check(*run, analysis::analyze(run->trace(), analysis::noStep, &run->verdict()));
        if (run->trace().size() >= large)
            break;
    }
}

QTEST_GUILESS_MAIN(TestAnalyses)
#include "tst_analyses.moc"
