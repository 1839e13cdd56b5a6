// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <live/view.h>

#include <QtCore/QObject>

#include <memory>

/// The seam between the mosaic and the way to a picture, so that the wall is tested without a gate or a network.
namespace vigie::wall {

/// What live::View offers, as the mosaic uses it. Thread: GUI.
class CameraView : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    [[nodiscard]] virtual live::ViewState state() const = 0;
    [[nodiscard]] virtual access::Decision decision() const = 0;
    [[nodiscard]] virtual std::optional<Error> error() const = 0;
    [[nodiscard]] virtual std::optional<access::EndCause> endCause() const = 0;
    /// May be another object after ask().
    [[nodiscard]] virtual std::shared_ptr<render::TileFeed> feed() const = 0;
    [[nodiscard]] virtual media::SessionStats stats() const = 0;
    [[nodiscard]] virtual QString streamName() const = 0;
    virtual void setQuality(live::Quality quality) = 0;
    virtual void ask() = 0;
    /// Begins what the destructor does: whoever closes many views calls this on each first.
    virtual void beginClosing() = 0;

Q_SIGNALS:
    void changed();
};

/// Opens views for one desk session. Thread: GUI.
class CameraViews : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /// Asks at once; never null.
    [[nodiscard]] virtual std::unique_ptr<CameraView> open(const CameraId &camera, live::Quality quality) = 0;
    /// Whether asking now would probably be answered with yes; leaves no record.
    [[nodiscard]] virtual bool wouldAllow(const CameraId &camera) const = 0;

Q_SIGNALS:
    /// wouldAllow() may answer otherwise than before.
    void rightsMayHaveChanged();
};

} // namespace vigie::wall
