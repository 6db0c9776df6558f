#pragma once

#include "core/base/ids.h"
#include "core/trace/run.h"

#include <QString>

namespace interleave::session {

/// How the run that is shown came about; what the mode badge says.
enum class Drive { Live, Controlled, Replayed, OpenedFile };

/// What the run does at the moment.
enum class Activity {
    Empty,    ///< nothing has run yet
    Starting, ///< the target has not answered yet
    Running,
    Paused,
    Ended,
};

/// How bad a message is.
enum class Severity { Note, Warning, Error };

/// Everything about the run that is said in a few words; plain values, made on the UI thread.
struct Status
{
    Drive drive = Drive::Controlled;
    Activity activity = Activity::Empty;
    /// Paused, and nobody moves on its own any more: a lane can be stepped.
    bool isAtRest = false;
    /// The playhead stands before the last event.
    bool isInPast = false;
    /// The playhead moves by itself over what is recorded.
    bool isPlayingBack = false;
    int pid = 0;                   ///< of the target, 0 when there is none
    std::uint64_t arenaBytes = 0;  ///< memory that the recording occupies
    double eventsPerSecond = 0;    ///< over the last second; Live
    QString detail;                ///< "paused · 14 / 14", as the badge shows it

    friend bool operator==(const Status&, const Status&) = default;
};

} // namespace interleave::session
