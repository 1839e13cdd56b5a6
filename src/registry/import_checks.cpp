// SPDX-License-Identifier: GPL-3.0-or-later
#include "import_checks.h"

#include <QtCore/QRegularExpression>

#include <algorithm>
#include <array>
#include <cmath>

namespace vigie::registry::detail {
namespace {

constexpr qsizetype kMostProblems = 1000;

struct Box {
    double south, north, west, east;
    [[nodiscard]] bool contains(double latitude, double longitude) const
    {
        return latitude >= south && latitude <= north && longitude >= west && longitude <= east;
    }
};

/// Where France is, generously.
constexpr std::array kFrance{
    Box{41.0, 51.6, -5.8, 9.9}, // metropolitan
    Box{14.2, 18.3, -63.3, -60.7}, // Antilles
    Box{2.0, 6.0, -54.8, -51.4}, // Guyane
    Box{-21.6, -20.7, 55.0, 56.0}, // La Reunion
    Box{-13.2, -12.4, 44.8, 45.5}, // Mayotte
    Box{46.6, 47.3, -56.7, -56.0}, // Saint-Pierre-et-Miquelon
    Box{-28.0, -7.5, -155.0, -134.0}, // Polynesie
    Box{-23.5, -17.5, 158.0, 172.5}, // Nouvelle-Caledonie
    Box{-14.6, -13.0, -178.4, -175.9}, // Wallis-et-Futuna
};

bool isInFrance(double latitude, double longitude)
{
    return std::any_of(kFrance.begin(), kFrance.end(),
                       [&](const Box &box) { return box.contains(latitude, longitude); });
}

class Check {
public:
    explicit Check(const Content &whole) : m_whole(whole.facts) { }

    void position(const char *table, const QString &id, const LatLon &where)
    {
        constexpr double kNowhere = 0.01; // degrees
        if (std::abs(where.latitude) < kNowhere && std::abs(where.longitude) < kNowhere)
            note(table, id, "latitude", QStringLiteral("0, 0 lies in the sea: the position is missing"));
        else if (!isInFrance(where.latitude, where.longitude) && isInFrance(where.longitude, where.latitude))
            note(table, id, "latitude", QStringLiteral("latitude and longitude are swapped"));
    }

    void commune(const Commune &commune)
    {
        static const QRegularExpression kCode(
            QStringLiteral("\\A(?:(?:0[1-9]|1\\d|2[1-9]|2[AB]|[3-8]\\d|9[0-5])\\d{3}|9[78]\\d{3})\\z"));
        const QString &code = commune.insee.value;
        if (code.size() == 5 && !kCode.match(code).hasMatch())
            note("communes", code, "insee", QStringLiteral("no commune has such an INSEE code"));
        else if (!code.startsWith(commune.department.left(2)))
            note("communes", code, "department",
                 QStringLiteral("'%1' is not the department of that INSEE code").arg(commune.department.left(20)));
    }

    /// Of two titles of \p list that say the same about the same days, one would go on when the other is suspended.
    template <typename Title, typename Same>
    void overlaps(const char *table, const QList<Title> &list, Same same)
    {
        for (qsizetype i = 0; i < list.size(); ++i) {
            for (qsizetype k = 0; k < i; ++k) {
                if (list.at(i).id == list.at(k).id || !meet(list.at(i).validity, list.at(k).validity))
                    continue;
                if (same(list.at(i), list.at(k)))
                    note(table, list.at(i).id.value, "from",
                         QStringLiteral("overlaps '%1', which says the same: end one of them")
                             .arg(list.at(k).id.value.left(80)));
            }
        }
    }

    void titlesOf(const PersonId &person)
    {
        overlaps("habilitations", m_whole.habilitations.value(person), [](const Habilitation &a, const Habilitation &b) {
            return a.kind == b.kind && a.employer == b.employer && a.convention == b.convention
                && std::any_of(a.communes.cbegin(), a.communes.cend(),
                               [&](const Insee &commune) { return b.communes.contains(commune); });
        });
        overlaps("misesADisposition", m_whole.misesADisposition.value(person),
                 [](const MiseADisposition &a, const MiseADisposition &b) {
                     return a.commune == b.commune && !a.denouncedAt && !b.denouncedAt;
                 });
        overlaps("agrements", m_whole.agrements.value(person), [](const Agrement &a, const Agrement &b) {
            return !a.number.isEmpty() && a.number == b.number;
        });
    }

    [[nodiscard]] QStringList take() { return std::move(m_problems); }

private:
    static bool meet(const DateRange &a, const DateRange &b)
    {
        const auto before = [](const std::optional<Date> &end, const std::optional<Date> &beginning) {
            return end && beginning && *end < *beginning;
        };
        return !before(a.until, b.from) && !before(b.until, a.from);
    }
    void note(const char *table, const QString &id, const char *field, const QString &what)
    {
        if (m_problems.size() < kMostProblems)
            m_problems.append(
                QStringLiteral("%1[%2].%3: %4").arg(QLatin1String(table), id, QLatin1String(field), what));
    }

    const Facts &m_whole;
    QStringList m_problems;
};

} // namespace

QStringList importProblems(const Content &whole, const Content &part)
{
    Check check(whole);
    for (const Commune &commune : part.facts.communes) {
        check.commune(commune);
        check.position("communes", commune.insee.value, commune.centre);
    }
    // Where what they stand in is unknown, so is where they stand: that has been said.
    for (const Site &site : part.facts.sites) {
        if (whole.facts.communes.contains(site.commune))
            check.position("sites", site.id.value, site.position);
    }
    for (const Camera &camera : part.facts.cameras) {
        if (whole.facts.sites.contains(camera.site))
            check.position("cameras", camera.id.value, camera.position);
    }
    QSet<PersonId> holders;
    const auto addKeys = [&](const auto &table) {
        for (auto it = table.cbegin(); it != table.cend(); ++it)
            holders.insert(it.key());
    };
    addKeys(part.facts.habilitations);
    addKeys(part.facts.misesADisposition);
    addKeys(part.facts.agrements);
    for (const PersonId &person : std::as_const(holders))
        check.titlesOf(person);
    QStringList slips = check.take();
    slips.sort();
    return problemsOf(whole) + slips;
}

} // namespace vigie::registry::detail
