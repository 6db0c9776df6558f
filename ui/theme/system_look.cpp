#include "ui/theme/system_look.h"

#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusPendingCall>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QFileInfo>

namespace interleave::theme {
namespace {

constexpr auto service = "org.freedesktop.portal.Desktop";
constexpr auto path = "/org/freedesktop/portal/desktop";
constexpr auto interface = "org.freedesktop.portal.Settings";
constexpr auto appearance = "org.freedesktop.appearance";
constexpr auto colourScheme = "color-scheme";
constexpr auto gnome = "org.gnome.desktop.interface";
constexpr auto animations = "enable-animations";
constexpr int lateAnswer = 20'000;

/// `Read` wraps its answer in a variant more often than its signature says.
QVariant unwrapped(QVariant value)
{
    while (value.userType() == qMetaTypeId<QDBusVariant>()) {
        value = value.value<QDBusVariant>().variant();
    }
    return value;
}

} // namespace

QDBusConnection SystemLook::sessionBus()
{
    // Without this look libdbus may start a bus of its own on X11, which takes longer than the whole window.
    const bool isThere = qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS")
                         || QFileInfo::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + QStringLiteral("/bus"));
    return isThere ? QDBusConnection::sessionBus() : QDBusConnection(QString());
}

SystemLook::SystemLook(QDBusConnection bus, std::chrono::milliseconds patience, QObject* parent)
    : QObject(parent)
    , m_bus(std::move(bus))
{
    if (!m_bus.isConnected()) {
        return;
    }
    // Qt learns its own D-Bus types on first use, and `connect` refuses a slot whose types it has not learnt.
    QDBusMetaType::typeToSignature(QMetaType::fromType<QDBusVariant>());
    m_bus.connect(QString::fromLatin1(service), QString::fromLatin1(path), QString::fromLatin1(interface),
                  QStringLiteral("SettingChanged"), this, SLOT(settingChanged(QString, QString, QDBusVariant)));
    ask(QString::fromLatin1(appearance), QString::fromLatin1(colourScheme), patience);
    ask(QString::fromLatin1(gnome), QString::fromLatin1(animations), std::chrono::milliseconds(0));
}

void SystemLook::ask(const QString& group, const QString& key, std::chrono::milliseconds patience)
{
    QDBusMessage question = QDBusMessage::createMethodCall(QString::fromLatin1(service), QString::fromLatin1(path),
                                                           QString::fromLatin1(interface), QStringLiteral("Read"));
    question << group << key;
    if (patience.count() > 0) {
        const QDBusMessage answer = m_bus.call(question, QDBus::Block, static_cast<int>(patience.count()));
        if (answer.type() == QDBusMessage::ReplyMessage && !answer.arguments().isEmpty()) {
            take(group, key, answer.arguments().constFirst());
            return;
        }
    }
    auto* watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(question, lateAnswer), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, group, key](QDBusPendingCallWatcher* done) {
        const QDBusPendingReply<QDBusVariant> reply = *done;
        if (!reply.isError()) {
            take(group, key, reply.value().variant());
        }
        done->deleteLater();
    });
}

void SystemLook::settingChanged(const QString& group, const QString& key, const QDBusVariant& value)
{
    take(group, key, value.variant());
}

void SystemLook::take(const QString& group, const QString& key, const QVariant& value)
{
    const QVariant plain = unwrapped(value);
    if (group == QLatin1String(appearance) && key == QLatin1String(colourScheme)) {
        const uint number = plain.toUInt();
        const auto told = number == 1 ? Preference::Dark : number == 2 ? Preference::Light : Preference::None;
        if (told != m_preference) {
            m_preference = told;
            emit changed();
        }
    } else if (group == QLatin1String(gnome) && key == QLatin1String(animations)) {
        if (plain.toBool() != m_wantsAnimations) {
            m_wantsAnimations = plain.toBool();
            emit changed();
        }
    }
}

} // namespace interleave::theme
