#include "ui/theme/icons.h"

#include <QApplication>
#include <QBuffer>
#include <QFile>
#include <QPainter>
#include <QPalette>
#include <QSet>
#include <QSvgGenerator>
#include <QSvgRenderer>
#include <QTest>

using namespace interleave::theme;

class IconsTest : public QObject
{
    Q_OBJECT

private slots:
    void everyIconHasADrawing_data();
    void everyIconHasADrawing();
    void noTwoIconsLookAlike();
    void everyKindOfResourceHasItsOwn();
    void sizeFollowsTheScaleFactor();
    void iconFollowsThePalette();
    void exportsAreCurves();
};

void IconsTest::everyIconHasADrawing_data()
{
    QTest::addColumn<int>("icon");
    for (const Icon icon : allIcons()) {
        QTest::newRow(qPrintable(iconName(icon))) << int(icon);
    }
}

void IconsTest::everyIconHasADrawing()
{
    QFETCH(int, icon);
    QFile file(QStringLiteral(":/interleave/icons/%1.svg").arg(iconName(Icon(icon))));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray drawing = file.readAll();
    QVERIFY(drawing.contains("currentColor"));
    QVERIFY2(!drawing.contains('#'), "an icon has no colour of its own");
    QVERIFY(QSvgRenderer(drawing).isValid());

    const QImage image = iconPixmap(Icon(icon), Qt::red, 16, 2).toImage();
    int painted = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor pixel = image.pixelColor(x, y);
            painted += pixel.alpha() > 128 ? 1 : 0;
            QVERIFY(pixel.alpha() == 0 || (pixel.green() < 16 && pixel.blue() < 16));
        }
    }
    QVERIFY2(painted > 30, qPrintable(QString::number(painted)));
}

void IconsTest::noTwoIconsLookAlike()
{
    std::vector<QImage> seen;
    for (const Icon icon : allIcons()) {
        const QImage image = iconPixmap(icon, Qt::black, 16, 1).toImage();
        for (const QImage& other : seen) {
            QVERIFY2(image != other, qPrintable(iconName(icon)));
        }
        seen.push_back(image);
    }
}

void IconsTest::everyKindOfResourceHasItsOwn()
{
    QSet<QString> names;
    for (int kind = 0; kind <= int(ResourceKind::Loop); ++kind) {
        names.insert(iconName(iconOf(ResourceKind(kind))));
    }
    QCOMPARE(names.size(), int(ResourceKind::Loop) + 1);
}

void IconsTest::sizeFollowsTheScaleFactor()
{
    for (const double scale : {1.0, 1.5, 2.0}) {
        const QPixmap pixmap = iconPixmap(Icon::Play, Qt::black, 16, scale);
        QCOMPARE(pixmap.width(), int(16 * scale));
        QCOMPARE(pixmap.devicePixelRatio(), scale);
    }
}

void IconsTest::iconFollowsThePalette()
{
    const QIcon stop = icon(Icon::Stop, Role::Error, Role::Accent);
    for (const Palette* palette : {&light(), &dark(), &light()}) {
        QApplication::setPalette(toQPalette(*palette));
        QCOMPARE(stop.pixmap(16, 16).toImage().pixelColor(8, 8), palette->error);
        QCOMPARE(stop.pixmap(QSize(16, 16), QIcon::Normal, QIcon::On).toImage().pixelColor(8, 8), palette->accent);
        QCOMPARE(stop.pixmap(QSize(16, 16), QIcon::Disabled).toImage().pixelColor(8, 8), palette->hint);
    }
}

void IconsTest::exportsAreCurves()
{
    QBuffer buffer;
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    QPainter painter(&generator);
    paintIcon(painter, QRectF(0, 0, 16, 16), Icon::Lock, light().accent);
    painter.end();
    QVERIFY(buffer.data().contains("<path") || buffer.data().contains("<rect"));
    QVERIFY(!buffer.data().contains("<image"));
}

QTEST_MAIN(IconsTest)
#include "tst_icons.moc"
