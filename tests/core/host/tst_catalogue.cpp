#include "core/host/catalogue.h"

#include <QtTest>

using namespace interleave;
using host::Catalogue;

namespace {

constexpr const char* description = R"({"version": 1, "scenarios": [
  {"id": "kitchen", "title": "Kitchen", "chapter": "Locks", "summary": "Two cooks.", "file": "core/scenarios/kitchen.cpp",
   "parameters": [
     {"id": "cooks", "title": "Cooks", "initial": 2, "minimum": 1, "maximum": 8, "unit": "", "isWhole": true,
      "choices": [], "hint": ""},
     {"id": "hold", "title": "Hold", "initial": 0.5, "minimum": 0, "maximum": 10, "unit": "u", "isWhole": false,
      "choices": [], "hint": ""},
     {"id": "first", "title": "First", "initial": 1, "minimum": 0, "maximum": 1, "unit": "", "isWhole": true,
      "choices": ["knife", "pot"], "hint": ""}],
   "variants": [
     {"id": "as-written", "title": "As written", "mark": "broken", "defaults": {"cooks": 3},
      "promise": {"any": [{"ending": "DEADLOCK", "findings": [], "outcome": ""},
                          {"ending": "COMPLETED", "findings": ["LOCK-LEAK"], "outcome": "served=2"},
                          {"ending": "FROM-A-LATER-VERSION", "findings": [], "outcome": ""}],
                  "timed": [], "makespan": 4.5, "note": "", "isBounded": false}},
     {"id": "ordered", "title": "In order", "mark": "fixed", "defaults": {},
      "promise": {"any": [], "timed": [], "makespan": null, "note": "n", "isBounded": true}}],
   "row": "L06", "before": ["knife"], "related": ["pot:ordered"]}]})";

} // namespace

class TestCatalogue : public QObject
{
    Q_OBJECT

private slots:
    void aDescriptionIsReadWhole();
    void brokenDescriptionsAreRefused_data();
    void brokenDescriptionsAreRefused();
    void defaultsAreFilledIn();
    void settingsTakeTheirPlace();
    void numbersAreShort();
    void wrongSettingsAreExplained_data();
    void wrongSettingsAreExplained();
    void wrongNamesSuggestTheNearest();
    void aMissingTargetIsSaid();
};

void TestCatalogue::aDescriptionIsReadWhole()
{
    const auto catalogue = Catalogue::parse(description);
    QVERIFY(catalogue);
    const auto program = catalogue->find("kitchen");
    QVERIFY(program);
    QCOMPARE((*program)->chapter, std::string("Locks"));
    QCOMPARE((*program)->parameters.size(), std::size_t{3});
    const host::VariantInfo& variant = (*program)->variants.front();
    QCOMPARE(variant.mark, std::string("broken"));
    QCOMPARE(variant.any.size(), std::size_t{2});
    QCOMPARE(variant.any[0].ending, trace::Ending::Deadlock);
    QCOMPARE(variant.any[1].findings, std::vector<trace::FindingKind>{trace::FindingKind::LockLeak});
    QCOMPARE(variant.any[1].outcome, std::string("served=2"));
    QCOMPARE(variant.makespan, std::optional<double>(4.5));
    QVERIFY(!(*program)->variants[1].makespan);
    QVERIFY((*program)->variants[1].isBounded);
    QCOMPARE((*program)->row, std::string("L06"));
    QCOMPARE((*program)->before, std::vector<std::string>{"knife"});
    QCOMPARE((*program)->related, std::vector<std::string>{"pot:ordered"});
}

void TestCatalogue::brokenDescriptionsAreRefused_data()
{
    QTest::addColumn<QString>("json");
    QTest::addColumn<base::ErrorCode>("code");
    QTest::newRow("not JSON") << "Segmentation fault" << base::ErrorCode::BadFormat;
    QTest::newRow("empty") << "" << base::ErrorCode::BadFormat;
    QTest::newRow("another thing") << "{\"version\": 1}" << base::ErrorCode::BadFormat;
    QTest::newRow("newer") << "{\"version\": 2, \"scenarios\": []}" << base::ErrorCode::NewerVersion;
    QTest::newRow("no variant") << QString(description).replace(R"("variants": [)", R"("variants": [], "x": [)")
                                << base::ErrorCode::BadFormat;
}

void TestCatalogue::brokenDescriptionsAreRefused()
{
    QFETCH(QString, json);
    QFETCH(base::ErrorCode, code);
    const auto catalogue = Catalogue::parse(json.toStdString());
    QVERIFY(!catalogue);
    QCOMPARE(catalogue.error().code, code);
}

