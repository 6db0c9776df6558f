#include "core/scenarios/scenario.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <set>
#include <sstream>

namespace interleave::scenarios {

namespace {

QString text(std::string_view view)
{
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

QString pathOf(const QString& relative)
{
    return QStringLiteral(INTERLEAVE_SOURCE_DIR "/") + relative;
}

QString contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// "balance=20 cash=80" into its keys; empty where something is not of this form.
std::vector<std::string> keysOf(std::string_view outcome)
{
    std::vector<std::string> keys;
    std::istringstream words{std::string(outcome)};
    for (std::string word; words >> word;) {
        const std::size_t equals = word.find('=');
        if (equals == 0 || equals + 1 >= word.size())
            return {};
        keys.push_back(word.substr(0, equals));
    }
    return keys;
}

bool isSame(const Promised& a, const Promised& b)
{
    return a.ending == b.ending && a.findings == b.findings && a.outcome == b.outcome;
}

} // namespace

/// What the list says of every program: that it is whole, and agrees with the files beside it.
class TestScenarios : public QObject
{
    Q_OBJECT

private slots:
    void everyProgram_data();
    void everyProgram();
    void parametersAreUsable_data() { everyProgram_data(); }
    void parametersAreUsable();
    void variantsArePromised_data() { everyProgram_data(); }
    void variantsArePromised();
    void textIsThere_data() { everyProgram_data(); }
    void textIsThere();
    void sourceReadsLikeTheTextbook_data() { everyProgram_data(); }
    void sourceReadsLikeTheTextbook();
    void neighboursExist_data() { everyProgram_data(); }
    void neighboursExist();
    void chaptersAreIntroduced();
    void idsAreUnique();
    void rolesAreUnique();
    void programsAreFound();
};

void TestScenarios::everyProgram_data()
{
    QTest::addColumn<const Scenario*>("scenario");
    for (const Scenario* scenario : all())
        QTest::addRow("%s", text(scenario->id).toUtf8().constData()) << scenario;
}

void TestScenarios::everyProgram()
{
    QFETCH(const Scenario*, scenario);
    const QRegularExpression id(QStringLiteral("^[a-z0-9]+(-[a-z0-9]+)*$"));
    QVERIFY(id.match(text(scenario->id)).hasMatch());
    QVERIFY(!scenario->title.empty());
    QVERIFY(!scenario->summary.empty());
    QVERIFY2(text(scenario->summary).size() <= 40, "the summary fits under the title");
    QVERIFY(!scenario->variants.empty());
    std::set<std::string_view> variants;
    for (const Variant& variant : scenario->variants) {
        QVERIFY(id.match(text(variant.id)).hasMatch());
        QVERIFY2(variants.insert(variant.id).second, "variants have different ids");
        QVERIFY(!variant.title.empty());
        QVERIFY(variant.program != nullptr);
    }
    const QString file = QStringLiteral("core/scenarios/%1.cpp").arg(text(scenario->id).replace('-', '_'));
    QCOMPARE(text(scenario->file), file);
    QVERIFY(QFile::exists(pathOf(file)));
}

void TestScenarios::parametersAreUsable()
{
    QFETCH(const Scenario*, scenario);
    const auto fits = [](const Parameter& parameter, double value) {
        const double last = parameter.choices.empty() ? parameter.maximum : double(parameter.choices.size() - 1);
        return value >= parameter.minimum && value <= last
               && ((!parameter.isWhole && parameter.choices.empty()) || value == std::trunc(value));
    };
    std::set<std::string_view> ids;
    for (const Parameter& parameter : scenario->parameters) {
        QVERIFY2(ids.insert(parameter.id).second, "parameters have different ids");
        QVERIFY(!parameter.title.empty());
        QVERIFY(parameter.unit.empty() || parameter.unit == "u");
        QVERIFY2(parameter.minimum < parameter.maximum, parameter.id.data());
        QVERIFY2(fits(parameter, parameter.initial), parameter.id.data());
    }
    for (const Variant& variant : scenario->variants)
        for (const auto* changed : {&variant.defaults, &variant.promise.explored})
            for (const auto& [id, value] : *changed) {
                const auto found = std::find_if(scenario->parameters.begin(), scenario->parameters.end(),
                                                [&, wanted = id](const Parameter& one) { return one.id == wanted; });
                QVERIFY2(found != scenario->parameters.end(), "a variant sets a parameter that exists");
                QVERIFY2(fits(*found, value), "a variant's default is in the range");
                QVERIFY2(value != found->initial, "a variant says only what differs");
            }
}

void TestScenarios::variantsArePromised()
{
    QFETCH(const Scenario*, scenario);
    for (const Variant& variant : scenario->variants) {
        const auto name = text(variant.id).toUtf8();
        const Promise& promise = variant.promise;
        QVERIFY2(!promise.any.empty(), name);
        QVERIFY2(!promise.note.empty(), name);
        const auto isPromised = [&](const Promised& one) {
            return std::any_of(promise.any.begin(), promise.any.end(),
                               [&](const Promised& o) { return isSame(o, one); });
        };
        for (const std::vector<Promised>* set : {&promise.any, &promise.timed})
            for (std::size_t i = 0; i < set->size(); ++i) {
                const Promised& one = (*set)[i];
                QVERIFY2(one.ending != trace::Ending::None, name);
                QVERIFY2(one.ending != trace::Ending::Bound || promise.isBounded, name);
                QVERIFY2(std::is_sorted(one.findings.begin(), one.findings.end()), name);
                const auto keys = keysOf(one.outcome);
                QVERIFY2(one.outcome.empty() || !keys.empty(), name);
                QVERIFY2(std::is_sorted(keys.begin(), keys.end()), name);
                for (std::size_t j = 0; j < i; ++j)
                    QVERIFY2(!isSame(one, (*set)[j]), name);
                QVERIFY2(isPromised(one), "what is promised with time is promised in any order too");
            }
        const bool isAlwaysFine = std::all_of(promise.any.begin(), promise.any.end(), [](const Promised& one) {
            return one.ending == trace::Ending::Completed && one.findings.empty();
        });
        QVERIFY2(variant.mark != Mark::Fixed || isAlwaysFine, "what is fixed always completes without a finding");
    }
}

void TestScenarios::textIsThere()
{
    QFETCH(const Scenario*, scenario);
    const QString explanation = contents(pathOf(QStringLiteral("resources/scenarios/%1.md").arg(text(scenario->id))));
    QVERIFY(explanation.startsWith(QStringLiteral("# %1\n").arg(text(scenario->title))));
    for (const char* part : {"\n## What happens\n", "\n## Look for\n", "\n## Try\n", "\n## Remember\n"})
        QVERIFY2(explanation.contains(QLatin1String(part)), part);
    const auto words = explanation.split(QRegularExpression(QStringLiteral("\\s+")), Qt::SkipEmptyParts).size();
    QVERIFY2(words >= 150 && words <= 400, qPrintable(QStringLiteral("%1 words").arg(words)));
}

void TestScenarios::sourceReadsLikeTheTextbook()
{
    QFETCH(const Scenario*, scenario);
    const QString source = contents(pathOf(text(scenario->file)));
    QVERIFY2(source.startsWith(QStringLiteral("// ")), "it begins with what it shows");
    for (const char* part : {"// Look for:", "// Compare:", "// Source:"})
        QVERIFY2(source.contains(QLatin1String(part)), part);
    const auto lines = source.count('\n');
    QVERIFY2(lines <= 400, qPrintable(QStringLiteral("%1 lines").arg(lines)));
}

void TestScenarios::neighboursExist()
{
    QFETCH(const Scenario*, scenario);
    for (const std::string_view before : scenario->before) {
        QVERIFY2(find(before) != nullptr, before.data());
        QVERIFY2(before != scenario->id, before.data());
    }
    for (const std::string_view related : scenario->related) {
        const std::size_t colon = related.find(':');
        const Scenario* other = find(related.substr(0, colon));
        QVERIFY2(other != nullptr && other != scenario, related.data());
        if (colon != std::string_view::npos)
            QVERIFY2(findVariant(*other, related.substr(colon + 1)) != nullptr, related.data());
    }
}

void TestScenarios::chaptersAreIntroduced()
{
    for (int number = 0; number <= static_cast<int>(Chapter::Limits); ++number) {
        const auto chapter = static_cast<Chapter>(number);
        const QString title = text(name(chapter));
        const QString file = pathOf(QStringLiteral("resources/scenarios/chapter-%1.md").arg(title.toLower().replace(' ', '-')));
        if (chapter > Chapter::Queues && !QFile::exists(file))
            continue; // written together with the chapter's programs
        const QString introduction = contents(file);
        QVERIFY2(introduction.startsWith(QStringLiteral("# %1\n").arg(title)), qPrintable(file));
        const auto words = introduction.split(QRegularExpression(QStringLiteral("\\s+")), Qt::SkipEmptyParts).size();
        QVERIFY2(words >= 150 && words <= 300, qPrintable(QStringLiteral("%1: %2 words").arg(title).arg(words)));
    }
}

void TestScenarios::idsAreUnique()
{
    std::set<std::string_view> ids;
    std::set<std::string_view> rows;
    for (const Scenario* scenario : all()) {
        QVERIFY2(ids.insert(scenario->id).second, scenario->id.data());
        QVERIFY2(!scenario->row.empty() && rows.insert(scenario->row).second, scenario->id.data());
    }
    QVERIFY(!ids.empty());
}

void TestScenarios::rolesAreUnique()
{
    std::set<std::string_view> names;
    for (const Scenario* scenario : all())
        for (const Role& role : scenario->roles) {
            QVERIFY2(role.name.substr(0, scenario->id.size()) == scenario->id, "a role begins with its scenario's id");
            QVERIFY2(names.insert(role.name).second, role.name.data());
            QVERIFY(role.run != nullptr);
        }
    QCOMPARE(roles().size(), names.size());
}

void TestScenarios::programsAreFound()
{
    for (const Scenario* scenario : all()) {
        QCOMPARE(find(scenario->id), scenario);
        for (const Variant& variant : scenario->variants)
            QCOMPARE(findVariant(*scenario, variant.id), &variant);
        QVERIFY(findVariant(*scenario, "no-such-variant") == nullptr);
    }
    QVERIFY(find("no-such-program") == nullptr);
}

} // namespace interleave::scenarios

QTEST_APPLESS_MAIN(interleave::scenarios::TestScenarios)
#include "tst_scenarios.moc"
