#pragma once

#include "ui/session/session.h"

#include <QWidget>

class QPushButton;
class QTextBrowser;
class QUrl;

namespace interleave::shell {

/// What happens in the chosen program, what to look for and what to try, beside its code.
///
/// At its end it names what is better seen before, and what belongs together. A chapter's introduction is shown instead
/// when one is picked, until a program is.
/// The texts are resources: `:/interleave/scenarios/<id>.md` and `chapter-<name>.md`.
class Explanation : public QWidget
{
    Q_OBJECT

public:
    /// Keeps a reference to the session, which must outlive it.
    explicit Explanation(session::Session& session, QWidget* parent = nullptr);

    /// The introduction of a chapter.
    void showChapter(const QString& chapter);
    /// The program that is chosen or shown.
    void showProgram();
    QTextBrowser* text() const { return m_text; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void showText(const QString& name, const QString& links);
    void follow(const QUrl& link);
    void showGoOn();

    session::Session& m_session;
    QTextBrowser* m_text;
    QPushButton* m_goOn;
    QString m_shown; ///< the name of the text that is shown
};

} // namespace interleave::shell
