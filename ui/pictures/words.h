#pragma once

#include "core/analysis/ledger.h"
#include "core/trace/trace.h"

#include <QString>

namespace interleave::pictures {

/// "since step 10"; empty for noStep.
QString sinceText(const trace::Trace& trace, Step step);
/// An item as it was recorded: a number or a text.
QString itemText(const trace::Trace& trace, const analysis::Item& item);
/// "1 item", "3 items".
QString countText(std::int64_t count, const QString& one, const QString& several);
/// "a, b and 3 more": at most six of them by name.
QString listText(const QStringList& names);

} // namespace interleave::pictures
