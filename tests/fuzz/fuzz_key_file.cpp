// SPDX-License-Identifier: GPL-3.0-or-later
//
// A key file that is none, and sealed bytes that are none. A file of the right length, magic and
// version costs half a second of Argon2id whatever else it holds: tst_key_file reads those.
#include "fuzz.h"

#include <secrets/key_file.h>
#include <secrets/password_hash.h>
#include <secrets/sealer.h>

#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>

using namespace vigie;
using namespace vigie::secrets;
using fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    constexpr qsizetype kWholeFile = 97;
    static const QTemporaryDir folder;
    static const QString path = folder.filePath(QStringLiteral("station.key"));
    static const Secret passphrase(QByteArrayLiteral("quatre mots bien choisis"));
    static const Sealer sealer(Secret(QByteArray(kStationKeyBytes, 'k')));
    const QByteArray bytes = fuzz::bytesOf(data, size);
    const bool ours = bytes.startsWith("VIGIEKEY") && bytes.size() > 8;
    if (bytes.size() != kWholeFile || !ours || bytes.at(8) > 1) {
        {
            QFile file(path);
            if (file.open(QIODevice::WriteOnly))
                file.write(bytes);
        }
        const auto key = readKeyFile(path, passphrase);
        require(!key.has_value(), "no key comes out of it");
        require(key.error().code
                    == (ours && bytes.at(8) > 1 ? ErrorCode::NewerSchema : ErrorCode::Corrupt),
                "told from a file of a newer Vigie");
    }
    const auto opened = sealer.open(bytes, "camera:cam-03");
    require(!opened && opened.error().code == ErrorCode::Corrupt,
            "nothing opens that was not sealed here");
    return 0;
}
