#include "tests/ui/pictures/small_run.h"

#include "ui/pictures/page_picture.h"
#include "ui/pictures/picture_set.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QScrollArea>
#include <QtTest>

using namespace interleave;
using namespace interleave::pictures;
using test::SmallRun;
using trace::ObjectKind;
using trace::Operation;

namespace {

using Shown = test::Shown<PagePicture>;

/// A and B print a line each: A, B, end, end.
struct Torn : SmallRun
{
    LaneId a = lane("A", trace::LaneKind::Thread, main);
    LaneId b = lane("B", trace::LaneKind::Thread, main);
    ObjectId page = make(main, ObjectKind::Variable, "page");
    Step first = write(a, page, "A");
    Step second = write(b, page, "AB");
    Step third = write(a, page, "AB/");
    Step fourth = write(b, page, "AB//");
};

/// Where a piece of the first page is.
QRectF partAt(const PagePicture& picture, std::size_t part)
{
    return picture.sheets().front().layout.parts.at(part).rect;
}

void checkLayout(const PagePicture& picture)
{
    for (const PagePicture::Sheet& sheet : picture.sheets()) {
        for (std::size_t i = 0; i < sheet.layout.parts.size(); ++i) {
            const PageLayout::Part& part = sheet.layout.parts[i];
            QVERIFY(part.rect.right() < sheet.layout.stripHead.left());
            QVERIFY(part.rect.left() > sheet.layout.lines[part.line].chips.left());
            QVERIFY(sheet.layout.lines[part.line].rect.contains(part.rect));
            for (std::size_t k = 0; k < i; ++k)
                QVERIFY(!part.rect.intersects(sheet.layout.parts[k].rect));
        }
        QVERIFY(sheet.layout.bottom <= picture.height());
    }
}

} // namespace

class TestPagePicture : public QObject
{
    Q_OBJECT

private slots:
    void aTornPageInWords();
    void everyWriteHasARow();
    void thePastIsShown();
    void aClickGoesToTheEvent();
    void keysWalk();
    void everythingHasItsPlace_data();
    void everythingHasItsPlace();
    void nothingIsWritten();
    void onlyWhatIsAskedFor();
    void whatIsOverwrittenIsSaid();
    void hundredsOfLinesScroll();
    void anotherRunForgets();
    void aProgramsPage();
    void isMadeForItsKind();

private:
    theme::Theme m_theme{*qApp};
};

void TestPagePicture::aTornPageInWords()
{
    const Torn run;
    Shown shown(run);
    QVERIFY(shown.says("page: 2 lines · 2 torn."));
    QVERIFY(shown.says("Line 1, torn: A by A, B by B, end of the line by A."));
    QVERIFY(shown.says("Line 2, torn: end of the line by B."));
}

void TestPagePicture::everyWriteHasARow()
{
    const Torn run;
    Shown shown(run);
    const PagePicture::Sheet& sheet = shown.picture.sheets().front();
    QCOMPARE(sheet.layout.writes.size(), std::size_t(4));
    QCOMPARE(sheet.text->writes()[2].lane, run.a);
    QCOMPARE(sheet.layout.lines[0].writers, (std::vector<LaneId>{run.a, run.b}));
}

void TestPagePicture::thePastIsShown()
{
    const Torn run;
    Shown shown(run);
    shown.goTo(run.second);
    QVERIFY(shown.says("page: 1 line. Line 1: A by A."));
    QCOMPARE(shown.picture.sheets().front().layout.writes.size(), std::size_t(1));
    shown.goTo(run.third);
    QVERIFY(shown.says("Line 1, torn: A by A, B by B."));
    shown.goTo(0);
    QVERIFY(shown.says("page: 0 lines."));
    shown.goTo(run.trace->size());
    QVERIFY(shown.says("2 lines"));
}

void TestPagePicture::aClickGoesToTheEvent()
{
    const Torn run;
    Shown shown(run);
    shown.click(partAt(shown.picture, 1).center());
    QCOMPARE(shown.session.selectedEvent(), std::optional(run.second));
    QCOMPARE(shown.session.selectedLane(), run.b);
    shown.goTo(run.trace->size());
    shown.click(shown.picture.sheets().front().layout.writes[2].center());
    QCOMPARE(shown.session.selectedEvent(), std::optional(run.third));
    shown.goTo(run.trace->size());
    shown.click(shown.picture.sheets().front().layout.head.center());
    QCOMPARE(shown.session.selectedObject(), run.page);
}

void TestPagePicture::keysWalk()
{
    const Torn run;
    Shown shown(run);
    QTest::keyClick(&shown.picture, Qt::Key_Right); // the first piece
    QTest::keyClick(&shown.picture, Qt::Key_Right); // the second
    QTest::keyClick(&shown.picture, Qt::Key_Down);  // the line below
    QTest::keyClick(&shown.picture, Qt::Key_Return);
    QCOMPARE(shown.session.selectedEvent(), std::optional(run.fourth));
}

void TestPagePicture::everythingHasItsPlace_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("writers");
    for (const int width : {260, 348, 700})
        for (const int writers : {1, 2, 12})
            QTest::addRow("%d px, %d writers", width, writers) << width << writers;
}

void TestPagePicture::everythingHasItsPlace()
{
    QFETCH(int, width);
    QFETCH(int, writers);
    SmallRun run;
    const ObjectId page = run.make(run.main, ObjectKind::Variable, "page");
    std::string text;
    for (int line = 0; line < 3; ++line) {
        for (int i = 0; i < writers; ++i) {
            const LaneId lane = line == 0 ? run.lane("writer", trace::LaneKind::Thread, run.main)
                                          : LaneId(static_cast<std::uint32_t>(i + 1));
            run.write(lane, page, text += "some words that are long enough to fill a row of a page");
        }
        run.write(run.main, page, text += "/");
    }
    Shown shown(run, {}, width);
    checkLayout(shown.picture);
    QVERIFY(!shown.picture.grab().isNull());
}

