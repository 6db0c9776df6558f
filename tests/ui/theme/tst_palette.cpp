#include "ui/theme/contrast.h"
#include "ui/theme/fonts.h"
#include "ui/theme/palette.h"

#include <QFontMetricsF>
#include <QPalette>
#include <QTest>

using namespace interleave::theme;

namespace {

QByteArray named(const Palette& palette, const char* row)
{
    return QByteArray(palette.isDark ? "dark: " : "light: ") + row;
}

} // namespace

class PaletteTest : public QObject
{
    Q_OBJECT

private slots:
    void contrastOfBlackAndWhite();
    void blendEndsAtItsEnds();
    void contrastToPanel_data();
    void contrastToPanel();
    void textIsReadableOnItsGround_data();
    void textIsReadableOnItsGround();
    void statesKeepTheirContrast_data();
    void statesKeepTheirContrast();
    void lanesRepeatAfterEight();
    void identitiesCarryReadableSigns();
    void resourcesOfAKindDiffer();
    void qtsPaletteLeadsBackToOurs();
    void figuresAreEquallyWide();
};

void PaletteTest::contrastOfBlackAndWhite()
{
    QCOMPARE(contrast(Qt::black, Qt::white), 21.0);
    QCOMPARE(contrast(Qt::white, Qt::black), 21.0);
    QCOMPARE(contrast(Qt::red, Qt::red), 1.0);
}

void PaletteTest::blendEndsAtItsEnds()
{
    QCOMPARE(blend(Qt::white, Qt::black, 0), QColor(Qt::white));
    QCOMPARE(blend(Qt::white, Qt::black, 1), QColor(Qt::black));
    QCOMPARE(blend(Qt::white, Qt::black, 0.5), QColor(128, 128, 128));
}

/// The figures in brackets of the visual language.
void PaletteTest::contrastToPanel_data()
{
    QTest::addColumn<QColor>("colour");
    QTest::addColumn<QColor>("ground");
    QTest::addColumn<double>("expected");
    const auto rows = [](const Palette& p, std::initializer_list<double> expected) {
        const QColor colours[] = {p.controlOutline, p.text, p.secondary, p.hint, p.accent, p.error, p.warning, p.ok};
        const char* names[] = {"control outline", "text", "secondary", "hint", "accent", "error", "warning", "ok"};
        int row = 0;
        for (const double figure : expected) {
            QTest::newRow(named(p, names[row]).constData()) << colours[row] << p.panel << figure;
            ++row;
        }
    };
    rows(light(), {3.4, 16.7, 8.1, 5.3, 6.1, 6.5, 5.9, 5.9});
    rows(dark(), {3.5, 14.3, 9.0, 6.0, 6.9, 7.4, 9.8, 9.1});
    QTest::newRow("light: text on accent") << light().onAccent << light().accent << 6.1;
    QTest::newRow("dark: text on accent") << dark().onAccent << dark().accent << 7.6;
}

void PaletteTest::contrastToPanel()
{
    QFETCH(QColor, colour);
    QFETCH(QColor, ground);
    QFETCH(double, expected);
    const double measured = contrast(colour, ground);
    QVERIFY2(std::abs(measured - expected) < 0.1, qPrintable(QString::number(measured)));
}

void PaletteTest::textIsReadableOnItsGround_data()
{
    QTest::addColumn<QColor>("text");
    QTest::addColumn<QColor>("ground");
    for (const Palette* p : {&light(), &dark()}) {
        QTest::newRow(named(*p, "text on selection").constData()) << p->text << p->selection;
        QTest::newRow(named(*p, "secondary on selection").constData()) << p->secondary << p->selection;
        QTest::newRow(named(*p, "secondary on section head").constData()) << p->secondary << p->sectionHead;
        QTest::newRow(named(*p, "hint on section head").constData()) << p->hint << p->sectionHead;
        QTest::newRow(named(*p, "hint on raised").constData()) << p->hint << p->raised;
        QTest::newRow(named(*p, "accent on checked").constData()) << p->accent << p->checked;
        QTest::newRow(named(*p, "error on its ground").constData()) << p->error << p->errorGround;
        QTest::newRow(named(*p, "warning on its ground").constData()) << p->warning << p->warningGround;
        QTest::newRow(named(*p, "ok on its ground").constData()) << p->ok << p->okGround;
        QTest::newRow(named(*p, "violet on its ground").constData()) << p->violet << p->violetGround;
        QTest::newRow(named(*p, "text on error ground").constData()) << p->text << p->errorGround;
        QTest::newRow(named(*p, "link on error ground").constData()) << p->accent << p->errorGround;
        QTest::newRow(named(*p, "playhead label").constData()) << p->onPlayhead << p->playhead;
        QTest::newRow(named(*p, "keyword").constData()) << p->codeKeyword << p->panel;
        QTest::newRow(named(*p, "type").constData()) << p->codeType << p->panel;
        QTest::newRow(named(*p, "string").constData()) << p->codeString << p->panel;
        QTest::newRow(named(*p, "comment").constData()) << p->codeComment << p->panel;
    }
}

