// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <media/session.h>

#include <QtCore/QObject>

#include <memory>

namespace vigie::media {

/// Shares the processor among the sessions of this program. From the measured lag of the decoders it decides what each
/// session leaves out (Effort), least important and largest first, and gives it back slowly, so that nothing flaps.
/// A session that is short of network is told apart and never degraded for it. Any thread, except where said.
class Governor final : public QObject {
    Q_OBJECT
public:
    explicit Governor(QObject *parent = nullptr);
    ~Governor() override;

    /// What the whole program is doing without, for the status bar.
    struct Report {
        int sessions = 0;
        int degraded = 0; ///< sessions with an Effort above Full
        Effort worst = Effort::Full;
        int starved = 0; ///< sessions short of network
        double lagMs = 0.0; ///< the worst decoder's, smoothed
    };
    [[nodiscard]] Report report() const;

Q_SIGNALS:
    /// report() says something else than before. Emitted on any thread: connect queued.
    void changed();

private:
    friend class GovernorSeat;
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace vigie::media
