// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv_columns.h"

#include <algorithm>
#include <array>

namespace vigie::registry::detail {
namespace {

constexpr QLatin1String kSame;

constexpr std::array kCameraColumns{
    CsvColumn{QLatin1String("id"), QLatin1String("identifiant"), CsvCell::Text, true},
    CsvColumn{QLatin1String("name"), QLatin1String("nom"), CsvCell::Text, true},
    CsvColumn{QLatin1String("site"), kSame, CsvCell::Text, true},
    CsvColumn{QLatin1String("system"), QLatin1String("autorisation")},
    CsvColumn{QLatin1String("listed"), QLatin1String("dans l'autorisation"), CsvCell::Listed},
    CsvColumn{QLatin1String("kind"), QLatin1String("type"), CsvCell::Text, true},
    CsvColumn{QLatin1String("number"), QLatin1String("num\xe9ro"), CsvCell::Number},
    CsvColumn{QLatin1String("latitude"), kSame, CsvCell::Number},
    CsvColumn{QLatin1String("longitude"), kSame, CsvCell::Number},
    CsvColumn{QLatin1String("heading"), QLatin1String("cap"), CsvCell::Number},
    CsvColumn{QLatin1String("fieldOfView"), QLatin1String("champ"), CsvCell::Number},
    CsvColumn{QLatin1String("facesDwelling"), QLatin1String("voit une habitation"), CsvCell::Flag},
    CsvColumn{QLatin1String("sectorLocked"), QLatin1String("secteur verrouill\xe9"), CsvCell::Flag},
    CsvColumn{QLatin1String("user"), QLatin1String("utilisateur"), CsvCell::Endpoint},
    CsvColumn{QLatin1String("password"), QLatin1String("mot de passe"), CsvCell::Endpoint, false, true},
    CsvColumn{QLatin1String("onvif"), kSame, CsvCell::Endpoint},
    CsvColumn{QLatin1String("sub"), QLatin1String("flux secondaire"), CsvCell::Stream},
    CsvColumn{QLatin1String("main"), QLatin1String("flux principal"), CsvCell::Stream},
};

constexpr std::array kPeopleColumns{
    CsvColumn{QLatin1String("id"), QLatin1String("identifiant"), CsvCell::Text, true},
    CsvColumn{QLatin1String("matricule"), kSame, CsvCell::Text, true},
    CsvColumn{QLatin1String("name"), QLatin1String("nom"), CsvCell::Text, true},
    CsvColumn{QLatin1String("category"), QLatin1String("cat\xe9gorie"), CsvCell::Text, true},
    CsvColumn{QLatin1String("employer"), QLatin1String("employeur")},
    CsvColumn{QLatin1String("employerKind"), QLatin1String("type d'employeur")},
    CsvColumn{QLatin1String("employerCommune"), QLatin1String("commune employeuse")},
    CsvColumn{QLatin1String("supervised"), QLatin1String("encadr\xe9"), CsvCell::Flag},
    CsvColumn{QLatin1String("sharedAccount"), QLatin1String("compte partag\xe9"), CsvCell::Flag},
    CsvColumn{QLatin1String("shiftChief"), QLatin1String("chef de salle"), CsvCell::Flag},
    CsvColumn{QLatin1String("disabled"), QLatin1String("d\xe9sactiv\xe9"), CsvCell::Flag},
    CsvColumn{QLatin1String("password"), QLatin1String("mot de passe"), CsvCell::Text, false, true},
};

} // namespace

std::span<const CsvColumn> csvColumns(CsvKind kind)
{
    return kind == CsvKind::Cameras ? std::span<const CsvColumn>(kCameraColumns)
                                    : std::span<const CsvColumn>(kPeopleColumns);
}

const CsvColumn *csvColumnNamed(CsvKind kind, const QString &head)
{
    const QString wanted = head.trimmed().replace(QChar(0x2019), QLatin1Char('\''));
    for (const CsvColumn &column : csvColumns(kind)) {
        if (wanted.compare(column.name, Qt::CaseInsensitive) == 0
            || (!column.french.isEmpty() && wanted.compare(column.french, Qt::CaseInsensitive) == 0))
            return &column;
    }
    return nullptr;
}

QLatin1String csvListOf(CsvKind kind)
{
    return kind == CsvKind::Cameras ? QLatin1String("cameras") : QLatin1String("persons");
}

} // namespace vigie::registry::detail
