// SPDX-License-Identifier: GPL-3.0-or-later
#include <access/motives.h>

#include <algorithm>

namespace vigie::access {

const QList<Motive> &motives()
{
    // CSI L251-2, shortened to what fits a list.
    static const QList<Motive> all{
        {QStringLiteral("L251-2-1"), 1,
         QStringLiteral("Protection des bâtiments et installations publics")},
        {QStringLiteral("L251-2-2"), 2,
         QStringLiteral("Installations utiles à la défense nationale")},
        {QStringLiteral("L251-2-3"), 3, QStringLiteral("Régulation des flux de transport")},
        {QStringLiteral("L251-2-4"), 4, QStringLiteral("Infractions aux règles de la circulation")},
        {QStringLiteral("L251-2-5"), 5, QStringLiteral("Agressions, vols, trafic de stupéfiants")},
        {QStringLiteral("L251-2-6"), 6, QStringLiteral("Prévention d’actes de terrorisme")},
        {QStringLiteral("L251-2-7"), 7, QStringLiteral("Risques naturels ou technologiques")},
        {QStringLiteral("L251-2-8"), 8,
         QStringLiteral("Secours aux personnes, défense contre l’incendie")},
        {QStringLiteral("L251-2-9"), 9, QStringLiteral("Sécurité des parcs d’attraction")},
        {QStringLiteral("L251-2-10"), 10, QStringLiteral("Obligation d’assurance des véhicules")},
        {QStringLiteral("L251-2-11"), 11, QStringLiteral("Abandon d’ordures et de déchets")},
        {QStringLiteral("PTZ"), 0, QStringLiteral("Pilotage de la caméra")},
    };
    return all;
}

const Motive *motiveNamed(const QString &code)
{
    const auto &all = motives();
    const auto found = std::find_if(all.cbegin(), all.cend(), [&](const Motive &m) { return m.code == code; });
    return found == all.cend() ? nullptr : &*found;
}

std::optional<int> motivePurpose(const QString &code)
{
    const Motive *motive = motiveNamed(code);
    return motive ? std::optional(motive->purpose) : std::nullopt;
}

} // namespace vigie::access
