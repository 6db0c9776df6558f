#include "ui/state/card.h"

#include <QCoreApplication>

#include <algorithm>

namespace interleave::state {
namespace {

using theme::Role;
using theme::TextRole;
using trace::Operation;

constexpr int labelWidth = 50;
constexpr std::int64_t mostDots = 20;

/// Where translators find these texts.
struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(state)
};

} // namespace

Card::Card(const Scene& scene, ObjectId object, const QString& title)
    : m_scene(scene)
    , m_title(title.isEmpty() ? nameOf(scene, object) : title)
{
    m_block.object = object;
    m_block.card = signOf(scene, object);
}

void Card::note(const QString& kind, const QString& status, Role role)
{
    Line line;
    line.height = 22;
    line.left = {*m_block.card, Words{m_title, TextRole::Title}};
    line.right = {
        Words{status.isEmpty() ? kind : Texts::tr("%1 · %2").arg(kind, status), TextRole::SecondaryLine, role}};
    m_block.lines.insert(m_block.lines.begin(), std::move(line));
    m_words.prepend(Texts::tr("%1, %2 %3").arg(m_title, kind, status).trimmed());
}

void Card::row(const QString& label, LaneId lane, const QString& right, Step link)
{
    Line line = labelled(label);
    line.left.push_back(signOf(m_scene, lane));
    line.left.push_back(Words{nameOf(m_scene, lane), TextRole::BodyStrong});
    if (!right.isEmpty())
        line.right = {Words{right, TextRole::SecondaryLine, Role::Secondary, link}};
    m_block.lines.push_back(std::move(line));
    m_words << Texts::tr("%1 %2 %3").arg(label, nameOf(m_scene, lane), right).simplified();
    if (m_block.step == noLink)
        m_block.step = link;
}

void Card::row(const QString& label, const QString& text, const QString& right, Step link,
         TextRole font)
{
    Line line = labelled(label);
    line.left.push_back(Words{text, font});
    if (!right.isEmpty())
        line.right = {Words{right, TextRole::SecondaryLine, Role::Secondary, link}};
    m_block.lines.push_back(std::move(line));
    m_words << Texts::tr("%1 %2 %3").arg(label, text, right).simplified();
    if (m_block.step == noLink)
        m_block.step = link;
}

void Card::dots(const QString& label, std::int64_t filled, std::int64_t all)
{
    if (all <= 0 || all > mostDots)
        return;
    Line line = labelled(label);
    line.left.push_back(Dots{filled, all});
    m_block.lines.push_back(std::move(line));
}

void Card::boxes(Boxes boxes)
{
    m_block.lines.push_back({{}, {}, 3, 0});
    for (const Boxes::Box& box : boxes.boxes)
        m_words << box.text;
    m_block.lines.push_back({{std::move(boxes)}, {}, 40, 0});
}

void Card::captions(const QString& left, const QString& right)
{
    Line line;
    line.height = 15;
    line.left = {Words{left, TextRole::Tick, Role::Hint}};
    line.right = {Words{right, TextRole::Tick, Role::Hint}};
    m_block.lines.push_back(std::move(line));
}

void Card::waiters(const QString& label, const std::vector<LaneId>& lanes)
{
    for (std::size_t i = 0; i < lanes.size(); ++i) {
        if (i == mostNamed) {
            row(QString(), Texts::tr("and %1 more").arg(lanes.size() - i));
            return;
        }
        const Step since = m_scene.ledger.waitingSince(lanes[i]);
        row(i == 0 ? label : QString(), lanes[i], sinceText(m_scene, since),
            since == analysis::noStep ? noLink : since);
    }
}

Block Card::take()
{
    m_block.name = m_words.join(QStringLiteral(", "));
    m_block.tip = m_block.name;
    return std::move(m_block);
}

// Names stand in a column of their own.
Line Card::labelled(const QString& label)
{
    Line line;
    line.height = 19;
    line.left.push_back(Words{label, TextRole::SecondaryLine, Role::Secondary});
    line.labelWidth = labelWidth;
    return line;
}

std::vector<LaneId> waitersOf(const Scene& scene, ObjectId object)
{
    std::vector<LaneId> lanes = scene.state.object(object).waiters;
    for (std::size_t i = 0; i < scene.state.objectCount(); ++i)
        if (const auto* condition = scene.state.findRules<rules::ConditionRules>(ObjectId(i)))
            for (const auto& waiter : condition->waiters)
                if (waiter.isSignalled && waiter.mutex == object)
                    lanes.push_back(waiter.lane);
    return lanes;
}

std::vector<LaneId> waitersFor(const Scene& scene, ObjectId object, std::initializer_list<Operation> operations)
{
    std::vector<LaneId> lanes;
    for (const LaneId lane : scene.state.object(object).waiters) {
        const Operation operation = scene.state.lane(lane).pending.operation;
        if (std::find(operations.begin(), operations.end(), operation) != operations.end())
            lanes.push_back(lane);
    }
    return lanes;
}

} // namespace interleave::state
