#include "ui/transport/transport.h"

#include "tests/ui/session/small_catalogue.h"
#include "tests/ui/session/two_cooks.h"
#include "ui/transport/speed.h"
#include "ui/widgets/badges.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/segmented_control.h"

#include <QComboBox>
#include <QLineEdit>
#include <QSlider>
#include <QtTest>

namespace interleave::transport {

class TestTransport : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void nothingCanBeDoneWithoutAProgram();
    void inLiveTheFieldsSayWhatRulesInstead();
    void theSeedIsForStrategiesThatHaveOne();
    void theSliderIsTheSpeed();
    void speedsSurviveTheirPositions();
    void stepBackMovesThePlayhead();
    void theBadgeStaysInANarrowBar();

private:
    widgets::IconButton* button(const QString& name) const;
    QComboBox* box(const QString& name) const;

    std::unique_ptr<session::Session> m_session;
    std::unique_ptr<Transport> m_bar;
};

void TestTransport::init()
{
    m_bar.reset();
    m_session = std::make_unique<session::Session>();
    m_session->setCatalogue(session::smallCatalogue());
    m_bar = std::make_unique<Transport>(*m_session);
    m_bar->resize(1440, 48);
    m_bar->show();
}

widgets::IconButton* TestTransport::button(const QString& name) const
{
    for (auto* each : m_bar->findChildren<widgets::IconButton*>())
        if (each->accessibleName() == name)
            return each;
    return nullptr;
}

QComboBox* TestTransport::box(const QString& name) const
{
    for (auto* each : m_bar->findChildren<QComboBox*>())
        if (each->accessibleName() == name)
            return each;
    return nullptr;
}

void TestTransport::nothingCanBeDoneWithoutAProgram()
{
    for (const char* name : {"Restart", "Step back", "Step", "Step lane", "Stop"})
        QVERIFY2(!button(QString::fromLatin1(name))->isEnabled(), name);
    QVERIFY(!m_bar->findChild<widgets::PrimaryButton*>()->isEnabled());
    session::Choice choice;
    choice.program = "say-hello";
    m_session->setChoice(choice);
    QVERIFY(button(QStringLiteral("Restart"))->isEnabled());
    QVERIFY(m_bar->findChild<widgets::PrimaryButton*>()->isEnabled());
}

void TestTransport::inLiveTheFieldsSayWhatRulesInstead()
{
    QVERIFY(box(QStringLiteral("Time"))->isEnabled());
    m_bar->findChild<widgets::SegmentedControl*>()->setCurrent(0);
    QCOMPARE(m_session->choice().mode, trace::Mode::Live);
    QVERIFY(!box(QStringLiteral("Time"))->isEnabled());
    QCOMPARE(box(QStringLiteral("Time"))->currentText(), QStringLiteral("wall"));
    QCOMPARE(box(QStringLiteral("Strategy"))->currentText(), QStringLiteral("system"));
    QCOMPARE(m_bar->findChild<widgets::Badge*>()->mode(), widgets::Badge::Mode::Live);
    m_bar->findChild<widgets::SegmentedControl*>()->setCurrent(1);
    QCOMPARE(box(QStringLiteral("Time"))->currentText(), QStringLiteral("ignored"));
}

void TestTransport::theSeedIsForStrategiesThatHaveOne()
{
    auto* seed = m_bar->findChild<QLineEdit*>();
    QVERIFY(!seed->isEnabled());
    QComboBox* strategy = box(QStringLiteral("Strategy"));
    strategy->setCurrentIndex(2);
    emit strategy->activated(2);
    QCOMPARE(m_session->choice().strategy, std::string("random"));
    QVERIFY(seed->isEnabled());
    seed->selectAll();
    QTest::keyClicks(seed, QStringLiteral("42x"));
    QTest::keyClick(seed, Qt::Key_Return);
    QCOMPARE(m_session->choice().seed, std::uint64_t(42));
}

void TestTransport::theSliderIsTheSpeed()
{
    auto* slider = m_bar->findChild<QSlider*>();
    slider->setValue(10);
    QCOMPARE(m_session->speed(), 10.0);
    slider->setValue(unlimited);
    QCOMPARE(m_session->speed(), session::Session::unlimitedSpeed);
    m_session->setSpeed(1);
    QCOMPARE(slider->value(), 0);
}

void TestTransport::speedsSurviveTheirPositions()
{
    for (int position = slowest; position <= unlimited; ++position)
        QCOMPARE(positionOf(speedAt(position)), position);
    QCOMPARE(speedText(1), QStringLiteral("1 u = 1 s"));
    QCOMPARE(speedText(10), QStringLiteral("1 u = 0.1 s"));
    QCOMPARE(speedText(100), QStringLiteral("1 u = 10 ms"));
    QCOMPARE(speedText(0.1), QStringLiteral("1 u = 10 s"));
}

void TestTransport::stepBackMovesThePlayhead()
{
    m_session->open(session::TwoCooks(2).trace, {.ending = trace::Ending::Completed}, QString());
    QTest::mouseClick(button(QStringLiteral("Step back")), Qt::LeftButton);
    QCOMPARE(m_session->playhead(), Step(12));
    QTest::mouseClick(button(QStringLiteral("Step")), Qt::LeftButton);
    QCOMPARE(m_session->playhead(), Step(13));
    QVERIFY(!button(QStringLiteral("Step"))->isEnabled());
    QCOMPARE(m_bar->findChild<widgets::Badge*>()->mode(), widgets::Badge::Mode::OpenedFile);
}

void TestTransport::theBadgeStaysInANarrowBar()
{
    auto* badge = m_bar->findChild<widgets::Badge*>();
    for (const int width : {1440, 1280, 1100, 980, 800, 700}) {
        m_bar->resize(width, 48);
        QVERIFY(badge->isVisible());
        QVERIFY2(badge->geometry().right() < width, qPrintable(QString::number(width)));
        QVERIFY(button(QStringLiteral("Stop"))->geometry().right() < badge->geometry().left());
    }
}

} // namespace interleave::transport

QTEST_MAIN(interleave::transport::TestTransport)
#include "tst_transport.moc"
