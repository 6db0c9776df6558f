#pragma once

#include "ui/session/session.h"

#include <QWidget>

class QListWidget;
class QPushButton;

namespace interleave::events {

/// "cook 1 blocks on pot", "kitchen_deadlock.cpp:31 is reached".
QString breakpointText(const session::Breakpoint& breakpoint);

/// Where the run is to pause, and how to have it no longer.
class BreakpointList : public QWidget
{
    Q_OBJECT

public:
    /// Keeps a reference to the session, which must outlive it.
    explicit BreakpointList(session::Session& session, QWidget* parent = nullptr);

private:
    void showAll();
    void removeCurrent();
    void removeAll();

    session::Session& m_session;
    QListWidget* m_list;
    QPushButton* m_remove;
    QPushButton* m_removeAll;
};

} // namespace interleave::events
