// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "faults.h"
#include "http_port.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonObject>

namespace vigie::camsim {

/// What the control channel can see and do. Implemented by Simulation. Thread: main.
class Controlled {
public:
    virtual ~Controlled() = default;
    /// State of every camera.
    [[nodiscard]] virtual QJsonArray cameraStates() const = 0;
    /// Sets \p fault on a camera for \p seconds (0: until cleared); no fault clears them all. An
    /// empty camera means every one. \return NotFound
    [[nodiscard]] virtual Result<> setFault(const QString &camera, std::optional<Fault> fault,
                                            int seconds) = 0;
};

/// HTTP on 127.0.0.1: GET /ready, GET /cameras, POST /fault. Documented in README.md. Thread: main.
class Control {
public:
    explicit Control(Controlled &controlled);
    /// \param port  0 picks one. \return Busy, Io
    [[nodiscard]] Result<> open(quint16 port)
    {
        return m_http.open(QStringLiteral("127.0.0.1"), port);
    }
    [[nodiscard]] quint16 port() const { return m_http.port(); }

private:
    HttpReply onRequest(const HttpRequest &request);
    HttpReply onFault(const QByteArray &body);

    Controlled &m_controlled;
    HttpPort m_http;
};

} // namespace vigie::camsim
