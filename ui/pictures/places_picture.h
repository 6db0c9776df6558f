#pragma once

#include "ui/pictures/tile_picture.h"

#include "ui/pictures/places.h"

#include <vector>

namespace interleave::pictures {

/// Places and who or what is in them: a basket, a room with seats, readers and a writer, a barrier, a door.
class PlacesPicture : public TilePicture
{
    Q_OBJECT

public:
    PlacesPicture(session::Session& session, host::PictureInfo info, QWidget* parent = nullptr);

    const std::vector<Section>& sections() const { return m_sections; }

protected:
    void refresh() override;
    Drawing draw(double width) const override;

private:
    std::vector<Section> m_sections;
};

} // namespace interleave::pictures
