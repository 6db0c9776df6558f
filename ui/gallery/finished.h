#pragma once

#include "ui/session/session.h"

#include <QString>
#include <QStringList>

#include <set>

namespace interleave::gallery {

/// Whether a run of this kind that ended so was run to its end: deadlocked and crashed ones were, those that the user
/// stopped or only opened were not.
bool isRunToTheEnd(session::Drive drive, trace::Ending ending);

/// The programs that the user has run to the end, by id.
class Finished
{
public:
    bool contains(const QString& id) const { return m_ids.contains(id); }
    /// False when it was in already.
    bool add(const QString& id) { return m_ids.insert(id).second; }

    /// In a form to be remembered.
    QStringList ids() const { return {m_ids.begin(), m_ids.end()}; }
    void setIds(const QStringList& ids) { m_ids = {ids.begin(), ids.end()}; }

private:
    std::set<QString> m_ids;
};

} // namespace interleave::gallery
