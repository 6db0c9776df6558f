#include "ui/code/line_window.h"

#include "tests/ui/code/kitchen_trace.h"

#include <QtTest>

#include <algorithm>

namespace interleave::code {

class TestLineWindow : public QObject
{
    Q_OBJECT

private slots:
    void severalLinesAreOneList_data();
    void severalLinesAreOneList();
};

void TestLineWindow::severalLinesAreOneList_data()
{
    QTest::addColumn<int>("step");
    for (const int step : {0, 3, 14, 999, 5'000, 9'000, 10'014})
        QTest::addRow("at step %d", step) << step;
}

/// What is read from the index line by line equals what a walk over all events finds.
void TestLineWindow::severalLinesAreOneList()
{
    KitchenTrace kitchen;
    const SourceId often = kitchen.source(25);
    const SourceId seldom = kitchen.source(26);
    for (int i = 0; i < 10'000; ++i)
        kitchen.append({.stamp = kitchen.trace->size(),
                        .lane = kitchen.main,
                        .source = i % 97 == 0 ? seldom : i % 2 == 0 ? often : SourceId::none,
                        .operation = trace::Operation::Yield});
    analysis::LineIndex index(*kitchen.trace);
    index.extend(kitchen.trace->size());
    const std::vector<analysis::LinePlace> places{{0, 25}, {0, 26}, {0, 13}, {0, 40}};
    std::vector<Step> all;
    for (Step step = 0; step < kitchen.trace->size(); ++step)
        if (const auto place = index.place(kitchen.trace->event(step).source))
            if (std::find(places.begin(), places.end(), *place) != places.end())
                all.push_back(step);

    QFETCH(int, step);
    const auto before = static_cast<Step>(std::lower_bound(all.begin(), all.end(), static_cast<Step>(step)) - all.begin());
    QCOMPARE(countOf(index, places, static_cast<Step>(step)), before);
    for (const Step back : {0, 1, 2, 40, 80}) {
        const Step first = before - std::min(before, back);
        const std::vector<Step> found = eventsOf(index, places, first, 80, static_cast<Step>(step));
        const auto end = std::min<std::size_t>(all.size(), first + 80);
        QCOMPARE(found, std::vector<Step>(all.begin() + static_cast<std::ptrdiff_t>(first),
                                          all.begin() + static_cast<std::ptrdiff_t>(end)));
    }
}

} // namespace interleave::code

QTEST_GUILESS_MAIN(interleave::code::TestLineWindow)
#include "tst_line_window.moc"
