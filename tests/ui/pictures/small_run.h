#pragma once

// First of all: the rules have a member that Qt's keywords would rename.
#include "ui/session/session.h"

#include "core/trace/trace.h"

#include <QTest>

#include <memory>
#include <string>
#include <vector>

namespace interleave::test {

/// A run that is written by hand, with what pictures look at: texts, processes, where a variable was made.
struct SmallRun
{
    std::shared_ptr<trace::MemoryStore> store = std::make_shared<trace::MemoryStore>();
    std::shared_ptr<trace::Trace> trace;
    LaneId main = LaneId::none;

    explicit SmallRun(trace::Mode mode = trace::Mode::Controlled, trace::TimeSetting time = trace::TimeSetting::Ignored)
    {
        trace::RunInfo info;
        info.scenario = "by-hand";
        info.variant = "only";
        info.mode = mode;
        info.time = time;
        trace = std::make_shared<trace::Trace>(store, info);
        trace->setClock(0, 1.0);
        main = lane("main", trace::LaneKind::Process, LaneId::none);
    }

    NameId text(const std::string& words)
    {
        trace->appendName(words);
        return NameId(static_cast<std::uint32_t>(trace->nameCount() - 1));
    }

    /// A lane that has begun; a process is a new one.
    LaneId lane(const std::string& name, trace::LaneKind kind, LaneId creator)
    {
        const auto id = LaneId(static_cast<std::uint32_t>(trace->laneCount()));
        const auto object = ObjectId(static_cast<std::uint32_t>(trace->objectCount()));
        const bool isProcess = kind == trace::LaneKind::Process;
        const bool isFirst = isNone(creator);
        const std::uint32_t process = isFirst ? 0 : isProcess ? ++lastProcess : trace->lane(creator).process;
        const NameId named = text(name);
        trace->appendLane({.kind = kind, .name = named, .creator = creator, .object = object, .process = process});
        trace->appendObject({.kind = isProcess ? trace::ObjectKind::Process : trace::ObjectKind::Thread,
                             .name = named,
                             .creator = creator,
                             .lane = id});
        if (!isFirst) {
            add(creator, trace::Operation::Create, object);
            add(creator, trace::Operation::Start, object);
        }
        add(id, trace::Operation::Begin, object);
        return id;
    }

    /// Made by a lane in a function.
    ObjectId make(LaneId creator, trace::ObjectKind kind, const std::string& name, std::int64_t initial = 0,
                  std::int64_t bound = 0, const std::string& function = "program")
    {
        const auto id = ObjectId(static_cast<std::uint32_t>(trace->objectCount()));
        NameId named = NameId::none;
        for (std::size_t i = 0; i < trace->nameCount(); ++i)
            if (trace->name(NameId(static_cast<std::uint32_t>(i))) == function)
                named = NameId(static_cast<std::uint32_t>(i));
        if (isNone(named))
            named = text(function);
        trace->appendSource({.file = named, .function = named, .line = 1, .column = 1});
        trace->appendObject({.kind = kind,
                             .name = text(name),
                             .creator = creator,
                             .initial = initial,
                             .bound = bound,
                             .source = SourceId(static_cast<std::uint32_t>(trace->sourceCount() - 1))});
        add(creator, trace::Operation::Create, id);
        return id;
    }

    /// The step of the event.
    Step add(LaneId lane, trace::Operation operation, ObjectId object, std::int64_t value = 0,
             trace::Way way = trace::Way::Success, bool isText = false)
    {
        trace::Event event{.stamp = stamp++, .lane = lane, .object = object, .value = value, .operation = operation};
        event.setWay(way);
        if (isText)
            event.set(trace::EventFlag::Text);
        trace->appendEvent(store->append(event));
        return trace->size() - 1;
    }

    /// A lane leaves this text in a variable.
    Step write(LaneId lane, ObjectId variable, const std::string& words,
               trace::Operation operation = trace::Operation::Modify)
    {
        return add(lane, operation, variable, index(text(words)), trace::Way::Success, true);
    }

    /// From the next event on it is this time.
    void clock(Nanoseconds time) { add(LaneId::none, trace::Operation::Clock, ObjectId::none, time); }

    std::uint64_t stamp = 0;
    std::uint32_t lastProcess = 0;
};

/// A picture of a run, at its end.
template <typename Kind>
struct Shown
{
    session::Session session;
    Kind picture;

    explicit Shown(const SmallRun& run, std::vector<std::string> objects = {}, int width = 348)
        : picture(session, {trace::PictureKind::Page, "Picture", std::move(objects)})
    {
        session.open(run.trace, {}, QStringLiteral("run"));
        resize(width);
        picture.show();
        settle();
    }
    /// The indexes have looked at everything, and the moment is the playhead's.
    void settle()
    {
        QTRY_COMPARE(session.moment().step, session.playhead());
        for (int i = 0; i < 20; ++i)
            QCoreApplication::processEvents();
        picture.refreshNow();
        resize(picture.width());
    }
    void resize(int width)
    {
        picture.resize(width, std::max(1, picture.heightForWidth(width)));
        picture.refreshNow();
    }
    void goTo(Step step)
    {
        session.setPlayhead(step);
        settle();
    }
    void click(QPointF at) { QTest::mouseClick(&picture, Qt::LeftButton, {}, at.toPoint()); }
    bool says(const QString& words) const { return picture.accessibleDescription().contains(words); }
};

} // namespace interleave::test
