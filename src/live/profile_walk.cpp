// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile_walk.h"

namespace vigie::live {

ProfileWalk::ProfileWalk(const CameraEndpoint &endpoint, const Clock &clock)
    : m_device(endpoint.onvifUrl, endpoint.user, endpoint.password.clone(), clock)
{
}

void ProfileWalk::start(Each each, Done done)
{
    m_each = std::move(each);
    m_done = std::move(done);
    m_device.call(onvif::Service::Media, onvif::getProfiles(),
                  [alive = weak_from_this()](const Result<onvif::Element> &answer) {
                      const auto walk = alive.lock();
                      if (!walk)
                          return;
                      const auto profiles = answer ? onvif::readProfiles(*answer) : Result<QList<onvif::Profile>>(fail(answer));
                      if (!profiles) {
                          walk->m_done(fail(profiles));
                          return;
                      }
                      walk->m_left = *profiles;
                      walk->next();
                  });
}

void ProfileWalk::next()
{
    if (m_left.isEmpty()) {
        m_done({});
        return;
    }
    const onvif::Profile profile = m_left.takeFirst();
    m_device.call(onvif::Service::Media, onvif::getStreamUri(profile.token),
                  [alive = weak_from_this(), profile](const Result<onvif::Element> &answer) {
                      const auto walk = alive.lock();
                      if (!walk)
                          return;
                      // A profile without an address (of audio, of metadata) is no reason to give up the others.
                      const auto url = answer ? onvif::readStreamUri(*answer) : Result<QUrl>(fail(answer));
                      if (url && !walk->m_each(profile, *url))
                          walk->m_left.clear();
                      walk->next();
                  });
}

} // namespace vigie::live
