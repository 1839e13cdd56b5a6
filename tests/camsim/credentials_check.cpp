// SPDX-License-Identifier: GPL-3.0-or-later
#include "credentials_check.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QRandomGenerator>
#include <QtCore/QRegularExpression>

#include <cmath>

namespace vigie::camsim {

namespace {
constexpr qint64 kWindowS = 300;
constexpr qsizetype kMaxKept = 4096; // nonces remembered per camera
const QByteArray kRealm = QByteArrayLiteral("vigie-camsim");

QByteArray md5(const QByteArray &text)
{
    return QCryptographicHash::hash(text, QCryptographicHash::Md5).toHex();
}

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
        QByteArray(token.nonce + token.created.toUtf8() + m_password.toUtf8()), QCryptographicHash::Sha1);
    if (QByteArray::fromBase64(token.password.toLatin1()) != expected)
        return QStringLiteral("password");
    const qint64 second = now.toSecsSinceEpoch();
    m_seen.removeIf([second](const auto &entry) { return second - entry.value() > 2 * kWindowS; });
    if (m_seen.contains(token.nonce) || m_seen.size() >= kMaxKept)
        return QStringLiteral("nonce replayed");
    m_seen.insert(token.nonce, second);
    return {};
}

QByteArray HttpDigestCheck::challenge(qint64 nowMs)
{
    m_nonces.removeIf(
        [nowMs](const auto &entry) { return nowMs - entry.value().atMs > kWindowS * 1000; });
    if (m_nonces.size() >= kMaxKept)
        m_nonces.clear();
    QByteArray random(16, Qt::Uninitialized);
    for (char &byte : random)
        byte = static_cast<char>(QRandomGenerator::system()->bounded(256));
    const QByteArray nonce = random.toHex();
    m_nonces.insert(nonce, {nowMs, 0});
    return "Digest realm=\"" + kRealm + "\", qop=\"auth\", algorithm=MD5, nonce=\"" + nonce + '"';
}

QString HttpDigestCheck::refusal(const QByteArray &header, const QByteArray &method, qint64 nowMs)
{
    const auto parameters = digestParameters(header);
    const auto issued = m_nonces.find(parameters.value("nonce"));
    if (issued == m_nonces.end() || nowMs - issued->atMs > kWindowS * 1000)
        return QStringLiteral("stale nonce");
    if (parameters.value("username") != m_user.toUtf8() || parameters.value("realm") != kRealm)
        return QStringLiteral("user");
    const QByteArray ha1 = md5(m_user.toUtf8() + ':' + kRealm + ':' + m_password.toUtf8());
    const QByteArray ha2 = md5(method + ':' + parameters.value("uri"));
    QByteArray middle = parameters.value("nonce");
    quint32 count = issued->lastCount + 1;
    if (parameters.contains("qop")) {
        bool ok = false;
        count = parameters.value("nc").toUInt(&ok, 16);
        if (!ok || count <= issued->lastCount)
            return QStringLiteral("nonce count replayed");
        middle += ':' + parameters.value("nc") + ':' + parameters.value("cnonce") + ':'
            + parameters.value("qop");
    }
    if (parameters.value("response") != md5(ha1 + ':' + middle + ':' + ha2))
        return QStringLiteral("password");
    issued->lastCount = count;
    return {};
}

} // namespace vigie::camsim
