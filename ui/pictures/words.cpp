// First of all: the rules have a member that Qt's keywords would rename.
#include "ui/session/session.h"

#include "ui/pictures/words.h"

#include "ui/pictures/paint_words.h"

#include <QCoreApplication>
#include <QStringList>

namespace interleave::pictures {
namespace {

constexpr qsizetype mostNamed = 6;

/// Where translators find these texts.
struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(pictures)
};

} // namespace

QString sinceText(const trace::Trace& trace, Step step)
{
    return step == analysis::noStep ? QString() : Texts::tr("since %1").arg(whenText(trace, step));
}

QString itemText(const trace::Trace& trace, const analysis::Item& item)
{
    if (!item.isText)
        return QString::number(item.value);
    const std::string_view text = trace.name(static_cast<NameId>(static_cast<std::uint32_t>(item.value)));
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString countText(std::int64_t count, const QString& one, const QString& several)
{
    return count == 1 ? one : several.arg(count);
}

QString listText(const QStringList& names)
{
    const QString listed = QStringList(names.mid(0, mostNamed)).join(QStringLiteral(", "));
    return names.size() <= mostNamed ? listed : Texts::tr("%1 and %2 more").arg(listed).arg(names.size() - mostNamed);
}

} // namespace interleave::pictures
