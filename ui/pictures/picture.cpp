#include "ui/pictures/picture.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QMenu>
#include <QScrollArea>

#include <algorithm>

namespace interleave::pictures {
namespace {

bool isAskedFor(const host::PictureInfo& info, std::string_view name)
{
    return info.objects.empty() || std::any_of(info.objects.begin(), info.objects.end(), [&](std::string_view wanted) {
               return wanted.ends_with('*') ? name.starts_with(wanted.substr(0, wanted.size() - 1)) : name == wanted;
           });
}

} // namespace

Picture::Picture(session::Session& session, host::PictureInfo info, QWidget* parent)
    : QWidget(parent), m_session(session), m_info(std::move(info)), m_refresher(new widgets::Refresher(*this, [this] {
          if (m_session.trace())
              refresh();
      }))
{
    setAccessibleName(title());
    setFocusPolicy(Qt::StrongFocus);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    using session::Session;
    connect(&m_session, &Session::runStarted, m_refresher, &widgets::Refresher::soon);
    connect(&m_session, &Session::playheadMoved, m_refresher, &widgets::Refresher::soon);
    connect(&m_session, &Session::ended, m_refresher, &widgets::Refresher::soon);
    connect(&m_session, &Session::laneSelected, m_refresher, &widgets::Refresher::soon);
    connect(&m_session, &Session::objectSelected, m_refresher, &widgets::Refresher::soon);
}

bool Picture::asksFor(std::string_view name) const
{
    return isAskedFor(m_info, name);
}

std::vector<ObjectId> Picture::objects(std::initializer_list<trace::ObjectKind> fitting) const
{
    std::vector<ObjectId> found;
    const auto trace = m_session.trace();
    for (std::size_t i = 0; trace && i < trace->objectCount(); ++i) {
        const trace::Object& object = trace->object(ObjectId(i));
        if (std::find(fitting.begin(), fitting.end(), object.kind) != fitting.end() && isAskedFor(m_info, trace->name(object.name)))
            found.push_back(ObjectId(i));
    }
    return found;
}

void Picture::reveal(const QRectF& part)
{
    for (QWidget* around = parentWidget(); around != nullptr; around = around->parentWidget())
        if (auto* area = qobject_cast<QScrollArea*>(around)) {
            const QPointF middle = part.center();
            area->ensureVisible(static_cast<int>(middle.x()), static_cast<int>(middle.y()), 0,
                                static_cast<int>(part.height() / 2) + 4);
            return;
        }
}

void Picture::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_refresher->soon();
}

void Picture::contextMenuEvent(QContextMenuEvent* event)
{
    QMenu menu(this);
    connect(menu.addAction(tr("&Copy as an image")), &QAction::triggered, this,
            [this] { QApplication::clipboard()->setPixmap(grab()); });
    menu.exec(event->globalPos());
}

} // namespace interleave::pictures
