#pragma once

#include "ui/session/session.h"

#include <QWidget>

class QButtonGroup;
class QVBoxLayout;

namespace interleave::gallery {

/// The variants of a program, one of which is chosen, each with its mark in a word.
class VariantList : public QWidget
{
    Q_OBJECT

public:
    explicit VariantList(QWidget* parent = nullptr);

    /// Shows the variants of `program`, `chosen` marked; "" is the first.
    void show(const host::ProgramInfo& program, const std::string& chosen);

signals:
    void variantChosen(const QString& id);

private:
    QVBoxLayout* m_rows;
    QButtonGroup* m_group = nullptr;
    QString m_program; ///< whose variants are shown
};

} // namespace interleave::gallery
