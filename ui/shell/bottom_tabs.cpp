#include "ui/shell/bottom_tabs.h"

#include "ui/theme/metrics.h"
#include "ui/theme/palette.h"
#include "ui/theme/patterns.h"
#include "ui/widgets/labels.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QTabBar>

namespace interleave::shell {

namespace metrics = theme::metrics;

namespace {

/// The bar keeps its height beside a note.
class Note : public QWidget
{
public:
    explicit Note(widgets::ElidedLabel* label)
    {
        auto* row = new QHBoxLayout(this);
        row->setContentsMargins(0, 0, metrics::padding, 0);
        row->addWidget(label);
        setFixedHeight(metrics::tabBarHeight);
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        const theme::Palette& colours = theme::paletteFor(*this);
        QPainter painter(this);
        painter.fillRect(rect(), colours.sectionHead);
        theme::paintHairline(painter, QLineF(0, height() - 1, width(), height() - 1), colours.hairline);
    }
};

} // namespace

BottomTabs::BottomTabs(QWidget* parent)
    : QTabWidget(parent),
      m_note(new widgets::ElidedLabel(QString(), theme::TextRole::SecondaryLine, theme::Role::Secondary))
{
    setDocumentMode(true);
    tabBar()->setExpanding(false);
    tabBar()->setDrawBase(false);
    m_note->setAlignment(Qt::AlignRight);
    setCornerWidget(new Note(m_note), Qt::TopRightCorner);
    setAccessibleName(tr("Details"));
}

void BottomTabs::add(QWidget* page, const QString& title, int rank)
{
    int place = 0;
    while (place < count() && m_ranks[widget(place)] <= rank)
        ++place;
    m_ranks[page] = rank;
    insertTab(place, page, title);
    if (count() == 1)
        setCurrentIndex(0);
}

void BottomTabs::remove(QWidget* page)
{
    if (const int place = indexOf(page); place >= 0)
        removeTab(place);
}

void BottomTabs::setCount(QWidget* page, int count, widgets::CountBadge::Tone tone)
{
    const int place = indexOf(page);
    if (place < 0)
        return;
    auto* badge = qobject_cast<widgets::CountBadge*>(tabBar()->tabButton(place, QTabBar::RightSide));
    if (count <= 0) {
        if (badge != nullptr)
            tabBar()->setTabButton(place, QTabBar::RightSide, nullptr);
        return;
    }
    if (badge == nullptr) {
        badge = new widgets::CountBadge;
        badge->setCount(count);
        badge->setTone(tone);
        tabBar()->setTabButton(place, QTabBar::RightSide, badge);
        return;
    }
    badge->setTone(tone);
    if (badge->count() == count)
        return;
    const QSize before = badge->sizeHint();
    badge->setCount(count);
    // The bar asks for the size of a button only when it is set.
    if (badge->sizeHint() != before) {
        tabBar()->setTabButton(place, QTabBar::RightSide, nullptr);
        auto* wider = new widgets::CountBadge;
        wider->setTone(tone);
        wider->setCount(count);
        tabBar()->setTabButton(place, QTabBar::RightSide, wider);
    }
}

void BottomTabs::setNote(const QString& note)
{
    m_note->setText(note);
    m_note->setMinimumWidth(m_note->sizeHint().width());
}

} // namespace interleave::shell
