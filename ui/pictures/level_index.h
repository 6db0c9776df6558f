#pragma once

#include "core/trace/trace.h"
#include "ui/pictures/course.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace interleave::pictures {

/// What one chart of levels is about: the value of one object, or a sum of several.
struct Level
{
    struct Term
    {
        ObjectId object = ObjectId::none;
        int sign = 1;
        std::int64_t value = 0; ///< as far as the events were taken
    };

    std::string name;
    std::vector<Term> terms;
    std::optional<std::int64_t> bound;   ///< capacity or largest number of permits
    std::optional<std::int64_t> initial; ///< what it was made with, of variables and permits
    bool isText = false;                 ///< a variable whose values are texts has no level
    Course course;
    std::optional<Step> unread; ///< it was changed here to a value that no event has told yet

    ObjectId object() const { return terms.size() == 1 ? terms.front().object : ObjectId::none; }
};

/// The levels of the objects that a picture asks for, built up event by event.
///
/// A variable's level is its value, a queue's and a pipe's how many items are in it, a semaphore's its permits, a
/// latch's its count. An asked name of the form "cells = made - freed" is a level of its own, made of those of
/// variables and the like (` + ` and ` - ` between names); the objects in it get no chart for this. Thread-safety:
/// none.
class LevelIndex
{
public:
    using Asks = std::function<bool(std::string_view name)>;

    /// Begins anew. `asks` says whether the picture is about objects of a name.
    void start(const trace::Trace* trace, std::vector<std::string> wanted, Asks asks);

    /// Whether an event changes a level; cheap enough for every event of a run.
    bool concerns(const trace::Event& event);
    /// Takes an event that concerns() accepted, in the order of steps.
    void take(const trace::Event& event, Step step);

    /// In the order in which they were asked for as sums, then in which the objects were made.
    const std::vector<Level>& levels() const { return m_levels; }
    /// Several charts would have this name.
    bool isAmbiguous(const Level& level) const;

private:
    struct Place
    {
        std::size_t level;
        std::size_t term;
    };
    struct Sum
    {
        std::size_t level;
        std::vector<std::pair<std::string, int>> names;
    };

    void learnObjects();
    void addSum(const std::string& wanted);
    void addTerm(std::size_t level, ObjectId object, int sign);
    void change(ObjectId object, Step step, std::int64_t value, bool isRelative, bool isSeen = false);

    const trace::Trace* m_trace = nullptr;
    Asks m_asks;
    bool m_wantsAll = false;
    std::size_t m_known = 0; ///< objects that were looked at
    std::vector<Level> m_levels;
    std::vector<Sum> m_sums;
    std::vector<std::vector<Place>> m_places; ///< by object
};

} // namespace interleave::pictures
