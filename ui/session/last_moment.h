#pragma once

#include "ui/session/session.h"

#include "core/host/avoidable.h"

#include <QObject>

#include <memory>
#include <optional>
#include <string>
#include <thread>

namespace interleave::session {

/// Knows up to which moment the bad end of the shown run could still be avoided, proved by searching on from there.
///
/// It asks by itself when a Controlled run has deadlocked, hangs or has failed, on a thread of its own and in processes of
/// their own; the answer comes a moment later, or never when nothing was proved within the budget.
/// Thread-safety: the UI thread only.
class LastMoment : public QObject
{
    Q_OBJECT

public:
    /// Keeps a reference to the session, which must outlive it. `target` is the path of interleave-target, "" for the one
    /// beside this program.
    explicit LastMoment(Session& session, std::string target = {}, QObject* parent = nullptr);
    ~LastMoment() override;

    bool isSearching() const { return m_search != nullptr; }
    /// No value: not asked, not answered yet, or not proved.
    const std::optional<host::Avoidable>& answer() const { return m_answer; }
    /// How many events come before the moment; none when there is none, or it is not known.
    std::optional<Step> step() const;

    /// "before step 14, cook 2 locks pot"; empty when step() is none.
    QString words() const;

signals:
    /// isSearching() or answer() are others.
    void changed();

private:
    struct Search;

    void ask();
    void forget();
    void take(const std::shared_ptr<Search>& search);

    Session& m_session;
    std::string m_target;
    std::optional<host::Avoidable> m_answer;
    std::shared_ptr<const trace::Trace> m_asked; ///< the trace that m_answer, or the search, is about
    std::shared_ptr<Search> m_search; ///< the one under way
    std::jthread m_thread;
};

} // namespace interleave::session