void TestCatalogue::defaultsAreFilledIn()
{
    const auto catalogue = Catalogue::parse(description);
    const host::ProgramInfo& program = **catalogue->find("kitchen");
    using Values = std::map<std::string, std::string>;
    QCOMPARE(*Catalogue::resolve(program, program.variants[0], {}),
             (Values{{"cooks", "3"}, {"hold", "0.5"}, {"first", "pot"}}));
    QCOMPARE(*Catalogue::resolve(program, program.variants[1], {}),
             (Values{{"cooks", "2"}, {"hold", "0.5"}, {"first", "pot"}}));
}

void TestCatalogue::settingsTakeTheirPlace()
{
    const auto catalogue = Catalogue::parse(description);
    const host::ProgramInfo& program = **catalogue->find("kitchen");
    using Values = std::map<std::string, std::string>;
    QCOMPARE(*Catalogue::resolve(program, program.variants[0], {{"cooks", "8"}, {"hold", "1.50"}, {"first", "knife"}}),
             (Values{{"cooks", "8"}, {"hold", "1.5"}, {"first", "knife"}}));
}

void TestCatalogue::numbersAreShort()
{
    QCOMPARE(host::numberText(1'000'000), std::string("1000000"));
    QCOMPARE(host::numberText(-0.0), std::string("0"));
    QCOMPARE(host::numberText(0.25), std::string("0.25"));
    QCOMPARE(host::numberText(1e300), std::string("1e+300"));
}

void TestCatalogue::wrongSettingsAreExplained_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("a near name") << "cook" << "1" << "There is no parameter \"cook\": did you mean cooks?";
    QTest::newRow("a far name") << "temperature" << "1"
                                << "There is no parameter \"temperature\": kitchen has cooks, hold or first.";
    QTest::newRow("too large") << "cooks" << "9" << "cooks cannot be 9: it goes from 1 to 8.";
    QTest::newRow("too small, with a unit") << "hold" << "-1" << "hold cannot be -1: it goes from 0 to 10 u.";
    QTest::newRow("larger than any number") << "hold" << "1e999" << "hold cannot be 1e999: it goes from 0 to 10 u.";
    QTest::newRow("not a number") << "cooks" << "two"
                                  << "cooks is \"two\", which is not a number: give one from 1 to 8.";
    QTest::newRow("nan") << "cooks" << "nan" << "cooks cannot be nan: it goes from 1 to 8.";
    QTest::newRow("half a number") << "cooks" << "2x"
                                   << "cooks is \"2x\", which is not a number: give one from 1 to 8.";
    QTest::newRow("nothing") << "cooks" << "" << "cooks is \"\", which is not a number: give one from 1 to 8.";
    QTest::newRow("not whole") << "cooks" << "2.5" << "cooks cannot be 2.5: it is a whole number from 1 to 8.";
    QTest::newRow("a near word") << "first" << "pott"
                                 << "first cannot be \"pott\": it is knife or pot; did you mean pot?";
}

void TestCatalogue::wrongSettingsAreExplained()
{
    QFETCH(QString, id);
    QFETCH(QString, value);
    QFETCH(QString, sentence);
    const auto catalogue = Catalogue::parse(description);
    const host::ProgramInfo& program = **catalogue->find("kitchen");
    const auto values = Catalogue::resolve(program, program.variants[0], {{id.toStdString(), value.toStdString()}});
    QVERIFY(!values);
    QCOMPARE(values.error().code, base::ErrorCode::WrongUse);
    QCOMPARE(QString::fromStdString(values.error().message), sentence);
}

void TestCatalogue::wrongNamesSuggestTheNearest()
{
    const auto catalogue = Catalogue::parse(description);
    QCOMPARE(catalogue->find("kitchn").error().message,
             std::string("There is no scenario \"kitchn\": did you mean kitchen?"));
    const host::ProgramInfo& program = **catalogue->find("kitchen");
    QCOMPARE((*program.findVariant(""))->id, std::string("as-written"));
    QCOMPARE(program.findVariant("orderd").error().message,
             std::string("There is no variant \"orderd\": did you mean ordered?"));
    QCOMPARE(program.findVariant("xyzzyxyzzy").error().message,
             std::string("There is no variant \"xyzzyxyzzy\": kitchen has as-written or ordered."));
}

void TestCatalogue::aMissingTargetIsSaid()
{
    const auto catalogue = Catalogue::load("/nowhere/interleave-target");
    QVERIFY(!catalogue);
    QCOMPARE(catalogue.error().code, base::ErrorCode::Missing);
    QVERIFY(catalogue.error().message.find("/nowhere/interleave-target") != std::string::npos);
}

QTEST_APPLESS_MAIN(TestCatalogue)
#include "tst_catalogue.moc"
