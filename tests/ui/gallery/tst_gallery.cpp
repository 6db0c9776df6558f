#include "ui/gallery/gallery.h"

#include "tests/ui/session/small_catalogue.h"
#include "tests/ui/session/two_cooks.h"
#include "ui/gallery/program_delegate.h"
#include "ui/gallery/program_tree.h"
#include "ui/gallery/promised_list.h"
#include "ui/widgets/option_rows.h"
#include "ui/widgets/search_field.h"
#include "ui/widgets/unit_spin_box.h"

#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QSignalSpy>
#include <QtTest>

namespace interleave::gallery {

class TestGallery : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void showsChaptersWithCounts();
    void aClickChoosesAProgram();
    void searchLeavesWhatFits_data();
    void searchLeavesWhatFits();
    void aVariantHasItsOwnDefaults();
    void aParameterAtItsDefaultIsNoSetting();
    void promisesAreHeldAgainstTheRun();
    void aChapterIsPickedToBeRead();
    void runsToTheEndCount_data();
    void runsToTheEndCount();
    void finishedProgramsAreMarkedAndRemembered();
    void anOpenedRunMarksNothing();

private:
    QTreeWidgetItem* item(const QString& id) const;

    std::unique_ptr<session::Session> m_session;
    std::unique_ptr<Gallery> m_gallery;
    ProgramTree* m_tree = nullptr;
};

void TestGallery::init()
{
    m_gallery.reset();
    m_session = std::make_unique<session::Session>();
    m_session->setCatalogue(session::smallCatalogue());
    m_gallery = std::make_unique<Gallery>(*m_session);
    m_gallery->resize(248, 700);
    m_gallery->show();
    m_tree = m_gallery->findChild<ProgramTree*>();
    QVERIFY(m_tree != nullptr);
}

QTreeWidgetItem* TestGallery::item(const QString& id) const
{
    return m_tree->findItems(id, Qt::MatchExactly | Qt::MatchRecursive).value(0);
}

void TestGallery::showsChaptersWithCounts()
{
    QCOMPARE(m_tree->topLevelItemCount(), 2);
    QCOMPARE(m_tree->topLevelItem(1)->text(0), QStringLiteral("Locks"));
    QCOMPARE(m_tree->topLevelItem(1)->childCount(), 2);
    QCOMPARE(m_tree->shownCount(), 3);
}

void TestGallery::aClickChoosesAProgram()
{
    m_tree->topLevelItem(1)->setExpanded(true);
    QSignalSpy changed(m_session.get(), &session::Session::choiceChanged);
    const QRect row = m_tree->visualItemRect(item(QStringLiteral("kitchen-deadlock")));
    QTest::mouseClick(m_tree->viewport(), Qt::LeftButton, {}, row.center());
    QCOMPARE(m_session->choice().program, std::string("kitchen-deadlock"));
    QCOMPARE(changed.count(), 1);
    QCOMPARE(m_gallery->findChildren<widgets::RadioRow*>().size(), 2);
    QCOMPARE(m_gallery->findChildren<widgets::UnitSpinBox*>().size(), 2);
}

void TestGallery::searchLeavesWhatFits_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<int>("count");
    QTest::newRow("a part of an id") << "dead" << 1;
    QTest::newRow("a chapter") << "locks" << 2;
    QTest::newRow("two words of different places") << "locks act" << 1;
    QTest::newRow("a variant") << "n-cooks" << 1;
    QTest::newRow("a mark") << "fixed" << 1;
    QTest::newRow("nothing") << "zebra" << 0;
    QTest::newRow("everything") << "  " << 3;
}

void TestGallery::searchLeavesWhatFits()
{
    QFETCH(QString, words);
    QFETCH(int, count);
    auto* search = m_gallery->findChild<widgets::SearchField*>();
    m_gallery->search();
    QTest::keyClicks(search, words);
    QCOMPARE(m_tree->shownCount(), count);
    QCOMPARE(m_tree->isVisible(), count > 0);
    QTest::keyClick(search, Qt::Key_Escape);
    QCOMPARE(m_tree->shownCount(), 3);
}

void TestGallery::aVariantHasItsOwnDefaults()
{
    session::Choice choice;
    choice.program = "kitchen-deadlock";
    m_session->setChoice(choice);
    const auto rows = m_gallery->findChildren<widgets::RadioRow*>();
    QVERIFY(rows[0]->isChecked());
    QTest::mouseClick(rows[1], Qt::LeftButton);
    QCOMPARE(m_session->choice().variant, std::string("n-cooks"));
    QCOMPARE(m_gallery->findChild<widgets::UnitSpinBox*>(QStringLiteral("cooks"))->value(), 4.0);
    QVERIFY(m_session->choice().settings.empty());
}

void TestGallery::aParameterAtItsDefaultIsNoSetting()
{
    session::Choice choice;
    choice.program = "kitchen-deadlock";
    m_session->setChoice(choice);
    auto* hold = m_gallery->findChild<widgets::UnitSpinBox*>(QStringLiteral("hold"));
    hold->setValue(3.5);
    QCOMPARE(m_session->choice().settings.at("hold"), std::string("3.5"));
    hold->setValue(2);
    QVERIFY(m_session->choice().settings.empty());
    hold->setValue(1);
    QPushButton* reset = nullptr;
    for (QPushButton* button : m_gallery->findChildren<QPushButton*>())
        if (button->text() == QStringLiteral("Reset"))
            reset = button;
    QTest::mouseClick(reset, Qt::LeftButton);
    QVERIFY(m_session->choice().settings.empty());
    QCOMPARE(m_gallery->findChild<widgets::UnitSpinBox*>(QStringLiteral("hold"))->value(), 2.0);
}

