#include "ui/events/csv.h"

#include <QAbstractItemModel>

namespace interleave::events {
namespace {

QString quoted(QString text)
{
    const bool needsQuotes = text.contains(QLatin1Char(',')) || text.contains(QLatin1Char('"')) || text.contains(QLatin1Char('\n'));
    if (!needsQuotes)
        return text;
    text.replace(QLatin1Char('"'), QStringLiteral("\"\""));
    return QLatin1Char('"') + text + QLatin1Char('"');
}

} // namespace

QString csvText(const QAbstractItemModel& model, const QList<int>& rows)
{
    QString text;
    const int columns = model.columnCount();
    const auto add = [&](int column, const QVariant& cell) {
        text += quoted(cell.toString());
        text += column + 1 < columns ? QLatin1Char(',') : QLatin1Char('\n');
    };
    for (int column = 0; column < columns; ++column)
        add(column, model.headerData(column, Qt::Horizontal));
    for (const int row : rows)
        for (int column = 0; column < columns; ++column)
            add(column, model.index(row, column).data());
    return text;
}

} // namespace interleave::events
