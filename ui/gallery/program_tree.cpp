#include "ui/gallery/program_tree.h"

#include "ui/gallery/program_delegate.h"

#include <QHeaderView>
#include <QScopedValueRollback>

#include <algorithm>

namespace interleave::gallery {
namespace {

constexpr int searchRole = CountRole + 1; // what a search looks through

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
        if (!m_isShowing && item != nullptr && item->data(0, IdRole).isValid())
            emit programChosen(item->data(0, IdRole).toString());
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
        item->setToolTip(0, QString::fromStdString(program.title) + QLatin1Char('\n') + item->data(0, SummaryRole).toString());
        item->setData(0, Qt::AccessibleDescriptionRole, item->data(0, SummaryRole));
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
