// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <registry/facts_feed.h>
#include <ui/wall/mosaic_state.h>
#include <ui/wall/tile.h>
#include <ui/wall/undo.h>

#include <QtCore/QTimer>

#include <vector>

namespace vigie::wall {

/// Which camera is in which tile, which tile is selected, which one is enlarged. No widget. Thread: GUI.
/// Tiles the layout does not show are parked: they keep their camera's name and hold no right.
class Mosaic final : public QObject {
    Q_OBJECT
public:
    Mosaic(CameraViews &views, const registry::FactsFeed &registry, const Clock &clock, Sentences sentences,
           QObject *parent = nullptr);
    ~Mosaic() override; ///< gives every grant back

    [[nodiscard]] MosaicLayout layout() const { return m_layout; }
    void setLayout(MosaicLayout layout);
    /// Tiles of the present layout.
    [[nodiscard]] int count() const { return tileCount(m_layout); }
    /// \p index in [0, count())
    [[nodiscard]] const Tile &tile(int index) const { return *m_tiles.at(static_cast<std::size_t>(index)); }

    /// Whether anybody can see the mosaic: off, nothing is decoded, and after a while nothing received.
    void setWatched(bool watched);
    [[nodiscard]] bool isWatched() const { return m_watched; }
    /// The seat is left: what was closed a moment ago and is kept in case it is called back goes now.
    void leaveSeat() { m_views.forgetClosed(); }
    /// Device pixels of a tile as it is laid out now.
    void setTileSize(int index, QSize devicePixels);
    /// Digital zoom of tile \p index, at least 1.
    void setTileZoom(int index, double zoom);

    [[nodiscard]] int selected() const { return m_selected; }
    void select(int index); ///< out of range: ignored
    void move(Direction direction);
    [[nodiscard]] std::optional<CameraId> selectedCamera() const;

    [[nodiscard]] std::optional<int> enlarged() const { return m_enlarged; }
    /// Shows one tile over the whole mosaic, with its main stream. An empty tile is not enlarged.
    void enlarge(int index);
    void back();

    /// Puts \p camera into \p index, or where openSlot() says. A camera already in the mosaic is selected instead,
    /// unless a tile is named. \return the tile, -1 when \p camera is null
    int open(const CameraId &camera, std::optional<int> index = std::nullopt);
    /// Puts the cameras into \p index and the tiles after it. \return how many found a place
    int openAll(const QList<CameraId> &cameras, int index);
    /// Puts the cameras that are not in the mosaic yet into its empty tiles, then in place of cameras that are not among
    /// them. \return how many are in the mosaic now
    int openMany(const QList<CameraId> &cameras);
    /// First empty tile, else the selected one.
    [[nodiscard]] int openSlot() const;
    void swap(int first, int second);
    /// Carries the selected tile to its neighbour, which takes its place.
    void carry(Direction direction);
    /// Tile \p index of this mosaic and \p otherIndex of \p other change places with their grants. Both mosaics must be of
    /// one desk.
    void exchange(int index, Mosaic &other, int otherIndex);
    void clear(int index);
    void clearAll();
    void askAgain(int index);

    /// What is worth keeping for the person: cameras that the gate granted here, or that were kept before.
    [[nodiscard]] MosaicState state() const;
    /// Every camera asks the gate again.
    void restore(const MosaicState &state);
    /// Becomes \p state, which anybody may have made: what is here already stays, everything else asks the gate. A camera
    /// counts as granted here only once the gate says so.
    void become(const MosaicState &state);

    /// Where changes by the person are written down; outlives the mosaic, or null.
    void setUndo(Undo *undo) { m_undo = undo; }

    /// The tile that shows the camera selected elsewhere; not one that openSlot() gives or that is kept with its camera.
    [[nodiscard]] std::optional<int> hotSpot() const;
    void setHotSpot(std::optional<int> index);
    /// Shows \p camera in the hot spot, behind the former one until its picture is there.
    void follow(const CameraId &camera);

    enum class Prepared {
        Nothing,
        Waiting, ///< for the gate or a picture
        Ready, ///< every camera has a picture or a refusal
        Refused, ///< not one may be seen
    };
    /// Asks for what \p state shows and this mosaic does not, behind what is shown. Nothing is seen of it before
    /// showPrepared().
    void prepare(const MosaicState &state);
    [[nodiscard]] Prepared prepared() const;
    void showPrepared();
    void dropPrepared();
    /// The same for one tile by itself.
    void prepare(int index, const CameraId &camera);
    [[nodiscard]] Prepared prepared(int index) const;
    void showPrepared(int index);
    void dropPrepared(int index);

    [[nodiscard]] const registry::FactsFeed &registry() const { return m_registry; }

Q_SIGNALS:
    void layoutChanged(); ///< layout or enlargement: geometry is new
    void tileChanged(int index); ///< what is written on it
    void feedChanged(int index); ///< which picture may be painted there
    void selectionChanged();
    void stateChanged(); ///< state() has something new to keep
    void preparedChanged();
    void tilesSwapped(int first, int second);
    void hotSpotChanged();

private:
    [[nodiscard]] Tile &at(int index) { return *m_tiles.at(static_cast<std::size_t>(index)); }
    [[nodiscard]] bool isValid(int index) const { return index >= 0 && index < count(); }
    [[nodiscard]] CameraLabel label(const CameraId &camera) const;
    void put(int index, const CameraId &camera, bool fromKeptLayout);
    void connectTile(Tile &tile);
    [[nodiscard]] int indexOf(const Tile &tile) const;
    void parkHidden();
    void beginClosing(int from = 0);
    void empty();
    void weigh();
    void relabel();
    void refresh();
    void notePrepared(int index);
    void arrange(const MosaicState &state, const QList<bool> &kept);

    /// What one change by the person begins with: written down once, however many steps it takes.
    class Change;
    struct Snapshot {
        MosaicState state; ///< cameras of every tile, granted or not
        QList<bool> kept;
        bool operator==(const Snapshot &) const = default;
    };
    [[nodiscard]] Snapshot snapshot() const;
    /// A whole mosaic that is being prepared.
    struct Plan {
        MosaicState state;
        QList<int> tiles; ///< that hold something prepared for it
    };

    CameraViews &m_views;
    const registry::FactsFeed &m_registry;
    std::vector<std::unique_ptr<Tile>> m_tiles; ///< always kMaximumTiles
    MosaicLayout m_layout = MosaicLayout::Four;
    int m_selected = 0;
    std::optional<int> m_enlarged;
    bool m_watched = true;
    std::optional<int> m_hotSpot;
    Undo *m_undo = nullptr;
    int m_changes = 0; ///< changes under way, one inside the other
    std::optional<Plan> m_plan;
    QTimer m_second;
};

} // namespace vigie::wall
