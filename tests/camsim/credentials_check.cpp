// SPDX-License-Identifier: GPL-3.0-or-later
#include "credentials_check.h"

#include <QtCore/QRandomGenerator>
#include <QtCore/QRegularExpression>
#include <QtCore/QUrl>

#include <cmath>

namespace vigie::camsim {

namespace {
constexpr qint64 kWindowS = 300;
constexpr qsizetype kMaxTokens = 65536; // more than anybody steers in ten minutes
constexpr qsizetype kMaxNonces = 4096;
const QByteArray kRealm = QByteArrayLiteral("vigie-camsim");

QHash<QByteArray, QByteArray> digestParameters(const QByteArray &header)
{
    static const QRegularExpression part(
        QStringLiteral("(\\w+)\\s*=\\s*(?:\"([^\"]*)\"|([^\\s,\"]+))"));
    QHash<QByteArray, QByteArray> parameters;
    auto matches = part.globalMatch(QString::fromLatin1(header.left(4096)));
    while (matches.hasNext()) {
        const auto match = matches.next();
        const QString value = match.captured(2).isEmpty() ? match.captured(3) : match.captured(2);
        parameters.insert(match.captured(1).toLower().toLatin1(), value.toLatin1());
    }
    return parameters;
}
} // namespace

QString TokenCheck::refusal(const UsernameToken &token, const QDateTime &now)
{
    if (token.user != m_user)
        return QStringLiteral("user");
    if (token.passwordType != u"PasswordDigest" || token.nonce.isEmpty())
        return QStringLiteral("no digest");
    const QDateTime created = QDateTime::fromString(token.created, Qt::ISODateWithMs);
    if (!created.isValid() || std::abs(created.secsTo(now)) > kWindowS)
        return QStringLiteral("created outside the window");
    const QByteArray expected = QCryptographicHash::hash(
        QByteArray(token.nonce + token.created.toUtf8() + m_password.toUtf8()),
        QCryptographicHash::Sha1);
    if (QByteArray::fromBase64(token.password.toLatin1()) != expected)
        return QStringLiteral("password");
    const qint64 second = now.toSecsSinceEpoch();
    m_seen.removeIf([second](const auto &entry) { return entry.value() < second; });
    if (m_seen.contains(token.nonce))
        return QStringLiteral("nonce replayed");
    if (m_seen.size() >= kMaxTokens)
        return QStringLiteral("too many tokens");
    m_seen.insert(token.nonce, created.toSecsSinceEpoch() + kWindowS + 1);
    return {};
}

QList<QByteArray> HttpDigestCheck::challenges(bool stale, qint64 nowMs)
{
    m_nonces.removeIf(
        [nowMs](const auto &entry) { return nowMs - entry.value().atMs > kWindowS * 1000; });
    if (m_nonces.size() >= kMaxNonces)
        m_nonces.clear();
    QByteArray random(16, Qt::Uninitialized);
    for (char &byte : random)
        byte = static_cast<char>(QRandomGenerator::system()->bounded(256));
    const QByteArray nonce = random.toHex();
    m_nonces.insert(nonce, {nowMs, 0});
    const auto challenge = [&nonce, stale](const char *name) {
        return QByteArray("Digest realm=\"" + kRealm + "\", qop=\"auth\", algorithm=" + name
                          + ", nonce=\"" + nonce + '"' + (stale ? ", stale=true" : ""));
    };
    QList<QByteArray> values;
    if (m_offered != HttpDigest::Md5)
        values.append(challenge("SHA-256"));
    if (m_offered != HttpDigest::Sha256)
        values.append(challenge("MD5"));
    return values;
}

std::optional<QCryptographicHash::Algorithm>
HttpDigestCheck::algorithm(const QByteArray &name) const
{
    if (name.toUpper() == "SHA-256" && m_offered != HttpDigest::Md5)
        return QCryptographicHash::Sha256;
    if ((name.isEmpty() || name.toUpper() == "MD5") && m_offered != HttpDigest::Sha256)
        return QCryptographicHash::Md5;
    return std::nullopt;
}

std::optional<HttpDigestCheck::Refusal> HttpDigestCheck::refusal(const QByteArray &header,
                                                                 const QByteArray &method,
                                                                 const QString &path, qint64 nowMs)
{
    const auto parameters = digestParameters(header);
    const auto hash = algorithm(parameters.value("algorithm"));
    if (!hash)
        return Refusal{QStringLiteral("algorithm")};
    const auto issued = m_nonces.find(parameters.value("nonce"));
    if (issued == m_nonces.end() || nowMs - issued->atMs > kWindowS * 1000)
        return Refusal{QStringLiteral("stale nonce"), true};
    if (parameters.value("username") != m_user.toUtf8() || parameters.value("realm") != kRealm)
        return Refusal{QStringLiteral("user")};
    if (QUrl::fromEncoded(parameters.value("uri")).path() != path)
        return Refusal{QStringLiteral("uri")};
    const auto hex = [algorithm = *hash](const QByteArray &text) {
        return QCryptographicHash::hash(text, algorithm).toHex();
    };
    const QByteArray ha1 = hex(m_user.toUtf8() + ':' + kRealm + ':' + m_password.toUtf8());
    const QByteArray ha2 = hex(method + ':' + parameters.value("uri"));
    QByteArray middle = parameters.value("nonce");
    quint32 count = issued->lastCount;
    if (parameters.contains("qop")) {
        bool ok = false;
        count = parameters.value("nc").toUInt(&ok, 16);
        if (!ok || parameters.value("qop") != "auth" || parameters.value("cnonce").isEmpty())
            return Refusal{QStringLiteral("qop")};
        middle += ':' + parameters.value("nc") + ':' + parameters.value("cnonce") + ":auth";
    }
    if (parameters.value("response") != hex(ha1 + ':' + middle + ':' + ha2))
        return Refusal{QStringLiteral("password")};
    if (parameters.contains("qop") && count <= issued->lastCount)
        return Refusal{QStringLiteral("nonce count replayed"), true};
    issued->lastCount = count;
    return std::nullopt;
}

} // namespace vigie::camsim
