// SPDX-License-Identifier: GPL-3.0-or-later
#include "peers.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QDateTime>
#include <QtCore/QRandomGenerator>
#include <QtNetwork/QTcpSocket>

#include <cstdlib>

namespace vigie::test {

namespace {
constexpr int kProbeMs = 20'000;

QByteArray parameter(const QByteArray &challenge, const QByteArray &name)
{
    const auto at = challenge.indexOf(QByteArray(name + '='));
    if (at < 0)
        return {};
    const QByteArray rest = challenge.mid(at + name.size() + 1);
    return rest.startsWith('"')
        ? rest.mid(1, rest.indexOf('"', 1) - 1)
        : rest.left(rest.indexOf(',') < 0 ? rest.size() : rest.indexOf(','));
}
} // namespace

QString addressOf(const QString &camera)
{
    static const QStringList names{QStringLiteral("street"), QStringLiteral("market"),
                                   QStringLiteral("school"), QStringLiteral("dome"),
                                   QStringLiteral("digest"), QStringLiteral("odd"),
                                   QStringLiteral("refused")};
    return QStringLiteral("127.0.82.%1").arg(11 + names.indexOf(camera));
}

QString passwordOf(const QString &camera)
{
    return QStringLiteral("Essai-") + camera;
}

QString rtspUrl(const QString &camera, const QString &mount, const QString &password)
{
    return QStringLiteral("rtsp://vigie:%1@%2:8554/%3")
        .arg(password.isEmpty() ? passwordOf(camera) : password, addressOf(camera), mount);
}

Finished ffprobe(const QString &url, const QString &transport, const QStringList &what)
{
    QProcess process;
    process.start(QStringLiteral("ffprobe"),
                  QStringList{QStringLiteral("-v"), QStringLiteral("error"),
                              QStringLiteral("-rtsp_transport"), transport, QStringLiteral("-of"),
                              QStringLiteral("csv=p=0")}
                      + what + QStringList{url});
    const bool ended = process.waitForFinished(kProbeMs);
    if (!ended) {
        process.kill();
        process.waitForFinished();
    }
    return {ended ? process.exitCode() : -1,
            QString::fromUtf8(process.readAllStandardOutput()).trimmed(),
            QString::fromUtf8(process.readAllStandardError())};
}

Viewer::Viewer(const QString &url, const QString &transport)
{
    m_since.start();
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &Viewer::onOutput);
    m_process.start(QStringLiteral("ffmpeg"),
                    {QStringLiteral("-nostdin"), QStringLiteral("-v"), QStringLiteral("warning"),
                     QStringLiteral("-fflags"), QStringLiteral("nobuffer"),
                     QStringLiteral("-analyzeduration"), QStringLiteral("500000"),
                     QStringLiteral("-rtsp_transport"), transport, QStringLiteral("-i"), url,
                     QStringLiteral("-f"), QStringLiteral("rawvideo"), QStringLiteral("-pix_fmt"),
                     QStringLiteral("gray"), QStringLiteral("pipe:1")});
}

Viewer::~Viewer()
{
    m_process.terminate();
    if (!m_process.waitForFinished(3000))
        kill();
}

void Viewer::kill()
{
    m_process.kill();
    m_process.waitForFinished();
}

void Viewer::onOutput()
{
    constexpr qsizetype size = kWidth * kHeight;
    m_pending += m_process.readAllStandardOutput();
    while (m_pending.size() >= size) {
        m_picture = m_pending.left(size);
        m_pending.remove(0, size);
        m_since.start();
        ++m_pictures;
    }
}

double difference(const QByteArray &a, const QByteArray &b)
{
    qint64 sum = 0;
    constexpr qsizetype from = Viewer::kWidth * 60;
    constexpr qsizetype to = Viewer::kWidth * 200;
    if (a.size() < to || b.size() < to)
        return -1;
    for (qsizetype i = from; i < to; ++i)
        sum += std::abs(static_cast<uchar>(a[i]) - static_cast<uchar>(b[i]));
    return static_cast<double>(sum) / (to - from);
}

