// What mouse and keyboard do on the page.

#include "ui/pictures/page_picture.h"

#include "ui/pictures/paint_words.h"
#include "ui/session/identity.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace interleave::pictures {

std::optional<PagePicture::Place> PagePicture::placeAt(QPointF at) const
{
    for (std::size_t i = 0; i < m_sheets.size(); ++i) {
        const Sheet& sheet = m_sheets[i];
        for (std::size_t part = 0; part < sheet.layout.parts.size(); ++part) {
            const PageLayout::Part& place = sheet.layout.parts[part];
            if (place.rect.adjusted(-1, -3, 1, 3).contains(at))
                return Place{i, sheet.text->pieces()[sheet.lines[place.line].parts[place.part].piece].write, part};
        }
        for (std::size_t write = 0; write < sheet.layout.writes.size(); ++write)
            if (sheet.layout.writes[write].contains(at))
                return Place{i, write, std::nullopt};
    }
    return std::nullopt;
}

QRectF PagePicture::rectOf(const Place& place) const
{
    const PageLayout& layout = m_sheets[place.sheet].layout;
    if (place.part)
        return *place.part < layout.parts.size() ? layout.parts[*place.part].rect : QRectF();
    return place.write < layout.writes.size() ? layout.writes[place.write] : QRectF();
}

void PagePicture::goTo(const Place& place)
{
    const Sheet& sheet = m_sheets[place.sheet];
    if (place.write < sheet.text->writes().size())
        session().selectEvent(sheet.text->writes()[place.write].step);
}

void PagePicture::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    if (const auto place = placeAt(event->position())) {
        m_current = place;
        goTo(*place);
        update();
        return;
    }
    for (const Sheet& sheet : m_sheets)
        if (sheet.layout.head.contains(event->position()))
            session().selectObject(sheet.object);
}

void PagePicture::mouseMoveEvent(QMouseEvent* event)
{
    setCursor(placeAt(event->position()) ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

// To the nearest piece or write in a direction; sideways counts twice.
void PagePicture::walk(int key)
{
    std::vector<Place> places;
    for (std::size_t i = 0; i < m_sheets.size(); ++i) {
        const Sheet& sheet = m_sheets[i];
        for (std::size_t part = 0; part < sheet.layout.parts.size(); ++part) {
            const PageLayout::Part& at = sheet.layout.parts[part];
            places.push_back({i, sheet.text->pieces()[sheet.lines[at.line].parts[at.part].piece].write, part});
        }
        for (std::size_t write = 0; write < sheet.layout.writes.size(); ++write)
            places.push_back({i, write, std::nullopt});
    }
    if (places.empty())
        return;
    if (!m_current) {
        m_current = places.front();
    } else {
        const QPointF from = rectOf(*m_current).center();
        const bool isAcross = key == Qt::Key_Left || key == Qt::Key_Right;
        const int direction = key == Qt::Key_Left || key == Qt::Key_Up ? -1 : 1;
        double least = 1e9;
        const Place current = *m_current;
        for (const Place& place : places) {
            const QPointF way = rectOf(place).center() - from;
            const double ahead = (isAcross ? way.x() : way.y()) * direction;
            const double aside = std::abs(isAcross ? way.y() : way.x());
            // Left and right stay on their row, up and down in their column.
            const bool isThere = isAcross ? aside < pageRowHeight : place.part.has_value() == current.part.has_value();
            if (isThere && ahead > 1 && ahead + 2 * aside < least) {
                least = ahead + 2 * aside;
                m_current = place;
            }
        }
    }
    update();
}

void PagePicture::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down: walk(event->key()); return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_current)
            goTo(*m_current);
        return;
    default: Picture::keyPressEvent(event);
    }
}

bool PagePicture::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return Picture::event(event);
    auto* help = static_cast<QHelpEvent*>(event);
    QString text;
    if (const auto place = placeAt(help->pos())) {
        const Sheet& sheet = m_sheets[place->sheet];
        const PageText::Write& write = sheet.text->writes()[place->write];
        const QString writer = isNone(write.lane) ? tr("nobody") : session::laneName(*m_trace, write.lane);
        QString added = QString::fromStdString(write.added);
        added.replace(QLatin1Char('\n'), QChar(0x21b5));
        text = tr("%1 wrote “%2”, %3, as write %4")
                   .arg(writer, added, whenText(*m_trace, write.step))
                   .arg(place->write + 1);
        if (!write.lost.empty())
            text += QLatin1Char('\n')
                    + tr("It wrote over “%1”, which came after the text had been read.")
                          .arg(QString::fromStdString(write.lost));
        if (place->part) {
            const PageLayout::Part& part = sheet.layout.parts[*place->part];
            if (sheet.lines[part.line].tear == Tear::Mixed)
                text += QLatin1Char('\n') + tr("Torn: more than one lane wrote on this line.");
            else if (sheet.lines[part.line].tear == Tear::Empty)
                text += QLatin1Char('\n') + tr("Torn: the text that this end belongs to stands on a line above.");
        }
    }
    QToolTip::showText(help->globalPos(), text, this);
    return true;
}

} // namespace interleave::pictures
