#include "ui/pictures/page_layout.h"

#include <algorithm>
#include <cmath>

namespace interleave::pictures {
namespace {

constexpr double side = 10;
constexpr double numberWidth = 24;
constexpr double chipsWidth = 34;
constexpr double gap = 3;
constexpr double padding = 5;
constexpr double boxHeight = 18;

QString shownText(const PagePart& part)
{
    const QString text = QString::fromStdString(part.text);
    return part.hasEnd ? text + QChar(0x21b5) : text;
}

} // namespace

PageLayout layOutPage(const PageText& page, const std::vector<PageLine>& lines, std::size_t writes, double top,
                      double width, const PageLayout::Measure& measure)
{
    PageLayout layout;
    const double strip = std::clamp(std::round(width * 0.27), 74.0, 200.0);
    const double stripLeft = width - strip;
    layout.head = {0, top, stripLeft, pageHeadHeight};
    layout.stripHead = {stripLeft, top, strip, pageHeadHeight};
    const double first = top + pageHeadHeight;

    const double left = side + numberWidth + chipsWidth;
    double y = first;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        PageLayout::Line line;
        for (const PagePart& part : lines[i].parts)
            line.isOverwritten = line.isOverwritten || part.isOverwritten;
        const double tag = lines[i].tear != Tear::None ? measure.torn : line.isOverwritten ? measure.overwritten : 0;
        const double right = stripLeft - side - tag;
        double x = left;
        const double lineTop = y;
        for (std::size_t k = 0; k < lines[i].parts.size(); ++k) {
            const PagePart& part = lines[i].parts[k];
            const PagePiece& piece = page.pieces()[part.piece];
            const QString text = shownText(part);
            const double wanted =
                2 * padding + measure.text(text) + 3 + measure.number(QString::number(piece.write + 1));
            const double room = std::max(30.0, right - left);
            const double wide = std::min(wanted, room);
            if (x > left && x + wide > right) {
                x = left;
                y += pageRowHeight;
            }
            layout.parts.push_back({{x, y + (pageRowHeight - boxHeight) / 2, wide, boxHeight}, i, k, text});
            x += wide + gap;
            if (!isNone(piece.lane)
                && std::find(line.writers.begin(), line.writers.end(), piece.lane) == line.writers.end())
                line.writers.push_back(piece.lane);
        }
        y += pageRowHeight;
        line.rect = {0, lineTop, stripLeft, y - lineTop};
        line.chips = {side + numberWidth, lineTop, chipsWidth, pageRowHeight};
        line.tag = {stripLeft - side - tag + 4, lineTop, std::max(0.0, tag - 4), pageRowHeight};
        layout.lines.push_back(std::move(line));
    }
    double stripBottom = first;
    layout.writes.reserve(writes);
    for (std::size_t i = 0; i < writes; ++i, stripBottom += pageRowHeight)
        layout.writes.emplace_back(stripLeft, stripBottom, strip, pageRowHeight);
    layout.bottom = std::max(y, stripBottom) + 4;
    return layout;
}

} // namespace interleave::pictures
