// SPDX-License-Identifier: GPL-3.0-or-later
//
// A registry file from outside: what is accepted can be written and read again, the same.
#include "fuzz.h"

#include <registry/json.h>

#include <QtCore/QJsonDocument>

using namespace vigie;
using namespace vigie::registry;
using fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray json = fuzz::bytesOf(data, size);
    QStringList problems;
    const auto content = contentFromJson(json, problems);
    require(problems.size() <= 1001, "problems are bounded");
    if (!content) {
        require(content.error().code == ErrorCode::InvalidArgument
                    || content.error().code == ErrorCode::NewerSchema,
                "an error of contentFromJson()'s");
        require(!problems.isEmpty(), "a refusal says why");
        for (const QString &problem : std::as_const(problems))
            require(problem.size() < 3000, "a problem is short");
        return 0;
    }
    require(problems.isEmpty(), "nothing with a problem is accepted");
    const QJsonObject written = toJson(*content);
    const auto again = contentFromJson(QJsonDocument(written).toJson(), problems);
    require(again.has_value(), "what was accepted can be read again");
    require(toJson(*again) == written, "and says the same");
    const auto merged = mergedFromJson(json, *again, problems);
    require(merged.has_value() && toJson(*merged) == written, "merged into itself it stays");
    return 0;
}
