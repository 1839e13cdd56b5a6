// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"
#include "console_io.h"

#include <geo/outline_store.h>

namespace vigie::ctl {
namespace {

QString textOf(geo::OutlineProblem::Kind kind)
{
    using Kind = geo::OutlineProblem::Kind;
    switch (kind) {
    case Kind::NoCode: return QStringLiteral("no INSEE code");
    case Kind::NotAnArea: return QStringLiteral("neither Polygon nor MultiPolygon");
    case Kind::OutOfRange: return QStringLiteral("not longitude and latitude in degrees (WGS 84)");
    case Kind::BadRing: return QStringLiteral("a ring without a surface");
    }
    return {};
}

int importOutlines(geo::OutlineStore &store, const QString &file, const QString &attribution)
{
    const auto imported = store.importFile(file, attribution);
    if (!imported)
        return report(imported.error());
    for (const geo::OutlineProblem &problem : imported->problems)
        complain(QStringLiteral("feature %1%2: %3, left out")
                     .arg(problem.feature)
                     .arg(problem.code.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(problem.code),
                          textOf(problem.kind)));
    if (imported->problemCount > imported->problems.size())
        complain(QStringLiteral("… %1 problems in all").arg(imported->problemCount));
    print(QStringLiteral("%1 outlines of that file kept, %2 on this station")
              .arg(imported->outlines.size())
              .arg(store.outlines().size()));
    if (store.attribution().isEmpty())
        complain(QStringLiteral("The file names no source: if its licence wants one on the map, import it again with "
                                "--attribution \"…\"."));
    return 0;
}

} // namespace

int outlinesCommand(const QStringList &given)
{
    QStringList arguments = given;
    const settings::DataPaths paths = takeDataPaths(arguments);
    const QString attribution = takeOption(arguments, QStringLiteral("--attribution")).value_or(QString());
    const QString verb = arguments.value(0);
    const bool known = (verb == QLatin1String("import") && arguments.size() == 2)
        || ((verb == QLatin1String("show") || verb == QLatin1String("clear")) && arguments.size() == 1);
    if (!known)
        return usage(QStringLiteral("usage: vigiectl outlines import FILE.geojson [--attribution TEXT] [--data DIR]\n"
                                    "       vigiectl outlines show | clear [--data DIR]\n"
                                    "The ground of the communes on the map; without it the map marks approximate areas."));
    geo::OutlineStore store(paths.folder);
    if (verb == QLatin1String("clear")) {
        const auto cleared = store.clear();
        return cleared ? 0 : report(cleared.error());
    }
    if (const auto loaded = store.load(); !loaded)
        return report(loaded.error());
    if (verb == QLatin1String("import"))
        return importOutlines(store, arguments.at(1), attribution);
    print(QStringLiteral("%1 outlines; source: %2").arg(store.outlines().size()).arg(store.attribution()));
    return 0;
}

} // namespace vigie::ctl
