#pragma once

#include "ui/session/session.h"

#include <QWidget>

#include <map>
#include <string>

class QGridLayout;

namespace interleave::gallery {

/// The parameters of a program as fields with their range and unit; what differs from its default has a dot.
class ParameterForm : public QWidget
{
    Q_OBJECT

public:
    explicit ParameterForm(QWidget* parent = nullptr);

    /// Shows the parameters of a variant with `settings`, which hold what differs from the defaults.
    void show(const host::ProgramInfo& program, const host::VariantInfo& variant,
              const std::map<std::string, std::string>& settings);

signals:
    /// A parameter has another value; no value for its default.
    void changed(const QString& parameter, const QString& value);

private:
    void addRow(int row, const host::ParameterInfo& parameter, double initial, const std::string* setting);

    QGridLayout* m_grid;
};

/// The default of a parameter in a variant.
double defaultOf(const host::ParameterInfo& parameter, const host::VariantInfo& variant);

} // namespace interleave::gallery
