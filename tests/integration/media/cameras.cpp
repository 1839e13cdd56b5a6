// SPDX-License-Identifier: GPL-3.0-or-later
#include <cameras.h>

#include <QtCore/QHash>

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
