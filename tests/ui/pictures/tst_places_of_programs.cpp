// Pictures of real programs on a real target: at every moment of a run they agree with what happens next.

// First of all: the rules have a member that Qt's keywords would rename.
#include "ui/session/session.h"

#include "ui/pictures/heap_picture.h"
#include "ui/pictures/picture_set.h"
#include "ui/pictures/places_picture.h"

#include <QTest>

using namespace interleave;
using namespace interleave::pictures;
using trace::Operation;

class TestPlacesOfPrograms : public QObject
{
    Q_OBJECT

private slots:
    void everyPictureHasAWidget();
    void theBasketAgreesWithTheRun();
    void theRootIsTakenNext();
    void thePermitsAreTaken();

private:
    static void run(session::Session& session, const char* program, const char* variant);
    template <typename Kind> static Kind* pictureOf(const PictureSet& set)
    {
        for (Picture* picture : set.pictures())
            if (auto* found = qobject_cast<Kind*>(picture))
                return found;
        return nullptr;
    }
};

void TestPlacesOfPrograms::run(session::Session& session, const char* program, const char* variant)
{
    auto catalogue = host::Catalogue::load(INTERLEAVE_TARGET);
    QVERIFY(bool(catalogue));
    session.setCatalogue(std::move(*catalogue));
    session.setTarget(INTERLEAVE_TARGET);
    session.setSpeed(session::Session::unlimitedSpeed);
    session::Choice choice;
    choice.program = program;
    choice.variant = variant;
    choice.strategy = "random";
    session.start(choice);
    QTRY_VERIFY_WITH_TIMEOUT(session.trace() && session.status().activity == session::Activity::Paused, 10'000);
    session.play();
    QTRY_COMPARE_WITH_TIMEOUT(session.verdict().ending, trace::Ending::Completed, 20'000);
}

void TestPlacesOfPrograms::everyPictureHasAWidget()
{
    auto catalogue = host::Catalogue::load(INTERLEAVE_TARGET);
    QVERIFY(bool(catalogue));
    session::Session session;
    session.setCatalogue(std::move(*catalogue));
    int places = 0;
    for (const host::ProgramInfo& program : session.catalogue().programs())
        for (const host::PictureInfo& info : program.pictures) {
            if (info.kind != trace::PictureKind::Places && info.kind != trace::PictureKind::Heap)
                continue;
            const std::unique_ptr<Picture> picture(makePicture(session, info));
            QVERIFY2(picture, program.id.c_str());
            QCOMPARE(picture->title().toStdString(), info.title);
            QVERIFY2(!info.objects.empty(), program.id.c_str());
            ++places;
        }
    QVERIFY(places >= 20);
}

void TestPlacesOfPrograms::theBasketAgreesWithTheRun()
{
    session::Session session;
    PictureSet set(session);
    run(session, "steamed-bun-basket", "blocking-bounded");
    auto* picture = pictureOf<PlacesPicture>(set);
    QVERIFY(picture != nullptr);
    int gets = 0;
    for (Step step = 0; step < session.length(); ++step) {
        const trace::Event event = session.trace()->event(step);
        if (event.isBlocked() || (event.operation != Operation::Get && event.operation != Operation::Put))
            continue;
        if (event.way() != trace::Way::Success)
            continue;
        session.setPlayhead(step);
        QTRY_COMPARE(session.moment().step, step);
        picture->refreshNow();
        QCOMPARE(picture->sections().size(), std::size_t(1));
        const std::vector<Tile>& tiles = picture->sections().front().rooms.front().tiles;
        const auto items =
            std::count_if(tiles.begin(), tiles.end(), [](const Tile& tile) { return tile.look == Look::Item; });
        QCOMPARE(items, session.moment().state.findRules<rules::QueueRules>(event.object)->count);
        QCOMPARE(tiles.size(), static_cast<std::size_t>(session.trace()->object(event.object).bound));
        if (event.operation == Operation::Get) {
            QCOMPARE(tiles.front().text, QString::number(event.value));
            QVERIFY(tiles.front().isMarked);
            ++gets;
        }
    }
    QVERIFY(gets > 0);
}

void TestPlacesOfPrograms::theRootIsTakenNext()
{
    session::Session session;
    PictureSet set(session);
    run(session, "priority-queue-workers", "priority");
    auto* picture = pictureOf<HeapPicture>(set);
    QVERIFY(picture != nullptr);
    int gets = 0;
    for (Step step = 0; step < session.length(); ++step) {
        const trace::Event event = session.trace()->event(step);
        if (event.isBlocked() || event.operation != Operation::Get || event.way() != trace::Way::Success)
            continue;
        session.setPlayhead(step);
        QTRY_COMPARE(session.moment().step, step);
        picture->refreshNow();
        const HeapSection& section = picture->sections().front();
        QVERIFY(section.isPriority);
        const auto name = static_cast<NameId>(static_cast<std::uint32_t>(event.value));
        QCOMPARE(section.nodes.front().text.toStdString(), std::string(session.trace()->name(name)));
        ++gets;
    }
    QCOMPARE(gets, 4);
}

void TestPlacesOfPrograms::thePermitsAreTaken()
{
    session::Session session;
    PictureSet set(session);
    run(session, "two-person-room", "two-seats");
    auto* picture = pictureOf<PlacesPicture>(set);
    QVERIFY(picture != nullptr);
    int acquired = 0;
    for (Step step = 0; step < session.length(); ++step) {
        const trace::Event event = session.trace()->event(step);
        if (event.isBlocked() || event.operation != Operation::Acquire)
            continue;
        session.setPlayhead(step + 1);
        QTRY_COMPARE(session.moment().step, step + 1);
        picture->refreshNow();
        const Section& room = picture->sections().front();
        const std::vector<Tile>& seats = room.rooms.front().tiles;
        QCOMPARE(seats.size(), std::size_t(2));
        QVERIFY(std::any_of(seats.begin(), seats.end(), [&](const Tile& tile) {
            return tile.look == Look::Holder && tile.lane == event.lane && tile.step == step;
        }));
        const auto free =
            std::count_if(seats.begin(), seats.end(), [](const Tile& tile) { return tile.look == Look::Free; });
        QCOMPARE(free, session.moment().state.findRules<rules::SemaphoreRules>(event.object)->permits);
        ++acquired;
    }
    QVERIFY(acquired >= 3);
}

QTEST_MAIN(TestPlacesOfPrograms)
#include "tst_places_of_programs.moc"
