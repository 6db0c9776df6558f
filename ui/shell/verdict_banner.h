#pragma once

#include "ui/session/last_moment.h"
#include "ui/session/session.h"
#include "ui/widgets/banner.h"

#include <optional>

namespace interleave::shell {

/// The last moment at which the ring of a deadlock was still open.
struct OpenRing
{
    Step step = 0;                  ///< the event that takes the last lock of the ring; the playhead goes before it
    LaneId taker = LaneId::none;
    ObjectId object = ObjectId::none;
    std::vector<LaneId> others;     ///< of the ring, who could have moved instead, by the rules
};

/// When the ring closed irrevocably: the last acquisition of a lock that the ring waits for. None when the verdict is no
/// deadlock, when nobody else could have moved, or when a lock was not taken in what is recorded.
std::optional<OpenRing> openRing(session::Session& session);

/// Says above the timeline how the run ended, when it did not end well, and what the session has to say.
class VerdictBanner : public widgets::Banner
{
    Q_OBJECT

public:
    /// Keeps a reference to the session, which must outlive it.
    explicit VerdictBanner(session::Session& session, QWidget* parent = nullptr);
    /// Names the moment that this one proves; without it, or without a proof, the moment when the ring was still open.
    void setLastMoment(session::LastMoment& moment);

signals:
    /// *Why?*: the findings are wanted.
    void whyAsked();

private:
    void showVerdict();
    void showDeadlock();
    QString detailOfMoment();
    QString detailOfRing();
    void addWayBack();
    void say(const QString& sentence, session::Severity severity);

    session::Session& m_session;
    session::LastMoment* m_moment = nullptr;
    std::optional<Step> m_goTo; ///< where the link and the button go
};

} // namespace interleave::shell
