#include "ui/state/scene.h"

#include "ui/session/signs.h"

#include <QCoreApplication>

namespace interleave::state {
namespace {

/// Where translators find these texts.
struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(state)
};

} // namespace

theme::LaneSign signOf(const Scene& scene, LaneId lane)
{
    return session::signOf(scene.trace, lane);
}

theme::ResourceSign signOf(const Scene& scene, ObjectId object)
{
    return session::signOf(scene.trace, object);
}

QString nameOf(const Scene& scene, LaneId lane)
{
    return session::laneName(scene.trace, lane);
}

QString nameOf(const Scene& scene, ObjectId object)
{
    return session::resourceName(scene.trace, object);
}

QString momentText(const Scene& scene, Step step)
{
    if (!scene.isControlled() && step < scene.trace.size())
        return session::timeText(scene.trace, scene.trace.timeAt(step));
    return Texts::tr("step %1").arg(step + 1); // events are numbered from 1 where they are shown
}

QString lineText(const Scene& scene, SourceId source)
{
    const std::uint32_t line = scene.trace.source(source).line;
    return line == 0 ? QString() : Texts::tr("line %1").arg(line);
}

QString sinceText(const Scene& scene, Step step, SourceId source)
{
    if (step == analysis::noStep)
        return {};
    const QString line = lineText(scene, source);
    const QString since = Texts::tr("since %1").arg(momentText(scene, step));
    return line.isEmpty() ? since : since + QStringLiteral(", ") + line;
}

QString lengthText(const Scene& scene, Nanoseconds length)
{
    return session::timeText(scene.trace, length);
}

QString valueText(const Scene& scene, std::int64_t value, bool isText)
{
    if (!isText)
        return QString::number(value);
    const std::string_view text = scene.trace.name(static_cast<NameId>(static_cast<std::uint32_t>(value)));
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString countText(std::int64_t count, const QString& one, const QString& several)
{
    return count == 1 ? one : several.arg(count);
}

} // namespace interleave::state
