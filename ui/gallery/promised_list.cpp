#include "ui/gallery/promised_list.h"

#include "ui/session/outcome_words.h"
#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/labels.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace interleave::gallery {

namespace metrics = theme::metrics;

namespace {

constexpr std::size_t mostRows = 5;

} // namespace

bool isMet(const host::PromisedInfo& promised, const RunResult& result)
{
    std::vector<trace::FindingKind> wanted = promised.findings;
    std::sort(wanted.begin(), wanted.end());
    return promised.ending == result.ending && wanted == result.findings &&
           (promised.outcome.empty() || promised.outcome == result.outcome);
}

QString promisedText(const host::PromisedInfo& promised)
{
    return session::resultText(promised.ending, promised.findings, promised.outcome);
}

PromisedList::PromisedList(QWidget* parent) : QWidget(parent), m_rows(new QVBoxLayout(this))
{
    m_rows->setContentsMargins(metrics::padding, 6, metrics::padding, 6);
    m_rows->setSpacing(0);
}

void PromisedList::show(const std::vector<host::PromisedInfo>& promised, const RunResult& result)
{
    while (QLayoutItem* item = m_rows->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const bool hasEnded = result.ending != trace::Ending::None && result.ending != trace::Ending::Stopped;
    std::size_t met = promised.size();
    for (std::size_t i = 0; i < promised.size() && met == promised.size(); ++i)
        if (hasEnded && isMet(promised[i], result))
            met = i;
    for (std::size_t i = 0; i < promised.size(); ++i) {
        // What this run did is shown even where the list is cut.
        if (i >= mostRows && i != met)
            continue;
        const bool isGood = promised[i].ending == trace::Ending::Completed && promised[i].findings.empty();
        const QString note = !hasEnded ? QString() : i == met ? tr("this run") : tr("not in this run");
        addRow(promisedText(promised[i]), note, isGood, i == met);
    }
    if (promised.size() > mostRows)
        addRow(tr("and %n more", nullptr, static_cast<int>(promised.size() - mostRows)), {}, true, false);
    if (promised.empty())
        addRow(tr("nothing is promised"), {}, true, false);
}

void PromisedList::addRow(const QString& text, const QString& note, bool isGood, bool isThisRun)
{
    auto* row = new QWidget(this);
    row->setFixedHeight(metrics::rowHeight);
    row->setAccessibleName(note.isEmpty() ? text : tr("%1: %2").arg(text, note));
    auto* cells = new QHBoxLayout(row);
    cells->setContentsMargins(0, 0, 0, 0);
    cells->setSpacing(metrics::paddingSmall);
    auto* icon = new QLabel(row);
    icon->setPixmap(theme::icon(isGood ? theme::Icon::Ok : theme::Icon::Broken, isGood ? theme::Role::Ok : theme::Role::Error)
                        .pixmap(14, 14));
    auto* words = new widgets::ElidedLabel(text, isThisRun ? theme::TextRole::BodyStrong : theme::TextRole::Body,
                                           theme::Role::Text, row);
    auto* right = new widgets::ElidedLabel(note, theme::TextRole::SecondaryLine, theme::Role::Hint, row);
    right->setAlignment(Qt::AlignRight);
    cells->addWidget(icon);
    cells->addWidget(words, 1);
    if (!note.isEmpty()) {
        right->setFixedWidth(theme::textWidth(note, theme::TextRole::SecondaryLine));
        cells->addWidget(right);
    } else {
        delete right;
    }
    m_rows->addWidget(row);
}

} // namespace interleave::gallery
