#pragma once

#include "ui/theme/palette.h"

#include <QPointer>
#include <QProxyStyle>

namespace interleave::theme {

class FocusRing;

/// How Qt's own widgets look: Fusion's behaviour, our drawing.
///
/// 28 px fields with corners of 4, hairlines instead of frames, no gradient and no shadow. Colours are taken from the
/// palette of what is painted, never remembered. A default push button is the accented one.
class Style : public QProxyStyle
{
    Q_OBJECT

public:
    explicit Style(const Palette& palette);

    void setPalette(const Palette& palette) { m_palette = &palette; }
    bool isMotionReduced() const { return m_isMotionReduced; }
    void setMotionReduced(bool isReduced) { m_isMotionReduced = isReduced; }

    QPalette standardPalette() const override;
    void polish(QWidget* widget) override;
    void unpolish(QWidget* widget) override;
    using QProxyStyle::polish;
    using QProxyStyle::unpolish;

    int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* returnData) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& contents,
                           const QWidget* widget) const override;
    QRect subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                         const QWidget* widget) const override;
    QIcon standardIcon(StandardPixmap which, const QStyleOption* option, const QWidget* widget) const override;

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                            const QWidget* widget) const override;

private:
    // Each answers whether it has drawn the element; Fusion draws what nobody has.
    bool drawButtonPrimitive(PrimitiveElement element, const QStyleOption& option, QPainter& painter,
                             const QWidget* widget) const;
    bool drawFieldPrimitive(PrimitiveElement element, const QStyleOption& option, QPainter& painter,
                            const QWidget* widget) const;
    bool drawItemPrimitive(PrimitiveElement element, const QStyleOption& option, QPainter& painter,
                           const QWidget* widget) const;
    bool drawFramePrimitive(PrimitiveElement element, const QStyleOption& option, QPainter& painter,
                            const QWidget* widget) const;
    bool drawButtonLabel(ControlElement element, const QStyleOption& option, QPainter& painter,
                         const QWidget* widget) const;
    bool drawItemControl(ControlElement element, const QStyleOption& option, QPainter& painter,
                         const QWidget* widget) const;
    bool drawTabControl(ControlElement element, const QStyleOption& option, QPainter& painter,
                        const QWidget* widget) const;
    void drawField(const QStyleOptionComplex& option, QPainter& painter, const QWidget* widget) const;
    void drawSlider(const QStyleOptionComplex& option, QPainter& painter) const;
    void drawScrollBar(const QStyleOptionComplex& option, QPainter& painter) const;

    const Palette* m_palette;
    FocusRing* m_ring;
    bool m_isMotionReduced = false;
};

/// How long a motion of `milliseconds` takes for `widget`: not at all when motion is reduced.
int motionTime(const QWidget& widget, int milliseconds);

} // namespace interleave::theme
