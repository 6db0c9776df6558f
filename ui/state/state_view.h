#pragma once

#include "ui/session/session.h"

#include "core/analysis/wait_for_graph.h"
#include "ui/widgets/refresher.h"

#include <QScrollArea>

#include <memory>
#include <vector>

class QSettings;
class QStackedLayout;
class QVBoxLayout;

namespace interleave::widgets {
class SectionHead;
}

namespace interleave::state {

class BlockList;
struct Scene;

/// The state at the playhead in sections that fold: lanes, resources, and what follows from them.
///
/// It is brought up to date at most once a frame, for at most an eighth of the time, and only where sections are open.
class StateView : public QScrollArea
{
    Q_OBJECT

public:
    /// Keeps a reference to the session, which must outlive it.
    explicit StateView(session::Session& session, QWidget* parent = nullptr);
    ~StateView() override;

    /// Puts another view between the resources and what was observed; the panel owns it. `key` names it in settings.
    widgets::SectionHead* addSection(const QString& key, const QString& title, QWidget* body);
    /// Which sections are folded.
    void restore(QSettings& settings);
    void save(QSettings& settings) const;

    BlockList* lanes() const { return m_lanes; }
    BlockList* resources() const { return m_resources; }
    BlockList* guards() const { return m_guards; }
    BlockList* lockOrder() const { return m_lockOrder; }
    BlockList* conditions() const { return m_conditions; }
    widgets::SectionHead* section(const BlockList* list) const;
    /// Shows the moment of the playhead at once instead of in the next frame.
    void refresh() { m_refresher.now(); }

protected:
    void showEvent(QShowEvent* event) override;

private:
    struct Section
    {
        QString key;
        widgets::SectionHead* head;
        BlockList* list; ///< null for what was added from outside
    };

    BlockList* addList(const QString& key, const QString& title);
    widgets::SectionHead* add(const QString& key, const QString& title, QWidget* body, BlockList* list);
    void takeMoment();
    void showLanes(const Scene& scene);
    void showResources(const Scene& scene);
    void showObservations(const Scene& scene);
    void showSelection();
    Scene scene();

    session::Session& m_session;
    QStackedLayout* m_pages;
    QVBoxLayout* m_column;
    std::vector<Section> m_sections;
    BlockList* m_lanes;
    BlockList* m_resources;
    BlockList* m_guards;
    BlockList* m_lockOrder;
    BlockList* m_conditions;
    int m_place = 0; ///< where a section from outside goes
    std::unique_ptr<analysis::WaitForGraph> m_graph;
    widgets::Refresher m_refresher;
};

} // namespace interleave::state
