// SPDX-License-Identifier: GPL-3.0-or-later
//
// A table of cameras or people from outside, merged into a small registry: what is accepted can be written and read
// again, the same.
#include "fuzz.h"

#include <registry/csv.h>
#include <registry/json.h>

using namespace vigie;
using namespace vigie::registry;
using fuzz::require;

namespace {

const Content &base()
{
    static const Content content = [] {
        QStringList problems;
        auto read = contentFromJson(R"({"format": "vigie-registry/1",
            "communes": [{"insee": "60057", "name": "Beauvais", "department": "60", "latitude": 49.43, "longitude": 2.08}],
            "sites": [{"id": "gare", "name": "Gare", "commune": "60057"}],
            "systems": [{"id": "aut-60057", "name": "Voie publique", "commune": "60057", "cameras": ["cam-01"]}],
            "cameras": [{"id": "cam-01", "name": "Parvis", "site": "gare", "system": "aut-60057", "kind": "ptz",
              "masks": [{"style": "filled", "corners": [{"x": 0, "y": 0}, {"x": 1, "y": 0}, {"x": 0, "y": 1}]}],
              "endpoint": {"streams": [{"name": "sub", "url": "rtsp://192.0.2.1/sub"}]}}],
            "persons": [{"id": "durand", "matricule": "P201", "name": "Jean Durand", "category": "maire"}]})",
                                    problems);
        require(read.has_value(), "the base is sound");
        return *read;
    }();
    return content;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray csv = fuzz::bytesOf(data, size);
    const CsvKind kind = csvKindOf(csv).value_or(size % 2 == 0 ? CsvKind::Cameras : CsvKind::People);
    QStringList problems;
    const auto content = mergedFromCsv(csv, kind, base(), problems);
    require(problems.size() <= 1001, "problems are bounded");
    if (!content) {
        require(content.error().code == ErrorCode::InvalidArgument, "an error of mergedFromCsv()'s");
        require(!problems.isEmpty(), "a refusal says why");
        for (const QString &problem : std::as_const(problems))
            require(problem.size() < 2000, "a problem is short");
        return 0;
    }
    require(problems.isEmpty(), "nothing with a problem is accepted");
    const auto &mask = content->facts.cameras.value({QStringLiteral("cam-01")}).masks;
    require(mask.size() == 1, "a table takes no mask away");
    const QByteArray written = toCsv(*content, kind);
    const auto again = mergedFromCsv(written, kind, *content, problems);
    require(again.has_value(), "what was accepted can be read again");
    require(toJson(*again) == toJson(*content), "and says the same");
    return 0;
}
