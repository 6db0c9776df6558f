#pragma once

#include "ui/session/session.h"

#include "core/trace/compare.h"

#include <QObject>

#include <array>
#include <optional>
#include <string>

namespace interleave::session {

/// Two runs that are looked at together: two variants under the same seed, or two schedules of one.
///
/// Each side is a session of its own. Once both have come to rest it knows where they part; their playheads move together
/// if that is wanted. Thread-safety: the UI thread only.
class Comparison : public QObject
{
    Q_OBJECT

public:
    enum class Side { Left, Right };

    /// Copies the catalogue; `target` is the path of interleave-target, "" for the one beside this program.
    explicit Comparison(const host::Catalogue& catalogue, const std::string& target = {}, QObject* parent = nullptr);

    Session& session(Side side) { return side == Side::Left ? m_left : m_right; }
    /// Shows a run that is at hand.
    void show(Side side, const Recorded& recorded);
    /// Runs a choice to its end, as fast as it goes: a choice by hand goes on at random, with its seed.
    void run(Side side, Choice choice);

    /// Where the two part; none while one still runs, or when they are the same.
    const std::optional<trace::Difference>& difference() const { return m_difference; }
    /// Both have come to rest.
    bool isReady() const;
    /// What is to be said of both: "The same up to step 12, then …".
    QString words() const;
    /// Both playheads before the first step that differs.
    void goToDifference();

    bool movesTogether() const { return m_movesTogether; }
    void setMovesTogether(bool together) { m_movesTogether = together; }
    /// Both playheads, by so many steps.
    void move(std::ptrdiff_t steps);

signals:
    /// isReady(), difference() or a run is another one.
    void changed();

private:
    void bind(Session& session, Session& other);
    void compare();

    Session m_left;
    Session m_right;
    std::optional<trace::Difference> m_difference;
    bool m_movesTogether = true;
    bool m_isMoving = false;
};

} // namespace interleave::session
