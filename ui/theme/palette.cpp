#include "ui/theme/palette.h"

#include "ui/theme/contrast.h"

#include <QPalette>
#include <QWidget>

namespace interleave::theme {
namespace {

StateColours stateColours(QRgb fill, QRgb outline, QRgb text, double patternShare)
{
    return {QColor(fill), QColor(outline), QColor(text), blend(QColor(fill), QColor(outline), patternShare)};
}

Palette makeLight()
{
    Palette p;
    p.isDark = false;
    p.window = QColor(0xEEF0F4);
    p.panel = QColor(0xFFFFFF);
    p.raised = QColor(0xF6F7FA);
    p.sectionHead = QColor(0xF1F3F7);
    p.field = p.panel;
    p.hover = p.sectionHead;
    p.hairline = QColor(0xD5D9E1);
    p.controlOutline = QColor(0x838C9D);
    p.text = QColor(0x1A1E26);
    p.secondary = QColor(0x475061);
    p.hint = QColor(0x626C7D);
    p.accent = QColor(0x1D5FBF);
    p.selection = QColor(0xD6E6FB);
    p.checked = QColor(0xE3EDFA);
    p.onAccent = QColor(0xFFFFFF);
    p.error = QColor(0xB3261E);
    p.errorGround = QColor(0xFDECEA);
    p.warning = QColor(0x8A5A00);
    p.warningGround = QColor(0xFFF4DC);
    p.ok = QColor(0x1B7340);
    p.okGround = QColor(0xE4F4EA);
    p.violet = QColor(0x6C4BBF);
    p.violetGround = QColor(0xEEE8FB);
    p.playhead = QColor(0x1A1E26);
    p.onPlayhead = QColor(0xFFFFFF);
    p.codeKeyword = QColor(0x7B2FA6);
    p.codeType = QColor(0x0B6B78);
    p.codeString = QColor(0x8A3B00);
    p.codeComment = QColor(0x5F6B7A);
    p.states = {
        stateColours(0x167A5B, 0x167A5B, 0xFFFFFF, 1.0),  stateColours(0xF2FAF7, 0x4E9A83, 0x22594A, 0.5),
        stateColours(0xFCE4E0, 0xB3261E, 0x8C1A13, 0.55), stateColours(0xFFF2D1, 0x96650A, 0x6B4600, 0.45),
        stateColours(0xE6EBF3, 0x66758F, 0x3F4B60, 0.55), stateColours(0xEEE8FB, 0x6C4BBF, 0x4F3496, 0.35),
        stateColours(0xFFFFFF, 0x626C7D, 0x626C7D, 1.0),  stateColours(0xD9DBDF, 0x1A1E26, 0x1A1E26, 0.55),
    };
    p.lanes = {QColor(0x566072), QColor(0x1F63C4), QColor(0xA32C77), QColor(0x0B7285),
               QColor(0x8A5A00), QColor(0x4F6B12), QColor(0x7B4BB5), QColor(0xB0472A)};
    p.lockColour = QColor(0x7A5C00);
    p.tealColour = QColor(0x0B6B78);
    p.futureColour = QColor(0x6C4BBF);
    p.onIdentity = QColor(0xFFFFFF);
    return p;
}

Palette makeDark()
{
    Palette p;
    p.isDark = true;
    p.window = QColor(0x121419);
    p.panel = QColor(0x1A1D23);
    p.raised = QColor(0x1F232A);
    p.sectionHead = QColor(0x22262E);
    p.field = QColor(0x14171C);
    p.hover = p.sectionHead;
    p.hairline = QColor(0x333944);
    p.controlOutline = QColor(0x66728A);
    p.text = QColor(0xE9ECF1);
    p.secondary = QColor(0xB7BECA);
    p.hint = QColor(0x929BAA);
    p.accent = QColor(0x6FA8F5);
    p.selection = QColor(0x24405F);
    p.checked = QColor(0x1E2F47);
    p.onAccent = QColor(0x0D1420);
    p.error = QColor(0xFF8A80);
    p.errorGround = QColor(0x3A1D1C);
    p.warning = QColor(0xF0BE5A);
    p.warningGround = QColor(0x332812);
    p.ok = QColor(0x6BD29A);
    p.okGround = QColor(0x16301F);
    p.violet = QColor(0xA78BEB);
    p.violetGround = QColor(0x2D2544);
    p.playhead = QColor(0xF4F6F9);
    p.onPlayhead = QColor(0x121419);
    p.codeKeyword = QColor(0xC99BF2);
    p.codeType = QColor(0x5CCAD8);
    p.codeString = QColor(0xF0B27A);
    p.codeComment = QColor(0x8A95A5);
    p.states = {
        stateColours(0x3FBF97, 0x3FBF97, 0x08251B, 1.0),  stateColours(0x1B2A27, 0x4E9A83, 0xA5DCC9, 0.5),
        stateColours(0x40201E, 0xFF8A80, 0xFFC0BA, 0.55), stateColours(0x372C12, 0xE0AC45, 0xF6D995, 0.45),
        stateColours(0x272D38, 0x7F8DA6, 0xBCC7DA, 0.55), stateColours(0x2D2544, 0xA78BEB, 0xD3C4F8, 0.4),
        stateColours(0x1A1D23, 0x929BAA, 0x929BAA, 1.0),  stateColours(0x3A3E46, 0xE9ECF1, 0xE9ECF1, 0.55),
    };
    p.lanes = {QColor(0xA9B3C3), QColor(0x6FA8F5), QColor(0xEE8AC6), QColor(0x4CC3D4),
               QColor(0xE5B04E), QColor(0xA8C95A), QColor(0xBE9BF0), QColor(0xF09A7C)};
    p.lockColour = QColor(0xE5B04E);
    p.tealColour = QColor(0x4CC3D4);
    p.futureColour = QColor(0xA78BEB);
    p.onIdentity = QColor(0x0D1420);
    return p;
}

} // namespace

const Palette& light()
{
    static const Palette palette = makeLight();
    return palette;
}

const Palette& dark()
{
    static const Palette palette = makeDark();
    return palette;
}

QColor Palette::lane(int index) const
{
    return lanes[static_cast<std::size_t>(index < 0 ? 0 : index) % lanes.size()];
}

QColor Palette::resource(ResourceKind kind, int nthOfKind) const
{
    const std::array spare = {lanes[7], lanes[5], lanes[2]};
    const auto further = [&spare](int beyond) { return spare[static_cast<std::size_t>(beyond) % spare.size()]; };
    const int nth = nthOfKind < 0 ? 0 : nthOfKind;
    switch (kind) {
    case ResourceKind::Lock: return nth == 0 ? lockColour : nth == 1 ? tealColour : further(nth - 2);
    case ResourceKind::Queue:
    case ResourceKind::Pipe:
    case ResourceKind::Socket:
    case ResourceKind::Timer: return nth == 0 ? tealColour : further(nth - 1);
    case ResourceKind::Future: return nth == 0 ? futureColour : further(nth - 1);
    case ResourceKind::Process:
    case ResourceKind::Loop: return lanes[0];
    default: return further(nth + static_cast<int>(kind));
    }
}

QColor Palette::colour(Role role) const
{
    switch (role) {
    case Role::Text: return text;
    case Role::Secondary: return secondary;
    case Role::Hint: return hint;
    case Role::Accent: return accent;
    case Role::OnAccent: return onAccent;
    case Role::Error: return error;
    case Role::Warning: return warning;
    case Role::Ok: return ok;
    case Role::Violet: return violet;
    case Role::Playhead: return playhead;
    }
    return text;
}

const Palette& paletteFor(const QPalette& palette)
{
    return palette.color(QPalette::Active, QPalette::Window).lightness() < 128 ? dark() : light();
}

const Palette& paletteFor(const QWidget& widget)
{
    return paletteFor(widget.palette());
}

QPalette toQPalette(const Palette& p)
{
    QPalette out;
    out.setColor(QPalette::Window, p.panel);
    out.setColor(QPalette::WindowText, p.text);
    out.setColor(QPalette::Base, p.panel);
    out.setColor(QPalette::AlternateBase, p.raised);
    out.setColor(QPalette::Text, p.text);
    out.setColor(QPalette::PlaceholderText, p.hint);
    out.setColor(QPalette::Button, p.panel);
    out.setColor(QPalette::ButtonText, p.text);
    out.setColor(QPalette::BrightText, p.error);
    out.setColor(QPalette::Highlight, p.selection);
    out.setColor(QPalette::HighlightedText, p.text);
    out.setColor(QPalette::Link, p.accent);
    out.setColor(QPalette::LinkVisited, p.accent);
    out.setColor(QPalette::ToolTipBase, p.playhead);
    out.setColor(QPalette::ToolTipText, p.onPlayhead);
    out.setColor(QPalette::Light, p.raised);
    out.setColor(QPalette::Midlight, p.sectionHead);
    out.setColor(QPalette::Mid, p.hairline);
    out.setColor(QPalette::Dark, p.controlOutline);
    out.setColor(QPalette::Shadow, p.hairline);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText}) {
        out.setColor(QPalette::Disabled, role, p.hint);
    }
    return out;
}

} // namespace interleave::theme
