#include "core/sync/note.h"

#include "core/runtime/primitive.h"

namespace interleave::sync {

void note(std::string_view text, runtime::Where where)
{
    rules::Request note = runtime::request(trace::Operation::Note, ObjectId::none, where);
    note.argument = static_cast<std::int64_t>(index(runtime::nameOf(text)));
    runtime::conduct(note, static_cast<std::uint8_t>(trace::EventFlag::Text));
}

} // namespace interleave::sync
