#pragma once

#include "ui/state/scene.h"

#include <QStringList>

#include <initializer_list>

namespace interleave::state {

/// Writes the card of one object.
class Card
{
public:
    static constexpr std::size_t mostNamed = 6; ///< lanes that a row names one by one

    /// Without a title it is the object's name.
    Card(const Scene& scene, ObjectId object, const QString& title = {});

    /// The kind and what is to be said in a word, right of the title.
    void note(const QString& kind, const QString& status, theme::Role role = theme::Role::Hint);
    void row(const QString& label, LaneId lane, const QString& right, Step link = noLink);
    void row(const QString& label, const QString& text, const QString& right = {}, Step link = noLink,
             theme::TextRole font = theme::TextRole::Body);
    /// So many of so many, as dots where they can be counted.
    void dots(const QString& label, std::int64_t filled, std::int64_t all);
    void boxes(Boxes boxes);
    void captions(const QString& left, const QString& right);
    /// Who stands at it, in the order in which they came; `label` names the first row.
    void waiters(const QString& label, const std::vector<LaneId>& lanes);

    Block take();

private:
    static Line labelled(const QString& label);

    const Scene& m_scene;
    QString m_title;
    Block m_block;
    QStringList m_words;
};

/// Who waits for an object, in the order of the rules, and who was woken and wants it back.
std::vector<LaneId> waitersOf(const Scene& scene, ObjectId object);
std::vector<LaneId> waitersFor(const Scene& scene, ObjectId object, std::initializer_list<trace::Operation> operations);

// What is said of kinds that nobody holds: card_values.cpp.
void describeEvent(const Scene& scene, ObjectId id, Card& card);
/// Latches and barriers.
void describeCount(const Scene& scene, ObjectId id, Card& card);
void describeCondition(const Scene& scene, ObjectId id, Card& card);
/// Variables and outcomes.
void describeValue(const Scene& scene, ObjectId id, Card& card);
void describeFuture(const Scene& scene, ObjectId id, Card& card);
void describePipe(const Scene& scene, ObjectId id, Card& card);
void describeProcess(const Scene& scene, ObjectId id, Card& card);

} // namespace interleave::state
