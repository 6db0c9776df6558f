#include "ui/theme/fonts.h"

#include <QFontDatabase>
#include <QFontMetricsF>

#include <cmath>

namespace interleave::theme {
namespace {

struct Shape
{
    int pixels;
    QFont::Weight weight;
    bool isMono;
};

Shape shapeOf(TextRole role)
{
    switch (role) {
    case TextRole::Title: return {13, QFont::DemiBold, false};
    case TextRole::Body: return {12, QFont::Normal, false};
    case TextRole::BodyStrong: return {12, QFont::DemiBold, false};
    case TextRole::SecondaryLine: return {11, QFont::Normal, false};
    case TextRole::Segment: return {11, QFont::Medium, false};
    case TextRole::SegmentStrong: return {11, QFont::DemiBold, false};
    case TextRole::Tick: return {10, QFont::Normal, false};
    case TextRole::Code: return {12, QFont::Normal, true};
    case TextRole::CodeStrong: return {12, QFont::DemiBold, true};
    }
    return {12, QFont::Normal, false};
}

} // namespace

QFont font(TextRole role)
{
    // Figures are tabular by default in the families a system offers here; Qt 6.4 cannot ask for "tnum" itself.
    const Shape shape = shapeOf(role);
    QFont out = QFontDatabase::systemFont(shape.isMono ? QFontDatabase::FixedFont : QFontDatabase::GeneralFont);
    out.setPixelSize(shape.pixels);
    out.setWeight(shape.weight);
    out.setKerning(!shape.isMono);
    return out;
}

int textWidth(const QString& text, TextRole role)
{
    // QFontMetrics rounds to the nearest pixel, eliding compares exactly.
    return static_cast<int>(std::ceil(QFontMetricsF(font(role)).horizontalAdvance(text))) + 1;
}

} // namespace interleave::theme
