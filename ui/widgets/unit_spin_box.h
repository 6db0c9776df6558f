#pragma once

#include <QDoubleSpinBox>

namespace interleave::widgets {

/// A number with its unit inside the field, as parameters have one. Up and Down change it, so does typing.
///
/// The wheel changes it only while it has the focus: scrolling a list of parameters must not change one.
class UnitSpinBox : public QDoubleSpinBox
{
    Q_OBJECT

public:
    /// `decimals` 0 makes it a field for whole numbers.
    UnitSpinBox(const QString& name, double minimum, double maximum, const QString& unit = {}, int decimals = 0,
                QWidget* parent = nullptr);

    /// The range in words, to be shown beside the field: *0 – 5*.
    QString rangeText() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    QString m_unit;
};

} // namespace interleave::widgets
