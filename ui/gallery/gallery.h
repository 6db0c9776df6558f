#pragma once

#include "ui/gallery/finished.h"
#include "ui/session/session.h"

#include <QTimer>
#include <QWidget>

class QSettings;
class QStackedWidget;

namespace interleave::widgets {
class EmptyState;
class LinkButton;
class SearchField;
class SectionHead;
} // namespace interleave::widgets

namespace interleave::gallery {

class ParameterForm;
class ProgramTree;
class PromisedList;
class VariantList;

/// The panel in which a program, its variant and its parameters are chosen.
class Gallery : public QWidget
{
    Q_OBJECT

public:
    /// Keeps a reference to the session, which must outlive it.
    explicit Gallery(session::Session& session, QWidget* parent = nullptr);

    /// The keyboard goes to the search field.
    void search();
    QString countText() const;
    /// Which programs were run to the end is remembered between sessions.
    void restore(const QSettings& settings);
    void save(QSettings& settings) const;

signals:
    /// The number of programs is another one.
    void countChanged();
    /// A chapter was picked, to be read about; the choice stays.
    void chapterPicked(const QString& chapter);
    /// A program was picked; it may be the one that was chosen already.
    void programPicked(const QString& id);

private:
    void showCatalogue();
    void showChoice();
    void showPromises();
    void takeEnd();
    void filter(const QString& words);
    void setProgram(const QString& id);
    void setVariant(const QString& id);
    void setParameter(const QString& parameter, const QString& value);

    session::Session& m_session;
    widgets::SearchField* m_search;
    QStackedWidget* m_list;
    ProgramTree* m_tree;
    widgets::EmptyState* m_nothing;
    widgets::SectionHead* m_variantHead;
    VariantList* m_variants;
    widgets::SectionHead* m_parameterHead;
    ParameterForm* m_parameters;
    widgets::LinkButton* m_reset;
    widgets::SectionHead* m_promisedHead;
    PromisedList* m_promised;
    Finished m_finished;
    QString m_shown; ///< program and variant whose sections are built
};

} // namespace interleave::gallery
