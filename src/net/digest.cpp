// SPDX-License-Identifier: GPL-3.0-or-later
#include <net/digest.h>

#include <QtCore/QCryptographicHash>
#include <QtCore/QHash>
#include <QtCore/QRandomGenerator>

#include <array>

namespace vigie::net {
namespace {

constexpr qsizetype kLongestHeader = 4096;

/// Walks over a WWW-Authenticate value: scheme, then name=value pairs, then perhaps the next
/// scheme.
class Scanner {
public:
    explicit Scanner(const QByteArray &text) : m_text(text) { }
    void skipSeparators()
    {
        while (m_at < m_text.size()
               && (m_text.at(m_at) == ' ' || m_text.at(m_at) == '\t' || m_text.at(m_at) == ','))
            ++m_at;
    }
    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }
    QByteArray token()
    {
        const qsizetype from = m_at;
        while (m_at < m_text.size() && !isDelimiter(m_text.at(m_at)))
            ++m_at;
        return m_text.mid(from, m_at - from);
    }
    /// True when "= value" follows, and takes it.
    bool value(QByteArray &out)
    {
        const qsizetype mark = m_at;
        while (m_at < m_text.size() && m_text.at(m_at) == ' ')
            ++m_at;
        if (m_at >= m_text.size() || m_text.at(m_at) != '=') {
            m_at = mark;
            return false;
        }
        ++m_at;
        while (m_at < m_text.size() && m_text.at(m_at) == ' ')
            ++m_at;
        out.clear();
        if (m_at < m_text.size() && m_text.at(m_at) == '"') {
            for (++m_at; m_at < m_text.size() && m_text.at(m_at) != '"'; ++m_at) {
                if (m_text.at(m_at) == '\\' && m_at + 1 < m_text.size())
                    ++m_at;
                out.append(m_text.at(m_at));
            }
            ++m_at;
            return true;
        }
        out = token();
        return true;
    }
    void skipOne() { ++m_at; }

private:
    static bool isDelimiter(char c)
    {
        return c == ' ' || c == '\t' || c == ',' || c == '=' || c == '"';
    }
    const QByteArray &m_text;
    qsizetype m_at = 0;
};

using Parameters = QHash<QByteArray, QByteArray>;

/// The parameters of each Digest challenge in \p header.
QList<Parameters> digestChallenges(const QByteArray &header)
{
    QList<Parameters> challenges;
    bool inDigest = false;
    Scanner scanner(header);
    for (scanner.skipSeparators(); !scanner.atEnd(); scanner.skipSeparators()) {
        const QByteArray name = scanner.token().toLower();
        if (name.isEmpty()) {
            scanner.skipOne();
            continue;
        }
        QByteArray value;
        if (!scanner.value(value)) {
            inDigest = name == "digest";
            if (inDigest)
                challenges.append(Parameters());
        } else if (inDigest) {
            challenges.last().insert(name, value);
        }
    }
    return challenges;
}

std::optional<DigestChallenge> usable(const Parameters &parameters)
{
    DigestChallenge challenge;
    challenge.realm = parameters.value("realm");
    challenge.nonce = parameters.value("nonce");
    challenge.opaque = parameters.value("opaque");
    challenge.stale = parameters.value("stale").toLower() == "true";
    QByteArray algorithm = parameters.value("algorithm").toUpper();
    challenge.algorithmStated = !algorithm.isEmpty();
    if (algorithm.endsWith("-SESS")) {
        challenge.session = true;
        algorithm.chop(5);
    }
    if (algorithm == "SHA-256")
        challenge.algorithm = DigestAlgorithm::Sha256;
    else if (!algorithm.isEmpty() && algorithm != "MD5")
        return std::nullopt;
    const auto qops = parameters.value("qop").toLower().split(',');
    for (const QByteArray &qop : qops)
        challenge.qopAuth = challenge.qopAuth || qop.trimmed() == "auth";
    if (parameters.contains("qop") && !challenge.qopAuth)
        return std::nullopt; // auth-int alone: nobody offers it
    if (challenge.nonce.isEmpty() || (challenge.session && !challenge.qopAuth))
        return std::nullopt;
    return challenge;
}

QByteArray hash(DigestAlgorithm algorithm, const QByteArray &text)
{
    return QCryptographicHash::hash(text,
                                    algorithm == DigestAlgorithm::Sha256
                                        ? QCryptographicHash::Sha256
                                        : QCryptographicHash::Md5)
        .toHex();
}

QByteArray quoted(const QByteArray &value)
{
    QByteArray escaped;
    for (const char c : value) {
        if (c == '"' || c == '\\')
            escaped.append('\\');
        if (static_cast<unsigned char>(c) >= 0x20) // a line break must not end the header
            escaped.append(c);
    }
    return QByteArray("\"" + escaped + "\"");
}

} // namespace

