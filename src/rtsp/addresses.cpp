// SPDX-License-Identifier: GPL-3.0-or-later
#include <rtsp/addresses.h>

#include <core/redact.h>

namespace vigie::rtsp {
namespace {

/// Length of "rtsp://host:port" in \p uri; 0: it is not a whole address.
qsizetype originLength(const QByteArray &uri)
{
    const QByteArray head = uri.left(8).toLower();
    if (!head.startsWith("rtsp://") && !head.startsWith("rtsps://"))
        return 0;
    const qsizetype slash = uri.indexOf('/', uri.indexOf("://") + 3);
    return slash < 0 ? uri.size() : slash;
}

/// Nothing of a peer's may end our request line early, or hold credentials.
QByteArray clean(const QByteArray &uri)
{
    QByteArray text;
    text.reserve(uri.size());
    for (const char c : uri) {
        if (static_cast<unsigned char>(c) > 0x20 && c != 0x7f)
            text.append(c);
    }
    const qsizetype origin = originLength(text);
    const qsizetype at = text.left(origin).lastIndexOf('@');
    if (at > 0) {
        const qsizetype from = text.indexOf("://") + 3;
        text.remove(from, at + 1 - from);
    }
    return text;
}

} // namespace

QByteArray requestUri(const QUrl &url)
{
    return url.toEncoded(QUrl::RemoveUserInfo | QUrl::RemoveFragment);
}

QByteArray baseUri(const QByteArray &contentBase, const QByteArray &contentLocation, const QByteArray &asked)
{
    for (const QByteArray &offered : {contentBase, contentLocation}) {
        const QByteArray text = clean(offered);
        if (originLength(text) > 0)
            return text;
    }
    return asked;
}

QByteArray controlUri(const QByteArray &base, const QByteArray &control)
{
    const QByteArray text = clean(control);
    if (text.isEmpty() || text == "*")
        return base;
    if (originLength(text) > 0)
        return text;
    const qsizetype origin = originLength(base);
    const QByteArray path = base.mid(origin, base.indexOf('?', origin) < 0 ? -1 : base.indexOf('?', origin) - origin);
    if (text.startsWith('/') && path.size() > 1 && text.startsWith(path))
        return base.left(origin) + text;
    if (text.startsWith('?'))
        return base + text;
    if (base.endsWith('/') && text.startsWith('/'))
        return base + text.mid(1);
    return base.endsWith('/') || text.startsWith('/') ? QByteArray(base + text) : QByteArray(base + '/' + text);
}

Result<QUrl> redirection(const QUrl &from, const QByteArray &location)
{
    const QUrl to = from.resolved(QUrl(QString::fromUtf8(clean(location)), QUrl::TolerantMode))
                        .adjusted(QUrl::RemoveUserInfo | QUrl::RemoveFragment);
    const bool sameScheme = to.scheme() == from.scheme();
    const auto portOf = [](const QUrl &url) {
        return url.port(url.scheme() == QLatin1String("rtsps") ? 322 : 554);
    };
    if (!to.isValid() || location.isEmpty() || !sameScheme || to.host() != from.host() || portOf(to) != portOf(from)) {
        return fail(ErrorCode::Protocol,
                    QStringLiteral("the peer redirects to another address: ") + redactedText(redacted(to), 120));
    }
    return to;
}

} // namespace vigie::rtsp
