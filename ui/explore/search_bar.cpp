#include "ui/explore/search_bar.h"

#include "ui/explore/marks.h"
#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/unit_spin_box.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>

#include <algorithm>

namespace interleave::explore {

namespace metrics = theme::metrics;
using session::Search;
using trace::SearchAlgorithm;

namespace {

QString number(std::uint64_t value)
{
    return QLocale().toString(static_cast<qulonglong>(value));
}

} // namespace

SearchBar::SearchBar(Search& search, QWidget* parent)
    : QWidget(parent), m_search(search), m_icon(new QLabel(this)),
      m_words(new widgets::ElidedLabel({}, theme::TextRole::BodyStrong, theme::Role::Text, this)),
      m_detail(new widgets::ElidedLabel({}, theme::TextRole::SecondaryLine, theme::Role::Secondary, this)),
      m_algorithm(new QComboBox(this)),
      m_preemptions(new widgets::UnitSpinBox(tr("Preemptions"), 0, 20, {}, 0, this)),
      m_seconds(new widgets::UnitSpinBox(tr("Time limit of the search"), 1, 3600, tr("s"), 0, this)),
      m_again(new widgets::IconButton(theme::Icon::Restart, tr("Explore anew"), {}, widgets::IconButton::Frame::Outlined, this)),
      m_button(new widgets::PrimaryButton(theme::Icon::Play, tr("Explore"), {}, this))
{
    setFixedHeight(48);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::padding, 0, metrics::padding, 0);
    row->setSpacing(metrics::paddingSmall);
    auto* words = new QVBoxLayout;
    words->setSpacing(1);
    words->addStretch(1);
    words->addWidget(m_words);
    words->addWidget(m_detail);
    words->addStretch(1);
    row->addWidget(m_icon);
    row->addLayout(words, 1);

    m_algorithm->setAccessibleName(tr("What is searched"));
    m_algorithm->setToolTip(tr("Which executions are run"));
    m_algorithm->addItem(tr("every order"), static_cast<int>(SearchAlgorithm::Optimal));
    m_algorithm->addItem(tr("every order, one by one"), static_cast<int>(SearchAlgorithm::Exhaustive));
    m_algorithm->addItem(tr("few preemptions"), static_cast<int>(SearchAlgorithm::Preemptions));
    m_algorithm->addItem(tr("random"), static_cast<int>(SearchAlgorithm::Random));
    m_algorithm->addItem(tr("random priorities"), static_cast<int>(SearchAlgorithm::Pct));
    m_algorithm->setItemData(0, tr("One execution of every class of equivalent orders"), Qt::ToolTipRole);
    m_algorithm->setItemData(1, tr("Without leaving out equivalent ones"), Qt::ToolTipRole);
    m_algorithm->setItemData(2, tr("At most so many switches away from a lane that could go on"), Qt::ToolTipRole);
    m_algorithm->setItemData(3, tr("Every lane that can move is as likely as any other"), Qt::ToolTipRole);
    m_algorithm->setItemData(4, tr("Priorities with a few changes: finds rare orders sooner"), Qt::ToolTipRole);
    m_preemptions->setToolTip(tr("At most so many switches away from a lane that could go on"));
    m_preemptions->setValue(search.settings().preemptions);
    m_seconds->setValue(search.settings().maxSeconds);
    m_seconds->setToolTip(tr("The search rests after so many seconds"));
    row->addWidget(m_algorithm);
    row->addWidget(m_preemptions);
    row->addWidget(m_seconds);
    row->addWidget(m_again);
    row->addWidget(m_button);
    m_button->setHeight(metrics::fieldHeight);

    connect(m_algorithm, &QComboBox::currentIndexChanged, this, &SearchBar::readSettings);
    connect(m_preemptions, &QDoubleSpinBox::valueChanged, this, &SearchBar::readSettings);
    connect(m_seconds, &QDoubleSpinBox::valueChanged, this, &SearchBar::readSettings);
    connect(m_button, &QPushButton::clicked, this, &SearchBar::act);
    connect(m_again, &QToolButton::clicked, &m_search, &Search::start);
    connect(&m_search, &Search::changed, this, &SearchBar::refresh);
    readSettings();
    refresh();
}

