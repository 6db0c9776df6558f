#include "ui/files/exporter.h"

#include "core/exchange/chrome_trace.h"
#include "core/exchange/csv.h"
#include "core/exchange/perfetto_trace.h"
#include "ui/theme/palette.h"
#include "ui/timeline/export_image.h"
#include "ui/timeline/timeline_view.h"

#include <QCoreApplication>
#include <QSaveFile>

namespace interleave::files {
namespace {

constexpr Step firstSteps = 120;
constexpr std::size_t firstBytes = 32 * 1024;
/// What Qt's painter can address, and what fits into memory on small machines.
constexpr int mostPixelsOfSide = 32767;
constexpr qint64 mostPixels = 300'000'000;

QString tr(const char* text, int n = -1)
{
    return QCoreApplication::translate("export", text, nullptr, n);
}

timeline::ImageFormat imageFormat(Format format)
{
    return format == Format::Svg   ? timeline::ImageFormat::Svg
           : format == Format::Png ? timeline::ImageFormat::Png
                                   : timeline::ImageFormat::Pdf;
}

} // namespace

QString endingOf(Format format)
{
    switch (format) {
    case Format::Svg: return QStringLiteral("svg");
    case Format::Png: return QStringLiteral("png");
    case Format::Pdf: return QStringLiteral("pdf");
    case Format::ChromeTrace: return QStringLiteral("json");
    case Format::Csv: return QStringLiteral("csv");
    case Format::Perfetto: break;
    }
    return QStringLiteral("pftrace");
}

Exporter::Exporter(session::Session& session, timeline::TimelineView& timeline, QString program)
    : m_session(session), m_timeline(timeline), m_program(std::move(program))
{
}

session::StepRange Exporter::stepsOf(Part part) const
{
    const session::StepRange whole{0, m_session.length()};
    timeline::Indexer* const indexer = m_timeline.canvas()->indexer();
    if (part == Part::Whole || !m_session.trace())
        return whole;
    if (part == Part::Range)
        return m_session.selectedRange();
    if (indexer == nullptr)
        return whole;
    const auto lock = indexer->lock();
    const timeline::Picture& picture = m_timeline.canvas()->picture();
    if (picture.index == nullptr || picture.index->size() == 0)
        return whole;
    const Step from = picture.eventAt(picture.axis.from).value_or(0);
    const Step to = picture.eventAt(picture.axis.to).value_or(0) + 1;
    return {std::min(from, whole.end), std::min(to, whole.end)};
}

template <typename Draw>
auto Exporter::withPicture(const ExportPlan& plan, Draw draw) const
{
    timeline::Canvas& canvas = *m_timeline.canvas();
    using Result = decltype(draw(canvas.picture()));
    if (canvas.indexer() == nullptr)
        return Result{};
    canvas.indexer()->waitUntilDone();
    const session::StepRange range = m_session.selectedRange();
    const auto lock = canvas.indexer()->lock();
    timeline::Picture screen = canvas.picture();
    if (screen.index == nullptr || screen.rows == nullptr)
        return Result{};
    screen.palette = &theme::paletteFor(canvas);
    if (plan.part == Part::Screen)
        return draw(timeline::pictureOnScreen(screen));
    screen.size.setWidth(plan.width);
    const bool isRange = plan.part == Part::Range && !range.isEmpty();
    return draw(timeline::pictureForExport(screen, isRange ? timeline::StepSpan{range.begin, range.end} : timeline::StepSpan{}));
}

QSize Exporter::pixels(const ExportPlan& plan) const
{
    const int scale = plan.format == Format::Png ? plan.scale : 1;
    return withPicture(plan, [&](const timeline::Picture& picture) { return (timeline::sizeWithLegend(picture) * scale).toSize(); });
}

QString Exporter::whyNot(const ExportPlan& plan) const
{
    if (!m_session.trace() || m_session.length() == 0)
        return tr("There is nothing to export yet.");
    if (plan.part == Part::Range && stepsOf(Part::Range).isEmpty() && plan.format != Format::Perfetto)
        return tr("No range is selected: drag over the timeline with Shift to select one.");
    if (plan.format == Format::Png) {
        const QSize size = pixels(plan);
        const bool isTooLarge = size.width() > mostPixelsOfSide || size.height() > mostPixelsOfSide
                                || qint64{size.width()} * size.height() > mostPixels;
        if (isTooLarge)
            return tr("A PNG of %1 × %2 pixels is too large: choose a smaller factor or width, or SVG.")
                .arg(size.width())
                .arg(size.height());
    }
    if (plan.path.trimmed().isEmpty())
        return tr("Say where the file goes.");
    return {};
}

QImage Exporter::picture(const ExportPlan& plan, int most) const
{
    return withPicture(plan, [&](const timeline::Picture& picture) {
        const QSizeF size = timeline::sizeWithLegend(picture);
        const double wanted = plan.format == Format::Png ? plan.scale : 2;
        const double scale = std::min({wanted, most / size.width(), mostPixelsOfSide / size.height()});
        return timeline::imageOf(picture, scale);
    });
}

QString Exporter::inWords() const
{
    const auto trace = m_session.trace();
    QStringList lines;
    lines << tr("A run that is opened here again without loss, and that the Perfetto viewer shows as it is.") << QString()
          << tr("%n events, stamped and in order", static_cast<int>(m_session.length()))
          << tr("%n lanes", static_cast<int>(trace->laneCount())) << tr("%n objects", static_cast<int>(trace->objectCount()))
          << tr("%n source lines", static_cast<int>(trace->sourceCount()))
          << (m_session.scheduleText().empty() ? tr("no schedule: a Live run cannot be repeated")
                                               : tr("the schedule, to run it again up to any step"));
    if (m_session.verdict().ending != trace::Ending::None)
        lines << tr("the verdict: %1").arg(QString::fromStdString(m_session.verdict().sentence));
    lines << tr("%n findings", static_cast<int>(m_session.findings().size()));
    return lines.join(QLatin1Char('\n'));
}

Job::Work Exporter::firstLines(const ExportPlan& plan, std::shared_ptr<QString> text) const
{
    if (plan.format == Format::Perfetto) {
        *text = inWords();
        return [](const Job::Tell&) { return base::Result<void>(); };
    }
    session::StepRange steps = stepsOf(plan.part);
    const bool isCut = steps.end - steps.begin > firstSteps;
    if (isCut)
        steps.end = steps.begin + firstSteps;
    return [=, trace = m_session.trace(), format = plan.format](const Job::Tell& tell) {
        std::string bytes;
        bool isLonger = isCut;
        exchange::ExportOptions options{.begin = steps.begin, .end = steps.end};
        options.progress = [&](Step) { return tell(0); };
        const auto take = [&](std::string_view part) {
            if (bytes.size() < firstBytes)
                bytes += part;
            else
                isLonger = true;
        };
        format == Format::Csv ? exchange::writeCsv(*trace, take, options)
                              : exchange::writeChromeTrace(*trace, nullptr, take, options);
        *text = QString::fromStdString(bytes).remove(QLatin1Char('\r'));
        if (isLonger)
            *text = text->left(text->lastIndexOf(QLatin1Char('\n')) + 1) + QStringLiteral("…");
        return base::Result<void>();
    };
}

Job::Work Exporter::writing(const ExportPlan& plan) const
{
    const session::StepRange steps = stepsOf(plan.part);
    const std::string path = plan.path.toStdString();
    if (plan.format == Format::Png) {
        // Drawn here, packed elsewhere: that is what takes long.
        const QImage image = withPicture(plan, [&](const timeline::Picture& picture) { return timeline::imageOf(picture, plan.scale); });
        return [image, name = plan.path](const Job::Tell&) -> base::Result<void> {
            QSaveFile file(name);
            file.setDirectWriteFallback(true);
            if (file.open(QIODevice::WriteOnly) && image.save(&file, "PNG") && file.commit())
                return {};
            return base::Error{base::ErrorCode::Unwritable, tr("%1 cannot be written: %2.").arg(name, file.errorString()).toStdString()};
        };
    }
    if (isPicture(plan.format)) {
        const auto written = withPicture(plan, [&](const timeline::Picture& picture) {
            return timeline::exportTo(plan.path, imageFormat(plan.format), picture);
        });
        return [written](const Job::Tell&) { return written; };
    }
    trace::Verdict verdict = m_session.verdict();
    verdict.findings = m_session.findings();
    if (plan.format == Format::Perfetto) {
        exchange::SaveOptions options{.end = m_session.length(), .schedule = m_session.scheduleText(),
                                      .program = m_program.toStdString()};
        return [=, trace = m_session.trace()](const Job::Tell& tell) {
            exchange::SaveOptions told = options;
            told.progress = [&](Step done) { return tell(static_cast<double>(done) / static_cast<double>(told.end + 1)); };
            return exchange::saveRun(*trace, &verdict, path, told);
        };
    }
    return [=, trace = m_session.trace(), format = plan.format](const Job::Tell& tell) {
        exchange::ExportOptions options{.begin = steps.begin, .end = steps.end};
        options.progress = [&](Step done) {
            return tell(static_cast<double>(done) / static_cast<double>(steps.end - steps.begin + 1));
        };
        const bool hasEnded = verdict.ending != trace::Ending::None;
        return format == Format::Csv ? exchange::writeCsv(*trace, path, options)
                                     : exchange::writeChromeTrace(*trace, hasEnded ? &verdict : nullptr, path, options);
    };
}

} // namespace interleave::files
