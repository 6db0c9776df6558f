#include "ui/shell/explanation.h"

#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/labels.h"

#include <QDesktopServices>
#include <QEvent>
#include <QFile>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QTextBlock>
#include <QTextBrowser>
#include <QTextDocument>
#include <QUrl>
#include <QVBoxLayout>

namespace interleave::shell {

namespace metrics = theme::metrics;

namespace {

const QString programScheme = QStringLiteral("program");

// What was given the colour of its paragraph is a link again.
void showLinks(QTextDocument& document, const theme::Palette& colours)
{
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        std::vector<std::pair<int, int>> links;
        for (auto piece = block.begin(); !piece.atEnd(); ++piece)
            if (piece.fragment().charFormat().isAnchor())
                links.emplace_back(piece.fragment().position(), piece.fragment().length());
        for (const auto& [start, length] : links) {
            QTextCursor cursor(&document);
            cursor.setPosition(start);
            cursor.setPosition(start + length, QTextCursor::KeepAnchor);
            QTextCharFormat letters;
            letters.setForeground(colours.accent);
            letters.setFontUnderline(true);
            cursor.mergeCharFormat(letters);
        }
    }
}

// Headings of the size of titles, a little air between paragraphs, nothing larger than the panel's own text.
void arrange(QTextDocument& document, const theme::Palette& colours)
{
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        QTextCursor cursor(block);
        QTextBlockFormat format = block.blockFormat();
        const bool isHeading = format.headingLevel() > 0;
        format.setTopMargin(isHeading && block != document.begin() ? 10 : 0);
        format.setBottomMargin(isHeading ? 2 : 4);
        format.setLineHeight(118, QTextBlockFormat::ProportionalHeight);
        cursor.setBlockFormat(format);
        cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
        QTextCharFormat letters;
        if (isHeading) {
            // Markdown makes headings larger by steps of the document's size.
            letters.setProperty(QTextFormat::FontSizeAdjustment, 0);
            letters.setFont(theme::font(format.headingLevel() == 1 ? theme::TextRole::Title : theme::TextRole::BodyStrong));
        }
        letters.setForeground(isHeading ? colours.text : colours.secondary);
        cursor.mergeCharFormat(letters);
    }
    showLinks(document, colours);
}

/// "Knife and pot" of `kitchen-deadlock`, "Knife and pot, same-order" of `kitchen-deadlock:same-order`, as a link; empty
/// for what is not in the catalogue.
QString linkTo(const std::string& name, const host::Catalogue& catalogue)
{
    const std::size_t colon = name.find(':');
    const auto program = catalogue.find(name.substr(0, colon));
    const std::string variant = colon == std::string::npos ? std::string() : name.substr(colon + 1);
    if (!program || !(*program)->findVariant(variant))
        return {};
    const QString title = QString::fromStdString((*program)->title);
    const QString text = variant.empty() ? title : Explanation::tr("%1, %2").arg(title, QString::fromStdString(variant));
    return QStringLiteral("[%1](%2:%3)").arg(text, programScheme, QString::fromStdString(name));
}

/// The names as a paragraph of links after `lead`; empty where there are none.
QString paragraph(const QString& lead, const std::vector<std::string>& names, const host::Catalogue& catalogue)
{
    QStringList links;
    for (const std::string& name : names)
        if (const QString link = linkTo(name, catalogue); !link.isEmpty())
            links << link;
    return links.isEmpty() ? QString()
                           : QStringLiteral("\n\n**%1** %2\n").arg(lead, links.join(QStringLiteral(" · ")));
}

QString linksOf(const host::ProgramInfo& program, const host::Catalogue& catalogue)
{
    return paragraph(Explanation::tr("See before:"), program.before, catalogue)
           + paragraph(Explanation::tr("Belongs together:"), program.related, catalogue);
}

} // namespace

