#pragma once

#include "ui/pictures/picture.h"

#include "ui/pictures/page_layout.h"
#include "ui/pictures/page_text.h"
#include "ui/session/step_list.h"
#include "ui/theme/palette.h"

#include <map>
#include <optional>
#include <vector>

namespace interleave::pictures {

/// A text that several lanes write, as the page that it is at the playhead.
///
/// Every piece has its writer's colour and the number of its write; beside the page the writes stand in the order in
/// which they happened. Torn lines and pieces that were overwritten are marked in words. A click on a piece or a write
/// goes to its event; the arrow keys walk from piece to piece, Enter goes to the event.
class PagePicture : public Picture
{
    Q_OBJECT

public:
    PagePicture(session::Session& session, host::PictureInfo info, QWidget* parent = nullptr);

    /// One page as it is shown.
    struct Sheet
    {
        ObjectId object = ObjectId::none;
        const PageText* text = nullptr;
        std::vector<PageLine> lines;
        std::size_t writes = 0;
        PageLayout layout;
    };
    const std::vector<Sheet>& sheets() const { return m_sheets; }
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
    /// A piece on the page or a row of the strip.
    struct Place
    {
        std::size_t sheet = 0;
        std::size_t write = 0;
        std::optional<std::size_t> part; ///< none: in the strip
        friend bool operator==(const Place&, const Place&) = default;
    };

    void follow();
    void takeSteps();
    bool concerns(const trace::Event& event);
    std::vector<Sheet> laidOut(double width) const;
    QString summary(const Sheet& sheet) const;
    QString words(const Sheet& sheet) const;
    std::optional<Place> placeAt(QPointF at) const;
    QRectF rectOf(const Place& place) const;
    void walk(int key);
    void goTo(const Place& place);
    void showLatest();
    bool isLatest(const Sheet& sheet, std::size_t write) const;
    void paintLine(QPainter& painter, const Sheet& sheet, std::size_t line, const theme::Palette& colours) const;
    void paintPart(QPainter& painter, const Sheet& sheet, std::size_t part, const theme::Palette& colours) const;
    void paintWrite(QPainter& painter, const Sheet& sheet, std::size_t write, const theme::Palette& colours) const;

    std::shared_ptr<const trace::Trace> m_trace; ///< of which the pages tell
    std::map<ObjectId, PageText> m_pages;
    std::vector<signed char> m_isAskedFor; ///< by object; -1: not looked at yet
    session::StepList* m_steps;
    std::size_t m_taken = 0; ///< of the steps
    std::vector<Sheet> m_sheets;
    Step m_playhead = 0;
    Step m_before = 0; ///< where the playhead was
    std::optional<Place> m_current;
};

} // namespace interleave::pictures
