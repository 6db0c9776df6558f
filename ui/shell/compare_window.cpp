#include "ui/shell/compare_window.h"

#include "ui/session/outcome_words.h"
#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"
#include "ui/timeline/timeline_view.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/splitter.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>

#include <algorithm>

namespace interleave::shell {

namespace metrics = theme::metrics;
using session::Session;

CompareWindow::CompareWindow(Session& shown, const std::string& target, QWidget* parent)
    : QWidget(parent, Qt::Window), m_shown(shown), m_comparison(shown.catalogue(), target),
      m_banner(new widgets::Banner(this)), m_splitter(new widgets::Splitter(Qt::Horizontal))
{
    setWindowTitle(tr("Compare – Interleave"));
    resize(1280, 720);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeTools());
    column->addWidget(m_banner);
    m_splitter->addWidget(makeHalf(Side::Left));
    m_splitter->addWidget(makeHalf(Side::Right));
    m_splitter->setChildrenCollapsible(false);
    column->addWidget(m_splitter, 1);
    connect(&m_comparison, &session::Comparison::changed, this, &CompareWindow::showWords);
    connect(m_banner, &widgets::Banner::linkActivated, &m_comparison, &session::Comparison::goToDifference);
    showWords();
}

QWidget* CompareWindow::makeTools()
{
    auto* bar = new QWidget(this);
    bar->setFixedHeight(metrics::transportHeight);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(metrics::padding, 0, metrics::padding, 0);
    row->setSpacing(metrics::paddingSmall);
    const auto button = [&](theme::Icon icon, const QString& name, const QKeySequence& key, auto run) {
        auto* made = new widgets::IconButton(icon, name, key, widgets::IconButton::Frame::Outlined, bar);
        connect(made, &QToolButton::clicked, this, run);
        connect(new QShortcut(key, this), &QShortcut::activated, this, run);
        row->addWidget(made);
        return made;
    };
    button(theme::Icon::StepBack, tr("Step both back"), QKeySequence(Qt::ALT | Qt::Key_Left), [this] { m_comparison.move(-1); });
    button(theme::Icon::Step, tr("Step both"), QKeySequence(Qt::Key_F10), [this] { m_comparison.move(1); });
    auto* first = button(theme::Icon::Flag, tr("First difference"), QKeySequence(Qt::Key_F8), [this] { m_comparison.goToDifference(); });
    first->setTextShown(true);
    auto* together = new widgets::IconButton(theme::Icon::Pin, tr("Move together"), {}, widgets::IconButton::Frame::Outlined, bar);
    together->setCheckable(true);
    together->setChecked(true);
    together->setTextShown(true);
    connect(together, &QToolButton::toggled, this, [this](bool on) { m_comparison.setMovesTogether(on); });
    row->addWidget(together);
    auto* stacked = new widgets::IconButton(theme::Icon::Compare, tr("One above the other"), {}, widgets::IconButton::Frame::Outlined, bar);
    stacked->setCheckable(true);
    stacked->setTextShown(true);
    connect(stacked, &QToolButton::toggled, this,
            [this](bool on) { m_splitter->setOrientation(on ? Qt::Vertical : Qt::Horizontal); });
    row->addWidget(stacked);
    row->addStretch(1);
    return bar;
}

QWidget* CompareWindow::makeHalf(Side side)
{
    Half& made = half(side);
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(metrics::padding, 6, metrics::padding, 6);
    made.choice = new QComboBox(page);
    made.choice->setAccessibleName(side == Side::Left ? tr("Left run") : tr("Right run"));
    made.choice->setMinimumContentsLength(24);
    made.choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    made.ending = new QLabel(page);
    made.ending->setFont(theme::font(theme::TextRole::SecondaryLine));
    head->addWidget(made.choice, 1);
    head->addWidget(made.ending, 1);
    column->addLayout(head);
    made.timeline = new timeline::TimelineView(m_comparison.session(side), page);
    column->addWidget(made.timeline, 1);
    connect(made.choice, &QComboBox::activated, this,
            [this, side](int row) { showOffer(side, half(side).offers[static_cast<std::size_t>(row)]); });
    connect(&m_comparison.session(side), &Session::statusChanged, this, [this, side] { showEnding(side); });
    return page;
}

