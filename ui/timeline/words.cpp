#include "ui/timeline/words.h"

#include "core/analysis/event_text.h"

#include <QCoreApplication>

#include <algorithm>

namespace interleave::timeline {
namespace {

using analysis::Detail;
using analysis::LaneStatus;
using analysis::LaneTrack;
using trace::ObjectKind;
using trace::Operation;

/// Where translators find these texts.
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(timeline)
};

QString laneText(const Picture& picture, LaneId lane)
{
    return QString::fromStdString(analysis::laneText(*picture.trace, lane));
}

QString objectText(const Picture& picture, ObjectId object)
{
    return isNone(object) ? QString() : QString::fromStdString(analysis::objectText(*picture.trace, object));
}

bool isPut(Operation operation)
{
    return operation == Operation::Put || operation == Operation::TryPut || operation == Operation::Send;
}

/// "step 10", or the time in traces that are read by time.
QString momentText(const Picture& picture, Step step)
{
    if (picture.isVirtual() || picture.ruler == Ruler::Steps)
        return Words::tr("step %1").arg(step + 1);
    return durationWords(static_cast<double>(picture.index->times().at(step)), false);
}

SegmentWords blockedWords(const Picture& picture, const Detail& detail, const LaneTrack::Piece& piece)
{
    const QString what = objectText(picture, detail.object);
    switch (picture.trace->object(detail.object).kind) {
    case ObjectKind::Queue:
    case ObjectKind::Pipe:
        return isPut(detail.operation) ? SegmentWords{Words::tr("blocked: %1 full").arg(what),
                                                      Words::tr("waits for a get"), Words::tr("full")}
                                       : SegmentWords{Words::tr("blocked: %1 empty").arg(what),
                                                      Words::tr("waits for a put"), Words::tr("empty")};
    case ObjectKind::Semaphore:
        return {Words::tr("blocked: no permit of %1").arg(what), Words::tr("waits for a release"),
                Words::tr("blocked")};
    default: break;
    }
    SegmentWords words{Words::tr("blocked: wants %1").arg(what), {}, Words::tr("blocked")};
    if (!isNone(detail.holder)) {
        const Step since = picture.index->heldSince(detail.object, piece.begin);
        words.second =
            since == analysis::noStep
                ? Words::tr("held by %1").arg(laneText(picture, detail.holder))
                : Words::tr("held by %1 since %2").arg(laneText(picture, detail.holder), momentText(picture, since));
    }
    return words;
}

SegmentWords waitingWords(const Picture& picture, const Detail& detail)
{
    const QString what = objectText(picture, detail.object);
    switch (detail.operation) {
    case Operation::Join:
        return {Words::tr("waiting: join %1").arg(what), Words::tr("%1 has not ended").arg(what), Words::tr("join")};
    case Operation::AwaitSet:
        return {Words::tr("waiting: %1 set").arg(what), Words::tr("not set yet"), Words::tr("waiting")};
    case Operation::Wake:
        return {Words::tr("waiting: signal of %1").arg(what), Words::tr("not notified yet"), Words::tr("waiting")};
    case Operation::Arrive:
    case Operation::Pass:
        return {Words::tr("waiting: barrier %1").arg(what), Words::tr("not everyone has arrived"),
                Words::tr("barrier")};
    case Operation::AwaitZero: return {Words::tr("waiting: %1 at zero").arg(what), {}, Words::tr("waiting")};
    case Operation::AwaitDone: return {Words::tr("waiting: %1 all done").arg(what), {}, Words::tr("waiting")};
    case Operation::Select:
        return {Words::tr("waiting: nothing is ready"), Words::tr("until a timer is due"), Words::tr("waiting")};
    case Operation::Exit: return {Words::tr("waiting: threads to end"), {}, Words::tr("waiting")};
    default:
        return {what.isEmpty() ? Words::tr("waiting") : Words::tr("waiting: %1").arg(what), {}, Words::tr("waiting")};
    }
}

/// "sleeping 2 u": how long it wants to sleep, from the event that began it.
QString sleepWords(const Picture& picture, const LaneTrack::Piece& piece)
{
    if (piece.begin >= picture.trace->size())
        return Words::tr("sleeping");
    const trace::Event event = picture.trace->event(piece.begin);
    const Nanoseconds begun = picture.trace->timeAt(piece.begin);
    const bool hasDeadline = event.isBlocked() || event.way() == trace::Way::Suspended;
    if (!hasDeadline || event.value == never || event.value < begun)
        return Words::tr("sleeping");
    const double lasts = static_cast<double>(event.value - begun);
    return picture.isVirtual() ? Words::tr("sleeping %1").arg(durationWords(lasts, true)) : Words::tr("sleeping");
}

bool hasTasks(const Picture& picture, LaneId lane)
{
    const Row* row = picture.rows->laneRow(lane);
    return row != nullptr && row->indent == 0 && row->count > 0;
}

} // namespace

