// The executable is its own target: as a warden, and as the programs that the warden looks after.

#include "core/host/warden.h"

#include <QtTest>

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

using namespace interleave;
using host::Warden;

namespace {

std::string self() { return std::filesystem::read_symlink("/proc/self/exe").string(); }

/// A pipe whose writing end the processes of a run inherit in place of an arena: it breaks when the last one is gone.
struct Evidence
{
    base::UniqueFd reading;
    base::UniqueFd writing;

    Evidence()
    {
        std::array<int, 2> fds{};
        if (::pipe2(fds.data(), O_CLOEXEC) == 0) {
            reading = base::UniqueFd(fds[0]);
            writing = base::UniqueFd(fds[1]);
        }
    }
    /// Bytes that were written by now, waiting for `count` of them.
    std::string read(std::size_t count) const
    {
        std::string text(count, '\0');
        std::size_t have = 0;
        while (have < count && waits()) {
            const ssize_t size = ::read(reading.get(), text.data() + have, count - have);
            if (size <= 0)
                break;
            have += static_cast<std::size_t>(size);
        }
        return text.substr(0, have);
    }
    /// Whether nobody has the writing end any more; waits for it, not for ever.
    bool isGone()
    {
        writing.reset();
        char byte = 0;
        while (waits())
            if (::read(reading.get(), &byte, 1) == 0)
                return true;
        return false;
    }

private:
    bool waits() const
    {
        pollfd watched{reading.get(), POLLIN, 0};
        return ::poll(&watched, 1, 10'000) > 0;
    }
};

constexpr int arena = 3;

[[noreturn]] void hang()
{
    for (;;)
        ::pause();
}

void say(char byte) { [[maybe_unused]] const ssize_t written = ::write(arena, &byte, 1); }

/// What the target of a test does.
int act(const std::vector<std::string>& words)
{
    const std::string& what = words[0];
    if (what == "exit")
        return std::atoi(words[1].c_str());
    if (what == "signal")
        ::raise(std::atoi(words[1].c_str()));
    if (what == "processors") {
        cpu_set_t set;
        ::sched_getaffinity(0, sizeof(set), &set);
        return CPU_COUNT(&set);
    }
    if (what == "orphan") {
        // The orphan goes on when its parent is gone, and so has become somebody else's child.
        const pid_t parent = ::getpid();
        if (::fork() == 0) {
            while (::getppid() == parent)
                ::sched_yield();
            ::_exit(5);
        }
        return 0;
    }
    if (what == "family") {
        // A child of its own session and a grandchild: no group would catch them all.
        if (::fork() == 0) {
            ::setsid();
            if (::fork() == 0) {
                say('g');
                hang();
            }
            say('c');
            hang();
        }
        say('t');
        if (words[1] == "ends")
            return 0;
        hang();
    }
    if (what == "hang") {
        say('t');
        hang();
    }
    if (what == "host") {
        auto warden = Warden::launch(self(), {"--act", "family", "stays"}, arena);
        hang();
    }
    return 99;
}

/// Everything that a warden reports until it is over.
std::vector<Warden::Report> allReports(Warden& warden)
{
    std::vector<Warden::Report> all;
    while (!warden.isOver()) {
        pollfd watched{warden.reportFd(), POLLIN, 0};
        if (::poll(&watched, 1, 10'000) <= 0)
            break;
        for (const Warden::Report& report : warden.poll())
            all.push_back(report);
    }
    return all;
}

} // namespace

class TestWarden : public QObject
{
    Q_OBJECT

private slots:
    void reportsHowTheTargetEnded_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<int>("signal");
        QTest::newRow("with status 0") << QStringList{"exit", "0"} << 0 << 0;
        QTest::newRow("with status 7") << QStringList{"exit", "7"} << 7 << 0;
        QTest::newRow("by SIGKILL") << QStringList{"signal", "9"} << 0 << SIGKILL;
        QTest::newRow("by SIGTERM, which the warden ignores") << QStringList{"signal", "15"} << 0 << SIGTERM;
    }
    void reportsHowTheTargetEnded()
    {
        QFETCH(QStringList, words);
        QFETCH(int, exitCode);
        QFETCH(int, signal);
        Evidence evidence;
        auto warden =
            Warden::launch(self(), {"--act", words[0].toStdString(), words[1].toStdString()}, evidence.writing.get());
        QVERIFY(warden.hasValue());
        const auto reports = allReports(*warden);
        QVERIFY(warden->isOver());
        QCOMPARE(reports.size(), std::size_t{1});
        QCOMPARE(reports[0].pid, warden->targetPid());
        QCOMPARE(WIFSIGNALED(reports[0].status) ? WTERMSIG(reports[0].status) : 0, signal);
        if (signal == 0)
            QCOMPARE(WEXITSTATUS(reports[0].status), exitCode);
        QVERIFY(evidence.isGone());
    }

    void orphansAreReportedAfterTheTarget()
    {
        const Evidence evidence;
        auto warden = Warden::launch(self(), {"--act", "orphan"}, evidence.writing.get());
        QVERIFY(warden.hasValue());
        const auto reports = allReports(*warden);
        QCOMPARE(reports.size(), std::size_t{2});
        QCOMPARE(reports[0].pid, warden->targetPid());
        QCOMPARE(WEXITSTATUS(reports[0].status), 0);
        QVERIFY(reports[1].pid != warden->targetPid());
        QCOMPARE(WEXITSTATUS(reports[1].status), 5);
    }

    void killingReachesEveryDescendant_data()
    {
        QTest::addColumn<QString>("target");
        QTest::newRow("while the target stays") << "stays";
        QTest::newRow("when only orphans are left") << "ends";
    }
    void killingReachesEveryDescendant()
    {
        QFETCH(QString, target);
        Evidence evidence;
        auto warden = Warden::launch(self(), {"--act", "family", target.toStdString()}, evidence.writing.get());
        QVERIFY(warden.hasValue());
        QCOMPARE(evidence.read(3).size(), std::size_t{3});
        warden->killAll();
        const auto reports = allReports(*warden);
        QVERIFY(warden->isOver());
        // A sanitizer looks for leaks in a process of its own, which may be cut off and reported as well.
        QVERIFY2(reports.size() >= 3, QByteArray::number(static_cast<int>(reports.size())).constData());
        QVERIFY(evidence.isGone());
    }

    void destroyingTheHoldKillsEveryDescendant()
    {
        Evidence evidence;
        {
            auto warden = Warden::launch(self(), {"--act", "family", "stays"}, evidence.writing.get());
            QVERIFY(warden.hasValue());
            QCOMPARE(evidence.read(3).size(), std::size_t{3});
        }
        QVERIFY(evidence.isGone());
    }

    void noTargetSurvivesItsHost()
    {
        Evidence evidence;
        // A host of its own, which is then killed without a chance to say good-bye.
        auto outer = Warden::launch(self(), {"--act", "host"}, evidence.writing.get());
        QVERIFY(outer.hasValue());
        QCOMPARE(evidence.read(3).size(), std::size_t{3});
        outer->release();
        ::kill(outer->targetPid(), SIGKILL);
        QVERIFY(evidence.isGone());
    }

    void aReleasedTargetOutlivesItsHold()
    {
        Evidence evidence;
        pid_t target = 0;
        {
            auto warden = Warden::launch(self(), {"--act", "hang"}, evidence.writing.get());
            QVERIFY(warden.hasValue());
            QCOMPARE(evidence.read(1).size(), std::size_t{1});
            target = warden->targetPid();
            warden->release();
        }
        evidence.writing.reset();
        pollfd watched{evidence.reading.get(), POLLIN, 0};
        QCOMPARE(::poll(&watched, 1, 50), 0);
        QCOMPARE(::kill(target, SIGKILL), 0);
        QVERIFY(evidence.isGone());
    }

    void theTargetRunsOnTheProcessorThatWasAskedFor()
    {
        const Evidence evidence;
        auto warden = Warden::launch(self(), {"--act", "processors"}, evidence.writing.get(), ::sched_getcpu());
        QVERIFY(warden.hasValue());
        const auto reports = allReports(*warden);
        QCOMPARE(reports.size(), std::size_t{1});
        QCOMPARE(WEXITSTATUS(reports[0].status), 1);
    }

    void aMissingProgramIsAnError()
    {
        const Evidence evidence;
        const auto warden = Warden::launch("/nowhere/interleave-target", {"--act", "exit", "0"}, evidence.writing.get());
        QVERIFY(!warden.hasValue());
        QCOMPARE(warden.error().code, base::ErrorCode::Missing);
    }
};

int main(int argc, char** argv)
{
    const std::vector<std::string> words(argv, argv + argc);
    if (argc > 1 && words[1] == "--warden")
        return host::runWarden(argc, argv);
    if (argc > 3 && words[1] == "--act")
        return act({words.begin() + 3, words.end()});
    QCoreApplication application(argc, argv);
    TestWarden test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_warden.moc"
