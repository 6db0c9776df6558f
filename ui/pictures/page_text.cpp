#include "ui/pictures/page_text.h"

#include <algorithm>
#include <map>

namespace interleave::pictures {
namespace {

constexpr std::string_view ends = "/\n";

/// Bytes of UTF-8 that both texts begin with; never a part of a character.
std::size_t sameBytes(std::string_view one, std::string_view other)
{
    const auto place = std::mismatch(one.begin(), one.end(), other.begin(), other.end());
    auto same = static_cast<std::size_t>(place.first - one.begin());
    const auto isInside = [&](std::string_view text) {
        return same < text.size() && (static_cast<unsigned char>(text[same]) & 0xc0U) == 0x80U;
    };
    while (same > 0 && (isInside(one) || isInside(other)))
        --same;
    return same;
}

/// Of a line that has everything on it: several writers?
bool isMixed(const PageText& page, const PageLine& line)
{
    LaneId writer = LaneId::none;
    bool isFirst = true;
    for (const PagePart& part : line.parts) {
        if (part.isOverwritten)
            continue;
        const LaneId lane = page.pieces()[part.piece].lane;
        if (!isFirst && lane != writer)
            return true;
        writer = lane;
        isFirst = false;
    }
    return false;
}

} // namespace

void PageText::write(std::string_view text, LaneId lane, Step step)
{
    m_unseenBy = LaneId::none;
    become(text, lane, step);
}

void PageText::see(std::string_view text, Step step)
{
    if (text == m_text)
        return;
    const bool isTold = !isNone(m_unseenBy);
    become(text, m_unseenBy, isTold ? m_unseenSince : step);
    m_unseenBy = LaneId::none;
}

void PageText::changeUnseen(LaneId lane, Step step)
{
    m_unseenBy = lane;
    m_unseenSince = step;
}

void PageText::become(std::string_view text, LaneId lane, Step step)
{
    const std::size_t same = sameBytes(m_text, text);
    const std::size_t number = m_writes.size();
    m_writes.push_back({lane, step, std::string(text.substr(same)), m_text.substr(same)});
    while (!m_standing.empty()) {
        PagePiece& last = m_pieces[m_standing.back()];
        if (last.at + last.text.size() <= same)
            break;
        last.until = step;
        m_standing.pop_back();
        if (last.at >= same)
            continue;
        // Its beginning stays.
        PagePiece kept = last;
        kept.text.resize(same - last.at);
        kept.from = step;
        kept.until = PagePiece::always;
        last.text.erase(0, kept.text.size());
        last.at = same;
        // Before this write the piece was whole: its beginning is the same piece, only cut in two.
        kept.from = last.from;
        m_standing.push_back(m_pieces.size());
        m_pieces.push_back(std::move(kept));
        break;
    }
    if (same < text.size()) {
        m_standing.push_back(m_pieces.size());
        m_pieces.push_back({std::string(text.substr(same)), lane, step, number, step, PagePiece::always, same});
    }
    m_text = text;
}

std::size_t PageText::writesBefore(Step moment) const
{
    return static_cast<std::size_t>(
        std::lower_bound(m_writes.begin(), m_writes.end(), moment,
                         [](const Write& write, Step wanted) { return write.step < wanted; })
        - m_writes.begin());
}

std::vector<PageLine> linesAt(const PageText& page, Step moment)
{
    // By place on the page; what was written over comes before what stands there.
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < page.pieces().size(); ++i)
        if (page.pieces()[i].from < moment)
            order.push_back(i);
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        const PagePiece& one = page.pieces()[a];
        const PagePiece& other = page.pieces()[b];
        if (one.at != other.at)
            return one.at < other.at;
        return one.write < other.write;
    });

    std::vector<PageLine> lines;
    bool isOpen = false;
    // Of every lane whose last text's line somebody else ended.
    std::map<LaneId, std::size_t> lastText;
    for (const std::size_t number : order) {
        const PagePiece& piece = page.pieces()[number];
        const bool isOverwritten = piece.isOverwrittenAt(moment);
        std::string_view rest = piece.text;
        while (!rest.empty()) {
            if (!isOpen)
                lines.emplace_back();
            isOpen = true;
            PageLine& line = lines.back();
            const std::size_t end = rest.find_first_of(ends);
            const bool hasEnd = end != std::string_view::npos;
            line.parts.push_back({number, std::string(rest.substr(0, end)), hasEnd, isOverwritten});
            rest = hasEnd ? rest.substr(end + 1) : std::string_view();
            if (!isOverwritten && hasEnd) {
                line.hasEnd = true;
                isOpen = false;
            }
        }
    }

    for (std::size_t i = 0; i < lines.size(); ++i) {
        PageLine& line = lines[i];
        bool hasText = false;
        LaneId ender = LaneId::none;
        for (const PagePart& part : line.parts) {
            if (part.isOverwritten)
                continue;
            hasText = hasText || !part.text.empty();
            ender = page.pieces()[part.piece].lane;
        }
        if (isMixed(page, line))
            line.tear = Tear::Mixed;
        else if (!hasText && line.hasEnd && lastText.contains(ender) && lines[lastText[ender]].tear == Tear::Mixed)
            line.tear = Tear::Empty;
        for (const PagePart& part : line.parts) {
            const LaneId lane = page.pieces()[part.piece].lane;
            if (!part.isOverwritten && !part.text.empty())
                lastText[lane] = i;
            // Who has ended a line himself owes none.
            if (!part.isOverwritten && part.hasEnd)
                lastText.erase(lane);
        }
    }
    return lines;
}

} // namespace interleave::pictures
