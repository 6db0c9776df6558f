// How the page is painted.

#include "ui/pictures/page_picture.h"

#include "ui/pictures/paint_words.h"
#include "ui/session/identity.h"
#include "ui/session/signs.h"
#include "ui/theme/contrast.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/patterns.h"

#include <QPaintEvent>
#include <QPainter>

#include <algorithm>

namespace interleave::pictures {

namespace metrics = theme::metrics;
using theme::TextRole;

namespace {

constexpr double side = 10;
constexpr double chip = metrics::smallChipSize;
constexpr auto right = Qt::AlignRight | Qt::AlignVCenter;

QString endSign()
{
    return QString(QChar(0x21b5));
}

/// What a write says of itself in one line: ends of lines as a sign.
QString shown(std::string_view text)
{
    QString line = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    line.replace(QLatin1Char('/'), endSign());
    line.replace(QLatin1Char('\n'), endSign());
    return line;
}

} // namespace

void PagePicture::paintEvent(QPaintEvent* event)
{
    QPainter painter(this);
    const theme::Palette& colours = theme::paletteFor(*this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_sheets.empty()) {
        paintWords(painter, rect(), tr("Nothing is written yet."), TextRole::Body, colours.secondary, Qt::AlignCenter);
        return;
    }
    const QRectF dirty = event->rect();
    for (const Sheet& sheet : m_sheets) {
        const QRectF head = sheet.layout.head;
        // The strip is a column of its own.
        const QRectF strip(sheet.layout.stripHead.left(), head.top(), sheet.layout.stripHead.width(),
                           std::max(sheet.layout.bottom, m_sheets.size() == 1 ? height() : 0.0) - head.top());
        painter.fillRect(strip, colours.raised);
        theme::paintHairline(painter, QLineF(strip.topLeft(), strip.bottomLeft()), colours.hairline);
        theme::paintHairline(painter, QLineF(0, head.bottom() - 0.5, width(), head.bottom() - 0.5), colours.hairline);
        theme::paintResourceChip(painter, QRectF(side, head.top() + 6, chip, chip),
                                 session::signOf(*m_trace, sheet.object), colours);
        const QString name = session::resourceName(*m_trace, sheet.object);
        const double nameWide = std::min<double>(theme::textWidth(name, TextRole::BodyStrong), head.width() / 2);
        const bool isSelected = session().selectedObject() == sheet.object;
        paintWords(painter, QRectF(side + 20, head.top(), nameWide, head.height()), name, TextRole::BodyStrong,
                   isSelected ? colours.accent : colours.text);
        paintWords(painter, head.adjusted(side + 28 + nameWide, 0, -side, 0), summary(sheet), TextRole::SecondaryLine,
                   colours.secondary, right);
        paintWords(painter, sheet.layout.stripHead.adjusted(8, 0, -4, 0),
                   strip.width() > 110 ? tr("order of writing") : tr("order"), TextRole::SecondaryLine,
                   colours.secondary);
        if (sheet.writes == 0)
            paintWords(painter, QRectF(side, head.bottom(), head.width() - side, pageRowHeight), tr("empty"),
                       TextRole::SecondaryLine, colours.hint);
        for (std::size_t i = 0; i < sheet.layout.lines.size(); ++i)
            if (sheet.layout.lines[i].rect.intersects(dirty))
                paintLine(painter, sheet, i, colours);
        for (std::size_t i = 0; i < sheet.layout.parts.size(); ++i)
            if (sheet.layout.parts[i].rect.intersects(dirty))
                paintPart(painter, sheet, i, colours);
        for (std::size_t i = 0; i < sheet.layout.writes.size(); ++i)
            if (sheet.layout.writes[i].intersects(dirty))
                paintWrite(painter, sheet, i, colours);
    }
    if (hasFocus() && m_current) {
        painter.setPen(QPen(colours.accent, metrics::focusRing));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(
            rectOf(*m_current).adjusted(-2, -2, 2, 2).intersected(QRectF(rect()).adjusted(1, 1, -1, -1)),
            metrics::controlRadius, metrics::controlRadius);
    }
}

void PagePicture::paintLine(QPainter& painter, const Sheet& sheet, std::size_t line,
                            const theme::Palette& colours) const
{
    const PageLayout::Line& place = sheet.layout.lines[line];
    const PageLine& content = sheet.lines[line];
    const bool isTorn = content.tear != Tear::None;
    if (isTorn) {
        painter.fillRect(place.rect.adjusted(0, 1, -1, 0), colours.errorGround);
        painter.fillRect(QRectF(0, place.rect.top() + 1, 3, place.rect.height() - 1), colours.error);
    }
    theme::paintHairline(painter,
                         QLineF(side, place.rect.bottom() + 0.5, place.rect.right() - side, place.rect.bottom() + 0.5),
                         colours.hairline);
    paintWords(painter, QRectF(side - 4, place.rect.top(), 22, pageRowHeight), QString::number(line + 1),
               TextRole::Tick, isTorn ? colours.error : colours.hint, right);
    // Two chips fit; more are counted.
    const bool hasMore = place.writers.size() > 2;
    const std::size_t chips = hasMore ? 1 : place.writers.size();
    double x = place.chips.left();
    for (std::size_t i = 0; i < chips; ++i, x += chip + 2)
        theme::paintLaneChip(painter, QRectF(x, place.rect.top() + 4, chip, chip),
                             session::signOf(*m_trace, place.writers[i]), colours);
    if (hasMore)
        paintWords(painter, QRectF(x, place.rect.top(), place.chips.right() - x, pageRowHeight),
                   QStringLiteral("+%1").arg(place.writers.size() - chips), TextRole::Tick, colours.secondary);
    const auto tag = [&](const QRectF& at, theme::Icon icon, const QString& word, const QColor& colour) {
        theme::paintIcon(painter, QRectF(at.left(), at.center().y() - 6, 12, 12), icon, colour);
        paintWords(painter, at.adjusted(15, 0, 0, 0), word, TextRole::SegmentStrong, colour);
    };
    if (isTorn)
        tag(place.tag, theme::Icon::Broken, tr("torn"), colours.error);
    else if (place.isOverwritten)
        tag(place.tag, theme::Icon::Warning, tr("overwritten"), colours.warning);
}

void PagePicture::paintPart(QPainter& painter, const Sheet& sheet, std::size_t part,
                            const theme::Palette& colours) const
{
    const PageLayout::Part& place = sheet.layout.parts[part];
    const PagePart& content = sheet.lines[place.line].parts[place.part];
    const PagePiece& piece = sheet.text->pieces()[content.piece];
    const QColor colour =
        isNone(piece.lane) ? colours.hint : colours.lane(session::signOf(*m_trace, piece.lane).colour);
    const bool isNew = isLatest(sheet, piece.write) && !content.isOverwritten;
    const bool isSelected = session().selectedEvent() == piece.step && !isNone(piece.lane);
    const bool isOfSelectedLane = !isNone(piece.lane) && session().selectedLane() == piece.lane;
    QPen outline(isSelected ? colours.accent : colour, isSelected || isNew || isOfSelectedLane ? 2 : 1);
    if (content.isOverwritten) {
        outline.setColor(colours.warning);
        outline.setDashPattern({4 / outline.widthF(), 3 / outline.widthF()});
    }
    painter.setPen(outline);
    painter.setBrush(content.isOverwritten ? QBrush(Qt::NoBrush)
                                           : QBrush(theme::blend(colours.panel, colour, isNew ? 0.3 : 0.13)));
    const double inset = outline.widthF() / 2;
    painter.drawRoundedRect(place.rect.adjusted(inset, inset, -inset, -inset), metrics::segmentRadius,
                            metrics::segmentRadius);

    const QString number = QString::number(piece.write + 1);
    const double numberWide = theme::textWidth(number, TextRole::Tick);
    const QRectF inside = place.rect.adjusted(5, 0, -5, 0);
    paintWords(painter, QRectF(inside.left(), inside.top(), numberWide, inside.height()), number, TextRole::Tick,
               colours.secondary);
    const QRectF text = inside.adjusted(numberWide + 3, 0, 0, 0);
    paintWords(painter, text, place.text, TextRole::CodeStrong,
               content.isOverwritten ? colours.secondary : colours.text);
    if (content.isOverwritten) {
        const double middle = std::round(place.rect.center().y()) + 0.5;
        painter.setPen(QPen(colours.warning, 1.5));
        painter.drawLine(QLineF(text.left() - 1, middle, text.right() + 1, middle));
    }
}

void PagePicture::paintWrite(QPainter& painter, const Sheet& sheet, std::size_t write,
                             const theme::Palette& colours) const
{
    const QRectF row = sheet.layout.writes[write].adjusted(1, 0, 0, 0);
    const PageText::Write& content = sheet.text->writes()[write];
    if (session().selectedEvent() == content.step)
        painter.fillRect(row, colours.selection);
    else if (isLatest(sheet, write))
        painter.fillRect(row, colours.checked);
    theme::paintHairline(painter, QLineF(row.left() + 6, row.bottom() + 0.5, row.right() - 6, row.bottom() + 0.5),
                         colours.hairline);
    const double numberWide = std::max(16, theme::textWidth(QString::number(sheet.writes), TextRole::Tick));
    paintWords(painter, QRectF(row.left() + 4, row.top(), numberWide, row.height()), QString::number(write + 1),
               TextRole::Tick, colours.secondary, right);
    double x = row.left() + 8 + numberWide;
    if (!isNone(content.lane))
        theme::paintLaneChip(painter, QRectF(x, row.top() + 4, chip, chip), session::signOf(*m_trace, content.lane),
                             colours);
    x += chip + 4;
    double end = row.right() - 6;
    if (row.width() > 120) {
        const QString moment = whenText(*m_trace, content.step);
        const double wide = theme::textWidth(moment, TextRole::Tick);
        paintWords(painter, QRectF(end - wide, row.top(), wide, row.height()), moment, TextRole::Tick, colours.hint,
                   right);
        end -= wide + 6;
    }
    QString text = shown(content.added);
    if (!content.lost.empty()) {
        // What is gone is said before what came.
        theme::paintIcon(painter, QRectF(end - 12, row.center().y() - 6, 12, 12), theme::Icon::Warning,
                         colours.warning);
        end -= 14;
    }
    paintWords(painter, QRectF(x, row.top(), end - x, row.height()), text,
               isLatest(sheet, write) ? TextRole::CodeStrong : TextRole::Code, colours.text);
}

} // namespace interleave::pictures
