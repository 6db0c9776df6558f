#include "ui/timeline/export.h"

#include "ui/timeline/export_image.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QImage>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>

#include <algorithm>

namespace interleave::timeline {
namespace {

constexpr double legendHeight = 26;
/// PNGs are drawn for screens of twice the density.
constexpr double pngScale = 2;
/// A PDF's page measures a point for every pixel.
constexpr int pointsPerInch = 72;

void paintAll(QPainter& painter, const Picture& picture)
{
    paintInto(painter, picture);
    paintLegend(painter, QRectF(0, picture.size.height(), picture.size.width(), legendHeight), *picture.palette,
                picture.hasArrows);
}

base::Error unwritable(const QString& path, const QString& reason)
{
    return {base::ErrorCode::Unwritable,
            QCoreApplication::translate("timeline", "The picture was not written to %1: %2. Choose another place.")
                .arg(path, reason)
                .toStdString()};
}

} // namespace

std::optional<ImageFormat> formatOf(const QString& path)
{
    const QString ending = QFileInfo(path).suffix().toLower();
    if (ending == QLatin1String("png"))
        return ImageFormat::Png;
    if (ending == QLatin1String("svg"))
        return ImageFormat::Svg;
    return ending == QLatin1String("pdf") ? std::optional(ImageFormat::Pdf) : std::nullopt;
}

Picture pictureForExport(const Picture& screen, const StepSpan& range)
{
    Picture picture = screen;
    picture.hasMinimap = false;
    picture.scroll = 0;
    picture.hoveredHeader.reset();
    picture.hits.clear();
    picture.size.setHeight(picture.rowsTop() + picture.rows->height() + 1);
    picture.axis = picture.bounds;
    picture.axis.left = picture.headerWidth;
    picture.axis.width = std::max(picture.size.width() - picture.headerWidth, 100.0);
    if (!range.isEmpty())
        picture.axis = picture.axis.showing(picture.position(range.begin), picture.position(range.end), picture.bounds,
                                            leastSpan(picture.ruler));
    return picture;
}

Picture pictureOnScreen(const Picture& screen)
{
    Picture picture = screen;
    picture.size.rheight() -= picture.minimapHeight();
    picture.hasMinimap = false;
    picture.hoveredHeader.reset();
    return picture;
}

QSizeF sizeWithLegend(const Picture& picture)
{
    return {picture.size.width(), picture.size.height() + legendHeight};
}

QImage imageOf(const Picture& picture, double scale)
{
    QImage image((sizeWithLegend(picture) * scale).toSize(), QImage::Format_ARGB32_Premultiplied);
    if (image.isNull())
        return image;
    image.setDevicePixelRatio(scale);
    image.fill(picture.palette->panel);
    QPainter painter(&image);
    paintAll(painter, picture);
    return image;
}

base::Result<void> exportTo(const QString& path, ImageFormat format, const Picture& picture)
{
    const QSizeF size = sizeWithLegend(picture);
    // Nothing is left behind when a disk is full in the middle.
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return unwritable(path, file.errorString());
    bool isPainted = true;
    switch (format) {
    case ImageFormat::Png: {
        isPainted = imageOf(picture, pngScale).save(&file, "PNG");
        break;
    }
    case ImageFormat::Svg: {
        QSvgGenerator generator;
        generator.setOutputDevice(&file);
        generator.setSize(size.toSize());
        generator.setViewBox(QRectF(QPointF(0, 0), size));
        generator.setTitle(QString::fromStdString(picture.trace->info().scenario));
        QPainter painter(&generator);
        isPainted = painter.isActive();
        if (isPainted)
            paintAll(painter, picture);
        break;
    }
    case ImageFormat::Pdf: {
        QPdfWriter writer(&file);
        writer.setResolution(pointsPerInch);
        writer.setPageSize(QPageSize(size, QPageSize::Point));
        writer.setPageMargins(QMarginsF());
        writer.setTitle(QString::fromStdString(picture.trace->info().scenario));
        QPainter painter(&writer);
        isPainted = painter.isActive();
        if (isPainted)
            paintAll(painter, picture);
        break;
    }
    }
    if (!isPainted || !file.commit())
        return unwritable(path, file.errorString());
    return {};
}

} // namespace interleave::timeline
