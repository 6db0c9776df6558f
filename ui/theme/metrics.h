#pragma once

/// Sizes of the interface in device-independent pixels. They are the visual language's grid, one name per number.
namespace interleave::theme::metrics {

inline constexpr int base = 4;
inline constexpr int paddingSmall = 8;
inline constexpr int padding = 12;
inline constexpr int groupGap = 16;

inline constexpr int menuHeight = 28;
inline constexpr int transportHeight = 48;
inline constexpr int statusHeight = 24;
inline constexpr int sectionHeadHeight = 28;
inline constexpr int tabBarHeight = 32;
inline constexpr int fieldHeight = 28;
inline constexpr int transportFieldHeight = 32;
inline constexpr int rowHeight = 22;
inline constexpr int twoLineRowHeight = 40;

inline constexpr int leftDockWidth = 248;
inline constexpr int leftDockMinimum = 200;
inline constexpr int leftDockMaximum = 360;
inline constexpr int rightDockWidth = 320;
inline constexpr int rightDockMinimum = 280;
inline constexpr int rightDockMaximum = 480;
inline constexpr int laneHeaderWidth = 164;
inline constexpr int laneHeaderMinimum = 120;
inline constexpr int laneHeaderMaximum = 320;
inline constexpr double bottomDockShare = 0.4;

inline constexpr int rightDockFoldsBelow = 1180; ///< window width under which the right dock becomes a tab
inline constexpr int galleryFoldsBelow = 980;    ///< window width under which the gallery folds to a button

inline constexpr double segmentRadius = 3;
inline constexpr double controlRadius = 4;
inline constexpr double cardRadius = 6;
inline constexpr double resourceRadius = 5;

inline constexpr double hairline = 1;
inline constexpr double outline = 1;
inline constexpr double strongOutline = 2;
inline constexpr double cycleLine = 2.5;
inline constexpr double playheadLine = 2;
inline constexpr double arrowLine = 1.5;
inline constexpr double arrowHalo = 3;

inline constexpr int focusRing = 2;
inline constexpr int focusGap = 1;

inline constexpr int iconSize = 16;
inline constexpr int chipSize = 18;
inline constexpr int smallChipSize = 14;

inline constexpr int segmentMinimumWidth = 3;    ///< a running segment is never narrower
inline constexpr int segmentPatternMinimum = 12; ///< narrower segments show fill, outline and edge only
inline constexpr int segmentLabelSpare = 8;      ///< a label appears only with this much room to spare
inline constexpr int blockedEdge = 4;
inline constexpr int maximumArrows = 200;

/// Lane and segment heights of one density.
struct Density
{
    int lane;
    int segment;
    int textLines;
};

inline constexpr Density comfortable = {46, 31, 2};
inline constexpr Density standard = {28, 20, 1};
inline constexpr Density compact = {18, 14, 1};
inline constexpr Density collapsed = {6, 5, 0};
inline constexpr int openedCollapsedLane = 28;
inline constexpr int lockLane = 48;
inline constexpr int holdBar = 22;
inline constexpr int waiterBar = 14;
inline constexpr int queueSlot = 15;
inline constexpr int queueSlotsShown = 8;
inline constexpr int depthGraph = 40;
inline constexpr int taskIndent = 24;

// Motion, in milliseconds.
inline constexpr int jumpMotion = 160;
inline constexpr int graphMotion = 200;
inline constexpr int edgeGrowMotion = 240;
inline constexpr int bannerMotion = 120;
inline constexpr int handOffMotion = 200;

} // namespace interleave::theme::metrics
