#include "ui/state/practice.h"

#include <QCoreApplication>
#include <QStringList>

namespace interleave::state {
namespace {

using analysis::DeadlockConditions;
using analysis::Guard;
using theme::Role;
using theme::TextRole;

/// Where translators find these texts.
struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(state)
};

Block conditionBlock(const QString& title, const DeadlockConditions::Condition& condition, const QString& why,
                     const QString& whyNot)
{
    Block block;
    Line line;
    line.left = {condition.holds ? Mark{theme::Icon::Ok, Role::Error} : Mark{theme::Icon::Broken, Role::Hint},
                 Words{title, TextRole::Body, condition.holds ? Role::Text : Role::Secondary}};
    line.right = {Words{condition.holds ? why : whyNot, TextRole::SecondaryLine, Role::Hint}};
    line.height = 18;
    block.lines = {std::move(line)};
    block.name = (condition.holds ? Texts::tr("%1 holds: %2") : Texts::tr("%1 does not hold: %2"))
                     .arg(title, condition.holds ? why : whyNot);
    block.tip = block.name;
    block.lane = condition.lane;
    return block;
}

} // namespace

Block nestingBlock(const Scene& scene, const analysis::Nested& pair)
{
    const bool isOpposite = scene.ledger.nesting().isOpposite(pair);
    const QString held = nameOf(scene, pair.held);
    const QString wanted = nameOf(scene, pair.wanted);
    Line line;
    line.left = {signOf(scene, pair.lane),
                 signOf(scene, pair.held),
                 Words{held, TextRole::Body},
                 Arrow{},
                 signOf(scene, pair.wanted),
                 Words{wanted, TextRole::Body}};
    line.right = {isOpposite
                      ? Words{Texts::tr("opposite"), TextRole::SecondaryLine, Role::Error}
                      : Words{Texts::tr("while holding %1").arg(held), TextRole::SecondaryLine, Role::Secondary}};
    line.height = 20;
    Block block;
    block.lines = {std::move(line)};
    block.step = pair.first;
    block.lane = pair.lane;
    block.name = Texts::tr("%1 takes %2 while holding %3, first at %4, %5")
                     .arg(nameOf(scene, pair.lane), wanted, held, momentText(scene, pair.first),
                          countText(static_cast<std::int64_t>(pair.times), Texts::tr("once"), Texts::tr("%1 times")));
    if (isOpposite)
        block.name += Texts::tr(". Somebody takes them the other way round: that can end in a deadlock");
    block.tip = block.name;
    return block;
}

std::int64_t oppositeCount(const Scene& scene)
{
    std::int64_t count = 0;
    for (const analysis::Nested& pair : scene.ledger.nesting().pairs())
        count += scene.ledger.nesting().isOpposite(pair) ? 1 : 0;
    return count;
}

std::vector<ObjectId> variablesOf(const Scene& scene)
{
    std::vector<ObjectId> variables;
    for (std::size_t i = 0; i < scene.state.objectCount(); ++i)
        if (scene.state.object(ObjectId(i)).kind == trace::ObjectKind::Variable &&
            scene.ledger.guards().guardOf(ObjectId(i)).kind != Guard::Kind::Untouched)
            variables.push_back(ObjectId(i));
    return variables;
}

Block guardBlock(const Scene& scene, ObjectId variable)
{
    const Guard guard = scene.ledger.guards().guardOf(variable);
    Line line;
    line.height = 20;
    line.left = {signOf(scene, variable), Words{nameOf(scene, variable), TextRole::Body}};
    Block block;
    block.object = variable;
    QString words;
    switch (guard.kind) {
    case Guard::Kind::Untouched: words = Texts::tr("not used yet"); break;
    case Guard::Kind::OneLane:
        words = Texts::tr("only %1 uses it").arg(nameOf(scene, guard.lane));
        line.right = {Words{words, TextRole::SecondaryLine, Role::Secondary}};
        break;
    case Guard::Kind::ReadOnly:
        words = Texts::tr("only read");
        line.right = {Words{words, TextRole::SecondaryLine, Role::Secondary}};
        break;
    case Guard::Kind::Indivisible:
        words = Texts::tr("indivisible changes, no lock");
        line.right = {Words{words, TextRole::SecondaryLine, Role::Secondary}};
        break;
    case Guard::Kind::Guarded: {
        QStringList names;
        line.left.push_back(Arrow{});
        for (const ObjectId lock : guard.locks) {
            names << nameOf(scene, lock);
            line.left.push_back(signOf(scene, lock));
            line.left.push_back(Words{names.last(), TextRole::Body});
        }
        words = Texts::tr("guarded by %1").arg(names.join(QStringLiteral(", ")));
        line.right = {Words{Texts::tr("guarded"), TextRole::SecondaryLine, Role::Ok}};
        break;
    }
    case Guard::Kind::Unguarded:
        words = Texts::tr("no lock at every access: %1 used it without one at %2")
                    .arg(nameOf(scene, guard.lostBy), momentText(scene, guard.lost));
        line.right = {Words{Texts::tr("no common lock since %1").arg(momentText(scene, guard.lost)),
                            TextRole::SecondaryLine, Role::Error, guard.lost}};
        block.step = guard.lost;
        break;
    }
    block.lines = {std::move(line)};
    block.name = nameOf(scene, variable) + QStringLiteral(": ") + words;
    block.tip = block.name;
    return block;
}

std::int64_t unguardedCount(const Scene& scene)
{
    std::int64_t count = 0;
    for (const ObjectId variable : variablesOf(scene))
        count += scene.ledger.guards().guardOf(variable).kind == Guard::Kind::Unguarded ? 1 : 0;
    return count;
}

std::vector<Block> conditionBlocks(const Scene& scene, const DeadlockConditions& conditions)
{
    const auto lane = [&](const DeadlockConditions::Condition& condition) {
        return isNone(condition.lane) ? QString() : nameOf(scene, condition.lane);
    };
    const auto object = [&](const DeadlockConditions::Condition& condition) {
        return isNone(condition.object) ? QString() : nameOf(scene, condition.object);
    };
    return {
        conditionBlock(Texts::tr("mutual exclusion"), conditions.mutualExclusion,
                       Texts::tr("%1 is taken").arg(object(conditions.mutualExclusion)),
                       Texts::tr("nobody wants what is taken")),
        conditionBlock(Texts::tr("hold and wait"), conditions.holdAndWait,
                       Texts::tr("%1 has %2").arg(lane(conditions.holdAndWait), object(conditions.holdAndWait)),
                       Texts::tr("nobody who waits has anything")),
        conditionBlock(Texts::tr("no pre-emption"), conditions.noPreemption,
                       Texts::tr("%1 never gives up").arg(lane(conditions.noPreemption)),
                       Texts::tr("nobody waits without a time-out")),
        conditionBlock(Texts::tr("circular wait"), conditions.circularWait,
                       Texts::tr("%1 is in a ring").arg(lane(conditions.circularWait)), Texts::tr("no ring is closed")),
    };
}

} // namespace interleave::state