void PaletteTest::textIsReadableOnItsGround()
{
    QFETCH(QColor, text);
    QFETCH(QColor, ground);
    const double measured = contrast(text, ground);
    QVERIFY2(measured >= 4.5, qPrintable(QString::number(measured)));
}

void PaletteTest::statesKeepTheirContrast_data()
{
    QTest::addColumn<bool>("isDark");
    QTest::addColumn<int>("index");
    for (const bool isDark : {false, true}) {
        for (std::size_t index = 0; index < allStates.size(); ++index) {
            QTest::addRow("%s: state %d", isDark ? "dark" : "light", int(index)) << isDark << int(index);
        }
    }
}

void PaletteTest::statesKeepTheirContrast()
{
    QFETCH(bool, isDark);
    QFETCH(int, index);
    const Palette& palette = isDark ? dark() : light();
    const StateColours& colours = palette.state(allStates[std::size_t(index)]);
    QVERIFY2(contrast(colours.outline, palette.panel) >= 3.3,
             qPrintable(QString::number(contrast(colours.outline, palette.panel))));
    QVERIFY2(contrast(colours.text, colours.fill) >= 5.25,
             qPrintable(QString::number(contrast(colours.text, colours.fill))));
}

void PaletteTest::lanesRepeatAfterEight()
{
    for (int lane = 0; lane < 8; ++lane) {
        QCOMPARE(light().lane(lane + 8), light().lane(lane));
        for (int other = 0; other < lane; ++other) {
            QVERIFY(light().lane(lane) != light().lane(other));
            QVERIFY(dark().lane(lane) != dark().lane(other));
        }
    }
}

void PaletteTest::identitiesCarryReadableSigns()
{
    for (const Palette* palette : {&light(), &dark()}) {
        for (const QColor& lane : palette->lanes) {
            QVERIFY(contrast(lane, palette->panel) >= (palette->isDark ? 6.8 : 5.5));
            QVERIFY(contrast(lane, palette->onIdentity) >= 4.5);
        }
        for (const QColor& kind : {palette->lockColour, palette->tealColour, palette->futureColour}) {
            QVERIFY(contrast(kind, palette->onIdentity) >= 4.5);
        }
    }
}

void PaletteTest::resourcesOfAKindDiffer()
{
    const Palette& palette = light();
    QCOMPARE(palette.resource(ResourceKind::Lock), palette.lockColour);
    QCOMPARE(palette.resource(ResourceKind::Lock, 1), palette.tealColour);
    QCOMPARE(palette.resource(ResourceKind::Lock, 2), palette.lanes[7]);
    QCOMPARE(palette.resource(ResourceKind::Lock, 3), palette.lanes[5]);
    QCOMPARE(palette.resource(ResourceKind::Lock, 4), palette.lanes[2]);
    QCOMPARE(palette.resource(ResourceKind::Lock, 5), palette.lanes[7]);
    QCOMPARE(palette.resource(ResourceKind::Queue), palette.tealColour);
    QCOMPARE(palette.resource(ResourceKind::Future), palette.futureColour);
}

void PaletteTest::qtsPaletteLeadsBackToOurs()
{
    QCOMPARE(&paletteFor(toQPalette(light())), &light());
    QCOMPARE(&paletteFor(toQPalette(dark())), &dark());
}

void PaletteTest::figuresAreEquallyWide()
{
    for (const TextRole role : {TextRole::Title, TextRole::Body, TextRole::SecondaryLine, TextRole::Segment,
                                TextRole::Tick, TextRole::Code}) {
        QVERIFY(font(role).pixelSize() >= 10);
        const QFontMetricsF metrics(font(role));
        for (char digit = '1'; digit <= '9'; ++digit) {
            QCOMPARE(metrics.horizontalAdvance(QLatin1Char(digit)), metrics.horizontalAdvance(QLatin1Char('0')));
        }
    }
}

QTEST_MAIN(PaletteTest)
#include "tst_palette.moc"