Explanation::Explanation(session::Session& session, QWidget* parent)
    : QWidget(parent), m_session(session), m_text(new QTextBrowser), m_goOn(new QPushButton)
{
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setOpenLinks(false);
    m_text->document()->setDefaultFont(theme::font(theme::TextRole::Body));
    m_text->document()->setDocumentMargin(0);
    m_text->document()->setIndentWidth(14);
    m_text->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_text->setAccessibleName(tr("Explanation"));
    m_text->viewport()->setAutoFillBackground(false);
    m_goOn->setIcon(theme::icon(theme::Icon::GoOn, theme::Role::Text));
    auto* buttons = new QHBoxLayout;
    buttons->setContentsMargins(metrics::padding, metrics::paddingSmall, metrics::padding, metrics::padding);
    buttons->addWidget(m_goOn);
    buttons->addStretch();
    auto* words = new QHBoxLayout;
    words->setContentsMargins(metrics::padding, metrics::paddingSmall, 4, 0);
    words->addWidget(m_text);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(words, 1);
    column->addLayout(buttons);
    setMinimumWidth(180);

    connect(m_text, &QTextBrowser::anchorClicked, this, &Explanation::follow);
    connect(m_goOn, &QPushButton::clicked, this, [this] { m_session.goOnFromHere(); });
    connect(&m_session, &session::Session::choiceChanged, this, &Explanation::showProgram);
    connect(&m_session, &session::Session::catalogueChanged, this, [this] {
        m_shown.clear(); // its links may be others
        showProgram();
    });
    connect(&m_session, &session::Session::runStarted, this, &Explanation::showProgram);
    connect(&m_session, &session::Session::statusChanged, this, &Explanation::showGoOn);
    showProgram();
    showGoOn();
}

void Explanation::showProgram()
{
    const auto trace = m_session.trace();
    const std::string id = trace ? trace->info().scenario : m_session.choice().program;
    const auto program = m_session.catalogue().find(id);
    showText(QString::fromStdString(id), program ? linksOf(**program, m_session.catalogue()) : QString());
}

void Explanation::showChapter(const QString& chapter)
{
    showText(QStringLiteral("chapter-") + chapter.toLower().replace(QLatin1Char(' '), QLatin1Char('-')), {});
}

void Explanation::showText(const QString& name, const QString& links)
{
    if (name == m_shown && !name.isEmpty())
        return;
    m_shown = name;
    QFile file(QStringLiteral(":/interleave/scenarios/%1.md").arg(name));
    if (name.isEmpty())
        m_text->setPlainText(tr("What happens in a program, what to look for and what to try is said here."));
    else if (file.open(QIODevice::ReadOnly))
        m_text->setMarkdown(QString::fromUtf8(file.readAll()) + links);
    else
        m_text->setMarkdown(tr("There is no explanation here yet.") + links);
    arrange(*m_text->document(), theme::paletteFor(*this));
}

void Explanation::follow(const QUrl& link)
{
    if (link.scheme() != programScheme) {
        QDesktopServices::openUrl(link);
        return;
    }
    const QString program = link.path().section(QLatin1Char(':'), 0, 0);
    session::Choice choice = m_session.choice();
    choice.program = program.toStdString();
    choice.variant = link.path().section(QLatin1Char(':'), 1).toStdString();
    choice.settings.clear();
    choice.schedule.clear();
    m_session.setChoice(choice);
    showProgram();
}

void Explanation::showGoOn()
{
    const QString why = m_session.whyNotGoOn();
    m_goOn->setText(tr("Go on from step %1").arg(m_session.playhead()));
    m_goOn->setEnabled(why.isEmpty() && m_session.status().isInPast);
    m_goOn->setToolTip(!why.isEmpty() ? why
                       : m_session.status().isInPast
                           ? tr("Runs the same steps again up to here, then waits for you (Ctrl+G)")
                           : tr("Step back first: it goes on from an earlier moment"));
    m_goOn->setVisible(m_session.trace() != nullptr);
}

void Explanation::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        arrange(*m_text->document(), theme::paletteFor(*this));
}

void Explanation::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme::paletteFor(*this).panel);
}

} // namespace interleave::shell