void CompareWindow::fillOffers(Side side)
{
    Half& filled = half(side);
    filled.offers.clear();
    if (m_shown.trace())
        filled.offers.push_back({.kind = Offer::Kind::Shown, .title = tr("The run that is shown")});
    for (std::size_t i = 0; i < m_shown.earlierRuns().size(); ++i)
        filled.offers.push_back({.kind = Offer::Kind::Earlier,
                                 .number = i,
                                 .title = tr("Before: %1, %2").arg(m_shown.earlierRuns()[i].title,
                                                                   session::endingText(m_shown.earlierRuns()[i].verdict.ending))});
    if (const host::ProgramInfo* program = m_shown.program())
        for (const host::VariantInfo& variant : program->variants) {
            const QString mark = variant.mark.empty() ? QString() : QStringLiteral(" (%1)").arg(QString::fromStdString(variant.mark));
            filled.offers.push_back({.kind = Offer::Kind::Variant,
                                     .variant = variant.id,
                                     .title = tr("Variant %1%2").arg(QString::fromStdString(variant.id), mark)});
        }
    filled.choice->clear();
    for (const Offer& offer : filled.offers)
        filled.choice->addItem(offer.title);
}

void CompareWindow::showOffer(Side side, const Offer& offer)
{
    switch (offer.kind) {
    case Offer::Kind::Shown: {
        trace::Verdict verdict = m_shown.verdict();
        verdict.findings = m_shown.findings();
        m_comparison.show(side, {m_shown.trace(), verdict, m_shown.scheduleText(), m_shown.status().drive, offer.title});
        break;
    }
    case Offer::Kind::Earlier: m_comparison.show(side, m_shown.earlierRuns()[offer.number]); break;
    case Offer::Kind::Variant: showVariant(side, offer.variant); break;
    }
    for (std::size_t row = 0; row < half(side).offers.size(); ++row)
        if (half(side).offers[row].title == offer.title)
            half(side).choice->setCurrentIndex(static_cast<int>(row));
}

void CompareWindow::showVariant(Side side, const std::string& variant)
{
    session::Choice choice = m_shown.choice();
    choice.variant = variant;
    choice.schedule.clear();
    m_comparison.run(side, choice);
}

void CompareWindow::compareShownRun()
{
    fillOffers(Side::Left);
    fillOffers(Side::Right);
    const std::vector<Offer>& offers = half(Side::Left).offers;
    if (offers.empty())
        return;
    const Offer left = offers.front();
    const auto isEarlier = [](const Offer& offer) { return offer.kind == Offer::Kind::Earlier; };
    auto right = std::find_if(offers.begin(), offers.end(), isEarlier);
    if (right == offers.end())
        right = std::find_if(offers.begin(), offers.end(),
                             [&](const Offer& offer) { return offer.variant != m_shown.choice().variant && !offer.variant.empty(); });
    showOffer(Side::Left, left);
    if (right != offers.end())
        showOffer(Side::Right, Offer(*right));
}

void CompareWindow::compareBrokenWithFixed()
{
    fillOffers(Side::Left);
    fillOffers(Side::Right);
    const host::ProgramInfo* program = m_shown.program();
    if (program == nullptr)
        return;
    const auto firstOf = [&](const char* mark) -> const host::VariantInfo* {
        for (const host::VariantInfo& variant : program->variants)
            if (variant.mark == mark)
                return &variant;
        return nullptr;
    };
    const host::VariantInfo* broken = m_shown.variant() != nullptr && m_shown.variant()->mark == "broken" ? m_shown.variant() : firstOf("broken");
    const host::VariantInfo* fixed = m_shown.variant() != nullptr && m_shown.variant()->mark == "fixed" ? m_shown.variant() : firstOf("fixed");
    const auto offer = [&](Side side, const host::VariantInfo* variant, const host::VariantInfo& other) {
        const std::string id = variant != nullptr ? variant->id : other.id;
        for (const Offer& one : half(side).offers)
            if (one.kind == Offer::Kind::Variant && one.variant == id)
                return showOffer(side, Offer(one));
    };
    offer(Side::Left, broken, program->variants.front());
    offer(Side::Right, fixed, program->variants.back());
}

void CompareWindow::compareWithSchedule(const std::string& schedule)
{
    compareShownRun();
    session::Choice choice = m_shown.choice();
    choice.schedule = schedule;
    half(Side::Right).choice->setCurrentIndex(-1);
    m_comparison.run(Side::Right, choice);
}

void CompareWindow::showEnding(Side side)
{
    Session& one = m_comparison.session(side);
    const trace::Verdict& verdict = one.verdict();
    const QString words = session::resultText(verdict.ending, {}, one.outcome());
    half(side).ending->setText(verdict.ending == trace::Ending::None ? one.status().detail : words);
}

void CompareWindow::showWords()
{
    const QString words = m_comparison.words().toHtmlEscaped();
    const bool differs = m_comparison.difference().has_value();
    m_banner->open(differs || !m_comparison.isReady() ? widgets::Banner::Tone::Warning : widgets::Banner::Tone::Ok,
                   differs ? tr("First difference.") : QString(),
                   differs ? QStringLiteral("<a href='difference'>%1</a>").arg(words) : words);
    showEnding(Side::Left);
    showEnding(Side::Right);
    if (differs)
        m_comparison.goToDifference();
}

} // namespace interleave::shell
