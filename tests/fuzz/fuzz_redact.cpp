// SPDX-License-Identifier: GPL-3.0-or-later
//
// Text of a peer on its way into the log, with a password in it.
#include "fuzz.h"

#include <core/redact.h>

using namespace vigie;
using fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    constexpr int kLongest = 300;
    QString text = QString::fromUtf8(fuzz::bytesOf(data, size));
    text.replace(u'\u0394', QChar(0xd800)); // half a character, which UTF-8 cannot bring
    const QString known = QStringLiteral("Tr0is-Mots");
    if (text.contains(known))
        return 0;
    for (const QString &secret : {QStringLiteral("rtsp://vigie:Tr0is-Mots@127.0.83.1/main"),
                                  QStringLiteral("rtsp://vigie:a/b@Tr0is-Mots@127.0.83.1/main"),
                                  QStringLiteral("Authorization: Basic Tr0is-Mots"),
                                  QStringLiteral("password=Tr0is-Mots")}) {
        for (const QString &line : {QString(secret + u' ' + text), QString(text + u'\n' + secret),
                                    QString(text + u'\n' + secret + u'\n' + text)}) {
            const QString shown = redactedText(line, kLongest);
            require(!shown.contains(known), "no password is left");
            require(shown.size() <= kLongest, "cut to its length");
            for (const QChar c : shown)
                require(c.unicode() >= 0x20 && c.unicode() != 0x7f, "no control character");
        }
    }
    const QUrl url(text);
    require(!redacted(url).contains(u'@') || !url.userInfo().isEmpty() || text.contains(u'@')
                || text.contains(QLatin1StringView("%40")),
            "no user info is made up");
    require(QUrl(redacted(url)).userInfo().isEmpty() || !url.isValid(), "no user info is left");
    return 0;
}
