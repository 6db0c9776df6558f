#include "ui/transport/transport.h"

#include "ui/theme/metrics.h"
#include "ui/theme/patterns.h"
#include "ui/transport/speed.h"
#include "ui/widgets/badges.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/segmented_control.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QRegularExpressionValidator>
#include <QSlider>

namespace interleave::transport {

namespace metrics = theme::metrics;
using session::Session;
using widgets::ElidedLabel;
using widgets::IconButton;

namespace {

constexpr int playWidth = 88;
constexpr int stepLaneWidth = 136;
constexpr int speedWidth = 84;
constexpr int badgeWidth = 240;

/// An upright hairline between groups.
class Rule : public QWidget
{
public:
    explicit Rule(QWidget* parent) : QWidget(parent) { setFixedSize(9, 32); }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        theme::paintHairline(painter, QLineF(4, 0, 4, height()), theme::paletteFor(*this).hairline);
    }
};

ElidedLabel* fieldName(const QString& text, QWidget* parent)
{
    auto* label = new ElidedLabel(text, theme::TextRole::SecondaryLine, theme::Role::Secondary, parent);
    label->setFixedWidth(label->sizeHint().width());
    return label;
}

} // namespace

Transport::Transport(Session& session, QWidget* parent) : QWidget(parent), m_session(session)
{
    setFixedHeight(metrics::transportHeight);
    setAccessibleName(tr("Transport"));
    makeButtons();
    makeFields();
    arrange();

    connect(&m_session, &Session::statusChanged, this, &Transport::showStatus);
    connect(&m_session, &Session::candidatesChanged, this, &Transport::showLaneToStep);
    connect(&m_session, &Session::laneSelected, this, &Transport::showLaneToStep);
    connect(&m_session, &Session::choiceChanged, this, &Transport::showChoice);
    connect(&m_session, &Session::catalogueChanged, this, &Transport::showStatus);
    connect(&m_session, &Session::speedChanged, this, &Transport::showSpeed);
    showChoice();
    showStatus();
    showSpeed();
}

void Transport::makeButtons()
{
    using theme::Icon;
    const auto button = [this](Icon icon, const QString& name, const QKeySequence& key) {
        auto* made = new IconButton(icon, name, key, IconButton::Frame::Outlined, this);
        made->setHeight(metrics::transportFieldHeight);
        return made;
    };
    m_restart = button(Icon::Restart, tr("Restart"), QKeySequence(Qt::CTRL | Qt::Key_F5));
    m_stepBack = button(Icon::StepBack, tr("Step back"), QKeySequence(Qt::ALT | Qt::Key_Left));
    m_play = new widgets::PrimaryButton(Icon::Play, tr("Play"), QKeySequence(Qt::Key_F5), this);
    m_play->setHeight(metrics::transportFieldHeight);
    m_play->setFixedWidth(playWidth);
    m_step = button(Icon::Step, tr("Step"), QKeySequence(Qt::Key_F10));
    m_stepLane = button(Icon::StepLane, tr("Step lane"), QKeySequence(Qt::Key_F11));
    m_lanes = new QMenu(m_stepLane);
    m_stepLane->setMenu(m_lanes);
    m_stepLane->setPopupMode(QToolButton::MenuButtonPopup);
    m_stepLane->setTextShown(true);
    m_stepLane->setFixedWidth(stepLaneWidth);
    m_stop = button(Icon::Stop, tr("Stop"), QKeySequence(Qt::SHIFT | Qt::Key_F5));
    m_stop->setFace(Icon::Stop, tr("Stop"), theme::Role::Error);

    connect(m_restart, &QToolButton::clicked, &m_session, &Session::restart);
    connect(m_stepBack, &QToolButton::clicked, &m_session, &Session::stepBack);
    connect(m_play, &QPushButton::clicked, this, [this] { m_session.isPlaying() ? m_session.pause() : m_session.play(); });
    connect(m_step, &QToolButton::clicked, &m_session, &Session::step);
    connect(m_stepLane, &QToolButton::clicked, this, &Transport::stepLane);
    connect(m_lanes, &QMenu::aboutToShow, this, &Transport::fillLaneMenu);
    connect(m_stop, &QToolButton::clicked, &m_session, &Session::stop);
}

