// First of all: the rules have a member that Qt's keywords would rename.
#include "ui/session/session.h"

#include "ui/graph/words.h"

#include "ui/session/signs.h"

#include <QCoreApplication>
#include <QStringList>

namespace interleave::graph {
namespace {

using analysis::WaitEdge;
using analysis::WaitForGraph;
using analysis::WaitKind;
using analysis::WaitNode;
using trace::ObjectKind;

/// Where translators find these texts.
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(graph)
};

} // namespace

std::variant<theme::LaneSign, theme::ResourceSign> signOf(const trace::Trace& trace, const WaitNode& node)
{
    if (!node.isLane())
        return session::signOf(trace, node.object);
    return session::signOf(trace, node.lane);
}

QString nameOf(const trace::Trace& trace, const WaitNode& node)
{
    return node.isLane() ? session::laneName(trace, node.lane) : session::resourceName(trace, node.object);
}

QString word(const trace::Trace& trace, const WaitForGraph& graph, const WaitEdge& edge)
{
    switch (edge.kind) {
    case WaitKind::Wants: return Words::tr("wants");
    case WaitKind::Awaits: {
        const bool isResult = graph.nodes()[edge.to].isLane() ||
                              trace.object(graph.nodes()[edge.to].object).kind == ObjectKind::Future;
        return isResult ? Words::tr("awaits") : Words::tr("waits for");
    }
    case WaitKind::HeldBy: return Words::tr("held by");
    case WaitKind::Joins: return Words::tr("joins");
    case WaitKind::Behind: return Words::tr("behind");
    case WaitKind::NeedsThread: return Words::tr("needs its thread");
    case WaitKind::MayHelp: break;
    }
    switch (trace.object(graph.nodes()[edge.from].object).kind) {
    case ObjectKind::Semaphore: return Words::tr("can release");
    case ObjectKind::Event: return Words::tr("can set it");
    case ObjectKind::Condition: return Words::tr("can notify");
    default: return Words::tr("can help");
    }
}

QString momentText(const trace::Trace& trace, Step step)
{
    return trace.info().mode == trace::Mode::Live && step < trace.size()
               ? session::timeText(trace, trace.timeAt(step))
               : Words::tr("step %1").arg(step + 1);
}

QString sentence(const trace::Trace& trace, const WaitForGraph& graph, const WaitEdge& edge)
{
    const QString from = nameOf(trace, graph.nodes()[edge.from]);
    const QString to = nameOf(trace, graph.nodes()[edge.to]);
    QString text;
    switch (edge.kind) {
    case WaitKind::Wants: text = Words::tr("%1 wants %2").arg(from, to); break;
    case WaitKind::Awaits: text = Words::tr("%1 waits for %2").arg(from, to); break;
    case WaitKind::HeldBy: text = Words::tr("%1 is held by %2").arg(from, to); break;
    case WaitKind::Joins: text = Words::tr("%1 waits until %2 has ended").arg(from, to); break;
    case WaitKind::Behind: text = Words::tr("%1 waits until %2 has had its turn").arg(from, to); break;
    case WaitKind::NeedsThread: text = Words::tr("%1 needs the thread that %2 blocks").arg(from, to); break;
    case WaitKind::MayHelp: return Words::tr("%2 can end the wait for %1, as it did before").arg(from, to);
    }
    if (edge.since != analysis::noStep)
        text = Words::tr("%1 since %2").arg(text, momentText(trace, edge.since));
    if (const std::uint32_t line = trace.source(edge.source).line; line != 0)
        text = Words::tr("%1, line %2").arg(text).arg(line);
    return text;
}

QString ringTitle(const analysis::WaitCycle& cycle)
{
    return Words::tr("cycle of %1").arg(cycle.nodes.size());
}

QString ringNote(const trace::Trace& trace, const analysis::WaitCycle& cycle)
{
    const QString moment = momentText(trace, cycle.closed);
    return cycle.isFinal ? Words::tr("closed at %1").arg(moment) : Words::tr("until a time-out, since %1").arg(moment);
}

QString description(const trace::Trace& trace, const WaitForGraph& graph)
{
    QStringList sentences;
    for (const analysis::WaitCycle& cycle : graph.cycles())
        sentences << Words::tr("A %1, %2.").arg(ringTitle(cycle), ringNote(trace, cycle));
    for (const WaitEdge& edge : graph.edges())
        sentences << sentence(trace, graph, edge) + QLatin1Char('.');
    return sentences.isEmpty() ? Words::tr("Nobody waits for anybody.") : sentences.join(QLatin1Char(' '));
}

} // namespace interleave::graph
