#include "ui/theme/chips.h"
#include "ui/theme/metrics.h"
#include "ui/theme/patterns.h"

#include <QBuffer>
#include <QImage>
#include <QSvgGenerator>
#include <QTest>

#include <cmath>

using namespace interleave::theme;

Q_DECLARE_METATYPE(interleave::theme::State)

namespace {

bool isWithin(const QRectF& outer, const QPointF& point)
{
    constexpr double slack = 1e-9;
    return outer.adjusted(-slack, -slack, slack, slack).contains(point);
}

QImage drawn(State state, const QRectF& segment, QPointF anchor, const Palette& palette = light(), double scale = 1)
{
    QImage image(QSize(int(200 * scale), int(60 * scale)), QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(scale);
    image.fill(palette.panel);
    QPainter painter(&image);
    paintSegment(painter, segment, state, palette, anchor);
    return image;
}

} // namespace

class PatternsTest : public QObject
{
    Q_OBJECT

private slots:
    void clipping_data();
    void clipping();
    void marksStayInside_data();
    void marksStayInside();
    void marksAreFixedToTheLane_data();
    void marksAreFixedToTheLane();
    void pitchesAreThoseOfTheLanguage();
    void solidStatesHaveNoMarks();
    void narrowSegmentsKeepOnlyTheirEdge();
    void runningIsNeverNarrowerThanThreePixels();
    void statesDifferWithoutColour();
    void tileAndMarksShowTheSame();
    void svgIsClippedByGeometry();
    void chipsShowTheirColour();
};

void PatternsTest::clipping_data()
{
    QTest::addColumn<QLineF>("line");
    QTest::addColumn<QLineF>("expected");
    QTest::newRow("inside stays") << QLineF(1, 1, 9, 9) << QLineF(1, 1, 9, 9);
    QTest::newRow("through is cut at both ends") << QLineF(-5, 5, 15, 5) << QLineF(0, 5, 10, 5);
    QTest::newRow("diagonal is cut at two sides") << QLineF(-2, 4, 8, 14) << QLineF(0, 6, 4, 10);
    QTest::newRow("beside is gone") << QLineF(11, 0, 11, 10) << QLineF();
    QTest::newRow("past a corner is gone") << QLineF(-6, 4, 4, -6) << QLineF();
}

void PatternsTest::clipping()
{
    QFETCH(QLineF, line);
    QFETCH(QLineF, expected);
    QCOMPARE(clipped(line, QRectF(0, 0, 10, 10)), expected);
}

void PatternsTest::marksStayInside_data()
{
    QTest::addColumn<State>("state");
    for (const State state : allStates) {
        QTest::addRow("state %d", int(state)) << state;
    }
}

void PatternsTest::marksStayInside()
{
    QFETCH(State, state);
    for (const QRectF& clip : {QRectF(0, 0, 60, 27), QRectF(13.5, -7.25, 3, 40), QRectF(-100, 200, 41.3, 9.9)}) {
        const PatternMarks marks = patternMarks(state, clip, QPointF(4, 3));
        for (const QLineF& line : marks.lines) {
            QVERIFY(isWithin(clip, line.p1()) && isWithin(clip, line.p2()));
        }
        for (const QRectF& dot : marks.dots) {
            QVERIFY(isWithin(clip, dot.topLeft()) && isWithin(clip, dot.bottomRight()));
        }
    }
}

void PatternsTest::marksAreFixedToTheLane_data()
{
    QTest::addColumn<State>("state");
    for (const State state : {State::Blocked, State::Waiting, State::Sleeping, State::Suspended, State::Killed}) {
        QTest::addRow("state %d", int(state)) << state;
    }
}

/// The marks of a segment are those of a longer one, cut: growing does not make the pattern crawl.
void PatternsTest::marksAreFixedToTheLane()
{
    QFETCH(State, state);
    const QPointF anchor(100, 50);
    const QRectF small(117, 55, 40, 20);
    const PatternMarks few = patternMarks(state, small, anchor);
    const PatternMarks many = patternMarks(state, small.adjusted(0, 0, 300, 0), anchor);
    QVERIFY(few.lines.size() + few.dots.size() > 0);
    for (const QLineF& line : few.lines) {
        const bool isPart = std::any_of(many.lines.begin(), many.lines.end(), [&](const QLineF& whole) {
            const QLineF cut = clipped(whole, small);
            return (cut.p1() - line.p1()).manhattanLength() < 1e-6 && (cut.p2() - line.p2()).manhattanLength() < 1e-6;
        });
        QVERIFY(isPart);
    }
    for (const QRectF& dot : few.dots) {
        const bool isPart = std::any_of(many.dots.begin(), many.dots.end(),
                                        [&](const QRectF& whole) { return whole.intersected(small) == dot; });
        QVERIFY(isPart);
    }
}

void PatternsTest::pitchesAreThoseOfTheLanguage()
{
    const QRectF clip(0, 0, 120, 30);
    const auto waiting = patternMarks(State::Waiting, clip, QPointF(0, 0)).lines;
    QCOMPARE(waiting.size(), std::size_t(10));
    QCOMPARE(waiting[1].y1() - waiting[0].y1(), 3.0);
    const auto suspended = patternMarks(State::Suspended, clip, QPointF(0, 0)).lines;
    QCOMPARE(suspended.size(), std::size_t(20));
    QCOMPARE(suspended[1].x1() - suspended[0].x1(), 6.0);
    // Two dots for each square of 8 px; those on the border are counted with what is left of them.
    const auto dots = patternMarks(State::Sleeping, QRectF(0, 0, 80, 24), QPointF(0, 0)).dots;
    QCOMPARE(dots.size(), std::size_t(60));
    for (const QLineF& line : patternMarks(State::Blocked, clip, QPointF(0, 0)).lines) {
        const double crossing = line.x1() + line.y1();
        QVERIFY(std::abs(std::remainder(crossing, 10)) < 1e-6);
    }
}

void PatternsTest::solidStatesHaveNoMarks()
{
    for (const State state : {State::Running, State::Ready, State::Ended}) {
        const PatternMarks marks = patternMarks(state, QRectF(0, 0, 100, 30), QPointF());
        QVERIFY(marks.lines.empty() && marks.dots.empty());
    }
    QVERIFY(patternMarks(State::Blocked, QRectF(0, 0, 0, 30), QPointF()).lines.empty());
}

void PatternsTest::narrowSegmentsKeepOnlyTheirEdge()
{
    const SegmentParts narrow = segmentParts(State::Blocked, QRectF(0, 0, 11.9, 30));
    QVERIFY(narrow.inside.isNull());
    QCOMPARE(narrow.edge.width(), 4.0);
    QCOMPARE(narrow.outlineWidth, 2.0);
    const SegmentParts wide = segmentParts(State::Blocked, QRectF(0, 0, 12, 30));
    QCOMPARE(wide.inside, QRectF(4, 2, 6, 26));
    QVERIFY(segmentParts(State::Suspended, QRectF(0, 0, 30, 30)).isDashed);
}

void PatternsTest::runningIsNeverNarrowerThanThreePixels()
{
    QCOMPARE(segmentParts(State::Running, QRectF(10, 0, 0.2, 30)).body, QRectF(10, 0, 3, 30));
    const QImage image = drawn(State::Running, QRectF(10, 10, 0.2, 31), QPointF());
    QCOMPARE(image.pixelColor(11, 25), light().state(State::Running).fill);
}

/// Seen without hue: every two states differ in how their marks run, or clearly in how dark they are.
void PatternsTest::statesDifferWithoutColour()
{
    struct Look
    {
        int alongRows = 0; // changes of tone met on a walk through the inside
        int alongColumns = 0;
        int tone = 0;
    };
    std::vector<Look> seen;
    for (const State state : {State::Running, State::Ready, State::Blocked, State::Waiting, State::Sleeping,
                              State::Suspended, State::Killed}) {
        const QImage image = drawn(state, QRectF(5, 12, 190, 31), QPointF(5, 12));
        const auto grey = [&image](int x, int y) { return qGray(image.pixel(x, y)); };
        Look look;
        qint64 sum = 0;
        for (int y = 20; y < 35; ++y) {
            for (int x = 20; x < 150; ++x) {
                look.alongRows += std::abs(grey(x, y) - grey(x - 1, y)) > 8 ? 1 : 0;
                look.alongColumns += std::abs(grey(x, y) - grey(x, y - 1)) > 8 ? 1 : 0;
                sum += grey(x, y);
            }
        }
        look.tone = static_cast<int>(sum / (15 * 130));
        for (const Look& other : seen) {
            const int marks =
                std::abs(look.alongRows - other.alongRows) + std::abs(look.alongColumns - other.alongColumns);
            QVERIFY2(marks > 100 || std::abs(look.tone - other.tone) > 40,
                     qPrintable(QStringLiteral("state %1").arg(static_cast<int>(state))));
        }
        seen.push_back(look);
    }
}

void PatternsTest::tileAndMarksShowTheSame()
{
    for (const State state : {State::Blocked, State::Waiting, State::Sleeping, State::Suspended, State::Killed}) {
        const QRectF clip(20, 10, 150, 40);
        const QPointF anchor(7, 3);
        QImage tiled(200, 60, QImage::Format_ARGB32_Premultiplied);
        tiled.fill(light().state(state).fill);
        QImage marked = tiled;
        {
            QPainter painter(&tiled);
            paintPattern(painter, clip, state, light(), anchor);
        }
        {
            QPainter painter(&marked);
            painter.setRenderHint(QPainter::Antialiasing);
            const PatternMarks marks = patternMarks(state, clip, anchor);
            painter.setPen(QPen(light().state(state).pattern, marks.lineWidth, Qt::SolidLine, Qt::FlatCap));
            painter.drawLines(marks.lines.data(), int(marks.lines.size()));
            painter.setPen(Qt::NoPen);
            painter.setBrush(light().state(state).pattern);
            painter.drawRects(marks.dots.data(), int(marks.dots.size()));
        }
        int differing = 0;
        for (int y = 14; y < 46; ++y) {
            for (int x = 24; x < 166; ++x) {
                differing += std::abs(qGray(tiled.pixel(x, y)) - qGray(marked.pixel(x, y))) > 24 ? 1 : 0;
            }
        }
        QVERIFY2(differing < 20, qPrintable(QStringLiteral("state %1: %2").arg(int(state)).arg(differing)));
    }
}

void PatternsTest::svgIsClippedByGeometry()
{
    QBuffer buffer;
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(QSize(200, 60));
    QPainter painter(&generator);
    paintSegment(painter, QRectF(10, 10, 100, 30), State::Blocked, light(), QPointF(0, 0));
    painter.end();
    const QByteArray svg = buffer.data();
    QVERIFY(svg.contains("<polyline") || svg.contains("<path") || svg.contains("<line"));
    QVERIFY(!svg.contains("<image"));
    QVERIFY(!svg.contains("clipPath"));
}

void PatternsTest::chipsShowTheirColour()
{
    QImage image(60, 30, QImage::Format_ARGB32_Premultiplied);
    image.fill(dark().panel);
    QPainter painter(&image);
    paintLaneChip(painter, QRectF(0, 0, 20, 20), {QStringLiteral("3"), 3}, dark());
    paintResourceChip(painter, QRectF(30, 0, 20, 20), {ResourceKind::Lock, 1}, dark());
    painter.end();
    QCOMPARE(image.pixelColor(3, 10), dark().lane(3));
    QCOMPARE(image.pixelColor(31, 10), dark().tealColour);
    QCOMPARE(image.pixelColor(0, 0), dark().panel);
}

QTEST_MAIN(PatternsTest)
#include "tst_patterns.moc"
