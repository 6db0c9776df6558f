#pragma once

#include "ui/pictures/picture.h"

#include "ui/pictures/spaces_layout.h"
#include "ui/pictures/spaces_model.h"
#include "ui/session/step_list.h"
#include "ui/theme/palette.h"

#include <optional>
#include <variant>
#include <vector>

namespace interleave::pictures {

/// A box for each process with the variables in its memory and their values at the playhead: those of all its lanes,
/// and what is a lane's own. What several processes share has a box outside of theirs. spacesOf() says how that is
/// told.
///
/// A selected lane shows what it can touch, a selected variable who can touch it. The arrow keys walk, Enter goes to
/// the event that made a value.
class SpacesPicture : public Picture
{
    Q_OBJECT

public:
    SpacesPicture(session::Session& session, host::PictureInfo info, QWidget* parent = nullptr);

    const Spaces& spaces() const { return m_spaces; }
    const SpacesLayout& layoutOfSpaces() const { return m_layout; }
    /// What stands on top: how much there is, or who can touch what.
    QString headline() const;
    QSize sizeHint() const override;
    int heightForWidth(int width) const override;

protected:
    void refresh() override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    using Element = std::variant<LaneId, ObjectId>;
    /// A variable at the playhead.
    struct Facts
    {
        ObjectId object = ObjectId::none;
        QString name;
        QString value;
        LaneId writer = LaneId::none; ///< who changed it last
        std::optional<Step> changed;
        bool isGone = false;
    };
    /// A pipe or a queue between processes.
    struct Channel
    {
        ObjectId object = ObjectId::none;
        std::vector<LaneId> senders; ///< first lanes of the processes that can send
        std::vector<LaneId> receivers;
        std::size_t fill = 0;
        std::size_t capacity = 0;
    };

    void follow();
    void readChannels();
    SpacesLayout laidOut(double width) const;
    const Facts& factsOf(ObjectId object) const;
    bool isReached(ObjectId object) const;
    bool isReaching(LaneId lane) const;
    QString noteOf(const SpacesLayout::Box& box) const;
    QString wordsOf(ObjectId object) const;
    QString description() const;
    std::optional<Element> elementAt(QPointF at) const;
    QRectF rectOf(const Element& element) const;
    QRectF channelRect(std::size_t channel) const;
    void choose(const Element& element);
    void walk(int key);
    void paintBox(QPainter& painter, const SpacesLayout::Box& box, const theme::Palette& colours) const;
    void paintLane(QPainter& painter, const SpacesLayout::Lane& lane, const theme::Palette& colours) const;
    void paintCell(QPainter& painter, const SpacesLayout::Cell& cell, const theme::Palette& colours) const;
    void paintChannel(QPainter& painter, std::size_t channel, const theme::Palette& colours) const;

    std::shared_ptr<const trace::Trace> m_trace;
    TouchIndex m_touches;
    session::StepList* m_steps; ///< the first touch of each lane on each variable
    Spaces m_spaces;
    std::vector<Facts> m_facts;
    std::vector<std::pair<LaneId, QString>> m_lanes; ///< how the first lanes of processes are
    std::vector<Channel> m_channels;
    SpacesLayout m_layout;
    Step m_playhead = 0;
    std::optional<Element> m_current;
};

} // namespace interleave::pictures
