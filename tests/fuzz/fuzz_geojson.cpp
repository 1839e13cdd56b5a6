// SPDX-License-Identifier: GPL-3.0-or-later
//
// Outlines of communes from outside, down to what the map draws of them.
#include "fuzz.h"

#include <geo/geojson.h>
#include <geo/simplify.h>

#include <cmath>

using namespace vigie;
using namespace vigie::geo;
using fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    // Small limits, so that small inputs reach them.
    const OutlineLimits limits{.bytes = qint64{64} * 1024, .points = 500, .features = 20};
    const auto file = readOutlines(fuzz::bytesOf(data, size), limits);
    if (!file) {
        require(file.error().code == ErrorCode::Corrupt
                    || file.error().code == ErrorCode::InvalidArgument,
                "an error of readOutlines()'s");
        require(file.error().detail.size() < 200, "a short error");
        return 0;
    }
    require(!file->outlines.isEmpty() && file->outlines.size() <= limits.features,
            "outlines are bounded");
    require(file->problems.size() <= kMaxProblems && file->problems.size() <= file->problemCount,
            "problems are bounded");
    qsizetype points = 0;
    for (const Outline &outline : file->outlines) {
        require(outline.code.value.size() == 5, "an INSEE code");
        for (const Ring &ring : outline.rings) {
            points += ring.size();
            require(ring.size() >= 3, "three points or more");
            for (const QPointF &point : ring)
                require(point.x() >= 0.0 && point.x() <= 1.0 && point.y() >= 0.0
                            && point.y() <= 1.0,
                        "inside the world");
        }
        std::ignore = outline.contains({0.5, 0.35});
        std::ignore = SimplifiedRings(outline.rings).at(1e-6);
    }
    require(points <= limits.points, "points are bounded");
    // A corner may vanish in the seventh decimal, a file may not.
    const auto again = readOutlines(writeOutlines(file->outlines, file->attribution));
    require(!again || again->outlines.size() <= file->outlines.size(), "written as it was read");
    require(again.has_value() || again.error().code == ErrorCode::InvalidArgument,
            "what we write is JSON");
    return 0;
}
