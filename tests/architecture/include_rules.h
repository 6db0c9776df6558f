#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace interleave::architecture {

/// One `#include` of a source file.
struct Include
{
    int line = 0;
    std::string path;
    bool quoted = false;
};

/// Something a source file must not say, with the line where it says it.
struct Violation
{
    int line = 0;
    std::string reason;
};

/// The text with every comment blanked; line numbers stay, literals are kept.
std::string withoutComments(std::string_view text);

/// The includes of a source text in order, those in comments left out.
std::vector<Include> includesOf(std::string_view text);

/// The room a path belongs to: `core/trace` for `core/trace/event.h`, `app` for anything under `app/`.
///
/// Empty for a path outside core, ui and app, and for a file that stands directly in `core/` or `ui/`.
std::string roomOf(std::string_view path);

/// Every room of the tables, in the order of the tables.
std::vector<std::string> rooms();

/// Why the file at `path` (from the repository root) must not have this include; nothing when it may.
std::optional<std::string> objection(std::string_view path, const Include& include);

/// Everything forbidden in the source `text` of the file at `path`: includes, and in scenarios also the words of the
/// standard library that would let a program run past the engine.
std::vector<Violation> violations(std::string_view path, std::string_view text);

} // namespace interleave::architecture
