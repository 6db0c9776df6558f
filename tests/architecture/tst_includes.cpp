#include "tests/architecture/include_rules.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QtTest>

#include <algorithm>

namespace interleave::architecture {
namespace {

const QDir repository(QStringLiteral(INTERLEAVE_SOURCE_DIR));

/// The source files below a folder, as paths from the root of the repository.
QStringList sourcesUnder(const QString& folder)
{
    QStringList found;
    QDirIterator files(repository.filePath(folder), {"*.h", "*.hpp", "*.inl", "*.cpp", "*.cc"}, QDir::Files,
                       QDirIterator::Subdirectories);
    while (files.hasNext())
        found.append(repository.relativeFilePath(files.next()));
    found.sort();
    return found;
}

} // namespace

/// The room tables hold for every source file, and the checker that says so is itself right.
class TestIncludes : public QObject
{
    Q_OBJECT

private slots:
    void eachRoomSeesWhatItMay_data();
    void eachRoomSeesWhatItMay();
    void everySourceFileIsInARoom();
    void includesAreRead();
    void commentsAndLiteralsAreToldApart();
    void oneInclude_data();
    void oneInclude();
    void wordsInAScenario_data();
    void wordsInAScenario();
};

void TestIncludes::eachRoomSeesWhatItMay_data()
{
    QTest::addColumn<QString>("room");
    for (const std::string& room : rooms())
        QTest::addRow("%s", room.c_str()) << QString::fromStdString(room);
}

void TestIncludes::eachRoomSeesWhatItMay()
{
    QFETCH(QString, room);
    QStringList wrong;
    for (const QString& path : sourcesUnder(room)) {
        QFile file(repository.filePath(path));
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(path));
        for (const Violation& violation : violations(path.toStdString(), file.readAll().toStdString())) {
            wrong.append(QStringLiteral("%1:%2: %3")
                             .arg(path)
                             .arg(violation.line)
                             .arg(QString::fromStdString(violation.reason)));
        }
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join('\n')));
}

void TestIncludes::everySourceFileIsInARoom()
{
    const std::vector<std::string> known = rooms();
    QStringList homeless;
    for (const QString& folder : {QStringLiteral("core"), QStringLiteral("ui"), QStringLiteral("app")}) {
        for (const QString& path : sourcesUnder(folder)) {
            if (std::find(known.begin(), known.end(), roomOf(path.toStdString())) == known.end())
                homeless.append(path);
        }
    }
    QVERIFY2(homeless.isEmpty(), qPrintable(homeless.join('\n')));
}

void TestIncludes::includesAreRead()
{
    const auto found = includesOf("#pragma once\n"
                                  "#include \"core/trace/event.h\"\n"
                                  "  #  include <vector> // why\n"
                                  "// #include \"core/host/run.h\"\n"
                                  "/* #include <QObject>\n"
                                  "#include <QWidget> */ #include <map>\n"
                                  "const char* text = \"#include <QString>\";\n"
                                  "#include/**/<QTimer>\n");
    QCOMPARE(found.size(), std::size_t(4));
    QCOMPARE(found[0].path, std::string("core/trace/event.h"));
    QCOMPARE(found[0].line, 2);
    QVERIFY(found[0].quoted);
    QCOMPARE(found[1].path, std::string("vector"));
    QVERIFY(!found[1].quoted);
    QCOMPARE(found[2].path, std::string("map"));
    QCOMPARE(found[2].line, 6);
    QCOMPARE(found[3].path, std::string("QTimer"));
}

void TestIncludes::commentsAndLiteralsAreToldApart()
{
    QCOMPARE(withoutComments("a // b\nc"), std::string("a     \nc"));
    QCOMPARE(withoutComments("a /* b\nc */ d"), std::string("a     \n     d"));
    QCOMPARE(withoutComments("\"// kept\" // gone"), std::string("\"// kept\"        "));
    QCOMPARE(withoutComments("\"\\\"// kept\""), std::string("\"\\\"// kept\""));
    QCOMPARE(withoutComments("1'000 // gone"), std::string("1'000        "));
    QCOMPARE(withoutComments("'\"' // gone"), std::string("'\"'        "));
}

