// resources/scenarios/README.md is written from the list, so that it cannot say anything else.

#include "core/scenarios/scenario.h"

#include <QtTest>

namespace interleave::scenarios {
namespace {

const char* const place = INTERLEAVE_SOURCE_DIR "/resources/scenarios/README.md";

const char* const head = R"(# resources/scenarios

What the window shows beside a program, embedded into it as it stands here:

- `<id>.md` explains the program `core/scenarios/<id>.cpp`;
- `<id>.py` is the same program in Python (see core/scenarios/README.md for the form): `python3 <id>.py VARIANT`;
- `chapter-<name>.md` introduces a chapter.

The table is written by the test `core/scenarios/scenario_table` from the list of programs. The test fails when the table differs; with
`INTERLEAVE_UPDATE=1` in its environment it writes it anew.

*Promise*: the complete set of endings, findings and outcomes with the default parameters, in whatever order things happen; "timed"
is what remains of it where sleeps last as long as they say. *Checked*: `orders` – the explorer found every one of them and no other (or
as much as fits into 20,000 executions or a million steps, then 1,000 random ones), with the parameters in brackets where there are some; `bounded` – executions have no end, what was met is promised;
`outside` – it waits for the world outside, so that its orders cannot be searched; `runs` – 200
Controlled and 50 Live runs of the real target ended inside (large programs: 500,000 steps of each, at least 5 runs); `5 u` – every run with time respected lasts that long; `twin` – the Python
program offers the variant and ended inside.

| row | program | variant | promise | checked |
|---|---|---|---|---|
)";

QString text(std::string_view view)
{
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

QString contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// The variants that a program's twin offers: the keys of its dictionary.
QStringList offeredByTwin(const Scenario& scenario)
{
    const QString twin = contents(QStringLiteral(INTERLEAVE_SOURCE_DIR "/resources/scenarios/%1.py").arg(text(scenario.id)));
    const qsizetype begin = twin.indexOf(QLatin1String("\nvariants = {"));
    const QString table = begin < 0 ? QString() : twin.mid(begin, twin.indexOf(QLatin1String("\n}"), begin) - begin);
    QStringList offered;
    static const QRegularExpression key(QStringLiteral("^    \"([a-z0-9-]+)\":"), QRegularExpression::MultilineOption);
    for (auto each = key.globalMatch(table); each.hasNext();)
        offered << each.next().captured(1);
    return offered;
}

QString joined(const std::vector<Promised>& promised)
{
    QStringList all;
    for (const Promised& one : promised) {
        QStringList words{text(trace::name(one.ending))};
        for (const trace::FindingKind finding : one.findings)
            words << text(trace::name(finding));
        if (!one.outcome.empty())
            words << QStringLiteral("`%1`").arg(text(one.outcome));
        all << words.join(' ');
    }
    // A table's cell has to stay readable; the whole set is in the program's file.
    constexpr qsizetype most = 6;
    const qsizetype more = all.size() - most;
    return more <= 0 ? all.join(QStringLiteral("; "))
                     : all.first(most).join(QStringLiteral("; ")) + QStringLiteral("; and %1 more").arg(more);
}

QString rowOf(const Scenario& scenario, const Variant& variant, bool hasTwin)
{
    const Promise& promise = variant.promise;
    QStringList small;
    for (const auto& [parameter, value] : promise.explored)
        small << QStringLiteral("%1=%2").arg(text(parameter)).arg(value);
    QString searched = promise.isBounded ? QStringLiteral("bounded") : QStringLiteral("orders");
    if (!small.isEmpty())
        searched += QStringLiteral(" (%1)").arg(small.join(' '));
    QStringList checked{variant.asksOutside ? QStringLiteral("outside") : searched, QStringLiteral("runs")};
    if (promise.makespan)
        checked << QStringLiteral("%1 u").arg(*promise.makespan);
    if (hasTwin)
        checked << QStringLiteral("twin");
    return QStringLiteral("| %1 | %2 | %3 | %4 | %5 |\n")
        .arg(text(scenario.row), text(scenario.id), text(variant.id),
             joined(promise.any) + (promise.timed.empty() ? QString() : QStringLiteral(" – timed: ") + joined(promise.timed)),
             checked.join(QStringLiteral(", ")));
}

QString table()
{
    QString rows = QString::fromUtf8(head);
    for (const Scenario* scenario : all()) {
        const QStringList twin = offeredByTwin(*scenario);
        for (const Variant& variant : scenario->variants)
            rows += rowOf(*scenario, variant, twin.contains(text(variant.id)));
    }
    return rows;
}

} // namespace

class TestScenarioTable : public QObject
{
    Q_OBJECT

private slots:
    void saysWhatTheListSays()
    {
        const QString now = table();
        if (qEnvironmentVariableIsSet("INTERLEAVE_UPDATE")) {
            QFile file(QString::fromUtf8(place));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(now.toUtf8());
        }
        const QStringList is = contents(QString::fromUtf8(place)).split('\n');
        const QStringList wanted = now.split('\n');
        for (qsizetype line = 0; line < std::max(is.size(), wanted.size()); ++line) {
            const QString message = QStringLiteral("line %1 has to be\n%2\nRun this test with INTERLEAVE_UPDATE=1 to write it.")
                                        .arg(line + 1)
                                        .arg(wanted.value(line));
            QVERIFY2(line < is.size() && line < wanted.size() && is[line] == wanted[line], qPrintable(message));
        }
    }
};

} // namespace interleave::scenarios

QTEST_APPLESS_MAIN(interleave::scenarios::TestScenarioTable)
#include "tst_scenario_table.moc"
