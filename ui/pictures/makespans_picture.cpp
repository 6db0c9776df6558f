#include "ui/pictures/makespans_picture.h"

#include "ui/pictures/makespans_paint.h"
#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace interleave::pictures {

namespace metrics = theme::metrics;
using session::Makespan;
using session::Session;
using theme::Palette;
using theme::TextRole;

namespace {

constexpr int emptyHeight = 72;

} // namespace

MakespansPicture::MakespansPicture(Session& session, host::PictureInfo info, QWidget* parent)
    : RowPicture(session, std::move(info), parent)
    , m_makespans(session)
{
    connect(&m_makespans, &session::Makespans::changed, this, &MakespansPicture::takeRows);
    connect(&session, &Session::choiceChanged, this, &MakespansPicture::takeRows);
    takeRows();
}

// What is shown follows from runs of its own: the playhead has no part in it.
void MakespansPicture::refresh()
{
    update();
}

void MakespansPicture::takeRows()
{
    place();
    rowsChanged();
    QStringList sentences;
    if (const QString said = notice(); !said.isEmpty())
        sentences << said;
    for (const Makespan& row : m_makespans.rows())
        sentences << sentenceOf(row, m_makespans.shortest()) + QLatin1Char('.');
    setAccessibleDescription(sentences.join(QLatin1Char(' ')));
    updateGeometry();
    update();
}

void MakespansPicture::place()
{
    m_layout = layOutMakespans(m_makespans.rows(), m_makespans.longest(), width());
}

QString MakespansPicture::notice() const
{
    if (!m_makespans.failure().isEmpty())
        return m_makespans.failure();
    if (m_makespans.rows().empty())
        return tr("This program cannot be run here.");
    if (m_makespans.isTimeless())
        return tr("Nobody sleeps here, so no variant takes any time.");
    const QString strategy = QString::fromStdString(m_makespans.strategy());
    if (strategy == QLatin1String("round-robin"))
        return tr("Each run once, time respected, round robin");
    return tr("Each run once, time respected, %1, seed %2").arg(strategy).arg(m_makespans.seed());
}

int MakespansPicture::heightForWidth(int width) const
{
    if (!m_makespans.failure().isEmpty() || m_makespans.rows().empty())
        return emptyHeight;
    return static_cast<int>(layOutMakespans(m_makespans.rows(), m_makespans.longest(), width).height);
}

QSize MakespansPicture::sizeHint() const
{
    return {260, heightForWidth(std::max(width(), 260))};
}

bool MakespansPicture::isChosen(std::size_t row) const
{
    const session::Choice& choice = session().choice();
    const std::string& id = m_makespans.rows()[row].variant.id;
    return choice.program == m_makespans.program() && (choice.variant.empty() ? row == 0 : choice.variant == id);
}

void MakespansPicture::choose(std::size_t row)
{
    setCurrent(row);
    m_makespans.choose(m_makespans.rows()[row].variant.id);
}

void MakespansPicture::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Palette& colours = theme::paletteFor(*this);
    painter.fillRect(rect(), colours.panel);
    const bool hasRows = m_makespans.failure().isEmpty() && !m_makespans.rows().empty();
    if (!hasRows) {
        painter.setFont(theme::font(TextRole::Body));
        painter.setPen(colours.secondary);
        painter.drawText(rect().adjusted(12, 8, -12, -8), Qt::AlignCenter | Qt::TextWordWrap, notice());
    } else {
        painter.setFont(theme::font(TextRole::SecondaryLine));
        painter.setPen(colours.secondary);
        painter.drawText(
            m_layout.head, Qt::AlignLeft | Qt::AlignVCenter,
            painter.fontMetrics().elidedText(notice(), Qt::ElideRight, static_cast<int>(m_layout.head.width())));
        const std::optional<Nanoseconds> shortest = m_makespans.shortest();
        for (std::size_t i = 0; i < m_layout.rows.size(); ++i) {
            const Makespan& row = m_makespans.rows()[i];
            const MakespanLook look{isChosen(i), hovered() == i, hasFocus() && current() == i,
                                    shortest && row.hasTime() && row.run.makespan == *shortest};
            paintMakespan(painter, m_layout, m_layout.rows[i], row, look, colours);
        }
        if (m_layout.longest > 0) {
            paintRuler(painter, m_layout, colours);
            paintLegend(painter, m_layout, m_makespans.rows(), colours);
        }
    }
    if (!hasFocus() || (current() && hasRows))
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colours.accent, metrics::focusRing));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(rect()).adjusted(3, 3, -3, -3), metrics::controlRadius, metrics::controlRadius);
}

void MakespansPicture::resizeEvent(QResizeEvent* event)
{
    RowPicture::resizeEvent(event);
    place();
}

void MakespansPicture::showEvent(QShowEvent* event)
{
    RowPicture::showEvent(event);
    m_makespans.setWanted(true);
}

void MakespansPicture::hideEvent(QHideEvent* event)
{
    RowPicture::hideEvent(event);
    m_makespans.setWanted(false);
}

QString MakespansPicture::tipAt(QPointF at) const
{
    const std::optional<std::size_t> number = m_layout.at(at);
    if (!number)
        return {};
    const Makespan& row = m_makespans.rows()[*number];
    QStringList lines{sentenceOf(row, m_makespans.shortest())};
    if (row.phase == Makespan::Phase::Over && !row.hasTime())
        lines << row.sentence;
    const MakespanPlace& place = m_layout.rows[*number];
    if (!place.strip.contains(at) || row.run.lanes.empty())
        return lines.join(QLatin1Char('\n'));
    const auto lane = static_cast<std::size_t>((at.y() - place.strip.top()) / place.laneHeight);
    const session::TimedLane& hit = row.run.lanes[std::min(lane, row.run.lanes.size() - 1)];
    const double time = (at.x() - place.strip.left()) / place.strip.width() * m_layout.longest;
    QString what = tr("%1: not there").arg(hit.name);
    for (const session::TimedPiece& piece : hit.pieces)
        if (static_cast<double>(piece.begin) <= time && time < static_cast<double>(piece.end))
            what = tr("%1: %2 from %3 to %4")
                       .arg(hit.name, statusWord(piece.status), unitsText(piece.begin), unitsText(piece.end));
    lines.prepend(what);
    return lines.join(QLatin1Char('\n'));
}

bool MakespansPicture::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return RowPicture::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const QString tip = tipAt(QPointF(help->pos()));
    if (tip.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), tip, this, QRect(help->pos() - QPoint(3, 3), QSize(6, 6)));
    return true;
}

} // namespace interleave::pictures