void Transport::makeFields()
{
    m_speedName = fieldName(tr("Speed"), this);
    m_speed = new QSlider(Qt::Horizontal, this);
    m_speed->setRange(slowest, unlimited);
    m_speed->setPageStep(5);
    m_speed->setFixedWidth(speedWidth);
    m_speed->setAccessibleName(tr("Speed"));
    m_speedText = new ElidedLabel(QString(), theme::TextRole::SecondaryLine, theme::Role::Secondary, this);
    m_speedText->setFixedWidth(theme::textWidth(QStringLiteral("1 u = 0.25 s"), theme::TextRole::SecondaryLine));
    m_mode = new widgets::SegmentedControl(tr("Mode"), {}, this);
    m_mode->addOption(tr("Live"), tr("The operating system decides who runs when"));
    m_mode->addOption(tr("Controlled"), tr("One step at a time; a strategy or you decide who moves"));
    m_mode->setHeight(metrics::transportFieldHeight);

    const auto box = [this](const QString& name, int width) {
        auto* made = new QComboBox(this);
        made->setFixedSize(width, metrics::transportFieldHeight);
        made->setAccessibleName(name);
        return made;
    };
    m_timeName = fieldName(tr("Time"), this);
    m_time = box(tr("Time"), 92);
    m_time->setToolTip(tr("Respected: sleepers wake in the order of their deadlines. Ignored: a sleep may last any time."));
    m_strategyName = fieldName(tr("Strategy"), this);
    m_strategy = box(tr("Strategy"), 108);
    m_strategy->setToolTip(tr("Who decides which lane moves next"));
    m_seedName = fieldName(tr("Seed"), this);
    m_seed = new QLineEdit(this);
    m_seed->setFixedSize(66, metrics::transportFieldHeight);
    m_seed->setAccessibleName(tr("Seed"));
    m_seed->setToolTip(tr("The same seed gives the same run"));
    m_seed->setPlaceholderText(QStringLiteral("–"));
    m_seed->setValidator(new QRegularExpressionValidator(QRegularExpression(QStringLiteral("\\d{1,18}")), m_seed));
    m_badge = new widgets::Badge(this);
    m_badge->setFixedSize(badgeWidth, metrics::transportFieldHeight);
    m_firstRule = new Rule(this);
    m_secondRule = new Rule(this);

    connect(m_speed, &QSlider::valueChanged, this, [this](int position) {
        if (!m_isShowing)
            m_session.setSpeed(speedAt(position));
    });
    connect(m_mode, &widgets::SegmentedControl::currentChanged, this, [this](int index) {
        session::Choice choice = m_session.choice();
        choice.mode = index == 0 ? trace::Mode::Live : trace::Mode::Controlled;
        setChoice(choice);
    });
    connect(m_time, &QComboBox::activated, this, [this](int index) {
        session::Choice choice = m_session.choice();
        choice.time = index == 0 ? trace::TimeSetting::Ignored : trace::TimeSetting::Respected;
        setChoice(choice);
    });
    connect(m_strategy, &QComboBox::activated, this, [this](int index) {
        session::Choice choice = m_session.choice();
        choice.strategy = m_strategy->itemData(index).toString().toStdString();
        setChoice(choice);
    });
    connect(m_seed, &QLineEdit::editingFinished, this, [this] {
        session::Choice choice = m_session.choice();
        choice.seed = m_seed->text().toULongLong();
        setChoice(choice);
    });
}

void Transport::arrange()
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::padding, 0, metrics::padding, 0);
    row->setSpacing(5);
    row->setSizeConstraint(QLayout::SetNoConstraint);
    for (QWidget* widget : {static_cast<QWidget*>(m_restart), static_cast<QWidget*>(m_stepBack), static_cast<QWidget*>(m_play),
                            static_cast<QWidget*>(m_step), static_cast<QWidget*>(m_stepLane), static_cast<QWidget*>(m_stop),
                            m_firstRule, static_cast<QWidget*>(m_speedName), static_cast<QWidget*>(m_speed),
                            static_cast<QWidget*>(m_speedText), m_secondRule, static_cast<QWidget*>(m_mode)})
        row->addWidget(widget);
    const auto field = [&](ElidedLabel* name, QWidget* value) {
        row->addSpacing(6);
        row->addWidget(name);
        row->addWidget(value);
    };
    field(m_timeName, m_time);
    field(m_strategyName, m_strategy);
    field(m_seedName, m_seed);
    row->addStretch(1);
    row->addWidget(m_badge);
}

void Transport::setLeading(QWidget* leading)
{
    static_cast<QHBoxLayout*>(layout())->insertWidget(0, leading);
}

QSize Transport::minimumSizeHint() const
{
    // The badge and the buttons; everything else gives way.
    return {700, metrics::transportHeight};
}

// Shows as much as there is room for, in the order of the room's README.
void Transport::giveWay()
{
    const std::vector<std::vector<QWidget*>> groups = {{m_speedText},
                                                       {m_timeName, m_strategyName, m_seedName},
                                                       {m_speedName, m_seed},
                                                       {m_strategy},
                                                       {m_time},
                                                       {m_speed, m_firstRule, m_secondRule},
                                                       {m_mode}};
    const auto setShown = [](const std::vector<QWidget*>& group, bool isShown) {
        for (QWidget* widget : group)
            widget->setVisible(isShown);
    };
    for (const auto& group : groups)
        setShown(group, true);
    for (const auto& group : groups) {
        layout()->invalidate();
        if (layout()->minimumSize().width() <= width())
            break;
        setShown(group, false);
    }
    layout()->invalidate();
    layout()->activate();
}

void Transport::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    giveWay();
}

void Transport::paintEvent(QPaintEvent*)
{
    const theme::Palette& colours = theme::paletteFor(*this);
    QPainter painter(this);
    painter.fillRect(rect(), colours.panel);
    theme::paintHairline(painter, QLineF(0, height() - 1, width(), height() - 1), colours.hairline);
}

} // namespace interleave::transport
