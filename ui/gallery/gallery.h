#pragma once

#include "ui/session/session.h"

#include <QTimer>
#include <QWidget>

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

signals:
    /// The number of programs is another one.
    void countChanged();

private:
    void showCatalogue();
    void showChoice();
    void showPromises();
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
    QString m_shown; ///< program and variant whose sections are built
};

} // namespace interleave::gallery
