// SPDX-License-Identifier: GPL-3.0-or-later
#include <registry/model.h>

#include <QtCore/QLatin1String>

#include <array>
#include <utility>

namespace vigie::registry {
namespace {

template <typename Enum, std::size_t N> using Names = std::array<std::pair<Enum, QLatin1String>, N>;

template <typename Enum, std::size_t N> QString nameIn(const Names<Enum, N> &names, Enum value)
{
    for (const auto &[candidate, name] : names) {
        if (candidate == value)
            return name;
    }
    return {};
}

template <typename Enum, std::size_t N>
std::optional<Enum> valueIn(const Names<Enum, N> &names, const QString &text)
{
    for (const auto &[value, name] : names) {
        if (name == text)
            return value;
    }
    return std::nullopt;
}

constexpr Names<Category, 16> kCategories{{
    {Category::AgentTerritorial, QLatin1String("agent-territorial")},
    {Category::PoliceMunicipale, QLatin1String("police-municipale")},
    {Category::Maire, QLatin1String("maire")},
    {Category::AdjointDelegue, QLatin1String("adjoint-delegue")},
    {Category::Elu, QLatin1String("elu")},
    {Category::President, QLatin1String("president")},
    {Category::PoliceNationale, QLatin1String("police-nationale")},
    {Category::Gendarmerie, QLatin1String("gendarmerie")},
    {Category::Douanes, QLatin1String("douanes")},
    {Category::Sdis, QLatin1String("sdis")},
    {Category::OperateurPrive, QLatin1String("operateur-prive")},
    {Category::AgentDepartement, QLatin1String("agent-departement")},
    {Category::Technicien, QLatin1String("technicien")},
    {Category::Administrateur, QLatin1String("administrateur")},
    {Category::Controleur, QLatin1String("controleur")},
    {Category::Visiteur, QLatin1String("visiteur")},
}};

constexpr Names<HabilitationKind, 4> kHabilitationKinds{{
    {HabilitationKind::Agent, QLatin1String("agent")},
    {HabilitationKind::PoliceMunicipale, QLatin1String("police-municipale")},
    {HabilitationKind::Mandat, QLatin1String("mandat")},
    {HabilitationKind::Destinataire, QLatin1String("destinataire")},
}};

constexpr Names<ConventionKind, 2> kConventionKinds{{
    {ConventionKind::Mutualisation, QLatin1String("mutualisation")},
    {ConventionKind::PolicePluricommunale, QLatin1String("police-pluricommunale")},
}};

constexpr Names<CameraKind, 3> kCameraKinds{{
    {CameraKind::Fixed, QLatin1String("fixed")},
    {CameraKind::Ptz, QLatin1String("ptz")},
    {CameraKind::Panoramic, QLatin1String("panoramic")},
}};

constexpr Names<Panorama::Mount, 3> kMounts{{
    {Panorama::Mount::Ceiling, QLatin1String("ceiling")},
    {Panorama::Mount::Wall, QLatin1String("wall")},
    {Panorama::Mount::Table, QLatin1String("table")},
}};

constexpr Names<PrivacyMask::Style, 2> kMaskStyles{{
    {PrivacyMask::Style::Filled, QLatin1String("filled")},
    {PrivacyMask::Style::Blurred, QLatin1String("blurred")},
}};

constexpr Names<PostKind, 3> kPostKinds{{
    {PostKind::CentreRoom, QLatin1String("centre-room")},
    {PostKind::CommuneOffice, QLatin1String("commune-office")},
    {PostKind::GuestSeat, QLatin1String("guest-seat")},
}};

} // namespace

QString categoryName(Category category)
{
    return nameIn(kCategories, category);
}
std::optional<Category> categoryFromName(const QString &name)
{
    return valueIn(kCategories, name);
}

const QList<Category> &allCategories()
{
    static const QList<Category> all = [] {
        QList<Category> list;
        for (const auto &entry : kCategories)
            list.append(entry.first);
        return list;
    }();
    return all;
}

QString habilitationKindName(HabilitationKind kind)
{
    return nameIn(kHabilitationKinds, kind);
}
std::optional<HabilitationKind> habilitationKindFromName(const QString &name)
{
    return valueIn(kHabilitationKinds, name);
}
QString conventionKindName(ConventionKind kind)
{
    return nameIn(kConventionKinds, kind);
}
std::optional<ConventionKind> conventionKindFromName(const QString &name)
{
    return valueIn(kConventionKinds, name);
}
QString cameraKindName(CameraKind kind)
{
    return nameIn(kCameraKinds, kind);
}
std::optional<CameraKind> cameraKindFromName(const QString &name)
{
    return valueIn(kCameraKinds, name);
}
QString mountName(Panorama::Mount mount)
{
    return nameIn(kMounts, mount);
}
std::optional<Panorama::Mount> mountFromName(const QString &name)
{
    return valueIn(kMounts, name);
}
QString maskStyleName(PrivacyMask::Style style)
{
    return nameIn(kMaskStyles, style);
}
std::optional<PrivacyMask::Style> maskStyleFromName(const QString &name)
{
    return valueIn(kMaskStyles, name);
}
QString postKindName(PostKind kind)
{
    return nameIn(kPostKinds, kind);
}
std::optional<PostKind> postKindFromName(const QString &name)
{
    return valueIn(kPostKinds, name);
}

void Facts::index()
{
    conventionsByCommune.clear();
    for (auto it = conventions.cbegin(); it != conventions.cend(); ++it) {
        for (const auto &party : it->parties)
            conventionsByCommune[party.commune].append(it.key());
    }
}

Insee Facts::communeOf(const CameraId &camera) const
{
    const auto found = cameras.constFind(camera);
    if (found == cameras.constEnd())
        return {};
    const auto site = sites.constFind(found->site);
    return site == sites.constEnd() ? Insee{} : site->commune;
}

} // namespace vigie::registry
