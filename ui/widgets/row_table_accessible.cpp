#include "ui/widgets/row_table_accessible.h"

#include "ui/widgets/row_table.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QPointer>

#include <algorithm>
#include <map>

namespace interleave::widgets {
namespace {

/// The n-th visible row: what it says changes as the table scrolls.
class RowPart final : public QAccessibleInterface
{
public:
    RowPart(RowTable* table, int place) : m_table(table), m_place(place) {}

    bool isValid() const override { return m_table != nullptr && row() < m_table->model()->rowCount(); }
    QObject* object() const override { return nullptr; }
    QWindow* window() const override { return nullptr; }
    void setText(QAccessible::Text, const QString&) override {}
    QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    QAccessibleInterface* parent() const override { return QAccessible::queryAccessibleInterface(m_table); }
    QAccessibleInterface* child(int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    QAccessible::Role role() const override { return QAccessible::ListItem; }
    QString text(QAccessible::Text which) const override
    {
        return which == QAccessible::Name && isValid() ? m_table->rowText(row()) : QString();
    }
    QRect rect() const override
    {
        if (!isValid())
            return {};
        const QPoint at = m_table->viewport()->mapToGlobal(QPoint(0, m_place * m_table->rowHeight()));
        return {at, QSize(m_table->viewport()->width(), m_table->rowHeight())};
    }
    QAccessible::State state() const override
    {
        QAccessible::State state;
        state.selectable = true;
        state.focusable = true;
        if (isValid()) {
            state.selected = m_table->selectionModel()->isRowSelected(row());
            state.focused = m_table->hasFocus() && m_table->currentIndex().row() == row();
        }
        return state;
    }

private:
    int row() const { return m_table->firstRow() + m_place; }

    QPointer<RowTable> m_table;
    int m_place;
};

class TablePart final : public QAccessibleWidget
{
public:
    explicit TablePart(RowTable* table) : QAccessibleWidget(table, QAccessible::List) {}
    ~TablePart() override
    {
        for (const auto& [place, id] : m_rows)
            QAccessible::deleteAccessibleInterface(id);
    }

    int childCount() const override
    {
        const RowTable& table = *this->table();
        return table.model() == nullptr ? 0
                                        : std::clamp(table.model()->rowCount() - table.firstRow(), 0, table.shownRows());
    }
    QAccessibleInterface* child(int place) const override
    {
        if (place < 0 || place >= childCount())
            return nullptr;
        auto& id = m_rows[place];
        if (id == 0)
            id = QAccessible::registerAccessibleInterface(new RowPart(table(), place));
        return QAccessible::accessibleInterface(id);
    }
    int indexOfChild(const QAccessibleInterface* child) const override
    {
        for (const auto& [place, id] : m_rows)
            if (QAccessible::accessibleInterface(id) == child)
                return place;
        return -1;
    }
    QAccessibleInterface* childAt(int x, int y) const override
    {
        const QPoint at = table()->viewport()->mapFromGlobal(QPoint(x, y));
        return table()->viewport()->rect().contains(at) ? child(at.y() / table()->rowHeight()) : nullptr;
    }
    QAccessibleInterface* focusChild() const override
    {
        return table()->hasFocus() ? child(table()->currentIndex().row() - table()->firstRow()) : nullptr;
    }
    /// The current row, as its value: it is said when it changes.
    QString text(QAccessible::Text which) const override
    {
        if (which == QAccessible::Value && table()->currentIndex().isValid())
            return table()->rowText(table()->currentIndex().row());
        return QAccessibleWidget::text(which);
    }

private:
    RowTable* table() const { return static_cast<RowTable*>(object()); }

    mutable std::map<int, QAccessible::Id> m_rows;
};

QAccessibleInterface* makePart(const QString&, QObject* object)
{
    auto* table = qobject_cast<RowTable*>(object);
    return table == nullptr ? nullptr : new TablePart(table);
}

} // namespace

void installRowTableAccessibility()
{
    static const bool isInstalled = [] {
        QAccessible::installFactory(makePart);
        return true;
    }();
    Q_UNUSED(isInstalled);
}

} // namespace interleave::widgets
