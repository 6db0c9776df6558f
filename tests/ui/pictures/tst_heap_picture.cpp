// First of all: the rules have a member that Qt's keywords would rename.
#include "ui/session/session.h"

#include "ui/pictures/heap_picture.h"

#include "tests/ui/pictures/shown_picture.h"
#include "ui/pictures/picture_set.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QPointF>

#include <random>

using namespace interleave;
using namespace interleave::pictures;
using test::begun;
using test::TraceBuilder;
using trace::Operation;
using Shown = test::ShownPicture<HeapPicture>;

namespace {

ObjectId addQueue(TraceBuilder& b, std::uint32_t policy)
{
    const auto id = ObjectId(b.trace().objectCount());
    b.trace().appendObject(
        {.kind = trace::ObjectKind::Queue, .name = b.text("jobs"), .creator = b.main, .policy = policy});
    return id;
}

std::vector<Rank> numbers(std::initializer_list<int> values)
{
    std::vector<Rank> ranks;
    for (const int value : values)
        ranks.push_back({value, {}});
    return ranks;
}

} // namespace

class TestHeapPicture : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void aHeapStandsAsInserted();
    void everyHeapIsOne();
    void equalOnesLeaveAsTheyCame();
    void ranksOfTexts();
    void theTreeAndTheRow();
    void noHeapWithoutPriorities();
    void clicksGoToTheItem();
    void manyItems();

private:
    theme::Theme m_theme{*qApp};
};

void TestHeapPicture::initTestCase()
{
    m_theme.setScheme(theme::Scheme::Dark);
    m_theme.setMotion(theme::Motion::Reduced);
}

void TestHeapPicture::aHeapStandsAsInserted()
{
    // 5; then 3 rises above it; 8 stays; 1 rises to the root over 3.
    QCOMPARE(heapOf(numbers({5, 3, 8, 1})), (std::vector<std::size_t>{3, 1, 2, 0}));
    QCOMPARE(heapOf({}), std::vector<std::size_t>());
}

void TestHeapPicture::everyHeapIsOne()
{
    std::mt19937 random(7);
    for (int size = 0; size < 70; ++size) {
        std::vector<Rank> ranks;
        for (int i = 0; i < size; ++i)
            ranks.push_back({static_cast<std::int64_t>(random() % 20), {}});
        const std::vector<std::size_t> heap = heapOf(ranks);
        std::vector<std::size_t> sorted = heap;
        std::sort(sorted.begin(), sorted.end());
        for (std::size_t i = 0; i < heap.size(); ++i) {
            QCOMPARE(sorted[i], i);
            QVERIFY(i == 0 || !(ranks[heap[i]] < ranks[heap[(i - 1) / 2]]));
        }
        // The root is what the queue hands out next, the oldest of equal ones.
        QVERIFY(heap.empty() || heap.front() == orderOut(ranks).front());
    }
}

void TestHeapPicture::equalOnesLeaveAsTheyCame()
{
    QCOMPARE(orderOut(numbers({2, 1, 2, 1})), (std::vector<std::size_t>{1, 3, 0, 2}));
    QCOMPARE(heapOf(numbers({4, 4, 4})), (std::vector<std::size_t>{0, 1, 2}));
}

void TestHeapPicture::ranksOfTexts()
{
    TraceBuilder b;
    const auto items = [&](std::initializer_list<const char*> texts) {
        std::vector<analysis::Item> made;
        for (const char* text : texts)
            made.push_back({static_cast<std::int64_t>(index(b.text(text))), b.main, 0, true});
        return made;
    };
    const auto scored = items({"A (score 13)", "B2 (score -1)"});
    QCOMPARE(ranksOf(b.trace(), scored)[0].number, 13);
    QCOMPARE(ranksOf(b.trace(), scored)[1].number, -1);
    const auto plain = items({"pear 9", "apple"});
    const std::vector<Rank> words = ranksOf(b.trace(), plain);
    QVERIFY(words[1] < words[0]);
    QCOMPARE(words[0].text, QString("pear 9"));
}

