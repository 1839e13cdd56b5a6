// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/clock.h>
#include <ui/wall/mosaic.h>
#include <ui/wall/tour.h>

namespace vigie::wall {

/// What a tour needs beside the mosaic.
struct TourHelp {
    /// The kept layout with this id; nothing when there is none any more.
    std::function<std::optional<MosaicState>(const QString &id)> layout;
    /// Sends the camera to a preset, where the person may steer it; \p done gets a sentence when it came to nothing, else an
    /// empty text. With \p context gone nobody is answered.
    std::function<void(const CameraId &, const QString &preset, QObject *context, std::function<void(const QString &)> done)> recall;
};

/// Shows the steps of a tour in one tile, or in the whole mosaic. The next step is asked for before the dwell ends and shown
/// when it has a picture, so that nothing is ever black; what the gate refuses is skipped, and said. Stops by itself when
/// somebody puts another camera into its tile. Thread: GUI.
class TourRunner final : public QObject {
    Q_OBJECT
public:
    /// The next step is asked for this long before its turn.
    static constexpr std::chrono::milliseconds kLead{3000};
    /// A step without a picture is skipped after this.
    static constexpr std::chrono::milliseconds kPatience{10000};
    /// A tour that was touched goes on after this without a touch.
    static constexpr std::chrono::milliseconds kIdle{30000};
    /// How long a skipped step is spoken of.
    static constexpr std::chrono::milliseconds kSaid{6000};

    /// \p tile  nothing: the whole mosaic. \p mosaic and \p clock outlive it. Begins at once.
    TourRunner(Mosaic &mosaic, std::optional<int> tile, QString name, Tour tour, const Clock &clock, TourHelp help,
               QObject *parent = nullptr);
    ~TourRunner() override;

    [[nodiscard]] Mosaic &mosaic() const { return m_mosaic; }
    [[nodiscard]] std::optional<int> tile() const { return m_tile; }
    [[nodiscard]] const QString &name() const { return m_name; }
    /// From 0; -1 before the first is shown.
    [[nodiscard]] int step() const { return m_step; }
    [[nodiscard]] int steps() const { return static_cast<int>(m_tour.steps.size()); }
    [[nodiscard]] std::chrono::seconds left() const;
    [[nodiscard]] bool isPaused() const { return m_paused; }
    /// What was skipped a moment ago, and why; empty otherwise.
    [[nodiscard]] QString said() const;

    /// Somebody touched what it runs in.
    void touch();
    /// Until asked again.
    void togglePause();
    void next();
    void previous();
    /// Looks at the clock; called four times a second.
    void tick();

Q_SIGNALS:
    void changed(); ///< what there is to say of it
    void stopped(); ///< somebody else took the tile; delete it

private:
    void prepare(int step);
    void show();
    void skip(const QString &why);
    void say(const QString &what);
    void recall(const TourStep &step);
    void pause();
    void resume();
    void go(int direction);
    void followSwap(int first, int second);
    [[nodiscard]] int after(int step, int direction) const;
    [[nodiscard]] bool isStolen() const;
    [[nodiscard]] bool isShown(const TourStep &step) const;
    [[nodiscard]] std::optional<MosaicState> stateOf(const TourStep &step) const;
    [[nodiscard]] QString nameOf(const TourStep &step) const;
    [[nodiscard]] Mosaic::Prepared prepared() const;
    void dropPrepared();

    Mosaic &m_mosaic;
    std::optional<int> m_tile;
    const QString m_name;
    const Tour m_tour;
    const Clock &m_clock;
    TourHelp m_help;
    int m_step = -1;
    int m_next = -1; ///< being prepared
    int m_direction = 1;
    int m_skipped = 0; ///< in a row
    bool m_nothingToPrepare = false; ///< the next step is on the screen already
    bool m_now = false; ///< the next step is wanted before the dwell ends
    bool m_paused = false;
    bool m_unwatched = false; ///< nobody looked at the last tick
    bool m_touched = false; ///< paused by a touch: goes on by itself
    std::chrono::milliseconds m_touchedAt{0}; ///< this and the following on the boot clock
    std::chrono::milliseconds m_ends{0};
    std::chrono::milliseconds m_preparedAt{0};
    std::chrono::milliseconds m_left{0}; ///< of the dwell while paused
    std::chrono::milliseconds m_saidAt{0};
    QString m_said;
    QTimer m_tick;
};

} // namespace vigie::wall
