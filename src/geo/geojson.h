// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>
#include <geo/outline.h>

#include <QtCore/QByteArray>

namespace vigie::geo {

/// What a file of outlines may be at most; beyond, it is refused as a whole.
struct OutlineLimits {
    qint64 bytes = 64LL * 1024 * 1024;
    qint64 points = 4'000'000;
    qint64 features = 40'000; ///< France has 35,000 communes
};

/// Something of the file that was left out.
struct OutlineProblem {
    enum class Kind {
        NoCode, ///< no "code" that is an INSEE code of a commune
        NotAnArea, ///< geometry absent, or neither Polygon nor MultiPolygon
        OutOfRange, ///< a position that is not longitude, latitude in degrees (another projection?)
        BadRing, ///< fewer than three distinct points, or no surface
    };
    Kind kind = Kind::NoCode;
    qsizetype feature = 0; ///< its place in the file, from 0
    QString code; ///< INSEE code where it could be read
    bool operator==(const OutlineProblem &) const = default;
};

struct OutlineFile {
    QList<Outline>
        outlines; ///< one a code, in the order of the file; parts under one code are put together
    QList<OutlineProblem> problems; ///< the first kMaxProblems
    qsizetype problemCount = 0; ///< all of them
    QString attribution; ///< "attribution", else "source", of the collection; may be empty
};
inline constexpr qsizetype kMaxProblems = 100;

/// Reads a GeoJSON FeatureCollection (RFC 7946) of Polygons and MultiPolygons with the properties
/// "code" (INSEE) and "nom", or the names IGN gives them (INSEE_COM, code_insee, NOM,
/// nom_officiel). A ring that is wrong is dropped and listed; the rest of the file is kept. A ring
/// that is not closed is taken as closed. \return Corrupt (not JSON, truncated), InvalidArgument
/// (not a FeatureCollection, over a limit, nothing usable). Pure; any thread. Memory stays within a
/// small multiple of the points kept.
[[nodiscard]] Result<OutlineFile> readOutlines(const QByteArray &bytes,
                                               const OutlineLimits &limits = {});
/// The same from a file. \return also NotFound, Io
[[nodiscard]] Result<OutlineFile> readOutlineFile(const QString &path,
                                                  const OutlineLimits &limits = {});

/// GeoJSON of \p outlines, seven decimals (a centimetre); readOutlines() reads it back.
[[nodiscard]] QByteArray writeOutlines(const QList<Outline> &outlines, const QString &attribution);

} // namespace vigie::geo
