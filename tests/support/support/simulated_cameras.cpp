// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/simulated_cameras.h>

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

QString SimulatedCameras::start(const QStringList &more)
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
                    QStringList{QStringLiteral("--plan"), qEnvironmentVariable("CAMSIM_PLAN"),
                                QStringLiteral("--clips"), qEnvironmentVariable("CAMSIM_CLIPS"),
                                QStringLiteral("--log"), m_folder.filePath(QStringLiteral("log")),
                                QStringLiteral("--control"), QStringLiteral("0"),
                                QStringLiteral("--die-with-parent")}
                        + more);
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
    QFile said(m_folder.filePath(QStringLiteral("stderr")));
    const QByteArray why = said.open(QIODevice::ReadOnly) ? said.readAll() : QByteArray();
    return QStringLiteral("vigie-camsim did not become ready: ") + m_process.errorString()
        + QLatin1Char('\n') + QString::fromUtf8(why);
}

SimulatedCameras::~SimulatedCameras()
{
    m_process.terminate();
    if (!m_process.waitForFinished(5000))
        m_process.kill();
    m_process.waitForFinished(1000);
}

QByteArray SimulatedCameras::ask(const QByteArray &method, const QByteArray &path,
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

bool SimulatedCameras::fault(const QString &camera, const QString &name, int seconds) const
{
    const QJsonObject wish{{QStringLiteral("camera"), camera},
                           {QStringLiteral("fault"), name},
                           {QStringLiteral("seconds"), seconds}};
    return !ask("POST", "/fault", QJsonDocument(wish).toJson(QJsonDocument::Compact)).isEmpty();
}

QJsonObject SimulatedCameras::state(const QString &camera) const
{
    const auto cameras = QJsonDocument::fromJson(ask("GET", "/cameras", {}))
                             .object()
                             .value(QStringLiteral("cameras"))
                             .toArray();
    for (const auto &each : cameras) {
        if (each.toObject().value(QStringLiteral("id")).toString() == camera)
            return each.toObject();
    }
    return {};
}

QList<QJsonObject> SimulatedCameras::log(const QString &camera, const QString &kind,
                                         qint64 from) const
{
    QList<QJsonObject> found;
    QFile log(m_folder.filePath(QStringLiteral("log")));
    if (!log.open(QIODevice::ReadOnly))
        return found;
    while (!log.atEnd()) {
        const QJsonObject line = QJsonDocument::fromJson(log.readLine()).object();
        if (line.value(QStringLiteral("kind")).toString() == kind
            && line.value(QStringLiteral("camera")).toString() == camera && at(line) >= from)
            found.append(line);
    }
    return found;
}

qint64 SimulatedCameras::at(const QJsonObject &line)
{
    return static_cast<qint64>(line.value(QStringLiteral("mono_ms")).toDouble());
}

} // namespace vigie::test
