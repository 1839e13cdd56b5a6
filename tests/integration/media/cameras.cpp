// SPDX-License-Identifier: GPL-3.0-or-later
#include <cameras.h>

#include <QtCore/QElapsedTimer>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtNetwork/QTcpSocket>

namespace vigie::test {
namespace {

const QHash<QString, int> &places()
{
    static const QHash<QString, int> kPlaces{{QStringLiteral("h264"), 11},
                                             {QStringLiteral("h265"), 12},
                                             {QStringLiteral("mjpeg"), 13},
                                             {QStringLiteral("longgop"), 14},
                                             {QStringLiteral("hd"), 15}};
    return kPlaces;
}

} // namespace

QString Cameras::start()
{
    const QString program = qEnvironmentVariable("CAMSIM");
    if (program.isEmpty())
        return QStringLiteral("CAMSIM does not name vigie-camsim; run through ctest");
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    // The cameras are not what is tested, and GStreamer is not built with the sanitizers.
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("TSAN_OPTIONS"), QStringLiteral("report_bugs=0"));
    environment.insert(QStringLiteral("ASAN_OPTIONS"), QStringLiteral("detect_leaks=0"));
    m_process.setProcessEnvironment(environment);
    m_process.start(program,
                    {QStringLiteral("--plan"), qEnvironmentVariable("CAMSIM_PLAN"),
                     QStringLiteral("--clips"), qEnvironmentVariable("CAMSIM_CLIPS"),
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

Cameras::~Cameras()
{
    m_process.terminate();
    if (!m_process.waitForFinished(5000))
        m_process.kill();
    m_process.waitForFinished(1000);
}

bool Cameras::fault(const QString &camera, const QString &name, int seconds)
{
    const QByteArray body = QJsonDocument(QJsonObject{{QStringLiteral("camera"), camera},
                                                      {QStringLiteral("fault"), name},
                                                      {QStringLiteral("seconds"), seconds}})
                                .toJson(QJsonDocument::Compact);
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), m_control);
    if (!socket.waitForConnected(2000))
        return false;
    socket.write("POST /fault HTTP/1.1\r\nHost: camsim\r\nContent-Type: "
                 "application/json\r\nConnection: close\r\n"
                 "Content-Length: "
                 + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    QByteArray answer;
    while (!answer.contains("\r\n") && socket.waitForReadyRead(3000))
        answer += socket.readAll();
    return answer.startsWith("HTTP/1.1 200");
}

media::SessionOptions Cameras::options(const QString &camera, RtpTransport transport)
{
    media::SessionOptions options;
    options.stream.name = QStringLiteral("sub");
    options.stream.url =
        QUrl(QStringLiteral("rtsp://127.0.78.%1:8554/sub").arg(places().value(camera)));
    options.stream.transport = transport;
    options.user = QStringLiteral("vigie");
    options.password = Secret::fromUtf8(QStringLiteral("Essai-") + camera);
    return options;
}

} // namespace vigie::test
