// First of all: the rules have a member that Qt's keywords would rename.
#include "ui/session/session.h"

#include "ui/events/filter_bar.h"

#include "ui/session/event_words.h"
#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/lane_filter.h"
#include "ui/widgets/search_field.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>

#include <algorithm>

namespace interleave::events {

namespace metrics = theme::metrics;

namespace {

constexpr int anything = -1;
constexpr int anyWaiting = -2;

QString qtText(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

FilterBar::FilterBar(QWidget* parent) : QWidget(parent), m_row(new QHBoxLayout(this))
{
    setFixedHeight(40);
    m_row->setContentsMargins(metrics::padding, 0, metrics::padding, 0);
    m_row->setSpacing(metrics::paddingSmall);
    m_search = new widgets::SearchField(tr("Find events"), {}, theme::Icon::Search, this);
    m_search->setToolTip(tr("Marks events of which these words are said: lane, object, operation, value, line. Enter and F3 go "
                            "to the next, Shift+F3 to the one before"));
    m_search->setMaximumWidth(170);
    m_search->setMinimumWidth(96);
    m_row->addWidget(m_search, 1);
    m_onlyHits = new widgets::IconButton(theme::Icon::Filter, tr("Only hits"), {}, widgets::IconButton::Frame::Flat, this);
    m_onlyHits->setCheckable(true);
    m_onlyHits->setToolTip(tr("Shows only the events that are found"));
    m_row->addWidget(m_onlyHits);
    m_lanes = new widgets::LaneFilter(this);
    m_row->addWidget(m_lanes);
    const auto box = [this](const QString& name, const QString& toolTip) {
        auto* made = new QComboBox(this);
        made->setAccessibleName(name);
        made->setToolTip(toolTip);
        made->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        made->setMinimumContentsLength(9);
        made->setMaxVisibleItems(20);
        m_row->addWidget(made);
        return made;
    };
    m_objects = box(tr("Object"), tr("Shows only events on this object"));
    m_objects->addItem(tr("All objects"), anything);
    m_operations = box(tr("Operation"), tr("Shows only this operation"));
    m_operations->addItem(tr("All operations"), anything);
    m_operations->addItem(tr("begins to wait"), anyWaiting);
    std::vector<std::pair<QString, int>> operations;
    for (int i = 1; i < trace::operationCount; ++i)
        operations.emplace_back(qtText(trace::name(static_cast<trace::Operation>(i))), i);
    std::sort(operations.begin(), operations.end());
    for (const auto& [name, number] : operations)
        m_operations->addItem(name, number);
    m_row->addStretch(1);
    m_note = new QLabel(this);
    m_note->setFont(theme::font(theme::TextRole::SecondaryLine));
    m_row->addWidget(m_note);

    connect(m_search, &QLineEdit::textChanged, this, &FilterBar::searchChanged);
    connect(m_search, &QLineEdit::returnPressed, this, [this] { emit hitWanted(true); });
    connect(m_onlyHits, &QToolButton::toggled, this, &FilterBar::filterChanged);
    connect(m_lanes, &widgets::LaneFilter::changed, this, &FilterBar::filterChanged);
    connect(m_objects, &QComboBox::currentIndexChanged, this, &FilterBar::filterChanged);
    connect(m_operations, &QComboBox::currentIndexChanged, this, &FilterBar::filterChanged);
}

void FilterBar::setTrace(std::shared_ptr<const trace::Trace> trace)
{
    const QSignalBlocker blocker(m_objects);
    if (m_objects->currentIndex() > 0)
        m_wantedObject = m_objects->currentText();
    m_trace = std::move(trace);
    m_lanes->clear();
    while (m_objects->count() > 1)
        m_objects->removeItem(1);
    m_listedObjects = 0;
    grew();
}

void FilterBar::grew()
{
    if (!m_trace)
        return;
    while (m_lanes->count() < m_trace->laneCount()) {
        const LaneId lane{static_cast<std::uint32_t>(m_lanes->count())};
        const session::LaneIdentity identity = session::identityOf(*m_trace, lane);
        m_lanes->addLane({{identity.sign, identity.colour}, session::laneName(*m_trace, lane)});
        if (!m_lanes->isShown(m_lanes->count() - 1))
            emit filterChanged();
    }
    for (; m_listedObjects < m_trace->objectCount() && m_objects->count() <= int(mostObjects); ++m_listedObjects) {
        const ObjectId object{static_cast<std::uint32_t>(m_listedObjects)};
        m_objects->addItem(session::resourceName(*m_trace, object), static_cast<int>(m_listedObjects));
        if (!m_wantedObject.isEmpty() && m_objects->itemText(m_objects->count() - 1) == m_wantedObject) {
            m_wantedObject.clear();
            m_objects->setCurrentIndex(m_objects->count() - 1);
        }
    }
}

EventsModel::Condition FilterBar::narrowed() const
{
    const int operation = m_operations->currentData().toInt();
    const int object = m_objects->currentData().toInt();
    if (!m_trace || (m_lanes->showsAll() && operation == anything && object == anything))
        return nullptr;
    std::vector<bool> isShown;
    const std::size_t listed = std::min(m_lanes->count(), widgets::LaneFilter::mostEntries);
    for (std::size_t i = 0; i < listed; ++i)
        isShown.push_back(m_lanes->isShown(i));
    const bool showsRest = m_lanes->isShown(widgets::LaneFilter::mostEntries);
    return [isShown = std::move(isShown), showsRest, operation, object](const trace::Event& event) {
        const std::size_t lane = index(event.lane);
        if (lane < isShown.size() ? !isShown[lane] : !showsRest)
            return false;
        if (object != anything && event.object != ObjectId(static_cast<std::uint32_t>(object)))
            return false;
        return operation == anything || (operation == anyWaiting ? event.isBlocked() || event.way() == trace::Way::Suspended
                                                                 : static_cast<int>(event.operation) == operation);
    };
}

EventsModel::Condition FilterBar::filter() const
{
    return showsOnlyHits() ? search() : narrowed();
}

EventsModel::Condition FilterBar::search() const
{
    if (!m_trace || m_search->text().trimmed().isEmpty())
        return nullptr;
    auto words = std::make_shared<session::EventWords>(*m_trace, m_search->text());
    return [trace = m_trace, words, isShown = narrowed()](const trace::Event& event) {
        return (!isShown || isShown(event)) && words->match(event);
    };
}

bool FilterBar::showsOnlyHits() const
{
    return m_onlyHits->isChecked() && !m_search->text().trimmed().isEmpty();
}

void FilterBar::showOnlyLane(LaneId lane)
{
    m_lanes->showOnly(index(lane));
}

void FilterBar::showOnlyObject(ObjectId object)
{
    int place = m_objects->findData(static_cast<int>(index(object)));
    if (place < 0) {
        m_objects->addItem(session::resourceName(*m_trace, object), static_cast<int>(index(object)));
        place = m_objects->count() - 1;
    }
    m_objects->setCurrentIndex(place);
}

void FilterBar::showAll()
{
    m_search->clear();
    m_objects->setCurrentIndex(0);
    m_operations->setCurrentIndex(0);
    m_lanes->showAll();
}

void FilterBar::setNote(const QString& note)
{
    m_note->setText(note);
}

void FilterBar::addCorner(QWidget* corner)
{
    m_row->addWidget(corner);
}

void FilterBar::find()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

} // namespace interleave::events