void TestIncludes::oneInclude_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("line");
    QTest::addColumn<bool>("allowed");
    const auto row = [](const char* name, const char* path, const char* line, bool allowed) {
        QTest::newRow(name) << path << line << allowed;
    };
    row("a room sees itself", "core/base/result.cpp", "\"core/base/result.h\"", true);
    row("base sees nobody else", "core/base/result.h", "\"core/trace/event.h\"", false);
    row("trace sees base", "core/trace/event.h", "\"core/base/result.h\"", true);
    row("a room whose name begins alike is another room", "core/trace/a.h", "\"core/traces/a.h\"", false);
    row("analysis runs nothing", "core/analysis/races.cpp", "\"core/host/run.h\"", false);
    row("analysis knows no runtime", "core/analysis/races.cpp", "\"core/runtime/gate.h\"", false);
    row("a primitive sees the requests of the rules", "core/sync/mutex.h", "\"core/rules/request.h\"", true);
    row("a primitive sees no state of the rules", "core/sync/mutex.h", "\"core/rules/state.h\"", false);
    row("a primitive sees the runtime", "core/process/pipe.h", "\"core/runtime/gate.h\"", true);
    row("coroutines do not see locks", "core/async/task.h", "\"core/sync/mutex.h\"", false);
    row("a scenario sees primitives", "core/scenarios/kitchen.cpp", "\"core/sync/mutex.h\"", true);
    row("a scenario does not know how it is driven", "core/scenarios/kitchen.cpp", "\"core/runtime/gate.h\"", false);
    row("a scenario has no std mutex", "core/scenarios/kitchen.cpp", "<mutex>", false);
    row("a scenario has no streams", "core/scenarios/kitchen.cpp", "<iostream>", false);
    row("a scenario has containers", "core/scenarios/kitchen.cpp", "<vector>", true);
    row("the runtime has std mutexes", "core/runtime/gate.cpp", "<mutex>", true);
    row("the explorer drives the runtime", "core/explore/search.cpp", "\"core/runtime/driver.h\"", true);
    row("the conductor knows no transport", "core/schedule/conductor.h", "\"core/arena/layout.h\"", false);
    row("the host has a conductor", "core/host/run.h", "\"core/schedule/conductor.h\"", true);
    row("core has no Qt", "core/host/run.h", "<QObject>", false);
    row("core has no Qt by module", "core/host/run.h", "<QtCore/QString>", false);
    row("core has no Qt in small letters", "core/host/run.h", "<qglobal.h>", false);
    row("a queue is not Qt", "core/host/run.h", "<queue>", true);
    row("core has no moc", "core/host/run.cpp", "\"run.moc\"", false);
    row("core does not see the window", "core/host/run.h", "\"ui/session/session.h\"", false);
    row("angle brackets do not help", "core/base/result.h", "<core/trace/event.h>", false);
    row("a path starts at the root", "core/trace/event.cpp", "\"event.h\"", false);
    row("no path climbs", "core/trace/event.cpp", "\"../base/result.h\"", false);
    row("nobody sees tests", "core/trace/event.cpp", "\"tests/core/trace/sample.h\"", false);
    row("the window has Qt", "ui/timeline/lane_painter.cpp", "<QPainter>", true);
    row("the window has moc", "ui/timeline/lane_painter.cpp", "\"lane_painter.moc\"", true);
    row("theme sees nothing", "ui/theme/roles.h", "\"core/trace/event.h\"", false);
    row("a view sees the session", "ui/timeline/view.h", "\"ui/session/session.h\"", true);
    row("a view does not see another", "ui/timeline/view.h", "\"ui/graph/view.h\"", false);
    row("a view starts no target", "ui/gallery/view.h", "\"core/host/run.h\"", false);
    row("the session starts targets", "ui/session/session.h", "\"core/host/run.h\"", true);
    row("the session is in no target", "ui/session/session.h", "\"core/runtime/gate.h\"", false);
    row("the shell sees every view", "ui/shell/main_window.cpp", "\"ui/findings/view.h\"", true);
    row("nobody sees the app", "ui/shell/main_window.cpp", "\"app/settings.h\"", false);
    row("the app sees everything", "app/window/main.cpp", "\"ui/shell/main_window.h\"", true);
    row("the app has Qt", "app/window/main.cpp", "<QApplication>", true);
    row("the target has no Qt", "app/target/main.cpp", "<QCoreApplication>", false);
    row("a file between the rooms", "core/loose.h", "<vector>", false);
    row("a room that is not in the tables", "core/misc/a.h", "<vector>", false);
}

void TestIncludes::oneInclude()
{
    QFETCH(QString, path);
    QFETCH(QString, line);
    QFETCH(bool, allowed);
    const auto found = violations(path.toStdString(), ("#include " + line + "\n").toStdString());
    QCOMPARE(found.empty(), allowed);
}

void TestIncludes::wordsInAScenario_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("allowed");
    QTest::newRow("a thread of the engine") << "sync::Thread thread(\"cook\", cook);" << true;
    QTest::newRow("a thread past it") << "std::jthread thread(cook);" << false;
    QTest::newRow("a lock past it") << "std::scoped_lock guard(a, b);" << false;
    QTest::newRow("a guard past it") << "std::lock_guard guard(a);" << false;
    QTest::newRow("a clock past it") << "const auto now = std::chrono::steady_clock::now();" << false;
    QTest::newRow("a duration") << "sync::sleepFor(std::chrono::milliseconds(5));" << true;
    QTest::newRow("storage of a thread") << "thread_local int depth = 0;" << false;
    QTest::newRow("a stream") << "std::cout << 1;" << false;
    QTest::newRow("the word in a comment") << "int a; // unlike std::mutex" << true;
    QTest::newRow("a name that contains one") << "std::mutexes a; my_thread_locals b;" << true;
}

void TestIncludes::wordsInAScenario()
{
    QFETCH(QString, text);
    QFETCH(bool, allowed);
    QCOMPARE(violations("core/scenarios/kitchen.cpp", text.toStdString()).empty(), allowed);
    QVERIFY(violations("core/runtime/gate.cpp", text.toStdString()).empty());
}

} // namespace interleave::architecture

QTEST_GUILESS_MAIN(interleave::architecture::TestIncludes)
#include "tst_includes.moc"
