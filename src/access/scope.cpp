// SPDX-License-Identifier: GPL-3.0-or-later
#include <access/scope.h>

namespace vigie::access {
namespace {

/// What the rule may look at of a camera: everything but its name, where exactly it stands and how it is called. What is
/// added to registry::Camera is looked at until it is said here that it is not.
struct Likeness {
    registry::Camera camera;
    Insee commune;
    bool listed = false;
    QList<registry::Block> blocks;
    bool operator==(const Likeness &) const = default;
    friend size_t qHash(const Likeness &likeness, size_t seed) noexcept
    {
        return qHashMulti(seed, likeness.commune, likeness.camera.system, likeness.listed,
                          static_cast<int>(likeness.camera.kind));
    }
};

/// Requisitions and what is kept for them name cameras one by one.
bool standsAlone(const registry::Facts &facts, const registry::Camera &camera, Act act)
{
    return act == Act::Extract || facts.gels.contains(camera.id);
}

Likeness likenessOf(const registry::Facts &facts, const registry::Camera &camera, Act act)
{
    Likeness likeness{camera, facts.communeOf(camera.id), false, {}};
    if (!facts.blocks.isEmpty())
        likeness.blocks = facts.blocksOn(camera.id);
    const auto system = facts.systems.constFind(camera.system);
    likeness.listed = system != facts.systems.constEnd() && system->cameras.contains(camera.id);
    if (!standsAlone(facts, camera, act))
        likeness.camera.id = {};
    likeness.camera.site = {};
    likeness.camera.name.clear();
    likeness.camera.position = {};
    likeness.camera.headingDegrees = 0.0;
    likeness.camera.fieldOfViewDegrees = 0.0;
    likeness.camera.number = 0;
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
