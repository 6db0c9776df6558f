#include "ui/pictures/heap_picture.h"

#include "ui/pictures/places_layout.h"

#include <QStringList>

namespace interleave::pictures {

HeapPicture::HeapPicture(session::Session& session, host::PictureInfo info, QWidget* parent)
    : TilePicture(session, std::move(info), parent)
{}

void HeapPicture::refresh()
{
    const auto trace = session().trace();
    const session::Moment& moment = session().moment();
    m_sections = heapsOf({*trace, moment.state, moment.ledger}, objects({trace::ObjectKind::Queue}));
    QStringList words;
    for (const HeapSection& section : m_sections)
        words << section.words();
    setAccessibleDescription(words.isEmpty() ? tr("Nothing of it is there at this moment.")
                                             : words.join(QLatin1Char('\n')));
    takeDrawing();
}

Drawing HeapPicture::draw(double width) const
{
    return layOut(m_sections, width);
}

} // namespace interleave::pictures