void TestHeapPicture::theTreeAndTheRow()
{
    auto b = begun();
    const ObjectId jobs = addQueue(*b, 2);
    for (const char* text : {"A (score 3)", "B (score 1)", "C (score 2)"})
        b->addText(b->main, Operation::Put, jobs, text);
    const Step three = b->trace().size();
    b->add(b->main, Operation::Get, jobs, b->trace().event(three - 2).value);
    Shown shown(std::move(b));
    QCOMPARE(shown.picture.sections().front().nodes.front().text, QString("C (score 2)"));
    QVERIFY(shown.picture.sections().front().nodes.front().isMarked);
    shown.goTo(three);
    const HeapSection& section = shown.picture.sections().front();
    QVERIFY(section.isPriority);
    QCOMPARE(section.nodes[0].text, QString("B (score 1)"));
    QCOMPARE(section.nodes[0].brief, QString("1"));
    QCOMPARE(section.row[0].text, QString("A (score 3)"));
    QVERIFY(!section.row[0].isMarked);
    QVERIFY(section.row[1].isMarked);
    QVERIFY(shown.says("B (score 1), put by main at step 3, the root: next out"));
    QVERIFY(shown.says("A (score 3), put by main at step 2, below B (score 1)"));
    QVERIFY(shown.says("As they came: A (score 3), B (score 1), C (score 2)"));
    // Children stand below their parents, with a line to each.
    const Drawing& drawing = shown.picture.drawing();
    QCOMPARE(drawing.links.size(), std::size_t(2));
    const QRectF root = shown.tile("the root")->rect;
    const QRectF child = shown.tile("A (score 3), put by main at step 2, below")->rect;
    QVERIFY(child.top() > root.bottom());
    QVERIFY(child.center().x() < root.center().x());
    QCOMPARE(drawing.links[0].p1(), QPointF(root.center().x(), root.bottom()));
    QCOMPARE(drawing.links[0].p2(), QPointF(child.center().x(), child.top()));
    shown.checkLayout();
    shown.picture.grab();
}

void TestHeapPicture::noHeapWithoutPriorities()
{
    auto b = begun();
    const ObjectId jobs = addQueue(*b, 1);
    b->add(b->main, Operation::Put, jobs, 5);
    b->add(b->main, Operation::Put, jobs, 4);
    Shown shown(std::move(b));
    const HeapSection& section = shown.picture.sections().front();
    QVERIFY(section.nodes.empty());
    QVERIFY(section.row[1].isMarked); // a stack
    QVERIFY(shown.says("it is not a priority queue"));
    const std::unique_ptr<Picture> made(makePicture(shown.session, {trace::PictureKind::Heap, "Heap", {}}));
    QVERIFY(qobject_cast<HeapPicture*>(made.get()) != nullptr);
}

void TestHeapPicture::clicksGoToTheItem()
{
    auto b = begun();
    const LaneId a = b->started("anna");
    const ObjectId jobs = addQueue(*b, 2);
    b->add(b->main, Operation::Put, jobs, 5);
    const Step put = b->add(a, Operation::Put, jobs, 4);
    Shown shown(std::move(b));
    QTest::mouseClick(&shown.picture, Qt::LeftButton, {}, shown.at("the root"));
    QCOMPARE(shown.session.selectedLane(), a);
    QTest::keyClick(&shown.picture, Qt::Key_Return);
    QCOMPARE(shown.session.selectedEvent(), std::optional<Step>(put));
}

void TestHeapPicture::manyItems()
{
    auto b = begun();
    const ObjectId jobs = addQueue(*b, 2);
    for (int i = 0; i < 300; ++i)
        b->add(b->main, Operation::Put, jobs, (i * 37) % 300);
    Shown shown(std::move(b), {}, 348);
    shown.checkLayout();
    const std::size_t narrow = shown.picture.drawing().links.size();
    QVERIFY(narrow >= 14);
    shown.resize(700);
    shown.checkLayout();
    QVERIFY(shown.picture.drawing().links.size() > narrow);
    shown.picture.grab();
}

QTEST_MAIN(TestHeapPicture)
#include "tst_heap_picture.moc"
