#include "ui/shell/side_tabs.h"

#include "ui/pictures/picture_set.h"
#include "ui/shell/explanation.h"

#include <QScrollArea>
#include <QTabBar>

namespace interleave::shell {

using session::Session;

SideTabs::SideTabs(Session& session, pictures::PictureSet& pictures, QWidget* parent)
    : QTabWidget(parent), m_session(session), m_pictures(pictures), m_explanation(new Explanation(session))
{
    setDocumentMode(true);
    setAccessibleName(tr("Explanation and pictures"));
    tabBar()->setExpanding(false);
    tabBar()->setDrawBase(false);
    tabBar()->setElideMode(Qt::ElideRight);
    addTab(m_explanation, tr("Explanation"));
    connect(tabBar(), &QTabBar::tabBarClicked, this, [this] { m_isChosen = true; });
    connect(&m_pictures, &pictures::PictureSet::changed, this, &SideTabs::takePictures);
    connect(&m_session, &Session::grew, this, &SideTabs::takeEvents);
    takePictures();
}

void SideTabs::takePictures()
{
    // The pictures in the areas are gone by now.
    while (count() > 1) {
        QWidget* area = widget(1);
        removeTab(1);
        delete area;
    }
    for (pictures::Picture* picture : m_pictures.pictures()) {
        auto* area = new QScrollArea;
        area->setFrameShape(QFrame::NoFrame);
        area->setWidgetResizable(true);
        area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        area->setFocusPolicy(Qt::NoFocus);
        area->setWidget(picture);
        addTab(area, picture->title());
    }
    m_isChosen = false;
    setCurrentIndex(0);
    emit picturesChanged();
}

void SideTabs::takeEvents(Step from, Step to)
{
    if (m_isChosen || !hasPictures() || currentIndex() != 0)
        return;
    const auto trace = m_session.trace();
    for (Step step = from; step < to; ++step) {
        if (!trace::isPick(trace->event(step).operation))
            continue;
        setCurrentIndex(1);
        return;
    }
}

void SideTabs::showChapter(const QString& chapter)
{
    m_explanation->showChapter(chapter);
    setCurrentIndex(0);
}

void SideTabs::showPicture(int number)
{
    if (number < 0 || number + 1 >= count())
        return;
    m_isChosen = true;
    setCurrentIndex(number + 1);
}

} // namespace interleave::shell
