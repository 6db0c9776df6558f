#pragma once

#include "core/trace/picture.h"
#include "core/trace/run.h"

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace interleave::scenarios {

/// The chapters of the gallery, in the order in which they are shown.
enum class Chapter { Foundations, Threads, Locks, SemaphoresAndEvents, Queues, Processes, Pools, Coroutines, Network, Limits };

/// What the gallery says about a variant by sign and word.
enum class Mark { None, Broken, Fixed, Wasteful };

/// A number or a choice that the user may set before a run.
struct Parameter
{
    std::string_view id;
    std::string_view title;
    double initial = 0;
    double minimum = 0;
    double maximum = 0;
    std::string_view unit = {};             ///< "u" for seconds of the textbook, "" for plain numbers
    bool isWhole = true;                    ///< whole numbers only
    std::vector<std::string_view> choices = {}; ///< not empty: one of these words; `initial` is an index into them
    std::string_view hint = {};
};

/// The values of all parameters of a run.
class Parameters
{
public:
    explicit Parameters(std::map<std::string, std::string, std::less<>> values) : m_values(std::move(values)) {}

    /// Requires: the scenario declares a parameter of this id.
    int whole(std::string_view id) const;
    double number(std::string_view id) const;
    std::string word(std::string_view id) const;
    /// A parameter whose unit is u as a duration of run time.
    std::chrono::nanoseconds units(std::string_view id) const;

private:
    std::map<std::string, std::string, std::less<>> m_values;
};

/// One way in which a variant may end with its default parameters.
struct Promised
{
    trace::Ending ending = trace::Ending::Completed;
    std::vector<trace::FindingKind> findings = {}; ///< kinds that such a run shows, each once, in order of FindingKind
    std::string_view outcome = {};                 ///< "balance=20 cash=80": keys in alphabetical order; "" for none
};

/// What is promised of a variant with its default parameters: the complete set of its endings and outcomes.
struct Promise
{
    std::vector<Promised> any = {};  ///< in every order, with time ignored; what the explorer has to find, and no more
    std::vector<Promised> timed = {}; ///< with time respected; empty: the same set
    std::optional<double> makespan = {}; ///< in u, with time respected; none when it depends on the order
    std::string_view note = {};      ///< for people: "main's end line comes last"
    /// The set is too large to enumerate, or has loops without an end: `any` is what a bounded search may find.
    bool isBounded = false;
    /// Parameters that the search sets when the program is far too large for it with its defaults; the outcomes, which
    /// then name no sizes, and the rest of the promise hold for both.
    std::map<std::string_view, double> explored = {};
};

struct Variant
{
    std::string_view id;
    std::string_view title;
    Mark mark = Mark::None;
    Promise promise;
    void (*program)(const Parameters&) = nullptr;
    /// Parameters whose default differs in this variant.
    std::map<std::string_view, double> defaults = {};
    /// It waits for the world outside (sockets): a replay may differ, and its orders cannot be searched.
    bool asksOutside = false;
};

/// What a child process runs: a function of values. Its name begins with the id of its scenario.
struct Role
{
    std::string_view name;
    int (*run)(const std::vector<std::string>& arguments);
};

/// A picture that the window draws of a run, beside the code.
struct Picture
{
    trace::PictureKind kind;
    std::string_view title; ///< a word or two: "Basket"
    /// Names of the objects that it is about; a `*` at the end stands for any ending. Empty: all that are of a fitting kind.
    std::vector<std::string_view> objects = {};
};

/// One program to show.
struct Scenario
{
    std::string_view id;
    std::string_view title;
    Chapter chapter = Chapter::Foundations;
    std::string_view summary; ///< one line under the title
    std::string_view file;    ///< "core/scenarios/kitchen_deadlock.cpp"
    std::vector<Parameter> parameters;
    std::vector<Variant> variants; ///< the first is the one shown first
    std::vector<Role> roles = {};  ///< of the child processes that it starts
    std::vector<Picture> pictures = {}; ///< the first is the one shown first
    std::string_view row = {};     ///< its number in the table of all programs: "L06"; for reference, never shown
    std::vector<std::string_view> before = {};  ///< ids of programs that are better seen first
    std::vector<std::string_view> related = {}; ///< "id" or "id:variant": the same mistake or its cure elsewhere
};

std::string_view name(Chapter chapter); ///< "Semaphores and events"
std::string_view name(Mark mark);       ///< "broken"

/// Every program, in the order of the gallery.
const std::vector<const Scenario*>& all();
const Scenario* find(std::string_view id);
const Variant* findVariant(const Scenario& scenario, std::string_view id);

/// The roles of all scenarios.
const std::vector<Role>& roles();

} // namespace interleave::scenarios
