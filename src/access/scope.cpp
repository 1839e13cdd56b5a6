// SPDX-License-Identifier: GPL-3.0-or-later
#include <access/scope.h>

namespace vigie::access {
namespace {

/// Whether the rule cannot tell one camera from the other by what stands with them: everything but their name, where exactly
/// they stand and how they are called. What is added to registry::Camera does not compile here until it is said whether the
/// rule looks at it.
bool areAlike(const registry::Camera &a, const registry::Camera &b)
{
    const auto &[id, name, site, system, kind, position, heading, fieldOfView, number, masks, panorama, facesDwelling, seesInto, sectorLocked] = a;
    return system == b.system && kind == b.kind && masks == b.masks && panorama == b.panorama && facesDwelling == b.facesDwelling
        && seesInto == b.seesInto && sectorLocked == b.sectorLocked;
}

/// Requisitions and what is kept for them name cameras one by one.
bool standsAlone(const registry::Facts &facts, const registry::Camera &camera, Act act)
{
    return act == Act::Extract || facts.gels.contains(camera.id);
}

/// What the rule may look at of a camera. Points into the facts: of a hundred thousand, copies would cost most of the time.
struct Likeness {
    const registry::Camera *camera = nullptr;
    const Insee *commune = nullptr; ///< null: its site is unknown
    bool listed = false;
    bool alone = false; ///< like no other
    QList<registry::Block> blocks;

    friend bool operator==(const Likeness &a, const Likeness &b)
    {
        const bool sameCommune = a.commune == b.commune || (a.commune && b.commune && *a.commune == *b.commune);
        if (!sameCommune || a.listed != b.listed || a.alone != b.alone || a.blocks != b.blocks)
            return false;
        return a.alone ? a.camera->id == b.camera->id : areAlike(*a.camera, *b.camera);
    }
    friend size_t qHash(const Likeness &likeness, size_t seed) noexcept
    {
        return qHashMulti(seed, likeness.commune ? *likeness.commune : Insee(), likeness.camera->system, likeness.listed,
                          static_cast<int>(likeness.camera->kind));
    }
};

Likeness likenessOf(const registry::Facts &facts, const registry::Camera &camera, Act act)
{
    Likeness likeness;
    likeness.camera = &camera;
    if (const auto site = facts.sites.constFind(camera.site); site != facts.sites.constEnd())
        likeness.commune = &site->commune;
    if (!facts.blocks.isEmpty())
        likeness.blocks = facts.blocksOn(camera.id);
    const auto system = facts.systems.constFind(camera.system);
    likeness.listed = system != facts.systems.constEnd() && system->cameras.contains(camera.id);
    likeness.alone = standsAlone(facts, camera, act);
    return likeness;
}

} // namespace

qsizetype Scope::allowed() const
{
    qsizetype count = 0;
    for (const Group &group : groups)
        count += group.decision.allowed ? group.cameras.size() : 0;
    return count;
}

Scope scopeOf(const registry::Facts &facts, Request request, Instant now, const Circumstances &circumstances)
{
    Scope scope;
    QHash<Likeness, qsizetype> places;
    for (const registry::Camera &camera : facts.cameras) {
        Likeness likeness = likenessOf(facts, camera, request.act);
        auto place = places.constFind(likeness);
        if (place == places.constEnd()) {
            request.camera = camera.id;
            place = places.insert(std::move(likeness), scope.groups.size());
            scope.groups.append({decide(facts, request, now, circumstances), {}});
        }
        scope.groups[*place].cameras.append(camera.id);
    }
    return scope;
}

} // namespace vigie::access