SegmentWords segmentWords(const Picture& picture, LaneId lane, std::size_t number)
{
    const LaneTrack::Piece piece = picture.index->lane(lane).piece(number);
    const Detail& detail = picture.index->detail(piece.detail);
    switch (piece.status) {
    case LaneStatus::Running:
        return hasTasks(picture, lane) ? SegmentWords{Words::tr("runs tasks"), {}, Words::tr("runs")}
                                       : SegmentWords{Words::tr("runs"), {}, {}};
    case LaneStatus::Ready:
        return number == 0 ? SegmentWords{Words::tr("ready: not picked yet"), {}, Words::tr("ready")}
                           : SegmentWords{Words::tr("ready"), {}, {}};
    case LaneStatus::Blocked: return blockedWords(picture, detail, piece);
    case LaneStatus::Waiting: return waitingWords(picture, detail);
    case LaneStatus::Sleeping: return {sleepWords(picture, piece), {}, Words::tr("sleeping")};
    case LaneStatus::Suspended:
        return {Words::tr("suspended: await %1").arg(objectText(picture, detail.object)),
                Words::tr("resumes when it is done"), Words::tr("suspended")};
    case LaneStatus::Ended: return {detail.hasFailed ? Words::tr("failed") : Words::tr("ended"), {}, {}};
    case LaneStatus::Killed: return {Words::tr("killed"), {}, {}};
    }
    return {};
}

/// The playhead stands right behind the event that ended the lane. The lane's segment still covers that event: in Controlled
/// runs a lane runs in the steps of its own events.
static bool hasJustEnded(const Picture& picture, LaneId lane)
{
    if (picture.playhead == 0 || picture.playhead > picture.trace->size())
        return false;
    const trace::Event event = picture.trace->event(picture.playhead - 1);
    return event.lane == lane && event.operation == trace::Operation::End;
}

std::optional<LaneStatus> statusAtPlayhead(const Picture& picture, LaneId lane)
{
    const LaneTrack& track = picture.index->lane(lane);
    if (picture.playhead == 0)
        return std::nullopt;
    if (hasJustEnded(picture, lane))
        return LaneStatus::Ended;
    const auto piece = track.find(picture.playhead - 1);
    return piece ? std::optional(track.piece(*piece).status) : std::nullopt;
}

QString laneSentence(const Picture& picture, LaneId lane)
{
    const LaneTrack& track = picture.index->lane(lane);
    const auto number = picture.playhead == 0 ? std::nullopt : track.find(picture.playhead - 1);
    if (!number)
        return {};
    if (hasJustEnded(picture, lane))
        return picture.trace->event(picture.playhead - 1).value == 1 ? Words::tr("failed") : Words::tr("ended");
    const LaneTrack::Piece piece = track.piece(*number);
    const Detail& detail = picture.index->detail(piece.detail);
    const QString what = objectText(picture, detail.object);
    switch (piece.status) {
    case LaneStatus::Running: return Words::tr("running");
    case LaneStatus::Blocked: return what.isEmpty() ? Words::tr("blocked") : Words::tr("blocked on %1").arg(what);
    case LaneStatus::Waiting: return what.isEmpty() ? Words::tr("waiting") : Words::tr("waits for %1").arg(what);
    case LaneStatus::Sleeping: return sleepWords(picture, piece);
    case LaneStatus::Suspended: return Words::tr("suspended: %1").arg(what);
    case LaneStatus::Ready: return Words::tr("ready");
    case LaneStatus::Ended: return detail.hasFailed ? Words::tr("failed") : Words::tr("ended");
    case LaneStatus::Killed: return Words::tr("killed");
    }
    return {};
}

