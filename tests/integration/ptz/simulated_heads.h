// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QJsonObject>
#include <QtCore/QProcess>
#include <QtCore/QTemporaryDir>
#include <QtCore/QUrl>

namespace vigie::test {

/// Milliseconds of CLOCK_MONOTONIC, as in the cameras' log.
[[nodiscard]] qint64 monotonicMs();

/// vigie-camsim with the plan beside this file. Cameras: dome (takes a token or Digest), digest,
/// token.
class SimulatedHeads {
public:
    struct Call {
        QString operation;
        qint64 at = 0; ///< when it reached the camera
        QString auth;
        QString peer;
    };
    struct Head {
        double pan = 0.0;
        double tilt = 0.0;
        double zoom = 0.0;
        bool moving = false;
    };

    /// \return empty, or why they do not run
    [[nodiscard]] QString start();
    ~SimulatedHeads();
    /// "none" clears all. \return false: the control channel refused
    [[nodiscard]] bool fault(const QString &camera, const QString &name, int seconds = 0) const;
    [[nodiscard]] Head head(const QString &camera) const;
    /// ONVIF calls that reached \p camera at \p from or later, in order.
    [[nodiscard]] QList<Call> calls(const QString &camera, qint64 from) const;
    /// When the first \p operation arrived, 0 if none did.
    [[nodiscard]] qint64 firstAt(const QString &camera, const QString &operation,
                                 qint64 from) const;

    [[nodiscard]] static QUrl url(const QString &camera);

private:
    [[nodiscard]] QByteArray ask(const QByteArray &method, const QByteArray &path,
                                 const QByteArray &body) const;
    QTemporaryDir m_folder;
    QProcess m_process;
    quint16 m_control = 0;
};

} // namespace vigie::test
