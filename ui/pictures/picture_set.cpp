#include "ui/pictures/picture_set.h"

#include "ui/pictures/bars_picture.h"
#include "ui/pictures/heap_picture.h"
#include "ui/pictures/levels_picture.h"
#include "ui/pictures/makespans_picture.h"
#include "ui/pictures/page_picture.h"
#include "ui/pictures/places_picture.h"
#include "ui/pictures/spaces_picture.h"

namespace interleave::pictures {

using trace::PictureKind;

Picture* makePicture(session::Session& session, const host::PictureInfo& info, QWidget* parent)
{
    switch (info.kind) {
    case PictureKind::Places: return new PlacesPicture(session, info, parent);
    case PictureKind::Heap: return new HeapPicture(session, info, parent);
    case PictureKind::AddressSpaces: return new SpacesPicture(session, info, parent);
    case PictureKind::Page: return new PagePicture(session, info, parent);
    case PictureKind::Bars: return new BarsPicture(session, info, parent);
    case PictureKind::Levels: return new LevelsPicture(session, info, parent);
    case PictureKind::Makespans: return new MakespansPicture(session, info, parent);
    }
    return nullptr;
}

PictureSet::PictureSet(session::Session& session, QObject* parent) : QObject(parent), m_session(session)
{
    using session::Session;
    connect(&m_session, &Session::choiceChanged, this, &PictureSet::follow);
    connect(&m_session, &Session::runStarted, this, &PictureSet::follow);
    connect(&m_session, &Session::catalogueChanged, this, [this] {
        m_program.clear();
        follow();
    });
    follow();
}

void PictureSet::follow()
{
    const auto trace = m_session.trace();
    const std::string id = trace ? trace->info().scenario : m_session.choice().program;
    if (id == m_program)
        return;
    m_program = id;
    for (Picture* picture : m_pictures)
        delete picture;
    m_pictures.clear();
    if (const auto program = m_session.catalogue().find(id))
        for (const host::PictureInfo& info : (*program)->pictures)
            if (Picture* picture = makePicture(m_session, info))
                m_pictures.push_back(picture);
    emit changed();
}

} // namespace interleave::pictures