QString objectSentence(const Picture& picture, ObjectId id)
{
    const trace::Object& object = picture.trace->object(id);
    const analysis::ObjectTrack& track = picture.index->object(id);
    const std::string_view kindName = trace::name(object.kind);
    const QString kind = QString::fromUtf8(kindName.data(), static_cast<qsizetype>(kindName.size()));
    switch (object.kind) {
    case ObjectKind::Mutex:
    case ObjectKind::RecursiveMutex:
    case ObjectKind::SharedMutex:
    case ObjectKind::Once: {
        const auto hold = picture.playhead == 0 ? std::nullopt : track.holdAt(picture.playhead - 1);
        if (!hold)
            return Words::tr("%1 · free").arg(kind);
        const LaneId holder = track.holds()[*hold].who();
        return isNone(holder) ? Words::tr("%1 · several readers").arg(kind)
                              : Words::tr("%1 · held by %2").arg(kind, laneText(picture, holder));
    }
    case ObjectKind::Queue: {
        const QString order = object.policy == 1   ? Words::tr("LIFO")
                              : object.policy == 2 ? Words::tr("by priority")
                                                   : Words::tr("FIFO");
        return object.bound > 0 ? Words::tr("queue · %1 slots, %2").arg(object.bound).arg(order)
                                : Words::tr("queue · no bound, %1").arg(order);
    }
    case ObjectKind::Loop: return Words::tr("timers");
    default: return kind;
    }
}

/// Whether what a variable was last given before the playhead is a text.
bool isTextNow(const Picture& picture, ObjectId id)
{
    const auto& values = picture.index->object(id).values();
    const auto after = std::partition_point(values.begin(), values.end(), [&](const auto& value) {
        return value.step < picture.playhead;
    });
    return after != values.begin() && picture.trace->event((after - 1)->step).has(trace::EventFlag::Text);
}

QString fillSentence(const Picture& picture, ObjectId id)
{
    const trace::Object& object = picture.trace->object(id);
    const auto known = picture.playhead == 0 ? std::nullopt : picture.index->object(id).valueAt(picture.playhead - 1);
    const std::int64_t value = known ? *known : object.initial;
    switch (object.kind) {
    case ObjectKind::Queue:
        if (object.bound <= 0)
            return Words::tr("%1 inside").arg(value);
        return value == object.bound ? Words::tr("%1 of %1 full").arg(object.bound)
                                     : Words::tr("%1 of %2").arg(value).arg(object.bound);
    case ObjectKind::Semaphore: return Words::tr("%1 of %2 permits").arg(value).arg(object.initial);
    case ObjectKind::Event: return value != 0 ? Words::tr("set") : Words::tr("not set");
    case ObjectKind::Latch: return Words::tr("%1 to go").arg(value);
    case ObjectKind::Variable: return Words::tr("= %1").arg(valueText(*picture.trace, value, isTextNow(picture, id)));
    case ObjectKind::Future: return known && value == 0 ? Words::tr("done") : Words::tr("pending");
    default: return {};
    }
}

QString headTitle(const Picture& picture, const Row& row)
{
    if (row.key.kind == RowKind::Process) {
        for (std::size_t i = 0; i < picture.trace->laneCount(); ++i)
            if (picture.trace->lane(LaneId(i)).process == row.key.id)
                return row.key.id == 0 ? Words::tr("target")
                                       : Words::tr("process %1").arg(laneText(picture, LaneId(i)));
        return Words::tr("process %1").arg(row.key.id);
    }
    const char* const titles[] = {
        QT_TRANSLATE_NOOP("timeline", "Locks"),     QT_TRANSLATE_NOOP("timeline", "Semaphores and barriers"),
        QT_TRANSLATE_NOOP("timeline", "Queues"),    QT_TRANSLATE_NOOP("timeline", "Events and conditions"),
        QT_TRANSLATE_NOOP("timeline", "Variables"), QT_TRANSLATE_NOOP("timeline", "The loop's objects")};
    return row.key.id < std::size(titles) ? Words::tr(titles[row.key.id]) : QString();
}

