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
    [[nodiscard]] virtual StreamEndpoint stream() const = 0;
    [[nodiscard]] virtual live::Reason reason() const = 0;
    [[nodiscard]] virtual live::LinkBudget::Use link() const = 0;
    [[nodiscard]] virtual bool hasPicture() const = 0;
    virtual void setShowing(const live::Showing &showing) = 0;
    virtual void ask() = 0;
    /// Begins what the destructor does: whoever closes many views calls this on each first. Nothing is painted any more.
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
    [[nodiscard]] virtual std::unique_ptr<CameraView> open(const CameraId &camera, const live::Showing &showing) = 0;
    /// Whether asking now would probably be answered with yes; leaves no record.
    [[nodiscard]] virtual bool wouldAllow(const CameraId &camera) const = 0;
    /// Ends the rights of cameras that were closed a moment ago and are kept in case they are called back.
    virtual void forgetClosed() = 0;

Q_SIGNALS:
    /// wouldAllow() may answer otherwise than before.
    void rightsMayHaveChanged();
};

} // namespace vigie::wall
