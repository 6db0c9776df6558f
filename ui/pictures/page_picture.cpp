#include "ui/pictures/page_picture.h"

#include "ui/pictures/paint_words.h"
#include "ui/session/identity.h"
#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"

#include <QResizeEvent>
#include <QScrollArea>

#include <algorithm>

namespace interleave::pictures {

namespace metrics = theme::metrics;
using theme::TextRole;
using trace::EventFlag;
using trace::Operation;
using trace::Way;

namespace {

constexpr std::size_t mostLinesSaid = 60; ///< to screen readers: the last ones

PageLayout::Measure measure()
{
    const double sign = 22; // with the room around it
    return {[](const QString& text) { return static_cast<double>(theme::textWidth(text, TextRole::CodeStrong)); },
            [](const QString& text) { return static_cast<double>(theme::textWidth(text, TextRole::Tick)); },
            sign + theme::textWidth(PagePicture::tr("torn"), TextRole::SegmentStrong),
            sign + theme::textWidth(PagePicture::tr("overwritten"), TextRole::SegmentStrong)};
}

bool isAccess(Operation operation)
{
    return operation == Operation::Read || operation == Operation::Write || operation == Operation::Modify
           || operation == Operation::CompareExchange;
}

} // namespace

PagePicture::PagePicture(session::Session& session, host::PictureInfo info, QWidget* parent)
    : Picture(session, std::move(info), parent)
    , m_steps(new session::StepList(this))
{
    setMouseTracking(true);
    connect(m_steps, &session::StepList::added, this, &PagePicture::takeSteps);
    connect(m_steps, &session::StepList::worked, this, [this] { soon(); });
    connect(&session, &session::Session::runStarted, this, &PagePicture::follow);
    connect(&session, &session::Session::eventSelected, this, qOverload<>(&QWidget::update));
    connect(&session, &session::Session::grew, this, [this](Step, Step to) {
        follow();
        m_steps->grew(to);
    });
    follow();
}

void PagePicture::follow()
{
    const auto trace = session().trace();
    if (trace == m_trace)
        return;
    m_trace = trace;
    m_pages.clear();
    m_isAskedFor.clear();
    m_sheets.clear();
    m_current.reset();
    m_taken = 0;
    m_playhead = m_before = 0;
    m_steps->start(
        m_trace, [this](const trace::Event& event) { return concerns(event); }, m_trace ? session().length() : 0);
}

bool PagePicture::concerns(const trace::Event& event)
{
    if (!isAccess(event.operation) || !event.has(EventFlag::Text) || event.isBlocked() || !m_trace->knows(event.object))
        return false;
    const std::size_t number = index(event.object);
    if (number >= m_isAskedFor.size())
        m_isAskedFor.resize(number + 1, -1);
    signed char& isAsked = m_isAskedFor[number];
    if (isAsked < 0)
        isAsked = asksFor(m_trace->objectName(event.object)) ? 1 : 0;
    return isAsked == 1;
}

void PagePicture::takeSteps()
{
    for (; m_taken < m_steps->size(); ++m_taken) {
        const Step step = m_steps->at(m_taken);
        const trace::Event event = m_trace->event(step);
        const std::string_view text = m_trace->name(NameId(static_cast<std::uint32_t>(event.value)));
        PageText& page = m_pages[event.object];
        if (event.operation == Operation::Write || event.operation == Operation::Modify)
            page.write(text, event.lane, step);
        else
            page.see(text, step);
        if (event.operation == Operation::CompareExchange && event.way() == Way::Success)
            page.changeUnseen(event.lane, step);
    }
}

void PagePicture::refresh()
{
    follow();
    const Step playhead = session().playhead();
    if (playhead != m_playhead) {
        m_before = m_playhead < playhead ? m_playhead : playhead - std::min<Step>(1, playhead);
        m_playhead = playhead;
    }
    m_sheets.clear();
    for (const auto& [object, text] : m_pages) {
        Sheet sheet;
        sheet.object = object;
        sheet.text = &text;
        sheet.writes = text.writesBefore(m_playhead);
        if (sheet.writes > 0)
            sheet.lines = linesAt(text, m_playhead);
        m_sheets.push_back(std::move(sheet));
    }
    m_sheets = laidOut(width());
    QStringList said;
    for (const Sheet& sheet : m_sheets)
        said << words(sheet);
    setAccessibleDescription(said.isEmpty() ? tr("Nothing is written yet.") : said.join(QLatin1Char(' ')));
    if (m_current && (m_current->sheet >= m_sheets.size() || rectOf(*m_current).isNull()))
        m_current.reset();
    if (height() != heightForWidth(width()))
        updateGeometry();
    update();
    showLatest();
}

std::vector<PagePicture::Sheet> PagePicture::laidOut(double width) const
{
    std::vector<Sheet> sheets = m_sheets;
    double top = 0;
    for (Sheet& sheet : sheets) {
        sheet.layout = layOutPage(*sheet.text, sheet.lines, sheet.writes, top, width, measure());
        top = sheet.layout.bottom;
    }
    return sheets;
}

QSize PagePicture::sizeHint() const
{
    return {metrics::rightDockMinimum, heightForWidth(metrics::rightDockMinimum)};
}

int PagePicture::heightForWidth(int width) const
{
    if (m_sheets.empty())
        return 80;
    const bool isLaidOut = width == this->width();
    return static_cast<int>(isLaidOut ? m_sheets.back().layout.bottom : laidOut(width).back().layout.bottom);
}

void PagePicture::resizeEvent(QResizeEvent* event)
{
    Picture::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        m_sheets = laidOut(width());
}

bool PagePicture::isLatest(const Sheet& sheet, std::size_t write) const
{
    return write + 1 == sheet.writes && sheet.text->writes()[write].step >= m_before;
}

// What was just written is seen, where the picture scrolls.
void PagePicture::showLatest()
{
    QScrollArea* area = nullptr;
    for (QWidget* above = parentWidget(); above != nullptr && area == nullptr; above = above->parentWidget())
        area = qobject_cast<QScrollArea*>(above);
    if (area == nullptr || area->widget() != this)
        return;
    for (const Sheet& sheet : m_sheets) {
        if (sheet.writes == 0 || !isLatest(sheet, sheet.writes - 1))
            continue;
        if (height() != heightForWidth(width()))
            resize(width(), std::max(heightForWidth(width()), area->viewport()->height()));
        const QRectF row = sheet.layout.lines.empty() ? sheet.layout.head : sheet.layout.lines.back().rect;
        const QRectF seen = row.united(sheet.layout.writes.back());
        area->ensureVisible(0, static_cast<int>(seen.bottom()), 0, 8);
        area->ensureVisible(0, static_cast<int>(row.center().y()), 0, 12);
        return;
    }
}

QString PagePicture::summary(const Sheet& sheet) const
{
    std::size_t torn = 0;
    std::size_t overwritten = 0;
    for (std::size_t i = 0; i < sheet.lines.size(); ++i) {
        torn += sheet.lines[i].tear != Tear::None ? 1 : 0;
        for (const PagePart& part : sheet.lines[i].parts)
            overwritten += part.isOverwritten ? 1 : 0;
    }
    QStringList facts;
    facts << (sheet.lines.size() == 1 ? tr("1 line") : tr("%1 lines").arg(sheet.lines.size()));
    if (torn > 0)
        facts << tr("%1 torn").arg(torn);
    if (overwritten > 0)
        facts << tr("%1 overwritten").arg(overwritten);
    return facts.join(QStringLiteral(" · "));
}

QString PagePicture::words(const Sheet& sheet) const
{
    QStringList said;
    said << tr("%1: %2.").arg(session::resourceName(*m_trace, sheet.object), summary(sheet));
    const std::size_t first = sheet.lines.size() > mostLinesSaid ? sheet.lines.size() - mostLinesSaid : 0;
    for (std::size_t i = first; i < sheet.lines.size(); ++i) {
        QStringList parts;
        for (const PagePart& part : sheet.lines[i].parts) {
            const PagePiece& piece = sheet.text->pieces()[part.piece];
            const QString writer = isNone(piece.lane) ? tr("nobody") : session::laneName(*m_trace, piece.lane);
            QString text = part.text.empty() ? tr("end of the line") : QString::fromStdString(part.text);
            if (!part.text.empty() && part.hasEnd)
                text = tr("%1 with the end of the line").arg(text);
            parts << (part.isOverwritten ? tr("%1 by %2, overwritten") : tr("%1 by %2")).arg(text, writer);
        }
        const QString line = parts.join(QStringLiteral(", "));
        said
            << (sheet.lines[i].tear != Tear::None ? tr("Line %1, torn: %2.") : tr("Line %1: %2.")).arg(i + 1).arg(line);
    }
    return said.join(QLatin1Char(' '));
}

} // namespace interleave::pictures