void TestPagePicture::nothingIsWritten()
{
    const SmallRun run;
    Shown shown(run);
    QVERIFY(shown.says("Nothing is written yet."));
    QVERIFY(!shown.picture.grab().isNull());
    session::Session empty;
    PagePicture picture(empty, {trace::PictureKind::Page, "Page", {}});
    picture.show();
    picture.refreshNow();
    QVERIFY(!picture.grab().isNull());
}

void TestPagePicture::onlyWhatIsAskedFor()
{
    Torn run;
    const ObjectId other = run.make(run.main, ObjectKind::Variable, "list");
    run.write(run.a, other, "x");
    const ObjectId number = run.make(run.main, ObjectKind::Variable, "number");
    run.add(run.a, Operation::Write, number, 3);
    Shown some(run, {"page"});
    QCOMPARE(some.picture.sheets().size(), std::size_t(1));
    Shown all(run);
    QCOMPARE(all.picture.sheets().size(), std::size_t(2));
    QVERIFY(all.says("list: 1 line. Line 1: x by A."));
    checkLayout(all.picture);
}

void TestPagePicture::whatIsOverwrittenIsSaid()
{
    SmallRun run;
    const LaneId a = run.lane("A", trace::LaneKind::Thread, run.main);
    const LaneId b = run.lane("B", trace::LaneKind::Thread, run.main);
    const ObjectId page = run.make(run.main, ObjectKind::Variable, "page");
    run.write(a, page, "A/", Operation::Write);
    run.write(b, page, "B/", Operation::Write);
    Shown shown(run);
    QVERIFY(shown.says("page: 1 line · 1 overwritten."));
    QVERIFY(shown.says("Line 1: A with the end of the line by A, overwritten, B with the end of the line by B."));
}

void TestPagePicture::hundredsOfLinesScroll()
{
    SmallRun run;
    const ObjectId page = run.make(run.main, ObjectKind::Variable, "page");
    std::string text;
    for (int i = 0; i < 500; ++i)
        run.write(run.main, page, text += "line/");
    session::Session session;
    QScrollArea area;
    area.setWidgetResizable(true);
    auto* picture = new PagePicture(session, {trace::PictureKind::Page, "Page", {}});
    area.setWidget(picture);
    area.resize(348, 300);
    area.show();
    session.open(run.trace, {}, QStringLiteral("run"));
    QTRY_COMPARE(picture->sheets().size(), std::size_t(1));
    QTRY_COMPARE(picture->sheets().front().lines.size(), std::size_t(500));
    // What was written last is seen.
    const QRectF last = picture->sheets().front().layout.lines.back().rect;
    QTRY_VERIFY(picture->visibleRegion().boundingRect().contains(last.center().toPoint()));
    QVERIFY(!area.grab().isNull());
}

void TestPagePicture::anotherRunForgets()
{
    const Torn run;
    Shown shown(run);
    const SmallRun empty;
    shown.session.open(empty.trace, {}, QStringLiteral("another"));
    shown.settle();
    QVERIFY(shown.picture.sheets().empty());
    QVERIFY(shown.says("Nothing is written yet."));
}

// Every page that the program says is torn is marked, and no other.
void TestPagePicture::aProgramsPage()
{
#ifdef INTERLEAVE_TARGET
    auto catalogue = host::Catalogue::load(INTERLEAVE_TARGET);
    QVERIFY(bool(catalogue));
    const auto program = catalogue->find("print-tearing");
    QVERIFY(program);
    QCOMPARE((*program)->pictures.size(), std::size_t(1));
    const host::PictureInfo info = (*program)->pictures.front();
    session::Session session;
    session.setCatalogue(std::move(*catalogue));
    session.setTarget(INTERLEAVE_TARGET);
    session.setSpeed(session::Session::unlimitedSpeed);
    PagePicture picture(session, info);
    picture.resize(348, 300);
    picture.show();
    for (const char* variant : {"two-steps", "locked"}) {
        for (std::uint64_t seed = 1; seed <= 4; ++seed) {
            session::Choice choice;
            choice.program = "print-tearing";
            choice.variant = variant;
            choice.strategy = "random";
            choice.seed = seed;
            session.start(choice);
            session.play();
            QTRY_COMPARE_WITH_TIMEOUT(session.verdict().ending, trace::Ending::Completed, 20'000);
            QTRY_COMPARE(session.moment().step, session.length());
            QTRY_COMPARE(picture.sheets().size(), std::size_t(1));
            std::size_t writes = 0;
            for (Step step = 0; step < session.length(); ++step)
                writes += session.trace()->event(step).operation == Operation::Modify ? 1 : 0;
            QTRY_COMPARE(picture.sheets().front().writes, writes);
            QVERIFY(writes > 0);
            picture.refreshNow();
            const bool isTorn = session.outcome().find("torn=yes") != std::string::npos;
            QCOMPARE(picture.accessibleDescription().contains(QStringLiteral("torn")), isTorn);
        }
    }
#else
    QSKIP("There is no target to run.");
#endif
}

void TestPagePicture::isMadeForItsKind()
{
    session::Session session;
    const std::unique_ptr<Picture> picture(makePicture(session, {trace::PictureKind::Page, "Page", {}}));
    QVERIFY(qobject_cast<PagePicture*>(picture.get()) != nullptr);
}

QTEST_MAIN(TestPagePicture)
#include "tst_page_picture.moc"
