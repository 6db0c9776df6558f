#include "ui/theme/style.h"
#include "ui/theme/system_look.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QPalette>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QWidget>

using namespace interleave::theme;

/// Stands in for the desktop's portal on a bus of the test's own.
class Portal : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")

public:
    uint colourScheme = 0;
    bool animations = true;

public slots:
    Q_SCRIPTABLE QDBusVariant Read(const QString& group, const QString&)
    {
        // The real one wraps twice, too.
        const QVariant value =
            group == QLatin1String("org.freedesktop.appearance") ? QVariant(colourScheme) : animations;
        return QDBusVariant(QVariant::fromValue(QDBusVariant(value)));
    }
};

void tellChange(QDBusConnection& desktop, uint colourScheme)
{
    QDBusMessage signal =
        QDBusMessage::createSignal(QStringLiteral("/org/freedesktop/portal/desktop"),
                                   QStringLiteral("org.freedesktop.portal.Settings"), QStringLiteral("SettingChanged"));
    signal << QStringLiteral("org.freedesktop.appearance") << QStringLiteral("color-scheme")
           << QVariant::fromValue(QDBusVariant(colourScheme));
    QVERIFY(desktop.send(signal));
}

class ThemeTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void choiceOfSchemeSetsThePalette();
    void systemFallsBackToTheLightnessFound();
    void changedIsToldOnce();
    void reducedMotionTakesNoTime();
    void withoutABusNothingIsKnown();
    void portalIsAskedAndListenedTo();

private:
    QWidget m_widget;
};

void ThemeTest::init()
{
    QApplication::setPalette(toQPalette(light()));
    m_widget.show();
    QVERIFY(QTest::qWaitForWindowExposed(&m_widget));
}

void ThemeTest::choiceOfSchemeSetsThePalette()
{
    Theme theme(*qApp);
    theme.setScheme(Scheme::Dark);
    QCOMPARE(&theme.palette(), &dark());
    QCOMPARE(QApplication::palette().color(QPalette::Window), dark().panel);
    QTRY_COMPARE(&paletteFor(m_widget), &dark());
    theme.setScheme(Scheme::Light);
    QTRY_COMPARE(&paletteFor(m_widget), &light());
}

void ThemeTest::systemFallsBackToTheLightnessFound()
{
    QApplication::setPalette(toQPalette(dark()));
    Theme theme(*qApp);
    QCOMPARE(&theme.palette(), &dark());
    theme.setScheme(Scheme::Light);
    theme.setScheme(Scheme::System);
    QCOMPARE(&theme.palette(), &dark());
}

void ThemeTest::changedIsToldOnce()
{
    Theme theme(*qApp);
    QSignalSpy changed(&theme, &Theme::changed);
    theme.setScheme(Scheme::Light);
    QCOMPARE(changed.count(), 0);
    theme.setScheme(Scheme::Dark);
    theme.setScheme(Scheme::Dark);
    QCOMPARE(changed.count(), 1);
}

void ThemeTest::reducedMotionTakesNoTime()
{
    Theme theme(*qApp);
    theme.setMotion(Motion::Full);
    QCOMPARE(motionTime(m_widget, 120), 120);
    theme.setMotion(Motion::Reduced);
    QVERIFY(theme.isMotionReduced());
    QCOMPARE(motionTime(m_widget, 120), 0);
}

void ThemeTest::withoutABusNothingIsKnown()
{
    const SystemLook look(QDBusConnection(QString()), std::chrono::milliseconds(0));
    QCOMPARE(look.preference(), SystemLook::Preference::None);
    QVERIFY(look.wantsAnimations());
}

void ThemeTest::portalIsAskedAndListenedTo()
{
    const QString daemon = QStandardPaths::findExecutable(QStringLiteral("dbus-daemon"));
    if (daemon.isEmpty()) {
        QSKIP("dbus-daemon is not installed");
    }
    QProcess bus;
    bus.start(daemon, {QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--print-address")});
    QVERIFY(bus.waitForReadyRead());
    const QString address = QString::fromUtf8(bus.readLine()).trimmed();

    Portal portal;
    portal.colourScheme = 1;
    portal.animations = false;
    QDBusConnection desktop = QDBusConnection::connectToBus(address, QStringLiteral("desktop"));
    QVERIFY(desktop.registerObject(QStringLiteral("/org/freedesktop/portal/desktop"), &portal,
                                   QDBusConnection::ExportScriptableContents));
    QVERIFY(desktop.registerService(QStringLiteral("org.freedesktop.portal.Desktop")));

    auto look = std::make_unique<SystemLook>(QDBusConnection::connectToBus(address, QStringLiteral("window")),
                                             std::chrono::milliseconds(0));
    const SystemLook& told = *look;
    Theme theme(*qApp, std::move(look));
    QTRY_COMPARE(told.preference(), SystemLook::Preference::Dark);
    QTRY_VERIFY(!told.wantsAnimations());
    QCOMPARE(&theme.palette(), &dark());
    QVERIFY(theme.isMotionReduced());

    tellChange(desktop, 2);
    QTRY_COMPARE(told.preference(), SystemLook::Preference::Light);
    QCOMPARE(&theme.palette(), &light());

    theme.setScheme(Scheme::Dark);
    tellChange(desktop, 0);
    QTRY_COMPARE(told.preference(), SystemLook::Preference::None);
    QCOMPARE(&theme.palette(), &dark());

    QDBusConnection::disconnectFromBus(QStringLiteral("desktop"));
    QDBusConnection::disconnectFromBus(QStringLiteral("window"));
    bus.terminate();
    QVERIFY(bus.waitForFinished());
}

QTEST_MAIN(ThemeTest)
#include "tst_theme.moc"
