// SPDX-License-Identifier: GPL-3.0-or-later
#include "map_fixture.h"

#include <QtCore/QDir>
#include <QtCore/QFile>

#include <cstring>
#include <random>

namespace vigie::test {

using namespace vigie::map;

TsvTranslator::TsvTranslator(const QStringList &files)
{
    for (const QString &name : files) {
        QFile file(QDir(QStringLiteral(VIGIE_FRENCH)).filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        for (const QString &line :
             QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts)) {
            const QStringList parts = line.split(u'\t');
            if (parts.size() > 1)
                m_texts.insert(parts.first(), parts.mid(1));
        }
    }
}

QString TsvTranslator::translate(const char *context, const char *source, const char *, int n) const
{
    const QString key = QString::fromUtf8(source);
    const QStringList forms = m_texts.value(key);
    if (forms.isEmpty()) {
        if (std::strncmp(context, "vigie::", 7) == 0)
            m_missing.insert(key);
        return {};
    }
    return n > 1 && forms.size() > 1 ? forms.at(1) : forms.first();
}

namespace {

struct Spot {
    const char *id;
    const char *name;
    double latitude;
    double longitude;
    QList<CameraKind> kinds;
};

MapSite makeSite(const Spot &spot, const QString &commune, bool allowed, const QString &reason)
{
    MapSite site{SiteId{QString::fromUtf8(spot.id)},
                 QString::fromUtf8(spot.name),
                 Insee{commune},
                 LatLon{spot.latitude, spot.longitude},
                 {}};
    int number = 0;
    for (const CameraKind kind : spot.kinds) {
        ++number;
        MapCamera camera;
        camera.id = CameraId{QStringLiteral("%1-%2").arg(site.id.value).arg(number)};
        const QString word = kind == CameraKind::Ptz ? QStringLiteral("Dôme %1")
            : kind == CameraKind::Panoramic          ? QStringLiteral("Panoramique %1")
                                                     : QStringLiteral("Fixe %1");
        camera.name = word.arg(number);
        camera.kind = kind;
        camera.position = {spot.latitude + 0.00022 * (number - 1),
                           spot.longitude + 0.0004 * (number % 3 - 1)};
        camera.heading = 70.0 * number;
        camera.fieldOfView = kind == CameraKind::Panoramic ? 360 : 62;
        camera.allowed = allowed;
        camera.reason = allowed ? QString() : reason;
        site.cameras.append(camera);
    }
    return site;
}

} // namespace

MapModel demoModel()
{
    constexpr auto F = CameraKind::Fixed;
    constexpr auto P = CameraKind::Ptz;
    constexpr auto O = CameraKind::Panoramic;
    const QString ended = QStringLiteral("Convention avec la commune échue depuis le 31/10/2026");
    const QString expired =
        QStringLiteral("Autorisation préfectorale n° 2021-0417 expirée — images coupées");
    const QString none = QStringLiteral("Aucune habilitation pour cette commune");
    MapModel model;
    const auto commune = [&model](const char *code, const char *name, double lat, double lon,
                                  Right right, const QString &reason = {}) {
        model.communes.append(
            {Insee{QString::fromUtf8(code)}, QString::fromUtf8(name), {lat, lon}, right, reason});
    };
    commune("60057", "Beauvais", 49.4295, 2.0807, Right::Allowed);
    commune("60159", "Compiègne", 49.4179, 2.8261, Right::Allowed);
    commune("60175", "Creil", 49.2583, 2.4833, Right::Mixed, expired);
    commune("60612", "Senlis", 49.2069, 2.5864, Right::Refused, ended);
    commune("60141", "Chantilly", 49.1936, 2.4611, Right::Allowed);
    commune("60471", "Noyon", 49.5811, 2.9997, Right::Refused, none);
    const auto sites = [&model](const char *code, bool allowed, const QString &reason,
                                const QList<Spot> &spots) {
        for (const Spot &spot : spots)
            model.sites.append(makeSite(spot, QString::fromUtf8(code), allowed, reason));
    };
    sites("60057", true, {},
          {{"bv-mairie", "Place Jeanne-Hachette", 49.4297, 2.0822, {F, P, O}},
           {"bv-gare", "Gare de Beauvais", 49.4262, 2.0890, {F, P}},
           {"bv-stade", "Stade Pierre-Brisson", 49.4408, 2.0959, {F, F}}});
    sites("60159", true, {},
          {{"cp-gare", "Gare de Compiègne", 49.4220, 2.8234, {P, F}},
           {"cp-hotel", "Hôtel de Ville", 49.4178, 2.8263, {O, F}},
           {"cp-pont", "Pont Louis-XV", 49.4192, 2.8230, {P}}});
    sites("60175", true, {}, {{"cr-gare", "Gare de Creil", 49.2637, 2.4690, {P, F, F}}});
    sites("60175", false, expired, {{"cr-rail", "Quartier du Rouher", 49.2480, 2.4796, {F, F}}});
    sites("60612", false, ended,
          {{"se-cath", "Parvis de la cathédrale", 49.2071, 2.5858, {P, F}},
           {"se-rempart", "Cours Thoré-Montmorency", 49.2049, 2.5838, {F}}});
    sites("60141", true, {},
          {{"ch-hippo", "Hippodrome", 49.1889, 2.4724, {P, P}},
           {"ch-conn", "Rue du Connétable", 49.1943, 2.4795, {F, F, F}}});
    sites("60471", false, none,
          {{"no-cath", "Cathédrale de Noyon", 49.5817, 2.9995, {P, F}},
           {"no-zi", "Zone d’activités de Passel", 49.5600, 2.9880, {F}}});
    model.sites[0].cameras[0].state = CameraState::Live;
    model.sites[0].cameras[1].state = CameraState::Live;
    model.sites[1].cameras[1].state = CameraState::Lost;
    model.sites[6].cameras[0].state = CameraState::Live;
    return model;
}

MapModel largeModel(int sites, int camerasEach)
{
    std::mt19937 random(60);
    std::uniform_real_distribution<double> latitude(49.1, 49.7);
    std::uniform_real_distribution<double> longitude(1.75, 3.1);
    MapModel model = demoModel();
    for (int s = 0; s < sites; ++s) {
        const QByteArray id = "site-" + QByteArray::number(s);
        const QList<CameraKind> kinds(camerasEach,
                                      s % 3 == 0 ? CameraKind::Ptz : CameraKind::Fixed);
        MapSite site =
            makeSite({id.constData(), "Site de mesure", latitude(random), longitude(random), kinds},
                     QStringLiteral("60057"), s % 5 != 0, QStringLiteral("Aucune habilitation"));
        if (s % 7 == 1)
            site.cameras[0].state = CameraState::Live;
        model.sites.append(site);
    }
    return model;
}

QString oiseOutlines()
{
    const QString path = QStringLiteral(VIGIE_GEO_DATA "/communes-60-oise.geojson");
    return QFile::exists(path) ? path : QString();
}

} // namespace vigie::test
