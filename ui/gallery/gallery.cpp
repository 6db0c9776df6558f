#include "ui/gallery/gallery.h"

#include "ui/gallery/parameter_form.h"
#include "ui/gallery/program_tree.h"
#include "ui/gallery/promised_list.h"
#include "ui/gallery/variant_list.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/search_field.h"
#include "ui/widgets/section_head.h"

#include <QEvent>
#include <QScrollArea>
#include <QSettings>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace interleave::gallery {

namespace metrics = theme::metrics;
using widgets::SectionHead;

namespace {

constexpr int smallestTree = 150;
const QString finishedKey = QStringLiteral("gallery/finished");

/// As high as what is in it, less only where there is no room.
class Sections : public QScrollArea
{
public:
    explicit Sections(QWidget* parent) : QScrollArea(parent)
    {
        setFrameShape(QFrame::NoFrame);
        setWidgetResizable(true);
        setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    }
    QSize sizeHint() const override { return widget() != nullptr ? widget()->sizeHint() : QSize(); }
    QSize minimumSizeHint() const override { return {0, 120}; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (watched == widget() && event->type() == QEvent::LayoutRequest)
            updateGeometry();
        return QScrollArea::eventFilter(watched, event);
    }
};

} // namespace

Gallery::Gallery(session::Session& session, QWidget* parent)
    : QWidget(parent), m_session(session),
      m_search(new widgets::SearchField(tr("Search programs"), QKeySequence(Qt::CTRL | Qt::Key_K))),
      m_list(new QStackedWidget), m_tree(new ProgramTree), m_nothing(new widgets::EmptyState(QString(), tr("Clear"))),
      m_variantHead(new SectionHead(tr("Variant"), SectionHead::Folding::Fixed)), m_variants(new VariantList),
      m_parameterHead(new SectionHead(tr("Parameters"), SectionHead::Folding::Fixed)), m_parameters(new ParameterForm),
      m_reset(new widgets::LinkButton(tr("Reset"))),
      m_promisedHead(new SectionHead(tr("Promised outcomes"), SectionHead::Folding::Fixed)), m_promised(new PromisedList)
{
    m_variantHead->setBody(m_variants);
    m_parameterHead->setBody(m_parameters);
    m_parameterHead->setCorner(m_reset);
    m_reset->setToolTip(tr("All parameters as they were at first"));
    m_promisedHead->setBody(m_promised);
    m_list->addWidget(m_tree);
    m_list->addWidget(m_nothing);
    m_list->setMinimumHeight(smallestTree);

    auto* inner = new QWidget;
    auto* stack = new QVBoxLayout(inner);
    stack->setContentsMargins(0, 0, 0, 0);
    stack->setSpacing(0);
    stack->addWidget(m_variantHead);
    stack->addWidget(m_parameterHead);
    stack->addWidget(m_promisedHead);
    auto* sections = new Sections(this);
    sections->setWidget(inner);
    inner->installEventFilter(sections);

    auto* searchRow = new QVBoxLayout;
    searchRow->setContentsMargins(metrics::padding, 2, metrics::padding, metrics::paddingSmall);
    searchRow->addWidget(m_search);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(searchRow);
    column->addWidget(m_list, 1);
    column->addWidget(sections);

    connect(m_search, &QLineEdit::textChanged, this, &Gallery::filter);
    connect(m_search, &QLineEdit::returnPressed, m_tree, qOverload<>(&QWidget::setFocus));
    connect(m_nothing, &widgets::EmptyState::actionTriggered, m_search, &QLineEdit::clear);
    connect(m_tree, &ProgramTree::programChosen, this, &Gallery::setProgram);
    connect(m_tree, &ProgramTree::programChosen, this, &Gallery::programPicked);
    connect(m_tree, &ProgramTree::chapterChosen, this, &Gallery::chapterPicked);
    connect(m_variants, &VariantList::variantChosen, this, &Gallery::setVariant);
    connect(m_parameters, &ParameterForm::changed, this, &Gallery::setParameter);
    connect(m_reset, &QPushButton::clicked, this, [this] {
        session::Choice choice = m_session.choice();
        choice.settings.clear();
        m_shown.clear();
        m_session.setChoice(choice);
    });
    connect(&m_session, &session::Session::catalogueChanged, this, &Gallery::showCatalogue);
    connect(&m_session, &session::Session::choiceChanged, this, &Gallery::showChoice);
    connect(&m_session, &session::Session::runStarted, this, &Gallery::showPromises);
    connect(&m_session, &session::Session::ended, this, &Gallery::showPromises);
    connect(&m_session, &session::Session::ended, this, &Gallery::takeEnd);
    setMinimumWidth(metrics::leftDockMinimum);
    showCatalogue();
}

