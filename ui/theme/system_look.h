#pragma once

#include <QDBusConnection>
#include <QDBusVariant>
#include <QObject>
#include <QVariant>

#include <chrono>
#include <optional>

class QDBusMessage;

namespace interleave::theme {

/// What the desktop says about its look: dark or light, and whether animations are wanted.
///
/// Asks the settings portal over D-Bus and listens to changes; Qt 6.4 has no such question itself. Without a portal
/// nothing is known, and the caller falls back.
class SystemLook : public QObject
{
    Q_OBJECT

public:
    enum class Preference { None, Dark, Light };

    /// Asks on `bus`, waiting for the first answer for at most `patience`; a later one arrives through `changed`.
    /// Zero never waits.
    SystemLook(QDBusConnection bus, std::chrono::milliseconds patience, QObject* parent = nullptr);

    /// The session's bus; not connected when there is none, instead of starting one.
    static QDBusConnection sessionBus();

    Preference preference() const { return m_preference; }

    /// False only when the desktop says so.
    bool wantsAnimations() const { return m_wantsAnimations; }

signals:
    void changed();

private slots:
    void settingChanged(const QString& group, const QString& key, const QDBusVariant& value);

private:
    void ask(const QString& group, const QString& key, std::chrono::milliseconds patience);
    void take(const QString& group, const QString& key, const QVariant& value);

    QDBusConnection m_bus;
    Preference m_preference = Preference::None;
    bool m_wantsAnimations = true;
};

} // namespace interleave::theme
