#pragma once

#include "ui/session/session.h"

#include "ui/files/job.h"
#include "ui/timeline/picture.h"

#include <QImage>
#include <QSize>

namespace interleave::timeline {
class TimelineView;
}

namespace interleave::files {

enum class Format { Svg, Png, Pdf, ChromeTrace, Csv, Perfetto };
inline constexpr int formatCount = 6;

/// How much of a run comes out.
enum class Part { Whole, Range, Screen };

/// What is to be exported, and how.
struct ExportPlan
{
    Format format = Format::Svg;
    Part part = Part::Whole;
    int width = 1440; ///< of a picture, in device-independent pixels
    int scale = 2;    ///< PNG: pixels of the file for each of them
    QString path;
};

/// "svg", "json", …: what the name of such a file ends in.
QString endingOf(Format format);
constexpr bool isPicture(Format format) { return format <= Format::Pdf; }

/// Turns a plan into a file, and into what a preview shows.
///
/// Pictures are drawn on the UI thread, which takes as long as a frame does; everything else runs in a job.
class Exporter
{
public:
    /// Keeps references.
    Exporter(session::Session& session, timeline::TimelineView& timeline, QString program);

    /// Steps [begin, end) of a part; empty when there is no such part.
    session::StepRange stepsOf(Part part) const;
    /// How many pixels a picture has: for PNG those of the file.
    QSize pixels(const ExportPlan& plan) const;
    /// Why it cannot be exported, in a sentence; empty when it can.
    QString whyNot(const ExportPlan& plan) const;

    /// The picture itself, in at most `most` pixels of width.
    QImage picture(const ExportPlan& plan, int most) const;
    /// What puts the first lines of a text into `text`; for a Perfetto trace, what it holds in words.
    Job::Work firstLines(const ExportPlan& plan, std::shared_ptr<QString> text) const;
    /// What writes the file.
    Job::Work writing(const ExportPlan& plan) const;

private:
    /// Draws while the index stands still.
    template <typename Draw>
    auto withPicture(const ExportPlan& plan, Draw draw) const;
    QString inWords() const;

    session::Session& m_session;
    timeline::TimelineView& m_timeline;
    QString m_program;
};

} // namespace interleave::files
