#pragma once

#include "ui/session/session.h"
#include "ui/session/timed_run.h"

#include <QObject>

#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace interleave::session {

/// How long a variant takes, as far as that is known.
struct Makespan
{
    enum class Phase { Waiting, Running, Over };

    host::VariantInfo variant;
    Phase phase = Phase::Waiting;
    trace::Ending ending = trace::Ending::None; ///< once it is over; None: it could not be run, `sentence` says why
    QString sentence;                           ///< how it ended
    std::string outcome;                        ///< what the program reported: "balance=20 cash=80"
    TimedRun run;
    /// In u; none where none is promised, or parameters are not those that the promise is about.
    std::optional<double> promised;

    bool hasTime() const { return phase == Phase::Over && ending == trace::Ending::Completed; }
    /// Whether it ended in a way and after a time that was promised; none where no time was, or it is not over.
    std::optional<bool> isAsPromised() const;
};

/// Runs every variant of the program that is shown once, Controlled and with time respected, with the parameters that
/// are chosen, to see how long each takes.
///
/// One after the other on a thread of its own, and only while somebody wants to see it. It begins anew when the program,
/// a parameter, or who picks is another; by hand means in turns. Thread-safety: the UI thread only.
class Makespans : public QObject
{
    Q_OBJECT

public:
    static constexpr std::uint64_t mostPicks = 200'000;     ///< of a run; then it ends as BOUND
    static constexpr std::chrono::seconds mostWallTime{20}; ///< of a run; then it ends as STOPPED

    /// Keeps a reference to the session, which must outlive it.
    explicit Makespans(Session& session, QObject* parent = nullptr);
    ~Makespans() override;

    /// Somebody looks, or nobody does any more. What is known is kept.
    void setWanted(bool wanted);

    /// The id of the program that the rows are about.
    const std::string& program() const { return m_asked.program; }
    /// In the order of the program's variants; empty while there is no program.
    const std::vector<Makespan>& rows() const { return m_rows; }
    bool isAtWork() const { return m_batch != nullptr; }
    /// Why nothing can be run, in a sentence; empty when it can.
    const QString& failure() const { return m_failure; }
    /// Who picks: "round-robin", "random".
    const std::string& strategy() const { return m_asked.strategy; }
    std::uint64_t seed() const { return m_asked.seed; }
    /// Of the rows that have completed; none unless two differ.
    std::optional<Nanoseconds> shortest() const;
    /// The longest time of all rows, completed or stuck; of those that were cut off only when no other takes any.
    Nanoseconds longest() const;
    /// Some have completed, and none of those takes any time.
    bool isTimeless() const;
    /// Chooses a variant in the session, with the parameters that are chosen.
    void choose(const std::string& variant);

signals:
    /// Anything of the above is another one.
    void changed();

private:
    struct Batch;

    /// What is to be run: a choice without a variant.
    Choice wantedChoice() const;
    void follow();
    void clear();
    void begin();
    void stop();
    void take(const std::shared_ptr<Batch>& batch, std::size_t row, Makespan found);

    Session& m_session;
    bool m_isWanted = false;
    Choice m_asked; ///< what the rows are about
    std::vector<Makespan> m_rows;
    QString m_failure;
    std::shared_ptr<Batch> m_batch; ///< what is being run; null when nothing is
    std::jthread m_thread;          ///< last: ends before what it uses
};

} // namespace interleave::session
