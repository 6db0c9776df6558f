#pragma once

#include "ui/pictures/page_text.h"

#include <QRectF>
#include <QString>

#include <functional>
#include <vector>

namespace interleave::pictures {

/// Where everything of one page is, in device-independent pixels: lines on the left, the order of events on the right.
struct PageLayout
{
    struct Part
    {
        QRectF rect;
        std::size_t line = 0;
        std::size_t part = 0; ///< of the line
        QString text;         ///< with a sign for the end of the line
    };
    struct Line
    {
        QRectF rect;  ///< from the margin to the strip
        QRectF chips; ///< whose pieces are on it
        QRectF tag;   ///< where "torn" is said
        std::vector<LaneId> writers;
        bool isOverwritten = false; ///< something on it is
    };

    QRectF head;
    QRectF stripHead;
    std::vector<Line> lines;
    std::vector<Part> parts;
    std::vector<QRectF> writes; ///< rows of the strip, by write
    double bottom = 0;

    /// Widths of a piece's text and of its number.
    struct Measure
    {
        std::function<double(const QString&)> text;
        std::function<double(const QString&)> number;
        double torn = 52;        ///< of the word "torn" with its sign
        double overwritten = 88; ///< of "overwritten" with its sign
    };
};

inline constexpr double pageRowHeight = 22;
inline constexpr double pageHeadHeight = 26;

/// Lays out the lines of a page, of which so many writes are known, between x = 0 and `width`, from `top` on. Pieces
/// that do not fit on a row go to the next one; one that fits on no row is cut by who paints it.
PageLayout layOutPage(const PageText& page, const std::vector<PageLine>& lines, std::size_t writes, double top,
                      double width, const PageLayout::Measure& measure);

} // namespace interleave::pictures
