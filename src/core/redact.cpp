// SPDX-License-Identifier: GPL-3.0-or-later
#include <core/redact.h>

#include <QtCore/QRegularExpression>

namespace vigie {
namespace {

constexpr int kLongestSecret = 2048;

} // namespace

QString redacted(const QUrl &url)
{
    return url.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment);
}

QString redactedText(QString text, int maxLength)
{
    // To the last at sign: a password may hold one, and a slash, where somebody forgot to encode it.
    static const QRegularExpression userInfo(QStringLiteral("([A-Za-z][A-Za-z0-9+.-]*://)\\S*@"));
    static const QRegularExpression header(
        QStringLiteral("((?:WWW-)?Authenticat(?:e|ion)|(?:Proxy-)?Authorization)[\"']?\\s*[:=][^\\r\\n]*"),
        QRegularExpression::CaseInsensitiveOption);
    static const QString names =
        QStringLiteral("(pass(?:word|phrase|wd)?|pwd|passworddigest|nonce|cnonce|response|token)");
    static const QRegularExpression element(
        QStringLiteral("(<(?:[a-z0-9_-]+:)?") + names + QStringLiteral("\\b[^<>]*>)[^<]*"),
        QRegularExpression::CaseInsensitiveOption);
    // A value in quotes goes to the closing one, past spaces and escaped quotes.
    static const QRegularExpression field(
        QStringLiteral("\\b") + names
            + QStringLiteral("(\\\\?[\"']?\\s*[:=>]\\s*)"
                             "(?:\"(?:[^\"\\\\]|\\\\.)*\"?|\\\\\"(?:[^\"\\\\]|\\\\[^\"])*|'[^']*'?|[^\"&<\\s,;]+)"),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::DotMatchesEverythingOption);
    // Patterns look at each beginning again: what cannot be shown is not looked at, but for a secret that begins in
    // what can.
    text.truncate(maxLength + kLongestSecret);
    // Half a character, cut here or sent so, would make every pattern give up, and all stay as it is.
    text = QString::fromUtf8(text.toUtf8());
    text.replace(userInfo, QStringLiteral("\\1…@"));
    text.replace(header, QStringLiteral("\\1: …"));
    text.replace(element, QStringLiteral("\\1…"));
    text.replace(field, QStringLiteral("\\1\\2…"));
    for (QChar &c : text) {
        if (c.category() == QChar::Other_Control)
            c = QLatin1Char(' ');
    }
    if (text.size() > maxLength) {
        text.truncate(maxLength - 1);
        if (!text.isEmpty() && text.back().isHighSurrogate())
            text.chop(1);
        text.append(QChar(0x2026));
    }
    return text;
}

} // namespace vigie
