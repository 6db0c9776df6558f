#include "ui/session/identity.h"

#include "core/host/catalogue.h"

#include <QCoreApplication>

namespace interleave::session {
namespace {

QString text(std::string_view view)
{
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

QString firstLetter(const QString& name, Qt::CaseSensitivity keepsCase)
{
    for (const QChar letter : name)
        if (letter.isLetterOrNumber())
            return keepsCase == Qt::CaseSensitive ? QString(letter) : QString(letter.toUpper());
    return QStringLiteral("?");
}

} // namespace

LaneIdentity identityOf(const trace::Trace& trace, LaneId lane)
{
    const trace::Lane& facts = trace.lane(lane);
    const int number = static_cast<int>(index(lane));
    if (facts.kind == trace::LaneKind::Task)
        return {firstLetter(text(trace.name(facts.name)), Qt::CaseSensitive), number};
    if (isNone(facts.creator))
        return {firstLetter(text(trace.name(facts.name)), Qt::CaseInsensitive), number};
    return {QString::number(number), number};
}

int ordinalOfKind(const trace::Trace& trace, ObjectId object)
{
    const trace::ObjectKind kind = trace.object(object).kind;
    int ordinal = 0;
    for (std::uint32_t i = 0; i < index(object) && i < trace.objectCount(); ++i)
        ordinal += trace.object(ObjectId(i)).kind == kind ? 1 : 0;
    return ordinal;
}

int ObjectOrdinals::of(const trace::Trace& trace, ObjectId object)
{
    if (!trace.knows(object))
        return 0;
    m_counts.resize(trace::objectKindCount);
    while (m_ordinals.size() <= index(object)) {
        const trace::ObjectKind kind = trace.object(ObjectId(static_cast<std::uint32_t>(m_ordinals.size()))).kind;
        m_ordinals.push_back(m_counts[static_cast<std::size_t>(kind)]++);
    }
    return m_ordinals[index(object)];
}

QString laneName(const trace::Trace& trace, LaneId lane)
{
    const QString name = text(trace.laneName(lane));
    return name.isEmpty() ? QCoreApplication::translate("session", "lane %1").arg(index(lane)) : name;
}

QString resourceName(const trace::Trace& trace, ObjectId object)
{
    const QString name = text(trace.objectName(object));
    if (!name.isEmpty())
        return name;
    return text(trace::name(trace.object(object).kind)) + QLatin1Char(' ') + QString::number(index(object));
}

QString timeText(const trace::Trace& trace, Nanoseconds time)
{
    const double seconds = static_cast<double>(time) / 1e9;
    if (trace.info().mode == trace::Mode::Controlled)
        return QCoreApplication::translate("session", "%1 u").arg(QString::fromStdString(host::numberText(seconds)));
    if (seconds < 1e-3)
        return QCoreApplication::translate("session", "%1 µs").arg(seconds * 1e6, 0, 'f', 0);
    if (seconds < 1)
        return QCoreApplication::translate("session", "%1 ms").arg(seconds * 1e3, 0, 'f', 1);
    return QCoreApplication::translate("session", "%1 s").arg(seconds, 0, 'f', 1);
}

} // namespace interleave::session
