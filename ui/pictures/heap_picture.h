#pragma once

#include "ui/pictures/tile_picture.h"

#include "ui/pictures/heap.h"

#include <vector>

namespace interleave::pictures {

/// A priority queue as the heap in which such queues are kept (derived, see heapOf), beside the order of arrival.
class HeapPicture : public TilePicture
{
    Q_OBJECT

public:
    HeapPicture(session::Session& session, host::PictureInfo info, QWidget* parent = nullptr);

    const std::vector<HeapSection>& sections() const { return m_sections; }

protected:
    void refresh() override;
    Drawing draw(double width) const override;

private:
    std::vector<HeapSection> m_sections;
};

} // namespace interleave::pictures
