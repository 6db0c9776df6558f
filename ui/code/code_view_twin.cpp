// What the view does with a program's twin: shows its text, and maps lines between the source that runs and what is shown.

// First of all: the rules have a member that Qt's keywords would rename.
#include "ui/session/session.h"

#include "ui/code/code_view.h"
#include "ui/code/source_pane.h"
#include "ui/widgets/segmented_control.h"

#include <QFile>

namespace interleave::code {

namespace {

enum Part { SourcePart, TwinPart };

constexpr int partHeight = 24;

std::optional<Twin> twinOf(const std::string& path, const QString& source)
{
    QFile file(twinPath(QString::fromStdString(path)));
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    return Twin::read(QString::fromUtf8(file.readAll()), source);
}

} // namespace

widgets::SegmentedControl* CodeView::makeLanguages()
{
    auto* languages = new widgets::SegmentedControl(tr("Language"));
    languages->addOption(tr("C++"), tr("The source of the program that runs (arrow keys choose)"));
    languages->addOption(tr("Python"), tr("The same program in Python, marked at the lines that correspond (arrow keys choose)"));
    languages->setHeight(partHeight);
    languages->setCurrent(SourcePart);
    connect(languages, &widgets::SegmentedControl::currentChanged, this, [this](int part) {
        if (m_wantsTwin == (part == TwinPart))
            return;
        setTwinWanted(part == TwinPart);
        m_followed.reset(); // the lane that is followed comes into view here, too
    });
    return languages;
}

// The text of m_file, or of its twin.
void CodeView::showText(const QString& source)
{
    m_twin = twinOf(m_file, source);
    const QString path = showsTwin() ? twinPath(QString::fromStdString(m_file)) : QString::fromStdString(m_file);
    m_pane->setSource(showsTwin() ? m_twin->text() : source, languageOf(path));
    const QString title = fileTitle(path.toStdString());
    m_pane->setAccessibleName(showsTwin() ? tr("The same program in Python, %1").arg(title) : tr("Source, %1").arg(title));
    emit titleChanged(title);
}

// The topmost line that the other text has, too, is what is seen of it.
void CodeView::setTwinWanted(bool isWanted)
{
    if (m_wantsTwin == isWanted)
        return;
    std::vector<std::uint32_t> kept;
    for (int line = 1; line <= m_pane->lineCount() && m_twin && kept.empty(); ++line)
        if (m_pane->sightOf(line) == SourcePane::Sight::Visible)
            for (const std::uint32_t each : sourceLines(line))
                if (!m_twin->twinLines(static_cast<int>(each)).empty())
                    kept.push_back(each);
    m_wantsTwin = isWanted;
    m_languages->setCurrent(isWanted ? TwinPart : SourcePart);
    if (!m_twin)
        return;
    showFile(m_file);
    if (!kept.empty())
        if (const std::vector<int> lines = shownLines(kept.front()); !lines.empty())
            m_pane->showLine(lines.front());
}

std::vector<std::uint32_t> CodeView::sourceLines(int shownLine) const
{
    if (!showsTwin())
        return {static_cast<std::uint32_t>(shownLine)};
    const std::vector<int>& lines = m_twin->sourceLines(shownLine);
    return {lines.begin(), lines.end()};
}

std::vector<int> CodeView::shownLines(std::uint32_t sourceLine) const
{
    const int line = static_cast<int>(sourceLine);
    return showsTwin() ? m_twin->twinLines(line) : std::vector{line};
}

} // namespace interleave::code
