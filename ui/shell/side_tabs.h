#pragma once

#include "ui/session/session.h"

#include <QTabWidget>

namespace interleave::pictures {
class PictureSet;
}

namespace interleave::shell {

class Explanation;

/// Beside the code: the explanation of the program and its pictures.
///
/// When a run of a program with pictures makes its first step, the first picture comes to the front, unless the user has
/// chosen a tab for this program.
class SideTabs : public QTabWidget
{
    Q_OBJECT

public:
    /// Keeps references to both, which must outlive it.
    SideTabs(session::Session& session, pictures::PictureSet& pictures, QWidget* parent = nullptr);

    Explanation* explanation() const { return m_explanation; }
    /// Brings the introduction of a chapter to the front.
    void showChapter(const QString& chapter);
    bool hasPictures() const { return count() > 1; }
    /// Brings the n-th picture to the front, from 0; nothing when there are fewer.
    void showPicture(int number);

signals:
    /// There are pictures now, or none any more.
    void picturesChanged();

private:
    void takePictures();
    void takeEvents(Step from, Step to);

    session::Session& m_session;
    pictures::PictureSet& m_pictures;
    Explanation* m_explanation;
    bool m_isChosen = false; ///< the user picked a tab for the program that is shown
};

} // namespace interleave::shell
