// SPDX-License-Identifier: GPL-3.0-or-later
#include <core/redact.h>

#include <QtCore/QRegularExpression>

namespace vigie {

QString redacted(const QUrl &url)
{
    return url.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment);
}

QString redactedText(QString text, int maxLength)
{
    static const QRegularExpression userInfo(QStringLiteral("([A-Za-z][A-Za-z0-9+.-]*://)[^/@\\s]*@"));
    static const QRegularExpression header(
        QStringLiteral("((?:WWW-)?Authenticat(?:e|ion)|(?:Proxy-)?Authorization)\\s*[:=][^\\r\\n]*"),
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression field(
        QStringLiteral("\\b(pass(?:word|phrase|wd)?|pwd|passworddigest|nonce|cnonce|response|token)(\"?\\s*[:=>]\\s*\"?)[^\"&<\\s,;]+"),
        QRegularExpression::CaseInsensitiveOption);
    text.replace(userInfo, QStringLiteral("\\1…@"));
    text.replace(header, QStringLiteral("\\1: …"));
    text.replace(field, QStringLiteral("\\1\\2…"));
    for (QChar &c : text) {
        if (c.unicode() < 0x20 || c.unicode() == 0x7f)
            c = QLatin1Char(' ');
    }
    if (text.size() > maxLength) {
        text.truncate(maxLength - 1);
        text.append(QChar(0x2026));
    }
    return text;
}

} // namespace vigie
