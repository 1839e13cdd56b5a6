// SPDX-License-Identifier: GPL-3.0-or-later
#include <registry/model.h>

#include <core/paris_time.h>

#include <QtCore/QLatin1String>

#include <algorithm>
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

constexpr Names<HabilitationKind, 5> kHabilitationKinds{{
    {HabilitationKind::Agent, QLatin1String("agent")},
    {HabilitationKind::PoliceMunicipale, QLatin1String("police-municipale")},
    {HabilitationKind::Mandat, QLatin1String("mandat")},
    {HabilitationKind::Destinataire, QLatin1String("destinataire")},
    {HabilitationKind::Designation, QLatin1String("designation")},
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

constexpr Names<Regime, 3> kRegimes{{
    {Regime::VoiePublique, QLatin1String("voie-publique")},
    {Regime::OuvertAuPublic, QLatin1String("ouvert-au-public")},
    {Regime::Prive, QLatin1String("prive")},
}};

constexpr Names<BlockScope, 4> kBlockScopes{{
    {BlockScope::Department, QLatin1String("department")},
    {BlockScope::Commune, QLatin1String("commune")},
    {BlockScope::Site, QLatin1String("site")},
    {BlockScope::Camera, QLatin1String("camera")},
}};

QString clockText(int minute)
{
    const auto two = [](int number) {
        return QStringLiteral("%1").arg(number, 2, 10, QLatin1Char('0'));
    };
    return two(minute / 60) + QLatin1Char(':') + two(minute % 60);
}

/// Minutes since midnight of "HH:MM"; nullopt otherwise.
std::optional<int> minuteOf(QStringView text)
{
    const auto digit = [&text](qsizetype at) {
        const char16_t c = text.at(at).unicode();
        return c >= u'0' && c <= u'9' ? c - u'0' : 100;
    };
    if (text.size() != 5 || text.at(2) != QLatin1Char(':'))
        return std::nullopt;
    const int hours = digit(0) * 10 + digit(1);
    const int minutes = digit(3) * 10 + digit(4);
    if (hours > 23 || minutes > 59)
        return std::nullopt;
    return hours * 60 + minutes;
}

/// A key that no other kind of target has.
QString blockKey(BlockScope scope, const QString &target)
{
    return QString::number(static_cast<int>(scope)) + QLatin1Char(':') + target;
}

} // namespace

QString toText(const DailyWindow &window)
{
    return clockText(window.fromMinute) + QLatin1Char('-') + clockText(window.untilMinute);
}

std::optional<DailyWindow> dailyWindowFromText(const QString &text)
{
    if (text.size() != 11 || text.at(5) != QLatin1Char('-'))
        return std::nullopt;
    const auto from = minuteOf(QStringView(text).left(5));
    const auto until = minuteOf(QStringView(text).mid(6));
    return from && until ? std::optional(DailyWindow{*from, *until}) : std::nullopt;
}

QString regimeName(Regime regime)
{
    return nameIn(kRegimes, regime);
}
std::optional<Regime> regimeFromName(const QString &name)
{
    return valueIn(kRegimes, name);
}
QString blockScopeName(BlockScope scope)
{
    return nameIn(kBlockScopes, scope);
}
std::optional<BlockScope> blockScopeFromName(const QString &name)
{
    return valueIn(kBlockScopes, name);
}

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
    // Of conventions that are as good as each other the rule takes the first: the same one each time.
    for (QList<TitleId> &ids : conventionsByCommune)
        std::sort(ids.begin(), ids.end());
    blocksByTarget.clear();
    for (qsizetype i = 0; i < blocks.size(); ++i)
        blocksByTarget[blockKey(blocks.at(i).scope, blocks.at(i).target)].append(i);
    std::sort(laterParameters.begin(), laterParameters.end(),
              [](const auto &a, const auto &b) { return a.effective < b.effective; });
}

const LegalParameters &Facts::parametersAt(Instant at) const
{
    const LegalParameters *inForce = &parameters;
    for (const LegalParameters &later : laterParameters) {
        if (at >= paris::startOf(later.effective))
            inForce = &later;
    }
    return *inForce;
}

QList<Block> Facts::blocksOn(const CameraId &camera) const
{
    QList<Block> found;
    const auto take = [&](BlockScope scope, const QString &target) {
        const auto at = blocksByTarget.constFind(blockKey(scope, target));
        if (at == blocksByTarget.cend())
            return;
        for (const qsizetype position : *at)
            found.append(blocks.at(position));
    };
    if (blocks.isEmpty())
        return found;
    take(BlockScope::Camera, camera.value);
    const auto known = cameras.constFind(camera);
    if (known == cameras.cend())
        return found;
    take(BlockScope::Site, known->site.value);
    const Insee insee = communeOf(camera);
    take(BlockScope::Commune, insee.value);
    if (const auto commune = communes.constFind(insee); commune != communes.cend())
        take(BlockScope::Department, commune->department);
    return found;
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
