#pragma once

#include "core/base/result.h"
#include "core/trace/picture.h"
#include "core/trace/run.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace interleave::host {

/// A number or a choice that the user may set before a run.
struct ParameterInfo
{
    std::string id;
    std::string title;
    double initial = 0;
    double minimum = 0;
    double maximum = 0;
    std::string unit; ///< "u" for seconds of the textbook, "" for plain numbers
    bool isWhole = true;
    std::vector<std::string> choices; ///< not empty: one of these words; `initial` is an index into them
    std::string hint;
};

/// One way in which a variant may end with its default parameters.
struct PromisedInfo
{
    trace::Ending ending = trace::Ending::Completed;
    std::vector<trace::FindingKind> findings; ///< each kind once
    std::string outcome;                      ///< "balance=20 cash=80"; "" for none
};

struct VariantInfo
{
    std::string id;
    std::string title;
    std::string mark; ///< "", "broken", "fixed", "wasteful"
    std::map<std::string, double> defaults; ///< of parameters whose default differs here
    std::vector<PromisedInfo> any;   ///< the endings that are promised, in whatever order things happen
    std::vector<PromisedInfo> timed; ///< with time respected; empty: the same
    std::optional<double> makespan;  ///< in u, with time respected
    std::string note;
    bool isBounded = false; ///< the promise names what a bounded search may find
    bool asksOutside = false; ///< it waits for the world outside: a replay may differ, its orders cannot be searched
};

/// A picture of a run that a program asks for.
struct PictureInfo
{
    trace::PictureKind kind = trace::PictureKind::Places;
    std::string title;
    std::vector<std::string> objects; ///< names, a `*` at the end for any ending; empty: all of a fitting kind
};

/// One program that a target can run; `variants` holds at least one, the first is the one shown first.
struct ProgramInfo
{
    std::string id;
    std::string title;
    std::string chapter;
    std::string summary;
    std::string file; ///< relative to the repository's root
    std::vector<ParameterInfo> parameters;
    std::vector<VariantInfo> variants;
    std::vector<PictureInfo> pictures; ///< the first is the one shown first
    std::string row;                  ///< its number in the table of all programs, "" for none
    std::vector<std::string> before;  ///< ids of programs that are better seen first
    std::vector<std::string> related; ///< "id" or "id:variant": the same mistake or its cure elsewhere

    /// The variant of this id, the first one for ""; WrongUse with the nearest name.
    base::Result<const VariantInfo*> findVariant(std::string_view variant) const;
    const ParameterInfo* findParameter(std::string_view parameter) const;
};

/// What a target can run, as the target itself describes it.
class Catalogue
{
public:
    /// Asks the target. Missing when it cannot be started, BadFormat when its answer is not understood.
    static base::Result<Catalogue> load(const std::string& targetPath);
    /// Reads a description (the form is that of core/scenarios/describe.h).
    static base::Result<Catalogue> parse(std::string_view json);

    const std::vector<ProgramInfo>& programs() const { return m_programs; }
    /// WrongUse with the nearest name.
    base::Result<const ProgramInfo*> find(std::string_view id) const;

    /// Every parameter of a run as text: the settings where given, else the variant's or the program's default.
    /// WrongUse, in a sentence with the nearest name, the words or the range, for a setting that cannot be.
    static base::Result<std::map<std::string, std::string>> resolve(const ProgramInfo& program,
                                                                    const VariantInfo& variant,
                                                                    const std::map<std::string, std::string>& settings);

private:
    std::vector<ProgramInfo> m_programs;
};

/// The shortest text of a number: "2", "0.5", "1000000".
std::string numberText(double value);

} // namespace interleave::host
