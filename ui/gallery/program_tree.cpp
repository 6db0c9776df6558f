#include "ui/gallery/program_tree.h"

#include "ui/gallery/program_delegate.h"

#include <QHeaderView>
#include <QScopedValueRollback>

#include <algorithm>

namespace interleave::gallery {
namespace {

constexpr int searchRole = FinishedRole + 1; // what a search looks through
constexpr int titleRole = searchRole + 1;

bool hasMark(const host::ProgramInfo& program, const char* mark)
{
    return std::any_of(program.variants.begin(), program.variants.end(), [&](const auto& each) { return each.mark == mark; });
}

QString searchText(const host::ProgramInfo& program)
{
    QString text = QString::fromStdString(program.id + " " + program.title + " " + program.summary + " " + program.chapter);
    for (const host::VariantInfo& variant : program.variants)
        text += QLatin1Char(' ') + QString::fromStdString(variant.id + " " + variant.mark);
    return text;
}

} // namespace

ProgramTree::ProgramTree(QWidget* parent) : QTreeWidget(parent)
{
    setHeaderHidden(true);
    setColumnCount(1);
    setRootIsDecorated(false);
    setIndentation(0);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setExpandsOnDoubleClick(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setItemDelegate(new ProgramDelegate(this));
    setAccessibleName(tr("Programs"));
    connect(this, &QTreeWidget::itemClicked, this, [](QTreeWidgetItem* item) {
        if (item->childCount() > 0)
            item->setExpanded(!item->isExpanded());
    });
    connect(this, &QTreeWidget::currentItemChanged, this, [this](QTreeWidgetItem* item) {
        if (m_isShowing || item == nullptr)
            return;
        if (item->data(0, IdRole).isValid())
            emit programChosen(item->data(0, IdRole).toString());
        else
            emit chapterChosen(item->text(0));
    });
}

void ProgramTree::setPrograms(const std::vector<host::ProgramInfo>& programs)
{
    const QScopedValueRollback showing(m_isShowing, true);
    clear();
    QTreeWidgetItem* chapter = nullptr;
    for (const host::ProgramInfo& program : programs) {
        const QString name = QString::fromStdString(program.chapter);
        if (chapter == nullptr || chapter->text(0) != name) {
            chapter = new QTreeWidgetItem(this, {name});
            chapter->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
        }
        auto* item = new QTreeWidgetItem(chapter, {QString::fromStdString(program.id)});
        item->setData(0, IdRole, QString::fromStdString(program.id));
        item->setData(0, SummaryRole, QString::fromStdString(program.summary.empty() ? program.title : program.summary));
        item->setData(0, BrokenRole, hasMark(program, "broken"));
        item->setData(0, FixedRole, hasMark(program, "fixed"));
        item->setData(0, searchRole, searchText(program));
        item->setData(0, titleRole, QString::fromStdString(program.title));
    }
    filter({});
}

void ProgramTree::filter(const QString& words)
{
    const QScopedValueRollback showing(m_isShowing, true);
    const QStringList wanted = words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    m_shown = 0;
    for (int i = 0; i < topLevelItemCount(); ++i) {
        QTreeWidgetItem* chapter = topLevelItem(i);
        int count = 0;
        for (int j = 0; j < chapter->childCount(); ++j) {
            QTreeWidgetItem* item = chapter->child(j);
            const QString text = item->data(0, searchRole).toString();
            const bool fits = std::all_of(wanted.begin(), wanted.end(),
                                          [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
            item->setHidden(!fits);
            count += fits ? 1 : 0;
        }
        chapter->setData(0, CountRole, count);
        chapter->setHidden(count == 0);
        if (!wanted.isEmpty())
            chapter->setExpanded(true);
        m_shown += count;
    }
    countFinished();
}

void ProgramTree::setFinished(const Finished& finished)
{
    m_finished = finished;
    countFinished();
}

// Marks and counts, and what they say to those who do not see them.
void ProgramTree::countFinished()
{
    for (int i = 0; i < topLevelItemCount(); ++i) {
        QTreeWidgetItem* chapter = topLevelItem(i);
        int count = 0;
        for (int j = 0; j < chapter->childCount(); ++j) {
            QTreeWidgetItem* item = chapter->child(j);
            const bool isFinished = m_finished.contains(item->data(0, IdRole).toString());
            count += isFinished && !item->isHidden() ? 1 : 0;
            item->setData(0, FinishedRole, isFinished);
            const QString summary = item->data(0, SummaryRole).toString();
            const QString tip = item->data(0, titleRole).toString() + QLatin1Char('\n') + summary;
            item->setToolTip(0, isFinished ? tip + QLatin1Char('\n') + tr("You have run it to the end.") : tip);
            item->setData(0, Qt::AccessibleDescriptionRole, isFinished ? tr("%1, run to the end").arg(summary) : summary);
        }
        chapter->setData(0, FinishedRole, count);
        const QString said = tr("%1 of %2 programs run to the end").arg(count).arg(chapter->data(0, CountRole).toInt());
        chapter->setToolTip(0, chapter->text(0) + QLatin1Char('\n') + said);
        chapter->setData(0, Qt::AccessibleDescriptionRole, said);
    }
}

// The chosen program stays in sight when the sections below take their room.
void ProgramTree::resizeEvent(QResizeEvent* event)
{
    QTreeWidget::resizeEvent(event);
    if (currentItem() != nullptr && !hasFocus())
        scrollToItem(currentItem());
}

void ProgramTree::showChosen(const QString& id)
{
    const QScopedValueRollback showing(m_isShowing, true);
    for (int i = 0; i < topLevelItemCount(); ++i) {
        for (int j = 0; j < topLevelItem(i)->childCount(); ++j) {
            QTreeWidgetItem* item = topLevelItem(i)->child(j);
            if (item->data(0, IdRole).toString() != id)
                continue;
            topLevelItem(i)->setExpanded(true);
            if (currentItem() != item)
                setCurrentItem(item);
            scrollToItem(item);
            return;
        }
    }
    setCurrentItem(nullptr);
}

} // namespace interleave::gallery