HttpAnswer http(const QString &camera, const QByteArray &method, const QByteArray &path,
                const QByteArray &body, const QByteArray &authorization)
{
    QTcpSocket socket;
    socket.connectToHost(addressOf(camera), 8080);
    if (!socket.waitForConnected(2000))
        return {};
    QByteArray request = method + ' ' + path
        + " HTTP/1.1\r\nHost: camera\r\nContent-Type: "
          "application/soap+xml; charset=utf-8\r\nContent-Length: "
        + QByteArray::number(body.size()) + "\r\n";
    if (!authorization.isEmpty())
        request += "Authorization: " + authorization + "\r\n";
    socket.write(request + "\r\n" + body);
    QByteArray answer;
    qsizetype head = -1;
    qsizetype length = -1;
    while (head < 0 || answer.size() < head + 4 + length) {
        if (!socket.waitForReadyRead(5000))
            return {};
        answer += socket.readAll();
        head = answer.indexOf("\r\n\r\n");
        const auto at = answer.indexOf("Content-Length: ");
        if (head >= 0 && at >= 0)
            length = answer.mid(at + 16, answer.indexOf('\r', at) - at - 16).toLongLong();
    }
    HttpAnswer result{answer.mid(9, 3).toInt(), {}, answer.mid(head + 4)};
    for (const QByteArray &line : answer.left(head).split('\n')) {
        if (line.startsWith("WWW-Authenticate: "))
            result.challenges.append(line.mid(18).trimmed());
    }
    return result;
}

QByteArray soap(const QByteArray &body, const QByteArray &header)
{
    return "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\""
           " xmlns:tds=\"http://www.onvif.org/ver10/device/wsdl\""
           " xmlns:trt=\"http://www.onvif.org/ver10/media/wsdl\""
           " xmlns:tr2=\"http://www.onvif.org/ver20/media/wsdl\""
           " xmlns:tptz=\"http://www.onvif.org/ver20/ptz/wsdl\""
           " xmlns:tt=\"http://www.onvif.org/ver10/schema\">"
        + (header.isEmpty() ? QByteArray() : QByteArray("<s:Header>" + header + "</s:Header>"))
        + "<s:Body>" + body + "</s:Body></s:Envelope>";
}

QByteArray token(const QString &password, QDateTime created)
{
    if (!created.isValid())
        created = QDateTime::currentDateTimeUtc();
    const QByteArray nonce =
        QByteArray::number(QRandomGenerator::global()->generate64()).leftJustified(16, '0');
    const QByteArray at = created.toString(Qt::ISODateWithMs).toUtf8();
    const QByteArray proof = QCryptographicHash::hash(QByteArray(nonce + at + password.toUtf8()),
                                                      QCryptographicHash::Sha1);
    const QByteArray oasis = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-";
    return "<w:Security xmlns:w=\"" + oasis + "wssecurity-secext-1.0.xsd\" s:mustUnderstand=\"1\">"
        + "<w:UsernameToken><w:Username>vigie</w:Username><w:Password Type=\"" + oasis
        + "username-token-profile-1.0#PasswordDigest\">" + proof.toBase64()
        + "</w:Password><w:Nonce>" + nonce.toBase64() + "</w:Nonce><u:Created xmlns:u=\"" + oasis
        + "wssecurity-utility-1.0.xsd\">" + at + "</u:Created></w:UsernameToken></w:Security>";
}

QByteArray digest(const QByteArray &challenge, const QString &password, const QByteArray &path)
{
    const QByteArray algorithm = parameter(challenge, "algorithm");
    const auto hex = [&algorithm](const QByteArray &text) {
        return QCryptographicHash::hash(text,
                                        algorithm == "SHA-256" ? QCryptographicHash::Sha256
                                                               : QCryptographicHash::Md5)
            .toHex();
    };
    const QByteArray realm = parameter(challenge, "realm");
    const QByteArray nonce = parameter(challenge, "nonce");
    const QByteArray ha1 = hex("vigie:" + realm + ':' + password.toUtf8());
    const QByteArray ha2 = hex("POST:" + path);
    return "Digest username=\"vigie\", realm=\"" + realm + "\", nonce=\"" + nonce + "\", uri=\""
        + path + "\", algorithm=" + algorithm + ", qop=auth, nc=00000001, cnonce=\"c0ffee\""
        + ", response=\"" + hex(ha1 + ':' + nonce + ":00000001:c0ffee:auth:" + ha2) + '"';
}

HttpAnswer call(const QString &camera, const QByteArray &service, const QByteArray &body)
{
    return http(camera, "POST", "/onvif/" + service, soap(body, token(passwordOf(camera))));
}

} // namespace vigie::test
