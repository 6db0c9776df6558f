#pragma once

#include "ui/session/session.h"

#include <QTreeWidget>

namespace interleave::gallery {

/// The chapters and their programs. Enter, a click or the arrow keys choose a program; a click folds a chapter.
class ProgramTree : public QTreeWidget
{
    Q_OBJECT

public:
    explicit ProgramTree(QWidget* parent = nullptr);

    void setPrograms(const std::vector<host::ProgramInfo>& programs);
    /// Shows what contains every word of `words` in its id, title, summary, chapter or variants.
    void filter(const QString& words);
    int shownCount() const { return m_shown; }
    /// Marks the chosen program and opens its chapter; "" for none.
    void showChosen(const QString& id);

signals:
    void programChosen(const QString& id);

protected:
    void drawBranches(QPainter*, const QRect&, const QModelIndex&) const override {}

private:
    int m_shown = 0;
    bool m_isShowing = false; ///< the choice is being shown, not made
};

} // namespace interleave::gallery
