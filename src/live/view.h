// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <access/gate.h>
#include <live/stream_choice.h>
#include <live/stream_hub.h>
#include <render/tile_feed.h>

#include <QtCore/QObject>

namespace vigie::live {

enum class ViewState {
    Asking, ///< the gate decides and records
    Refused, ///< decision() says why; the camera was never contacted
    Waiting, ///< granted; the commune's line is full, see waitsFor()
    Connecting, ///< granted, no live picture yet; hasPicture(): an old one is there
    Playing,
    Lost, ///< granted, was or should be playing, no picture for 1.5 s; retrying
    Curtained, ///< the right ended in mid-stream; endCause() and decision() say why
};

/// One camera on one tile for one session: asks the gate, watches the stream that suits the tile
/// under the grant, follows both. When the grant ends the feed is curtained first (same turn of the
/// event loop), then the stream is left. Thread: GUI.
class View final : public QObject {
    Q_OBJECT
public:
    /// Asks at once. \p hub is shared by all views of the program; null: this one is alone.
    View(access::Gate &gate, const access::SessionContext &session, access::Request request,
         render::Backend backend, const Showing &showing, QObject *parent = nullptr,
         std::shared_ptr<StreamHub> hub = nullptr);
    ~View() override; ///< curtains the feed, leaves the stream, gives the grant back; waits for nothing

    /// Begins what the destructor does, so that many views close at once. Nothing comes after it
    /// but the destructor.
    void beginClosing();

    [[nodiscard]] ViewState state() const;
    [[nodiscard]] const access::Request &request() const;
    [[nodiscard]] CameraId camera() const;
    [[nodiscard]] const access::Decision &decision() const;
    [[nodiscard]] std::optional<Error> error() const; ///< technical reason of Refused, Lost
    [[nodiscard]] std::optional<access::EndCause> endCause() const;
    /// Never null; the same object for the life of the view, except after ask() following a
    /// curtain.
    [[nodiscard]] std::shared_ptr<render::TileFeed> feed() const;
    /// Whether a picture was put into feed(), live or not.
    [[nodiscard]] bool hasPicture() const;
    [[nodiscard]] media::SessionStats stats() const;
    /// What the registry says of the stream that is shown, or else of the one that is coming.
    [[nodiscard]] StreamEndpoint stream() const;
    [[nodiscard]] QString streamName() const { return stream().name; } ///< "sub", "main"
    [[nodiscard]] Reason reason() const; ///< why this stream
    /// The line that is full, where state() is Waiting or reason() LinkBudget.
    [[nodiscard]] LinkBudget::Use link() const;

    /// How the tile shows it now. Another stream may be taken; the old picture stays until the first
    /// of the new one. Hidden: nothing is decoded from now on, and after StreamSetup::hiddenDelay
    /// the connection closes; the right and the last picture stay. Shown again: Connecting until the
    /// first new picture.
    void setShowing(const Showing &showing);
    [[nodiscard]] const Showing &showing() const;
    /// Closes the connection at once and keeps the right and the last picture; false connects anew.
    void setSuspended(bool suspended);
    [[nodiscard]] bool isSuspended() const;
    /// Keeps the connection of a hidden view longer than StreamSetup::hiddenDelay: somebody else
    /// sees to its end.
    void setParked(bool parked);
    /// Asks the gate again, after Refused or Curtained; nothing in any other state.
    void ask();

Q_SIGNALS:
    void changed(); ///< state, decision or stream; whoever lets go of the view then does it later

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace vigie::live