Result<DigestChallenge> strongestDigest(const QList<QByteArray> &wwwAuthenticate)
{
    std::optional<DigestChallenge> best;
    for (const QByteArray &header : wwwAuthenticate) {
        if (header.size() > kLongestHeader)
            return fail(
                ErrorCode::Protocol,
                QStringLiteral("an authentication challenge of %1 bytes").arg(header.size()));
        for (const Parameters &parameters : digestChallenges(header)) {
            const auto challenge = usable(parameters);
            if (challenge
                && (!best
                    || (best->algorithm == DigestAlgorithm::Md5
                        && challenge->algorithm == DigestAlgorithm::Sha256)))
                best = challenge;
        }
    }
    if (!best)
        return fail(ErrorCode::NotSupported,
                    QStringLiteral("no Digest challenge that can be answered"));
    return *best;
}

QByteArray digestAuthorization(const DigestChallenge &challenge, const QByteArray &user,
                               const Secret &password, const QByteArray &method,
                               const QByteArray &uri, quint32 count, const QByteArray &clientNonce)
{
    const auto algorithm = challenge.algorithm;
    const QByteArray countText = QByteArray::number(count, 16).rightJustified(8, '0');
    QByteArray secretPart = user + ':' + challenge.realm + ':' + password.revealBytes();
    QByteArray ha1 = hash(algorithm, secretPart);
    secretPart.fill('\0');
    if (challenge.session)
        ha1 = hash(algorithm, ha1 + ':' + challenge.nonce + ':' + clientNonce);
    const QByteArray ha2 = hash(algorithm, method + ':' + uri);
    const QByteArray response = challenge.qopAuth
        ? hash(algorithm,
               ha1 + ':' + challenge.nonce + ':' + countText + ':' + clientNonce + ":auth:" + ha2)
        : hash(algorithm, ha1 + ':' + challenge.nonce + ':' + ha2);
    QByteArray header = "Digest username=" + quoted(user) + ", realm=" + quoted(challenge.realm)
        + ", nonce=" + quoted(challenge.nonce) + ", uri=" + quoted(uri) + ", response=\"" + response
        + '"';
    if (challenge.algorithmStated) {
        header +=
            QByteArray(", algorithm=") + (algorithm == DigestAlgorithm::Sha256 ? "SHA-256" : "MD5");
        if (challenge.session)
            header += "-sess";
    }
    if (challenge.qopAuth)
        header += ", qop=auth, nc=" + countText + ", cnonce=\"" + clientNonce + '"';
    if (!challenge.opaque.isEmpty())
        header += ", opaque=" + quoted(challenge.opaque);
    return header;
}

QByteArray makeClientNonce()
{
    std::array<quint32, 4> random{};
    QRandomGenerator::system()->fillRange(random.data(), static_cast<qsizetype>(random.size()));
    return QByteArray(reinterpret_cast<const char *>(random.data()), sizeof random).toHex();
}

} // namespace vigie::net
