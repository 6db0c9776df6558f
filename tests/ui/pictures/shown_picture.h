#pragma once

// First of all: the rules have a member that Qt's keywords would rename.
#include "ui/session/session.h"

#include "tests/core/analysis/trace_builder.h"
#include "ui/pictures/places.h"
#include "ui/pictures/tile_picture.h"

#include <QTest>

#include <memory>

namespace interleave::test {

inline std::unique_ptr<TraceBuilder> begun(trace::Mode mode = trace::Mode::Controlled)
{
    auto b = std::make_unique<TraceBuilder>(mode);
    b->add(b->main, trace::Operation::Begin, b->objectOf(b->main));
    return b;
}

/// Those of a group that look so.
inline std::vector<const pictures::Tile*> tilesOf(const pictures::Group& group, pictures::Look look)
{
    std::vector<const pictures::Tile*> found;
    for (const pictures::Tile& tile : group.tiles)
        if (tile.look == look)
            found.push_back(&tile);
    return found;
}

/// A picture of a recorded run, at its end.
template <typename Kind> struct ShownPicture
{
    std::unique_ptr<TraceBuilder> built;
    session::Session session;
    Kind picture;

    explicit ShownPicture(std::unique_ptr<TraceBuilder> trace, std::vector<std::string> objects = {}, int width = 348)
        : built(std::move(trace))
        , picture(session, {trace::PictureKind::Places, "Picture", std::move(objects)})
    {
        // The session never outlives the builder.
        session.open(std::shared_ptr<const trace::Trace>(&built->trace(), [](const trace::Trace*) {}), {}, "run");
        resize(width);
        picture.show();
        picture.refreshNow();
    }
    void resize(int width) { picture.resize(width, std::max(1, picture.heightForWidth(width))); }
    void goTo(Step step)
    {
        session.setPlayhead(step);
        QTRY_COMPARE(session.moment().step, step);
        picture.refreshNow();
    }
    /// The first tile of these words, or else the head of the card that has them; null without one.
    const pictures::Tile* tile(const QString& words) const
    {
        for (const bool isHead : {false, true})
            for (const pictures::Tile& tile : picture.drawing().tiles)
                if ((tile.look == pictures::Look::Head) == isHead && tile.words.contains(words))
                    return &tile;
        return nullptr;
    }
    QPoint at(const QString& words) const
    {
        const pictures::Tile* found = tile(words);
        return found == nullptr ? QPoint(-1, -1) : found->rect.center().toPoint();
    }
    bool says(const QString& words) const { return picture.accessibleDescription().contains(words); }
    /// Nothing leaves the width, no tile lies on another, and all of it is inside of the height.
    void checkLayout() const
    {
        const auto& tiles = picture.drawing().tiles;
        const QRectF all(0, 0, picture.width(), picture.drawing().height);
        for (std::size_t i = 0; i < tiles.size(); ++i) {
            QVERIFY2(all.contains(tiles[i].rect), qPrintable(tiles[i].words));
            for (std::size_t k = 0; k < i; ++k)
                QVERIFY2(!tiles[i].rect.intersects(tiles[k].rect), qPrintable(tiles[i].words));
        }
        for (const pictures::Label& label : picture.drawing().labels)
            QVERIFY2(all.contains(label.rect), qPrintable(label.text));
    }
};

} // namespace interleave::test
