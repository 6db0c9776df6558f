#include "ui/shell/bottom_tabs.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/labels.h"

#include <QTabBar>

namespace interleave::shell {

namespace metrics = theme::metrics;

BottomTabs::BottomTabs(QWidget* parent)
    : QTabWidget(parent),
      m_note(new widgets::ElidedLabel(QString(), theme::TextRole::SecondaryLine, theme::Role::Secondary))
{
    setDocumentMode(true);
    tabBar()->setExpanding(false);
    tabBar()->setDrawBase(false);
    m_note->setAlignment(Qt::AlignRight);
    // Over the bar, which fills its row: a corner widget would be given a place of its own below it.
    m_note->setParent(this);
    m_note->setAttribute(Qt::WA_TransparentForMouseEvents);
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
    placeNote();
}

void BottomTabs::resizeEvent(QResizeEvent* event)
{
    QTabWidget::resizeEvent(event);
    placeNote();
}

void BottomTabs::placeNote()
{
    const int wanted = m_note->sizeHint().width();
    m_note->setGeometry(width() - wanted - metrics::padding, 0, wanted, metrics::tabBarHeight - 1);
    const int used = count() > 0 ? tabBar()->tabRect(count() - 1).right() : 0;
    m_note->setVisible(m_note->x() > used + metrics::padding);
    m_note->raise();
}

} // namespace interleave::shell
