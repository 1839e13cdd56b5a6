// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulated_heads.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtNetwork/QTcpSocket>

#include <ctime>

namespace vigie::test {

qint64 monotonicMs()
{
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<qint64>(now.tv_sec) * 1000 + now.tv_nsec / 1'000'000;
}

QString SimulatedHeads::start()
{
    const QString program = qEnvironmentVariable("CAMSIM");
    if (program.isEmpty())
        return QStringLiteral("CAMSIM does not name vigie-camsim; run through ctest");
    m_process.setStandardErrorFile(m_folder.filePath(QStringLiteral("stderr")));
    // The cameras are not what is tested, and GStreamer is not built with the sanitizers.
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("TSAN_OPTIONS"), QStringLiteral("report_bugs=0"));
    environment.insert(QStringLiteral("ASAN_OPTIONS"), QStringLiteral("detect_leaks=0"));
    m_process.setProcessEnvironment(environment);
    m_process.start(program,
                    {QStringLiteral("--plan"), qEnvironmentVariable("CAMSIM_PLAN"),
                     QStringLiteral("--clips"), qEnvironmentVariable("CAMSIM_CLIPS"),
                     QStringLiteral("--log"), m_folder.filePath(QStringLiteral("log")),
                     QStringLiteral("--control"), QStringLiteral("0"),
                     QStringLiteral("--die-with-parent")});
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < 30'000) {
        if (m_process.state() == QProcess::NotRunning && timer.elapsed() > 1000)
            break;
        m_process.waitForReadyRead(500);
        while (m_process.canReadLine()) {
            const QJsonObject line = QJsonDocument::fromJson(m_process.readLine()).object();
            if (line.value(QStringLiteral("ready")).toBool()) {
                m_control = static_cast<quint16>(line.value(QStringLiteral("control")).toInt());
                return {};
            }
        }
    }
    return QStringLiteral("vigie-camsim did not become ready: ") + m_process.errorString();
}

SimulatedHeads::~SimulatedHeads()
{
    m_process.terminate();
    if (!m_process.waitForFinished(5000))
        m_process.kill();
    m_process.waitForFinished(1000);
}

QByteArray SimulatedHeads::ask(const QByteArray &method, const QByteArray &path,
                               const QByteArray &body) const
{
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), m_control);
    if (!socket.waitForConnected(2000))
        return {};
    socket.write(QByteArray(method + ' ' + path)
                 + " HTTP/1.1\r\nHost: camsim\r\nContent-Type: application/json\r\nContent-Length: "
                 + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    QByteArray answer;
    const auto whole = [&answer] {
        const auto head = answer.indexOf("\r\n\r\n");
        const auto length = answer.toLower().indexOf("content-length:");
        return head > 0 && length > 0
            && answer.size() >= head + 4
                + answer.mid(length + 15, answer.indexOf('\r', length) - length - 15)
                      .trimmed()
                      .toLongLong();
    };
    while (!whole() && socket.waitForReadyRead(3000))
        answer += socket.readAll();
    return answer.startsWith("HTTP/1.1 200") ? answer.mid(answer.indexOf("\r\n\r\n") + 4)
                                             : QByteArray();
}

bool SimulatedHeads::fault(const QString &camera, const QString &name, int seconds) const
{
    const QJsonObject wish{{QStringLiteral("camera"), camera},
                           {QStringLiteral("fault"), name},
                           {QStringLiteral("seconds"), seconds}};
    return !ask("POST", "/fault", QJsonDocument(wish).toJson(QJsonDocument::Compact)).isEmpty();
}

SimulatedHeads::Head SimulatedHeads::head(const QString &camera) const
{
    const auto cameras = QJsonDocument::fromJson(ask("GET", "/cameras", {}))
                             .object()
                             .value(QStringLiteral("cameras"))
                             .toArray();
    for (const auto &each : cameras) {
        if (each.toObject().value(QStringLiteral("id")).toString() != camera)
            continue;
        const QJsonObject ptz = each.toObject().value(QStringLiteral("ptz")).toObject();
        return {ptz.value(QStringLiteral("pan")).toDouble(),
                ptz.value(QStringLiteral("tilt")).toDouble(),
                ptz.value(QStringLiteral("zoom")).toDouble(),
                ptz.value(QStringLiteral("moving")).toBool(true)};
    }
    return {0, 0, 0, true};
}

QList<SimulatedHeads::Call> SimulatedHeads::calls(const QString &camera, qint64 from) const
{
    QList<Call> found;
    QFile log(m_folder.filePath(QStringLiteral("log")));
    if (!log.open(QIODevice::ReadOnly))
        return found;
    while (!log.atEnd()) {
        const QJsonObject line = QJsonDocument::fromJson(log.readLine()).object();
        const auto at = static_cast<qint64>(line.value(QStringLiteral("mono_ms")).toDouble());
        if (line.value(QStringLiteral("kind")).toString() == QLatin1String("onvif")
            && line.value(QStringLiteral("camera")).toString() == camera && at >= from)
            found.append({line.value(QStringLiteral("operation")).toString(), at,
                          line.value(QStringLiteral("auth")).toString(),
                          line.value(QStringLiteral("peer")).toString()});
    }
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
