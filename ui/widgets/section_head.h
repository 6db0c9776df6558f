#pragma once

#include <QWidget>

class QPushButton;
class QVBoxLayout;

namespace interleave::widgets {

/// A titled section of a panel: a head of 28 px and, below it, a body that the head folds away.
class SectionHead : public QWidget
{
    Q_OBJECT

public:
    enum class Folding { Fixed, Foldable };

    explicit SectionHead(const QString& title, Folding folding = Folding::Foldable, QWidget* parent = nullptr);

    QString title() const;
    void setTitle(const QString& title);

    /// A count or a short note at the right end.
    void setNote(const QString& note);

    /// A control at the right end instead of a note, e.g. *Reset*; the section owns it from now on.
    void setCorner(QWidget* corner);

    /// What the head folds; the section owns it from now on and deletes the one before.
    void setBody(QWidget* body);
    QWidget* body() const { return m_body; }

    bool isFolded() const { return m_isFolded; }
    void setFolded(bool isFolded);

signals:
    void foldedChanged(bool isFolded);

private:
    class Head;

    Head* m_head;
    QVBoxLayout* m_column;
    QWidget* m_body = nullptr;
    Folding m_folding;
    bool m_isFolded = false;
};

} // namespace interleave::widgets
