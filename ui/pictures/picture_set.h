#pragma once

#include "ui/pictures/picture.h"

#include <QObject>

#include <vector>

namespace interleave::pictures {

/// The picture of a kind; null for a kind that this program cannot draw.
Picture* makePicture(session::Session& session, const host::PictureInfo& info, QWidget* parent = nullptr);

/// The pictures of the program that is shown: they are others when another program is chosen or a file is opened.
class PictureSet : public QObject
{
    Q_OBJECT

public:
    /// Keeps a reference to the session, which must outlive it.
    explicit PictureSet(session::Session& session, QObject* parent = nullptr);

    /// In the order in which the program names them. Who shows them may give them another parent, and must not delete
    /// them: this does, before changed().
    const std::vector<Picture*>& pictures() const { return m_pictures; }

signals:
    void changed();

private:
    void follow();

    session::Session& m_session;
    std::string m_program;
    std::vector<Picture*> m_pictures;
};

} // namespace interleave::pictures