QString headNote(const Picture& picture, const Row& row)
{
    if (row.key.kind == RowKind::Section)
        return QString::number(row.count);
    int threads = 0;
    int tasks = 0;
    for (std::size_t i = 0; i < picture.trace->laneCount(); ++i) {
        const trace::Lane& lane = picture.trace->lane(LaneId(i));
        if (lane.process == row.key.id)
            ++(lane.kind == trace::LaneKind::Task ? tasks : threads);
    }
    const QString threadWords = threads == 1 ? Words::tr("one thread") : Words::tr("%1 threads").arg(threads);
    return tasks == 0   ? threadWords
           : tasks == 1 ? Words::tr("%1, one task").arg(threadWords)
                        : Words::tr("%1, %2 tasks").arg(threadWords).arg(tasks);
}

QString segmentToolTip(const Picture& picture, LaneId lane, std::size_t number)
{
    const LaneTrack::Piece piece = picture.index->lane(lane).piece(number);
    const SegmentWords words = segmentWords(picture, lane, number);
    QStringList lines{laneText(picture, lane) + QStringLiteral(": ") + words.first};
    if (!words.second.isEmpty())
        lines << words.second;
    const auto& times = picture.index->times();
    const bool isOpen = piece.end == analysis::noStep;
    lines << (isOpen ? Words::tr("since step %1").arg(piece.begin + 1)
                     : Words::tr("steps %1 – %2").arg(piece.begin + 1).arg(piece.end));
    const double lasts = static_cast<double>((isOpen ? times.last() : times.at(piece.end)) - times.at(piece.begin));
    if (lasts > 0)
        lines << Words::tr("for %1").arg(durationWords(lasts, picture.isVirtual()));
    const Detail& detail = picture.index->detail(piece.detail);
    if (const auto source = analysis::sourceText(*picture.trace, detail.source); !source.empty())
        lines << QString::fromStdString(source);
    return lines.join(u'\n');
}

QString stateWord(theme::State state)
{
    switch (state) {
    case theme::State::Running: return Words::tr("running");
    case theme::State::Ready: return Words::tr("ready");
    case theme::State::Blocked: return Words::tr("blocked");
    case theme::State::Waiting: return Words::tr("waiting");
    case theme::State::Sleeping: return Words::tr("sleeping");
    case theme::State::Suspended: return Words::tr("suspended");
    case theme::State::Ended: return Words::tr("ended");
    case theme::State::Killed: return Words::tr("killed");
    }
    return {};
}

QString causeWord(analysis::CauseKind kind)
{
    using analysis::CauseKind;
    switch (kind) {
    case CauseKind::Spawn: return Words::tr("spawn");
    case CauseKind::Join: return Words::tr("join");
    case CauseKind::HandOff: return Words::tr("hand-off");
    case CauseKind::Signal: return Words::tr("signal");
    case CauseKind::Permit: return Words::tr("permit");
    case CauseKind::Item: return Words::tr("put → get");
    case CauseKind::Room: return Words::tr("get → room");
    case CauseKind::Message: return Words::tr("send → receive");
    case CauseKind::Resolve: return Words::tr("await → resume");
    case CauseKind::Cancel: return Words::tr("cancel");
    case CauseKind::Timer: return Words::tr("timer → ready");
    case CauseKind::Call: return Words::tr("call");
    case CauseKind::Close: return Words::tr("close");
    }
    return {};
}

QString valueText(const trace::Trace& trace, std::int64_t value, bool isName)
{
    if (!isName)
        return QString::number(value);
    const std::string_view text = trace.name(NameId(static_cast<std::uint32_t>(value)));
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace interleave::timeline
