#pragma once

namespace interleave::widgets {

/// Lets screen readers see the rows of RowTables: those that are visible, and the current one.
void installRowTableAccessibility();

} // namespace interleave::widgets
