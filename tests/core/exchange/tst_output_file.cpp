#include "core/exchange/output_file.h"

#include <QtTest>

using namespace interleave;
using exchange::OutputFile;

class TestOutputFile : public QObject
{
    Q_OBJECT

private slots:
    void itAppearsWhenItIsWhole();
    void withoutCommitTheOldOneStays();
    void aMissingFolderIsSaid();
    void aFolderIsNoFile();
    void aFullDiskIsSaid();
};

void TestOutputFile::itAppearsWhenItIsWhole()
{
    QTemporaryDir folder;
    const QString path = folder.filePath("a.txt");
    auto file = OutputFile::create(path.toStdString());
    QVERIFY(file);
    (*file)->write(std::string(3'000'000, 'x'));
    QVERIFY(!QFile::exists(path));
    QVERIFY((*file)->commit());
    QCOMPARE(QFileInfo(path).size(), qint64{3'000'000});
    file->reset();
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{"a.txt"});
}

void TestOutputFile::withoutCommitTheOldOneStays()
{
    QTemporaryDir folder;
    QFile old(folder.filePath("a.txt"));
    QVERIFY(old.open(QIODevice::WriteOnly));
    old.write("old");
    old.close();
    {
        auto file = OutputFile::create(old.fileName().toStdString());
        QVERIFY(file);
        (*file)->write("new");
    }
    QVERIFY(old.open(QIODevice::ReadOnly));
    QCOMPARE(old.readAll(), QByteArray("old"));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{"a.txt"});
}

void TestOutputFile::aMissingFolderIsSaid()
{
    const auto file = OutputFile::create("/nowhere/at/all.json");
    QVERIFY(!file);
    QCOMPARE(file.error().code, base::ErrorCode::Unwritable);
    QCOMPARE(file.error().message, std::string("/nowhere/at/all.json cannot be written: No such file or directory."));
}

void TestOutputFile::aFolderIsNoFile()
{
    QTemporaryDir folder;
    QVERIFY(!OutputFile::create(folder.path().toStdString()));
}

void TestOutputFile::aFullDiskIsSaid()
{
    if (!QFile::exists("/dev/full"))
        QSKIP("there is no /dev/full here");
    auto file = OutputFile::create("/dev/full");
    QVERIFY(file);
    (*file)->write("anything");
    const auto done = (*file)->commit();
    QVERIFY(!done);
    QCOMPARE(done.error().message, std::string("/dev/full cannot be written: No space left on device."));
}

QTEST_APPLESS_MAIN(TestOutputFile)
#include "tst_output_file.moc"
