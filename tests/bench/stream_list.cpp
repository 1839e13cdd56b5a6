// SPDX-License-Identifier: GPL-3.0-or-later
#include "stream_list.h"

#include <QtCore/QFile>

namespace vigie::bench {

media::SessionOptions BenchStream::options(RtpTransport transport) const
{
    media::SessionOptions options;
    options.stream.name = QStringLiteral("bench");
    options.stream.url = url;
    options.stream.transport = transport;
    options.user = user;
    options.password = Secret::fromUtf8(password);
    return options;
}

std::optional<BenchStream> parseStream(const QString &address)
{
    const QUrl url(address.trimmed(), QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty() || !url.scheme().startsWith(QLatin1String("rtsp")))
        return std::nullopt;
    return BenchStream{url.adjusted(QUrl::RemoveUserInfo), url.userName(QUrl::FullyDecoded),
                       url.password(QUrl::FullyDecoded), address.trimmed()};
}

std::vector<BenchStream> readStreams(const QString &file)
{
    QFile input(file);
    if (!input.open(QIODevice::ReadOnly | QIODevice::Text))
        return {};
    std::vector<BenchStream> streams;
    while (!input.atEnd()) {
        const QString line = QString::fromUtf8(input.readLine(4096)).trimmed();
        if (line.isEmpty() || line.startsWith(QLatin1Char('#')))
            continue;
        std::optional<BenchStream> stream = parseStream(line);
        if (!stream)
            return {};
        streams.push_back(std::move(*stream));
    }
    return streams;
}

RtpTransport transportOf(const QString &name)
{
    if (name == QLatin1String("udp"))
        return RtpTransport::Udp;
    return name == QLatin1String("tcp") ? RtpTransport::Tcp : RtpTransport::Auto;
}

} // namespace vigie::bench