void Gallery::search()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

QString Gallery::countText() const
{
    return tr("%n programs", nullptr, static_cast<int>(m_session.catalogue().programs().size()));
}

void Gallery::restore(const QSettings& settings)
{
    m_finished.setIds(settings.value(finishedKey).toStringList());
    m_tree->setFinished(m_finished);
}

void Gallery::save(QSettings& settings) const
{
    settings.setValue(finishedKey, m_finished.ids());
}

// A run has ended: its program may have been run to the end for the first time.
void Gallery::takeEnd()
{
    const auto trace = m_session.trace();
    if (!trace || !isRunToTheEnd(m_session.status().drive, m_session.verdict().ending))
        return;
    if (m_finished.add(QString::fromStdString(trace->info().scenario)))
        m_tree->setFinished(m_finished);
}

void Gallery::showCatalogue()
{
    m_tree->setPrograms(m_session.catalogue().programs());
    m_shown.clear();
    showChoice();
    emit countChanged();
}

void Gallery::filter(const QString& words)
{
    m_tree->filter(words);
    m_nothing->setSentence(tr("No program matches “%1”.").arg(words.trimmed()));
    m_list->setCurrentIndex(m_tree->shownCount() == 0 && !words.trimmed().isEmpty() ? 1 : 0);
    if (words.isEmpty())
        m_tree->showChosen(QString::fromStdString(m_session.choice().program));
}

void Gallery::showChoice()
{
    const host::ProgramInfo* program = m_session.program();
    const host::VariantInfo* variant = m_session.variant();
    const bool hasChoice = program != nullptr && variant != nullptr;
    m_variantHead->setVisible(hasChoice);
    m_parameterHead->setVisible(hasChoice && !program->parameters.empty());
    m_promisedHead->setVisible(hasChoice);
    m_tree->showChosen(hasChoice ? QString::fromStdString(program->id) : QString());
    if (!hasChoice)
        return;
    m_variantHead->setNote(QString::number(program->variants.size()));
    m_reset->setEnabled(!m_session.choice().settings.empty());
    // The fields are kept while only a value in them changes: the keyboard is in one of them.
    const QString shown = QString::fromStdString(program->id + "/" + variant->id);
    if (shown != m_shown) {
        m_shown = shown;
        m_variants->show(*program, variant->id);
        m_parameters->show(*program, *variant, m_session.choice().settings);
    }
    showPromises();
}

void Gallery::showPromises()
{
    const host::VariantInfo* variant = m_session.variant();
    if (variant == nullptr)
        return;
    RunResult result;
    if (m_session.trace()) {
        result.ending = m_session.verdict().ending;
        for (const trace::Finding& finding : m_session.findings())
            if (std::find(result.findings.begin(), result.findings.end(), finding.kind) == result.findings.end())
                result.findings.push_back(finding.kind);
        std::sort(result.findings.begin(), result.findings.end());
        if (result.ending != trace::Ending::None)
            result.outcome = m_session.outcome();
    }
    const session::Choice& choice = m_session.choice();
    const bool isTimed = choice.mode == trace::Mode::Controlled && choice.time == trace::TimeSetting::Respected;
    m_promised->show(isTimed && !variant->timed.empty() ? variant->timed : variant->any, result);
    m_promisedHead->setNote(choice.settings.empty() ? QString() : tr("with the defaults"));
}

void Gallery::setProgram(const QString& id)
{
    session::Choice choice = m_session.choice();
    if (choice.program == id.toStdString())
        return;
    choice.program = id.toStdString();
    choice.variant.clear();
    choice.settings.clear();
    choice.schedule.clear();
    m_session.setChoice(choice);
}

void Gallery::setVariant(const QString& id)
{
    session::Choice choice = m_session.choice();
    choice.variant = id.toStdString();
    choice.schedule.clear();
    m_session.setChoice(choice);
}

void Gallery::setParameter(const QString& parameter, const QString& value)
{
    session::Choice choice = m_session.choice();
    if (value.isEmpty())
        choice.settings.erase(parameter.toStdString());
    else
        choice.settings[parameter.toStdString()] = value.toStdString();
    choice.schedule.clear();
    m_session.setChoice(choice);
}

} // namespace interleave::gallery
