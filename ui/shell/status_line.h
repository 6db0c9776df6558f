#pragma once

#include "ui/session/session.h"

#include <QStatusBar>
#include <QTimer>

namespace interleave::widgets {
class ElidedLabel;
class LinkButton;
} // namespace interleave::widgets

namespace interleave::shell {

/// The line at the bottom: how the run stands, how much there is, what it costs, and who moved.
class StatusLine : public QStatusBar
{
    Q_OBJECT

public:
    /// Keeps a reference to the session, which must outlive it.
    explicit StatusLine(session::Session& session, QWidget* parent = nullptr);

    /// As many as the tab of findings says.
    void setFindings(int count);

signals:
    void shortcutsAsked();

private:
    void showAll();
    QString countText() const;
    QString costText() const;
    QString orderText() const;

    session::Session& m_session;
    std::vector<widgets::ElidedLabel*> m_parts;
    QString m_said; ///< what the session said last, shown while the timer runs
    QTimer m_saidFor;
    int m_findings = 0;
};

} // namespace interleave::shell
