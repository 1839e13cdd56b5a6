// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <rtsp/client.h>
#include <scripted_server.h>
#include <support/interrupts.h>

#include <QtCore/QList>

namespace vigie::test {

/// Where a client of the tests goes.
[[nodiscard]] inline rtsp::Target targetOf(const QString &url, RtpTransport transport = RtpTransport::Tcp)
{
    rtsp::Target target;
    target.url = QUrl(url);
    target.transport = transport;
    return target;
}

/// Pictures \p from to \p to of a stream, one each 3,600 ticks, on \p channel; the first is a key.
[[nodiscard]] inline QByteArray mediaOf(int from, int to, char channel = 0)
{
    QByteArray media;
    for (int i = from; i <= to; ++i) {
        media += interleaved(channel,
                             rtpPicture(static_cast<quint16>(i), static_cast<quint32>(i) * 3600, i == from,
                                        static_cast<char>('a' + i % 26)));
    }
    return media;
}

/// The byte that fills picture \p i of mediaOf().
[[nodiscard]] inline char fillOf(const rtsp::Picture &picture)
{
    return picture.coded.bytes.isEmpty() ? '\0' : picture.coded.bytes.back();
}

} // namespace vigie::test
