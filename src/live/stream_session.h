// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <media/session.h>

#include <QtCore/QObject>

#include <functional>
#include <memory>

namespace vigie::live {

/// The seam between the hub and media::Session, so that views are tested without a stream. The
/// contract of each function is that of media::Session; stateChanged() comes on the GUI thread.
/// Thread: GUI.
class StreamSession : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    virtual void start(media::SessionOptions options) = 0;
    virtual void requestStop() = 0;
    virtual void stop() = 0;
    [[nodiscard]] virtual media::SessionStats stats() const = 0;
    virtual void setImportance(media::Importance importance) = 0;
    virtual void setPaused(bool paused) = 0;

Q_SIGNALS:
    void stateChanged();
    void finished();
};

using SessionFactory = std::function<std::unique_ptr<StreamSession>()>;

/// Real sessions.
[[nodiscard]] std::unique_ptr<StreamSession> makeMediaSession();

} // namespace vigie::live