void SearchBar::readSettings()
{
    Search::Settings settings = m_search.settings();
    settings.algorithm = static_cast<SearchAlgorithm>(m_algorithm->currentData().toInt());
    settings.preemptions = static_cast<std::uint32_t>(m_preemptions->value());
    settings.maxSeconds = m_seconds->value();
    m_search.setSettings(settings);
    m_preemptions->setVisible(settings.algorithm == SearchAlgorithm::Preemptions);
}

void SearchBar::act()
{
    switch (m_search.phase()) {
    case Search::Phase::Searching: m_search.stop(); break;
    case Search::Phase::Resting: m_search.goOn(); break;
    default: m_search.start(); break;
    }
}

QString SearchBar::headline() const
{
    if (!m_search.failure().isEmpty())
        return m_search.failure();
    const trace::ExploreResult& result = m_search.result();
    switch (m_search.phase()) {
    case Search::Phase::Nothing: return tr("Not explored yet.");
    case Search::Phase::Searching:
        return tr("Exploring: %1 executions, %2 outcomes.").arg(number(result.progress.executions)).arg(result.outcomes.size());
    case Search::Phase::Resting:
        return tr("Resting: %1 executions, %2 outcomes so far.").arg(number(result.progress.executions)).arg(result.outcomes.size());
    case Search::Phase::Over: break;
    }
    const QString counts = tr("%1 executions, %2 outcomes").arg(number(result.progress.executions)).arg(result.outcomes.size());
    return result.isComplete ? tr("%1, complete.").arg(counts)
                             : tr("%1, not complete: %2.").arg(counts, QString::fromStdString(result.bound));
}

QString SearchBar::detail() const
{
    const trace::ExploreResult& result = m_search.result();
    if (m_search.phase() == Search::Phase::Nothing)
        return tr("Runs the program in every order, outside of the window.");
    QStringList parts;
    if (m_search.phase() == Search::Phase::Searching && result.progress.perSecond > 0)
        parts << tr("%1 a second").arg(number(static_cast<std::uint64_t>(result.progress.perSecond)));
    parts << (result.settings.info.time == trace::TimeSetting::Respected ? tr("time respected") : tr("time ignored: a sleep may last any time"));
    if (result.progress.redundant > 0)
        parts << tr("%1 cut off as equivalent").arg(number(result.progress.redundant));
    if (result.progress.crashes > 0)
        parts << tr("%1 crashed").arg(number(result.progress.crashes));
    if (result.progress.seconds > 0)
        parts << tr("%1 s").arg(QLocale().toString(result.progress.seconds, 'f', result.progress.seconds < 10 ? 2 : 0));
    return parts.join(QStringLiteral(" · "));
}

void SearchBar::refresh()
{
    const Search::Phase phase = m_search.phase();
    m_words->setText(headline());
    m_detail->setText(detail());
    const auto& outcomes = m_search.result().outcomes;
    const bool isBad = !m_search.failure().isEmpty() || std::any_of(outcomes.begin(), outcomes.end(), [](const auto& one) { return !isGood(one); });
    const bool isDone = phase == Search::Phase::Over && m_search.result().isComplete;
    const theme::Icon icon = isBad ? theme::Icon::Broken : isDone ? theme::Icon::Ok : theme::Icon::Info;
    m_icon->setPixmap(theme::icon(icon, isBad ? theme::Role::Error : isDone ? theme::Role::Ok : theme::Role::Hint).pixmap(16, 16));
    switch (phase) {
    case Search::Phase::Searching: m_button->setFace(theme::Icon::Pause, tr("Stop")); break;
    case Search::Phase::Resting: m_button->setFace(theme::Icon::Play, tr("Go on")); break;
    default: m_button->setFace(theme::Icon::Play, tr("Explore")); break;
    }
    m_again->setVisible(phase == Search::Phase::Resting);
    m_algorithm->setEnabled(phase != Search::Phase::Searching);
    m_preemptions->setEnabled(phase != Search::Phase::Searching);
    m_seconds->setEnabled(phase != Search::Phase::Searching);
}

} // namespace interleave::explore
