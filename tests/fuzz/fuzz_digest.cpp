// SPDX-License-Identifier: GPL-3.0-or-later
//
// WWW-Authenticate as a camera sends it, one header a line, and what we answer to it.
#include "fuzz.h"

#include <net/digest.h>

#include <algorithm>

using namespace vigie;
using fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto challenge = net::strongestDigest(fuzz::bytesOf(data, size).split('\n'));
    if (!challenge) {
        require(challenge.error().code == ErrorCode::NotSupported
                    || challenge.error().code == ErrorCode::Protocol,
                "an error of strongestDigest()'s");
        return 0;
    }
    require(!challenge->nonce.isEmpty(), "a challenge has a nonce");
    static const Secret password(QByteArrayLiteral("Tr0is-Mots"));
    const QByteArray header =
        net::digestAuthorization(*challenge, "vigie", password, "POST", "/onvif/device_service", 1,
                                 "0123456789abcdef0123456789abcdef");
    const auto isControl = [](char c) { return static_cast<unsigned char>(c) < 0x20; };
    require(std::none_of(header.cbegin(), header.cend(), isControl),
            "one header line, whatever the challenge holds");
    require(!header.contains("Tr0is-Mots") || challenge->realm.contains("Tr0is-Mots")
                || challenge->nonce.contains("Tr0is-Mots")
                || challenge->opaque.contains("Tr0is-Mots"),
            "no password in the answer");
    // Outside quoted texts nothing but our own parameters: as many as we write.
    bool inside = false;
    qsizetype commas = 0;
    for (qsizetype i = 0; i < header.size(); ++i) {
        if (inside && header.at(i) == '\\')
            ++i;
        else if (header.at(i) == '"')
            inside = !inside;
        else if (!inside && header.at(i) == ',')
            ++commas;
    }
    require(!inside, "every quoted text ends");
    const qsizetype expected = 4 + (challenge->algorithmStated ? 1 : 0)
        + (challenge->qopAuth ? 3 : 0) + (challenge->opaque.isEmpty() ? 0 : 1);
    require(commas == expected, "a challenge adds no parameter");
    return 0;
}