void TestGallery::promisesAreHeldAgainstTheRun()
{
    host::PromisedInfo promised;
    promised.ending = trace::Ending::Completed;
    promised.outcome = "meals=2";
    QCOMPARE(promisedText(promised), QStringLiteral("completed, meals = 2"));
    QVERIFY(isMet(promised, {trace::Ending::Completed, {}, "meals=2"}));
    QVERIFY(!isMet(promised, {trace::Ending::Completed, {}, "meals=1"}));
    QVERIFY(!isMet(promised, {trace::Ending::Deadlock, {}, "meals=2"}));
    QVERIFY(!isMet(promised, {trace::Ending::Completed, {trace::FindingKind::Race}, "meals=2"}));
    promised.findings = {trace::FindingKind::Race};
    QVERIFY(isMet(promised, {trace::Ending::Completed, {trace::FindingKind::Race}, "meals=2"}));
}

void TestGallery::aChapterIsPickedToBeRead()
{
    QSignalSpy chapters(m_gallery.get(), &Gallery::chapterPicked);
    QSignalSpy programs(m_gallery.get(), &Gallery::programPicked);
    session::Choice choice;
    choice.program = "say-hello";
    m_session->setChoice(choice);
    QVERIFY(chapters.isEmpty() && programs.isEmpty()); // nobody picked anything
    const QRect row = m_tree->visualItemRect(m_tree->topLevelItem(1));
    QTest::mouseClick(m_tree->viewport(), Qt::LeftButton, {}, row.center());
    QCOMPARE(chapters.count(), 1);
    QCOMPARE(chapters.front().front().toString(), QStringLiteral("Locks"));
    QCOMPARE(m_session->choice().program, std::string("say-hello"));
    // Back to the program that is chosen already: it is to be read about, too.
    m_tree->setCurrentItem(item(QStringLiteral("say-hello")));
    QCOMPARE(programs.count(), 1);
}

void TestGallery::runsToTheEndCount_data()
{
    using session::Drive;
    using trace::Ending;
    QTest::addColumn<Drive>("drive");
    QTest::addColumn<Ending>("ending");
    QTest::addColumn<bool>("counts");
    QTest::newRow("completed by hand") << Drive::Controlled << Ending::Completed << true;
    QTest::newRow("a deadlock is an end") << Drive::Live << Ending::Deadlock << true;
    QTest::newRow("a failure is an end") << Drive::Replayed << Ending::Failed << true;
    QTest::newRow("stopped by the user") << Drive::Live << Ending::Stopped << false;
    QTest::newRow("not yet") << Drive::Controlled << Ending::None << false;
    QTest::newRow("could not start") << Drive::Live << Ending::ConfigError << false;
    QTest::newRow("a file") << Drive::OpenedFile << Ending::Completed << false;
}

void TestGallery::runsToTheEndCount()
{
    QFETCH(session::Drive, drive);
    QFETCH(trace::Ending, ending);
    QTEST(isRunToTheEnd(drive, ending), "counts");
}

void TestGallery::finishedProgramsAreMarkedAndRemembered()
{
    QTemporaryDir folder;
    QSettings settings(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
    settings.setValue(QStringLiteral("gallery/finished"), QStringList{"kitchen-deadlock", "gone-since"});
    m_gallery->restore(settings);
    QTreeWidgetItem* kitchen = item(QStringLiteral("kitchen-deadlock"));
    QVERIFY(kitchen->data(0, FinishedRole).toBool());
    QVERIFY(kitchen->toolTip(0).contains("You have run it to the end."));
    QVERIFY(kitchen->data(0, Qt::AccessibleDescriptionRole).toString().endsWith("run to the end"));
    QVERIFY(!item(QStringLiteral("atm-overdraw"))->data(0, FinishedRole).toBool());
    QTreeWidgetItem* locks = m_tree->topLevelItem(1);
    QCOMPARE(locks->data(0, FinishedRole).toInt(), 1);
    QCOMPARE(locks->data(0, Qt::AccessibleDescriptionRole).toString(), QStringLiteral("1 of 2 programs run to the end"));
    QCOMPARE(m_tree->topLevelItem(0)->data(0, FinishedRole).toInt(), 0);
    // Of what a search leaves.
    m_tree->filter(QStringLiteral("atm"));
    QCOMPARE(locks->data(0, FinishedRole).toInt(), 0);
    m_tree->filter({});
    // Another catalogue keeps the marks.
    m_session->setCatalogue(session::smallCatalogue());
    QVERIFY(item(QStringLiteral("kitchen-deadlock"))->data(0, FinishedRole).toBool());
    settings.clear();
    m_gallery->save(settings);
    QCOMPARE(settings.value(QStringLiteral("gallery/finished")).toStringList(),
             (QStringList{"gone-since", "kitchen-deadlock"}));
}

void TestGallery::anOpenedRunMarksNothing()
{
    m_session->open(session::TwoCooks(3).trace, {.ending = trace::Ending::Deadlock}, QStringLiteral("saved"));
    QTRY_COMPARE(m_session->status().activity, session::Activity::Ended);
    QCOMPARE(m_tree->topLevelItem(1)->data(0, FinishedRole).toInt(), 0);
}

} // namespace interleave::gallery

QTEST_MAIN(interleave::gallery::TestGallery)
#include "tst_gallery.moc"
