#pragma once

#include "core/base/ids.h"

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace interleave::pictures {

/// What one write added to a page.
struct PagePiece
{
    static constexpr Step always = std::numeric_limits<Step>::max();

    std::string text;
    LaneId lane = LaneId::none; ///< none: it stood there before anybody wrote
    Step step = 0;              ///< the event that wrote it
    std::size_t write = 0;      ///< the number of this write, from 0
    Step from = 0;              ///< the event since which it stands there like this
    Step until = always;        ///< the event that wrote over it
    Step at = 0;                ///< where it begins, in characters of the page

    bool standsAt(Step moment) const { return from < moment && until >= moment; }
    bool isOverwrittenAt(Step moment) const { return from < moment && until < moment; }
};

/// A text variable as a page: who wrote which piece of it. Grows by writes; what was there at any moment can be told.
///
/// Events tell the whole text; what a writer added is what comes after the part that is the same as before. Where the
/// text before went on differently there, the rest of it is overwritten: somebody had read it before it was written.
/// Thread-safety: none.
class PageText
{
public:
    /// The writes in their order.
    struct Write
    {
        LaneId lane = LaneId::none;
        Step step = 0;
        std::string added;
        std::string lost; ///< what it wrote over
    };

    /// The event `step` left this text.
    void write(std::string_view text, LaneId lane, Step step);
    /// The event `step` found this text: news only when nobody had told of it.
    void see(std::string_view text, Step step);
    /// The event `step` changed the text, and the next one to look will tell to what.
    void changeUnseen(LaneId lane, Step step);

    /// In the order in which they were written; a piece of which a part was overwritten goes on as a new one.
    const std::vector<PagePiece>& pieces() const { return m_pieces; }
    const std::vector<Write>& writes() const { return m_writes; }
    std::size_t writesBefore(Step moment) const;

private:
    void become(std::string_view text, LaneId lane, Step step);

    std::string m_text;
    std::vector<PagePiece> m_pieces;
    std::vector<std::size_t> m_standing; ///< pieces that make up the text, in its order
    std::vector<Write> m_writes;
    LaneId m_unseenBy = LaneId::none;
    Step m_unseenSince = 0;
};

/// A part of a piece on one line.
struct PagePart
{
    std::size_t piece = 0; ///< of PageText::pieces()
    std::string text;      ///< without the end of the line
    bool hasEnd = false;   ///< the end of the line is part of the piece
    bool isOverwritten = false;
};

enum class Tear : std::uint8_t {
    None,
    Mixed, ///< pieces of more than one lane
    Empty, ///< the end of a line that lost its line to another lane
};

struct PageLine
{
    std::vector<PagePart> parts;
    Tear tear = Tear::None;
    bool hasEnd = false;
};

/// The lines of the page at a moment. `/` and the newline end a line. Pieces that were overwritten stand where they
/// were.
///
/// A line is torn when more than one lane wrote what is on it, its end included; and when nothing is on it but an end
/// whose writer has had his text's line ended by somebody else.
std::vector<PageLine> linesAt(const PageText& page, Step moment);

} // namespace interleave::pictures
