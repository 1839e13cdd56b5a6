// SPDX-License-Identifier: GPL-3.0-or-later
#include "rights.h"

#include <QtCore/QCollator>
#include <QtCore/QLocale>

#include <algorithm>
#include <map>
#include <tuple>

namespace vigie::shell {
namespace {

/// The same to whoever asks why: titles differ from camera to camera, the answer does not.
bool isSame(const access::Decision &a, const access::Decision &b)
{
    return a.allowed == b.allowed && a.until == b.until && a.authority == b.authority && a.basis == b.basis && a.reasons == b.reasons;
}

QString titleOf(const registry::Camera &camera)
{
    return camera.number > 0 ? QStringLiteral("%1 %2").arg(camera.number).arg(camera.name) : camera.name;
}

} // namespace

QList<CommuneRights> rightsOf(const registry::Facts &facts, const std::function<access::Decision(const CameraId &)> &preview)
{
    QList<registry::Camera> cameras = facts.cameras.values();
    std::sort(cameras.begin(), cameras.end(), [](const registry::Camera &a, const registry::Camera &b) {
        return std::tie(a.number, a.id) < std::tie(b.number, b.id);
    });
    std::map<QString, CommuneRights> communes;
    for (const registry::Camera &camera : std::as_const(cameras)) {
        const Insee insee = facts.communeOf(camera.id);
        CommuneRights &rights = communes[insee.value];
        rights.commune = facts.communes.value(insee).name;
        access::Decision decision = preview(camera.id);
        ++rights.cameras;
        rights.allowed += decision.allowed ? 1 : 0;
        auto same = std::find_if(rights.answers.begin(), rights.answers.end(),
                                 [&decision](const SameAnswer &answer) { return isSame(answer.decision, decision); });
        if (same == rights.answers.end()) {
            rights.answers.append({std::move(decision), {}});
            same = rights.answers.end() - 1;
        }
        same->cameras.append(titleOf(camera));
    }
    QList<CommuneRights> all;
    for (auto &[insee, rights] : communes) {
        std::stable_sort(rights.answers.begin(), rights.answers.end(), [](const SameAnswer &a, const SameAnswer &b) {
            return a.decision.allowed > b.decision.allowed;
        });
        all.append(std::move(rights));
    }
    const QCollator french(QLocale(QLocale::French, QLocale::France));
    std::sort(all.begin(), all.end(), [&french](const CommuneRights &a, const CommuneRights &b) { return french.compare(a.commune, b.commune) < 0; });
    return all;
}

} // namespace vigie::shell
