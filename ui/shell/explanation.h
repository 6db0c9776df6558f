#pragma once

#include "ui/session/session.h"

#include <QWidget>

class QPushButton;
class QTextBrowser;

namespace interleave::shell {

/// What happens in the chosen program, what to look for and what to try, beside its code.
///
/// The texts are resources: `:/interleave/scenarios/<id>.md`.
class Explanation : public QWidget
{
    Q_OBJECT

public:
    /// Keeps a reference to the session, which must outlive it.
    explicit Explanation(session::Session& session, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void showText();
    void showGoOn();

    session::Session& m_session;
    QTextBrowser* m_text;
    QPushButton* m_goOn;
    QString m_shown; ///< the id of the program whose text is shown
};

} // namespace interleave::shell
