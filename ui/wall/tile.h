// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/clock.h>
#include <ui/wall/camera_view.h>
#include <ui/wall/tile_face.h>


namespace vigie::wall {

/// One place of the mosaic and the camera in it: follows the view and keeps the face that is painted. Thread: GUI.
class Tile final : public QObject {
    Q_OBJECT
public:
    Tile(CameraViews &views, const Clock &clock, Sentences sentences, QObject *parent = nullptr);
    ~Tile() override;

    [[nodiscard]] const std::optional<CameraLabel> &camera() const { return m_camera; }
    [[nodiscard]] bool isEmpty() const { return !m_camera.has_value(); }
    /// Null while empty or parked.
    [[nodiscard]] const CameraView *view() const { return m_view.get(); }
    [[nodiscard]] const TileFace &face() const { return m_face; }
    /// What the face is made of, as of now.
    [[nodiscard]] TileFacts facts() const;
    /// The feed to paint; null unless the state allows a picture.
    [[nodiscard]] std::shared_ptr<render::TileFeed> visibleFeed() const;
    /// True once the gate has granted the camera here, or the tile came from the person's kept layout.
    [[nodiscard]] bool isWorthKeeping() const { return m_keep; }

    /// Puts \p camera here and asks the gate, after giving back what was here.
    void show(const CameraLabel &camera, bool fromKeptLayout);
    /// Names \p camera here without asking for it: a tile of the kept layout that is not on the screen.
    void hold(const CameraLabel &camera);
    /// Curtains and begins to let go of the stream; show(), hold(), park() or clear() must follow.
    void beginClosing();
    /// Gives the grant back; the camera stays named, unasked.
    void park();
    void clear();
    /// Asks for \p camera behind the one that is shown, so that the change costs no black moment. The right is taken, and
    /// recorded, from now on.
    void prepare(const CameraLabel &camera);
    /// How far the prepared camera is; nothing when none is.
    [[nodiscard]] std::optional<live::ViewState> prepared() const;
    /// The prepared camera takes the place of the one that was shown, which gives its grant back.
    void showPrepared();
    void dropPrepared();
    /// Device pixels of the tile, whether a camera is in it or not.
    void setSize(QSize devicePixels);
    /// How much of its picture is shown: 1/zoom in each direction, so that the stream is chosen by it.
    void setZoom(double zoom);
    /// How much it is looked at.
    void setAttention(media::Importance importance, bool enlarged);
    [[nodiscard]] const live::Showing &showing() const { return m_showing; }
    /// Asks the gate again when the tile is refused or cut.
    void askAgain();
    /// Asks again by itself when the right seems to have come (back); at most every 10 s.
    void askAgainIfAllowed();
    /// The registry renamed things.
    void relabel(const CameraLabel &camera);
    /// Re-reads statistics and the time left; called once a second.
    void refresh();

Q_SIGNALS:
    void faceChanged(); ///< what is painted on top changed
    void feedChanged(); ///< visibleFeed() changed
    void keepChanged(); ///< isWorthKeeping() became true
    void preparedChanged();

private:
    void take(const CameraLabel &camera, std::unique_ptr<CameraView> view, bool fromKeptLayout);
    void follow();
    void updateFace();
    void setShowing(const live::Showing &showing);

    CameraViews &m_views;
    const Clock &m_clock;
    Sentences m_sentences;
    std::optional<CameraLabel> m_camera;
    std::unique_ptr<CameraView> m_view;
    std::optional<CameraLabel> m_nextCamera;
    std::unique_ptr<CameraView> m_next; ///< prepared
    std::shared_ptr<render::TileFeed> m_feed; ///< as last announced
    TileFace m_face;
    live::Showing m_showing;
    std::optional<Instant> m_lostSince;
    std::optional<std::chrono::milliseconds> m_lastAutomaticAsk; ///< on the boot clock
    bool m_hadPicture = false;
    bool m_keep = false;
};

} // namespace vigie::wall
