// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <access/gate.h>
#include <live/stream_session.h>
#include <render/tile_feed.h>

#include <QtCore/QObject>

namespace vigie::live {

enum class ViewState {
    Asking, ///< the gate decides and records
    Refused, ///< decision() says why; the camera was never contacted
    Connecting, ///< granted, no picture yet
    Playing,
    Lost, ///< granted, was or should be playing, no picture for 1.5 s; retrying
    Curtained, ///< the right ended in mid-stream; endCause() and decision() say why
};

/// Which of the camera's streams the tile wants.
enum class Quality { Sub, Main };

/// How a view makes its streams: what the composition root found and allows.
struct StreamSetup {
    std::shared_ptr<const media::HardwareProbe> hardware = nullptr; ///< null: software
    bool hardwareAllowed = true;
    bool unverifiedTlsAllowed = false; ///< see media::SessionOptions
    SessionFactory makeSession = makeMediaSession;
};

/// One camera on one tile for one session: asks the gate, opens the stream under the grant, follows
/// both. When the grant ends the feed is curtained first (same turn of the event loop), then the
/// connection is closed. Thread: GUI.
class View final : public QObject {
    Q_OBJECT
public:
    /// Asks at once.
    View(access::Gate &gate, const access::SessionContext &session, access::Request request,
         render::Backend backend, Quality quality, QObject *parent = nullptr,
         StreamSetup setup = {});
    ~View() override; ///< curtains the feed, stops, gives the grant back

    /// Begins what the destructor does, without waiting for the connection: whoever closes many
    /// views calls this on each first. Nothing comes after it but the destructor.
    void beginClosing();

    [[nodiscard]] ViewState state() const;
    [[nodiscard]] CameraId camera() const;
    [[nodiscard]] const access::Decision &decision() const;
    [[nodiscard]] std::optional<Error> error() const; ///< technical reason of Refused, Lost
    [[nodiscard]] std::optional<access::EndCause> endCause() const;
    /// Never null; the same object for the life of the view, except after ask() following a
    /// curtain.
    [[nodiscard]] std::shared_ptr<render::TileFeed> feed() const;
    [[nodiscard]] media::SessionStats stats() const;
    [[nodiscard]] QString streamName() const; ///< "sub", "main"
    /// Switches stream; the old picture stays until the first of the new one.
    void setQuality(Quality quality);
    /// Hidden: closes the connection and keeps the right; the last picture stays. Shown again:
    /// connects anew. While suspended and granted, the state is Connecting.
    void setSuspended(bool suspended);
    [[nodiscard]] bool isSuspended() const;
    /// Asks the gate again, after Refused or Curtained; nothing in any other state.
    void ask();

Q_SIGNALS:
    void changed(); ///< state, decision or stream; whoever lets go of the view then does it later

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace vigie::live
