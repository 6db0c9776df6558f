#include "core/base/append_only.h"

#include <QtTest>

#include <thread>

using namespace interleave;

class TestAppendOnly : public QObject
{
    Q_OBJECT

private slots:
    void keepsEveryElementAcrossBlocks()
    {
        base::AppendOnly<int> numbers;
        for (int i = 0; i < 100'000; ++i)
            numbers.append(i);
        QCOMPARE(numbers.size(), std::size_t{100'000});
        for (int i = 0; i < 100'000; ++i)
            QCOMPARE(numbers[static_cast<std::size_t>(i)], i);
    }

    void elementsNeverMove()
    {
        base::AppendOnly<int> numbers;
        numbers.append(7);
        const int* first = &numbers[0];
        for (int i = 0; i < 10'000; ++i)
            numbers.append(i);
        QCOMPARE(&numbers[0], first);
    }

    void aReaderSeesWholeElementsBelowTheLength()
    {
        base::AppendOnly<std::uint64_t> numbers;
        constexpr std::uint64_t count = 200'000;
        std::thread writer([&] {
            for (std::uint64_t i = 0; i < count; ++i)
                numbers.append(i * 0x0101010101010101);
        });
        std::uint64_t torn = 0;
        while (numbers.size() < count) {
            const std::size_t size = numbers.size();
            if (size > 0 && numbers[size - 1] != (size - 1) * 0x0101010101010101)
                ++torn;
        }
        writer.join();
        QCOMPARE(torn, std::uint64_t{0});
    }
};

QTEST_APPLESS_MAIN(TestAppendOnly)
#include "tst_append_only.moc"
