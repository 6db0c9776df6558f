#include "ui/widgets/empty_state.h"

#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace interleave::widgets {

EmptyState::EmptyState(const QString& sentence, const QString& action, QWidget* parent)
    : QWidget(parent)
    , m_sentence(new QLabel(this))
    , m_action(new QPushButton(this))
{
    m_sentence->setFont(theme::font(theme::TextRole::Body));
    m_sentence->setForegroundRole(QPalette::PlaceholderText);
    m_sentence->setAlignment(Qt::AlignCenter);
    m_sentence->setWordWrap(true);
    m_sentence->setTextFormat(Qt::PlainText);
    auto* column = new QVBoxLayout(this);
    column->setSpacing(theme::metrics::padding);
    column->addStretch();
    column->addWidget(m_sentence);
    column->addWidget(m_action, 0, Qt::AlignHCenter);
    column->addStretch();
    setSentence(sentence);
    setAction(action);
    connect(m_action, &QPushButton::clicked, this, &EmptyState::actionTriggered);
}

void EmptyState::setSentence(const QString& sentence)
{
    m_sentence->setText(sentence);
    setAccessibleName(sentence);
}

void EmptyState::setAction(const QString& action)
{
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
}

} // namespace interleave::widgets
