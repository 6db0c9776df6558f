#include "core/process/packet.h"

#include <QtTest>

using namespace interleave::process;

class TestPacket : public QObject
{
    Q_OBJECT

private slots:
    void whatIsEncodedIsDecoded()
    {
        for (const PacketSize size : {PacketSize::AsNeeded, PacketSize::Full}) {
            const std::string bytes = encode({Packet::Kind::More, 77, "some body"}, size);
            QCOMPARE(bytes.size(), size == PacketSize::Full ? packetBytes : packetHeaderBytes + 9);
            const Packet packet = decode(bytes);
            QVERIFY(packet.kind == Packet::Kind::More);
            QCOMPARE(packet.sender, 77U);
            QCOMPARE(std::string(packet.body), std::string("some body"));
        }
    }

    void aBodyFillsAPacketExactly()
    {
        const std::string body(packetBodyBytes, 'x');
        QCOMPARE(encode({Packet::Kind::Last, 0, body}).size(), packetBytes);
        QCOMPARE(decode(encode({Packet::Kind::Last, 0, body})).body.size(), packetBodyBytes);
    }

    void garbageIsAnEmptyPacket_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("half a header") << QByteArray("\0\0\1", 3);
        QTest::newRow("unknown kind") << QByteArray("\x7f\0\1\0\0\0\0\0a", 9);
        QTest::newRow("longer than it is") << QByteArray("\0\0\2\0\0\0\0\0a", 9);
    }
    void garbageIsAnEmptyPacket()
    {
        QFETCH(QByteArray, bytes);
        QVERIFY(decode({bytes.data(), static_cast<std::size_t>(bytes.size())}).body.empty());
    }

    void descriptionsAreShortAndPrintable_data()
    {
        QTest::addColumn<QString>("message");
        QTest::addColumn<QString>("shown");
        QTest::newRow("as it is") << "Hello!" << "Hello!";
        QTest::newRow("Chinese") << "你好" << "你好";
        QTest::newRow("64 characters") << QString(64, 'a') << QString(64, 'a');
        QTest::newRow("65 characters") << QString(65, 'a') << QString(63, 'a') + "…";
        QTest::newRow("control characters") << "a\nb" << "a·b";
    }
    void descriptionsAreShortAndPrintable()
    {
        QFETCH(QString, message);
        QFETCH(QString, shown);
        QCOMPARE(QString::fromStdString(describe(message.toStdString())), shown);
    }

    void bytesThatAreNoTextAreDots() { QCOMPARE(describe(std::string("\xff\xe4z")), std::string("··z")); }
};

QTEST_APPLESS_MAIN(TestPacket)
#include "tst_packet.moc"
