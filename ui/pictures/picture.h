#pragma once

#include "ui/session/session.h"

#include "ui/widgets/refresher.h"

#include <QWidget>

#include <initializer_list>
#include <vector>

namespace interleave::pictures {

/// One picture that a program asked for, as it is at the playhead.
///
/// It is drawn from the run's events alone, so it is the same for an opened file. A picture draws on paper of the width
/// it is given and as high as it needs (heightForWidth); who shows it lets it scroll.
class Picture : public QWidget
{
    Q_OBJECT

public:
    /// Keeps a reference to the session, which must outlive it.
    Picture(session::Session& session, host::PictureInfo info, QWidget* parent = nullptr);

    const host::PictureInfo& info() const { return m_info; }
    QString title() const { return QString::fromStdString(m_info.title); }
    /// Shows the moment of the playhead at once instead of in the next frame.
    void refreshNow() { m_refresher->now(); }
    bool hasHeightForWidth() const override { return true; }

protected:
    /// Takes from the session what paintEvent() will draw, sets the accessible description, and calls update().
    /// There is a trace, and the picture may have been shown for another one before.
    virtual void refresh() = 0;
    /// refresh() in this or one of the next frames, for what a picture hears of by itself.
    void soon() { m_refresher->soon(); }
    /// Scrolls what the picture lies in until this part of it is seen.
    void reveal(const QRectF& part);
    session::Session& session() const { return m_session; }
    /// Whether the picture is about objects of this name.
    bool asksFor(std::string_view name) const;
    /// The objects of the run that the picture is about, in the order in which they were made: those whose name the
    /// picture asks for and whose kind is one of `fitting`.
    std::vector<ObjectId> objects(std::initializer_list<trace::ObjectKind> fitting) const;

    void showEvent(QShowEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    session::Session& m_session;
    host::PictureInfo m_info;
    widgets::Refresher* m_refresher;
};

} // namespace interleave::pictures
