// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QJsonObject>
#include <QtCore/QProcess>
#include <QtCore/QTemporaryDir>

namespace vigie::test {

/// Milliseconds of CLOCK_MONOTONIC, as in the cameras' log.
[[nodiscard]] qint64 monotonicMs();

/// vigie-camsim with the plan that CAMSIM_PLAN names, its control channel and its log. Thread: one.
class SimulatedCameras {
public:
    /// \param more  further arguments  \return empty, or why they do not run
    [[nodiscard]] QString start(const QStringList &more = {});
    ~SimulatedCameras();

    /// "none" clears all. \return false: the control channel refused
    [[nodiscard]] bool fault(const QString &camera, const QString &name, int seconds = 0) const;
    /// What the control channel says of \p camera; empty where it does not answer.
    [[nodiscard]] QJsonObject state(const QString &camera) const;
    /// Lines about \p camera of that kind ("tcp", "onvif", …) at \p from or later, in order.
    [[nodiscard]] QList<QJsonObject> log(const QString &camera, const QString &kind,
                                         qint64 from = 0) const;
    /// "mono_ms" of a line.
    [[nodiscard]] static qint64 at(const QJsonObject &line);

private:
    [[nodiscard]] QByteArray ask(const QByteArray &method, const QByteArray &path,
                                 const QByteArray &body) const;
    QTemporaryDir m_folder;
    QProcess m_process;
    quint16 m_control = 0;
};

} // namespace vigie::test
