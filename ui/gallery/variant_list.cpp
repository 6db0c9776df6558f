#include "ui/gallery/variant_list.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/option_rows.h"

#include <QButtonGroup>
#include <QVBoxLayout>

namespace interleave::gallery {
namespace {

widgets::RowVerdict verdictOf(const std::string& mark)
{
    if (mark == "broken")
        return {VariantList::tr("broken"), theme::Icon::Broken, theme::Role::Error};
    if (mark == "fixed")
        return {VariantList::tr("fixed"), theme::Icon::Ok, theme::Role::Ok};
    if (mark == "wasteful")
        return {VariantList::tr("wasteful"), theme::Icon::Warning, theme::Role::Warning};
    return {};
}

} // namespace

VariantList::VariantList(QWidget* parent) : QWidget(parent), m_rows(new QVBoxLayout(this))
{
    m_rows->setContentsMargins(0, theme::metrics::base, 0, theme::metrics::base);
    m_rows->setSpacing(0);
    setAccessibleName(tr("Variant"));
}

void VariantList::show(const host::ProgramInfo& program, const std::string& chosen)
{
    const QString name = QString::fromStdString(program.id);
    if (m_program == name && m_group != nullptr) {
        // The row that was clicked is in the middle of its own signal: it must not be deleted.
        for (QAbstractButton* row : m_group->buttons()) {
            const QSignalBlocker quiet(row);
            if (row->text().toStdString() == chosen)
                row->setChecked(true);
        }
        return;
    }
    m_program = name;
    delete m_group;
    m_group = new QButtonGroup(this);
    while (QLayoutItem* item = m_rows->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const host::VariantInfo& variant : program.variants) {
        const QString id = QString::fromStdString(variant.id);
        auto* row = new widgets::RadioRow(id, verdictOf(variant.mark), this);
        row->setToolTip(QString::fromStdString(variant.title));
        row->setChecked(variant.id == chosen || (chosen.empty() && &variant == &program.variants.front()));
        m_group->addButton(row);
        m_rows->addWidget(row);
        connect(row, &widgets::RadioRow::toggled, this, [this, id](bool isOn) {
            if (isOn)
                emit variantChosen(id);
        });
    }
}

} // namespace interleave::gallery
