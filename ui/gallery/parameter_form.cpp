#include "ui/gallery/parameter_form.h"

#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/unit_spin_box.h"

#include <QComboBox>
#include <QGridLayout>
#include <QPainter>

namespace interleave::gallery {

namespace metrics = theme::metrics;

namespace {

constexpr int fieldWidth = 70;

/// The name of a parameter; bold with a dot before it once it is not the default.
class ParameterName : public QWidget
{
public:
    ParameterName(const QString& name, QWidget* parent) : QWidget(parent), m_name(name)
    {
        setMinimumWidth(theme::textWidth(name, theme::TextRole::BodyStrong) > 78 ? 60 : 0);
        setToolTip(name);
    }
    void setChanged(bool isChanged)
    {
        m_isChanged = isChanged;
        update();
    }
    QSize sizeHint() const override
    {
        return {metrics::padding + theme::textWidth(m_name, theme::TextRole::BodyStrong), metrics::fieldHeight};
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        const theme::Palette& colours = theme::paletteFor(*this);
        QPainter painter(this);
        if (m_isChanged) {
            painter.setRenderHint(QPainter::Antialiasing);
            painter.setPen(Qt::NoPen);
            painter.setBrush(colours.accent);
            painter.drawEllipse(QRectF(4, (height() - 4) / 2.0, 4, 4));
        }
        painter.setFont(theme::font(m_isChanged ? theme::TextRole::BodyStrong : theme::TextRole::Body));
        painter.setPen(colours.text);
        const QRect text = rect().adjusted(metrics::padding, 0, 0, 0);
        painter.drawText(text, Qt::AlignVCenter, painter.fontMetrics().elidedText(m_name, Qt::ElideMiddle, text.width()));
    }

private:
    QString m_name;
    bool m_isChanged = false;
};

} // namespace

double defaultOf(const host::ParameterInfo& parameter, const host::VariantInfo& variant)
{
    const auto found = variant.defaults.find(parameter.id);
    return found != variant.defaults.end() ? found->second : parameter.initial;
}

ParameterForm::ParameterForm(QWidget* parent) : QWidget(parent), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 6, metrics::padding, 6);
    m_grid->setHorizontalSpacing(metrics::paddingSmall);
    m_grid->setVerticalSpacing(2);
    m_grid->setColumnStretch(0, 1);
}

void ParameterForm::show(const host::ProgramInfo& program, const host::VariantInfo& variant,
                         const std::map<std::string, std::string>& settings)
{
    while (QLayoutItem* item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    int row = 0;
    for (const host::ParameterInfo& parameter : program.parameters) {
        const auto set = settings.find(parameter.id);
        addRow(row++, parameter, defaultOf(parameter, variant), set != settings.end() ? &set->second : nullptr);
    }
}

void ParameterForm::addRow(int row, const host::ParameterInfo& parameter, double initial, const std::string* setting)
{
    const QString id = QString::fromStdString(parameter.id);
    const QString title = QString::fromStdString(parameter.title);
    auto* name = new ParameterName(title, this);
    name->setChanged(setting != nullptr);
    m_grid->addWidget(name, row, 0);
    QWidget* field = nullptr;
    QString range;
    if (!parameter.choices.empty()) {
        auto* box = new QComboBox(this);
        for (const std::string& choice : parameter.choices)
            box->addItem(QString::fromStdString(choice));
        const QString chosen = setting != nullptr ? QString::fromStdString(*setting) : box->itemText(static_cast<int>(initial));
        box->setCurrentText(chosen);
        connect(box, &QComboBox::currentIndexChanged, this, [this, id, box, name, initial](int index) {
            const bool isChanged = index != static_cast<int>(initial);
            name->setChanged(isChanged);
            emit changed(id, isChanged ? box->itemText(index) : QString());
        });
        m_grid->addWidget(box, row, 1, 1, 2);
        field = box;
    } else {
        const int decimals = parameter.isWhole ? 0 : 1;
        auto* box = new widgets::UnitSpinBox(title, parameter.minimum, parameter.maximum,
                                             QString::fromStdString(parameter.unit), decimals, this);
        box->setSingleStep(parameter.isWhole ? 1 : 0.5);
        box->setValue(setting != nullptr ? QString::fromStdString(*setting).toDouble() : initial);
        box->setKeyboardTracking(false);
        box->setFixedWidth(fieldWidth);
        connect(box, &QDoubleSpinBox::valueChanged, this, [this, id, name, initial](double value) {
            const bool isChanged = value != initial;
            name->setChanged(isChanged);
            emit changed(id, isChanged ? QString::fromStdString(host::numberText(value)) : QString());
        });
        auto* rangeLabel = new widgets::ElidedLabel(box->rangeText(), theme::TextRole::SecondaryLine, theme::Role::Hint, this);
        rangeLabel->setAlignment(Qt::AlignRight);
        rangeLabel->setMinimumWidth(44);
        m_grid->addWidget(box, row, 1);
        m_grid->addWidget(rangeLabel, row, 2);
        range = box->rangeText();
        field = box;
    }
    field->setObjectName(id);
    field->setAccessibleName(title);
    const QString hint = QString::fromStdString(parameter.hint);
    field->setToolTip(hint.isEmpty() ? range : hint);
}

} // namespace interleave::gallery
