#include "ui/theme/theme.h"

#include "ui/theme/fonts.h"
#include "ui/theme/style.h"
#include "ui/theme/system_look.h"

#include <QApplication>
#include <QPalette>

namespace interleave::theme {

Theme::Theme(QApplication& application) : Theme(application, nullptr) {}

Theme::Theme(QApplication& application, std::unique_ptr<SystemLook> system)
    : m_application(application)
    , m_system(std::move(system))
    , m_startedDark(paletteFor(QApplication::palette()).isDark)
{
    m_palette = &wanted();
    m_style = new Style(*m_palette);
    m_style->setMotionReduced(isMotionReduced());
    QApplication::setStyle(m_style);
    QApplication::setPalette(toQPalette(*m_palette));
    QApplication::setFont(font(TextRole::Body));
    // A platform may have fonts of its own for these classes; they would win over the application's.
    for (const char* name : {"QMenu", "QMenuBar", "QMenuItem", "QToolTip", "QStatusBar", "QToolButton", "QTabBar",
                             "QAbstractItemView", "QListView", "QHeaderView", "QDockWidgetTitle", "QLabel",
                             "QPushButton", "QMdiSubWindowTitleBar", "QTipLabel", "QTitleBar"}) {
        QApplication::setFont(font(TextRole::Body), name);
    }
    if (m_system != nullptr) {
        connect(m_system.get(), &SystemLook::changed, this, &Theme::refresh);
    }
}

Theme::~Theme() = default;

void Theme::setScheme(Scheme scheme)
{
    m_scheme = scheme;
    refresh();
}

void Theme::setMotion(Motion motion)
{
    m_motion = motion;
    refresh();
}

bool Theme::isMotionReduced() const
{
    if (m_motion == Motion::System) {
        return m_system != nullptr && !m_system->wantsAnimations();
    }
    return m_motion == Motion::Reduced;
}

void Theme::refresh()
{
    const Palette& next = wanted();
    const bool isOther = &next != m_palette || m_style->isMotionReduced() != isMotionReduced();
    if (!isOther) {
        return;
    }
    m_palette = &next;
    m_style->setMotionReduced(isMotionReduced());
    m_style->setPalette(next);
    QApplication::setPalette(toQPalette(next));
    emit changed();
}

const Palette& Theme::wanted() const
{
    if (m_scheme != Scheme::System) {
        return m_scheme == Scheme::Dark ? dark() : light();
    }
    const auto told = m_system != nullptr ? m_system->preference() : SystemLook::Preference::None;
    if (told == SystemLook::Preference::None) {
        return m_startedDark ? dark() : light();
    }
    return told == SystemLook::Preference::Dark ? dark() : light();
}

} // namespace interleave::theme
