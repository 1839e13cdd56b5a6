// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ui/wall/mosaic_view.h>
#include <ui/wall/tour_runner.h>

#include <memory>
#include <vector>

namespace vigie::wall {

/// The mosaics of one desk, over however many windows: which one is worked in, what was done, which tours run, and the hot
/// spots that follow. Thread: GUI.
class Walls final : public QObject {
    Q_OBJECT
public:
    /// \p clock outlives it.
    explicit Walls(const Clock &clock, QObject *parent = nullptr);
    ~Walls() override;

    void setTourHelp(TourHelp help) { m_help = std::move(help); }

    /// The first one added is the one worked in, until another one gets the focus.
    void add(MosaicView &view);
    /// Before the view goes. Its tours end.
    void remove(MosaicView &view);
    [[nodiscard]] const QList<MosaicView *> &views() const { return m_views; }
    /// Null while there is none.
    [[nodiscard]] MosaicView *current() const { return m_current; }
    void setCurrent(MosaicView &view);

    [[nodiscard]] Undo &undoStack() { return m_undo; }
    void undo();

    /// \p tile  nothing: the whole mosaic. What runs there ends.
    TourRunner &startTour(Mosaic &mosaic, std::optional<int> tile, const QString &name, const Tour &tour);
    void stopTour(const Mosaic &mosaic, std::optional<int> tile);
    /// What runs in the tile, by itself or with the whole mosaic; null when nothing does.
    [[nodiscard]] TourRunner *tourAt(const Mosaic &mosaic, int tile) const;

Q_SIGNALS:
    void currentChanged();
    void selectionChanged(); ///< of the mosaic that is worked in
    void undone(const QString &what); ///< empty: there was nothing
    void toursChanged();

private:
    void perform(MosaicView &view, const KeyCommand &command);
    void touched(MosaicView &view, int tile);
    void followSelection();
    void mark(MosaicView &view);
    void markAll();

    const Clock &m_clock;
    TourHelp m_help;
    Undo m_undo;
    QList<MosaicView *> m_views;
    MosaicView *m_current = nullptr;
    std::vector<std::unique_ptr<TourRunner>> m_tours;
    QTimer m_follow; ///< whoever walks over ten tiles does not ask for ten cameras
};

} // namespace vigie::wall
