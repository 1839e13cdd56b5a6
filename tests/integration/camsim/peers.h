// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QElapsedTimer>
#include <QtCore/QProcess>

namespace vigie::test {

/// Address of a camera of the plan beside this file.
[[nodiscard]] QString addressOf(const QString &camera);
[[nodiscard]] QString passwordOf(const QString &camera);
/// "rtsp://user:password@address:8554/sub"; an empty password is the right one.
[[nodiscard]] QString rtspUrl(const QString &camera, const QString &mount,
                              const QString &password = {});

struct Finished {
    int exitCode = -1; ///< -1: it had to be killed
    QString out;
    QString err;
};
/// FFmpeg's ffprobe on \p url: somebody else's RTSP client. Ends within 20 s.
[[nodiscard]] Finished ffprobe(const QString &url, const QString &transport,
                               const QStringList &what);

/// FFmpeg watching a stream of 640x360: grey pictures, as they come. Thread: one.
class Viewer : public QObject {
    Q_OBJECT
public:
    static constexpr int kWidth = 640;
    static constexpr int kHeight = 360;
    explicit Viewer(const QString &url, const QString &transport = QStringLiteral("tcp"));
    ~Viewer() override;

    [[nodiscard]] int pictures() const { return m_pictures; }
    /// The last whole picture; empty before the first.
    [[nodiscard]] QByteArray picture() const { return m_picture; }
    [[nodiscard]] qint64 msSincePicture() const { return m_since.elapsed(); }
    [[nodiscard]] bool isRunning() const { return m_process.state() == QProcess::Running; }
    [[nodiscard]] QByteArray complaints() { return m_process.readAllStandardError(); }
    /// Without a word to the camera.
    void kill();

private:
    void onOutput();
    QProcess m_process;
    QByteArray m_pending;
    QByteArray m_picture;
    QElapsedTimer m_since;
    int m_pictures = 0;
};

/// Mean difference of two pictures where the scene of a head is: no label, no traffic.
[[nodiscard]] double difference(const QByteArray &a, const QByteArray &b);

struct HttpAnswer {
    int status = 0; ///< 0: no answer
    QList<QByteArray> challenges; ///< values of WWW-Authenticate
    QByteArray body;
};
/// One HTTP request over a connection of its own, written by hand.
[[nodiscard]] HttpAnswer http(const QString &camera, const QByteArray &method,
                              const QByteArray &path, const QByteArray &body,
                              const QByteArray &authorization = {});

/// A SOAP envelope with the namespaces of ONVIF.
[[nodiscard]] QByteArray soap(const QByteArray &body, const QByteArray &header = {});
/// A SOAP header with a WS-UsernameToken PasswordDigest of \p created (now, where empty).
[[nodiscard]] QByteArray token(const QString &password, QDateTime created = {});
/// Authorization for a POST to \p path as RFC 7616 says, to a challenge that names its algorithm.
[[nodiscard]] QByteArray digest(const QByteArray &challenge, const QString &password,
                                const QByteArray &path);
/// A call with a fresh token for the camera's password.
[[nodiscard]] HttpAnswer call(const QString &camera, const QByteArray &service,
                              const QByteArray &body);

} // namespace vigie::test
