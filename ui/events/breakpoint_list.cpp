#include "ui/events/breakpoint_list.h"

#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"

#include <QLabel>
#include <QListWidget>
#include <QShortcut>
#include <QVBoxLayout>

#include <algorithm>

namespace interleave::events {

namespace metrics = theme::metrics;
using session::Breakpoint;
using session::Session;

QString breakpointText(const Breakpoint& breakpoint)
{
    if (breakpoint.kind == Breakpoint::Kind::Line)
        return BreakpointList::tr("%1:%2 is reached")
            .arg(QString::fromStdString(breakpoint.file).section(QLatin1Char('/'), -1))
            .arg(breakpoint.line);
    const QString who = breakpoint.lane.empty() ? BreakpointList::tr("anyone") : QString::fromStdString(breakpoint.lane);
    const QString what = QString::fromStdString(breakpoint.object);
    if (breakpoint.kind == Breakpoint::Kind::Blocks)
        return what.isEmpty() ? BreakpointList::tr("%1 blocks").arg(who) : BreakpointList::tr("%1 blocks on %2").arg(who, what);
    return what.isEmpty() ? BreakpointList::tr("%1 does something").arg(who)
                          : BreakpointList::tr("%1 does something with %2").arg(who, what);
}

BreakpointList::BreakpointList(Session& session, QWidget* parent)
    : QWidget(parent), m_session(session), m_list(new QListWidget(this)), m_remove(new widgets::LinkButton(tr("Remove"), this)),
      m_removeAll(new widgets::LinkButton(tr("Remove all"), this))
{
    setMinimumWidth(220);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::padding, metrics::base, metrics::base, metrics::base);
    column->setSpacing(metrics::base);
    auto* head = new QHBoxLayout;
    head->setSpacing(metrics::padding);
    auto* title = new QLabel(tr("Pause when"), this);
    title->setFont(theme::font(theme::TextRole::Title));
    head->addWidget(title, 1);
    head->addWidget(m_remove);
    head->addWidget(m_removeAll);
    column->addLayout(head);
    column->addWidget(m_list, 1);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setAccessibleName(tr("Breakpoints"));
    m_list->setToolTip(tr("Where the run pauses; Delete removes one"));
    m_remove->setToolTip(widgets::withKey(tr("The run no longer pauses there"), Qt::Key_Delete));
    m_removeAll->setToolTip(tr("The run pauses nowhere by itself"));
    connect(m_remove, &QPushButton::clicked, this, &BreakpointList::removeCurrent);
    connect(m_removeAll, &QPushButton::clicked, this, &BreakpointList::removeAll);
    auto* key = new QShortcut(Qt::Key_Delete, m_list);
    key->setContext(Qt::WidgetShortcut);
    connect(key, &QShortcut::activated, this, &BreakpointList::removeCurrent);
    connect(&m_session, &Session::breakpointsChanged, this, &BreakpointList::showAll);
    showAll();
}

void BreakpointList::showAll()
{
    const int current = m_list->currentRow();
    m_list->clear();
    for (const Breakpoint& breakpoint : m_session.breakpoints())
        new QListWidgetItem(theme::icon(theme::Icon::Breakpoint, theme::Role::Error), breakpointText(breakpoint), m_list);
    const bool isEmpty = m_list->count() == 0;
    if (isEmpty) {
        auto* hint = new QListWidgetItem(tr("Nothing yet. Events have it in their context menu."), m_list);
        hint->setFlags(Qt::NoItemFlags);
    } else {
        m_list->setCurrentRow(std::clamp(current, 0, m_list->count() - 1));
    }
    m_remove->setEnabled(!isEmpty);
    m_removeAll->setEnabled(!isEmpty);
}

void BreakpointList::removeCurrent()
{
    const auto row = static_cast<std::size_t>(m_list->currentRow());
    if (m_list->currentRow() >= 0 && row < m_session.breakpoints().size())
        m_session.removeBreakpoint(Breakpoint(m_session.breakpoints()[row]));
}

void BreakpointList::removeAll()
{
    const std::vector<Breakpoint> all = m_session.breakpoints();
    for (const Breakpoint& breakpoint : all)
        m_session.removeBreakpoint(breakpoint);
}

} // namespace interleave::events
