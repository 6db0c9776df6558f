#pragma once

#include <QList>
#include <QString>

class QAbstractItemModel;

namespace interleave::events {

/// Rows of a model as comma-separated values with a line of titles; cells are quoted where they have to be (RFC 4180,
/// but lines end as elsewhere on this system).
QString csvText(const QAbstractItemModel& model, const QList<int>& rows);

} // namespace interleave::events
