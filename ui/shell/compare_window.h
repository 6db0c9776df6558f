#pragma once

#include "ui/session/comparison.h"

#include <QWidget>

#include <array>
#include <vector>

class QComboBox;
class QLabel;
class QSplitter;

namespace interleave::widgets {
class Banner;
}
namespace interleave::timeline {
class TimelineView;
}

namespace interleave::shell {

/// Two runs side by side, with the first step at which they differ.
///
/// Each side offers the run that is shown in the main window, those before it, and every variant of the program, run under
/// the same seed. Alt+Left and F10 move both playheads.
class CompareWindow : public QWidget
{
    Q_OBJECT

public:
    using Side = session::Comparison::Side;

    /// Keeps a reference to the session of the main window, which must outlive it.
    CompareWindow(session::Session& shown, const std::string& target, QWidget* parent = nullptr);

    session::Comparison& comparison() { return m_comparison; }
    /// The run that is shown in the main window at the left; the one before it, or the first fixed variant, at the right.
    void compareShownRun();
    /// A broken variant of the program beside a fixed one, under the same seed and strategy.
    void compareBrokenWithFixed();
    /// The run that is shown at the left, one with these picks at the right.
    void compareWithSchedule(const std::string& schedule);

private:
    struct Offer
    {
        enum class Kind { Shown, Earlier, Variant } kind = Kind::Shown;
        std::size_t number = 0;  ///< Earlier
        std::string variant = {}; ///< Variant
        QString title;
    };
    struct Half
    {
        QComboBox* choice = nullptr;
        QLabel* ending = nullptr;
        timeline::TimelineView* timeline = nullptr;
        std::vector<Offer> offers;
    };

    QWidget* makeHalf(Side side);
    QWidget* makeTools();
    void fillOffers(Side side);
    void showOffer(Side side, const Offer& offer);
    void showVariant(Side side, const std::string& variant);
    void showEnding(Side side);
    void showWords();
    Half& half(Side side) { return m_halves[side == Side::Left ? 0 : 1]; }

    session::Session& m_shown;
    session::Comparison m_comparison;
    std::array<Half, 2> m_halves;
    widgets::Banner* m_banner;
    QSplitter* m_splitter;
};

} // namespace interleave::shell
