#pragma once

#include "ui/gallery/finished.h"
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
    /// Marks the programs that were run to the end.
    void setFinished(const Finished& finished);
    /// Shows what contains every word of `words` in its id, title, summary, chapter or variants.
    void filter(const QString& words);
    int shownCount() const { return m_shown; }
    /// Marks the chosen program and opens its chapter; "" for none.
    void showChosen(const QString& id);

signals:
    void programChosen(const QString& id);
    /// A chapter is the current row.
    void chapterChosen(const QString& chapter);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void drawBranches(QPainter*, const QRect&, const QModelIndex&) const override {}

private:
    void countFinished();

    Finished m_finished;
    int m_shown = 0;
    bool m_isShowing = false; ///< the choice is being shown, not made
};

} // namespace interleave::gallery
