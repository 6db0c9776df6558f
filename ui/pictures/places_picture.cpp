#include "ui/pictures/places_picture.h"

#include "ui/pictures/places_layout.h"

#include <QStringList>

namespace interleave::pictures {

PlacesPicture::PlacesPicture(session::Session& session, host::PictureInfo info, QWidget* parent)
    : TilePicture(session, std::move(info), parent)
{}

void PlacesPicture::refresh()
{
    const auto trace = session().trace();
    const session::Moment& moment = session().moment();
    m_sections = sectionsOf({*trace, moment.state, moment.ledger}, objects(placeKinds));
    QStringList words;
    for (const Section& section : m_sections)
        words << section.words();
    setAccessibleDescription(words.isEmpty() ? tr("Nothing of it is there at this moment.")
                                             : words.join(QLatin1Char('\n')));
    takeDrawing();
}

Drawing PlacesPicture::draw(double width) const
{
    return layOut(m_sections, width);
}

} // namespace interleave::pictures
