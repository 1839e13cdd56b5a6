// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulated_heads.h"

namespace vigie::test {

SimulatedHeads::Head SimulatedHeads::head(const QString &camera) const
{
    const QJsonObject ptz = state(camera).value(QStringLiteral("ptz")).toObject();
    return {ptz.value(QStringLiteral("pan")).toDouble(),
            ptz.value(QStringLiteral("tilt")).toDouble(),
            ptz.value(QStringLiteral("zoom")).toDouble(),
            ptz.value(QStringLiteral("moving")).toBool(true)};
}

QList<SimulatedHeads::Call> SimulatedHeads::calls(const QString &camera, qint64 from) const
{
    QList<Call> found;
    for (const QJsonObject &line : log(camera, QStringLiteral("onvif"), from))
        found.append({line.value(QStringLiteral("operation")).toString(), at(line),
                      line.value(QStringLiteral("auth")).toString(),
                      line.value(QStringLiteral("peer")).toString()});
    return found;
}

qint64 SimulatedHeads::firstAt(const QString &camera, const QString &operation, qint64 from) const
{
    for (const Call &call : calls(camera, from)) {
        if (call.operation == operation)
            return call.at;
    }
    return 0;
}

QUrl SimulatedHeads::url(const QString &camera)
{
    const int place = camera == QLatin1String("dome") ? 11
        : camera == QLatin1String("digest")           ? 12
                                                      : 13;
    return QUrl(QStringLiteral("http://127.0.79.%1:8080/onvif/device_service").arg(place));
}

} // namespace vigie::test
