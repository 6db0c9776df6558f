#pragma once

#include "ui/theme/palette.h"

#include <QObject>

#include <memory>

class QApplication;

namespace interleave::theme {

class Style;
class SystemLook;

/// Light or dark: what the user chose.
enum class Scheme { System, Light, Dark };

/// Whether things move: what the user chose.
enum class Motion { System, Full, Reduced };

/// The look of the application: sets its palette, style and fonts, and follows the desktop.
///
/// One lives beside the QApplication. Widgets need not know it: they ask `paletteFor(*this)` while painting and are
/// repainted by Qt when the palette changes.
class Theme : public QObject
{
    Q_OBJECT

public:
    /// Dresses `application`; without a desktop to ask *System* means the lightness of the palette found.
    explicit Theme(QApplication& application);

    /// Dresses `application` as `system` says; null is as above.
    Theme(QApplication& application, std::unique_ptr<SystemLook> system);
    ~Theme() override;

    Scheme scheme() const { return m_scheme; }
    void setScheme(Scheme scheme);

    Motion motion() const { return m_motion; }
    void setMotion(Motion motion);
    bool isMotionReduced() const;

    const Palette& palette() const { return *m_palette; }

signals:
    /// The palette or the wish for motion is another one now.
    void changed();

private:
    void refresh();
    const Palette& wanted() const;

    QApplication& m_application;
    std::unique_ptr<SystemLook> m_system;
    Style* m_style = nullptr; // owned by the application
    const Palette* m_palette = nullptr;
    Scheme m_scheme = Scheme::System;
    Motion m_motion = Motion::System;
    bool m_startedDark = false;
};

} // namespace interleave::theme
