// SPDX-License-Identifier: GPL-3.0-or-later
#include <live/key_picture.h>

#include "profile_walk.h"

namespace vigie::live {
namespace {

/// Devices write other hosts and ports into their addresses: the rest says which stream it is.
QString pathOf(const QUrl &url)
{
    return url.path() + QLatin1Char('?') + url.query();
}

} // namespace

KeyPictureAsker::KeyPictureAsker(const Clock &clock, QObject *parent) : QObject(parent), m_clock(clock)
{
}

KeyPictureAsker::~KeyPictureAsker() = default;

std::shared_ptr<void> KeyPictureAsker::ask(const CameraEndpoint &endpoint, const StreamEndpoint &stream)
{
    if (endpoint.onvifUrl.isEmpty())
        return nullptr;
    const QString path = pathOf(stream.url);
    const QString key = endpoint.onvifUrl.toString() + QLatin1Char(' ') + path;
    auto walk = std::make_shared<ProfileWalk>(endpoint, m_clock);
    if (const auto known = m_profiles.constFind(key); known != m_profiles.cend()) {
        askFor(*walk, key, *known);
        return walk;
    }
    walk->start(
        [this, alive = std::weak_ptr(walk), key, path](const onvif::Profile &profile, const QUrl &url) {
            const auto still = alive.lock();
            if (!still || pathOf(url) != path)
                return still != nullptr;
            m_profiles.insert(key, profile.token);
            askFor(*still, key, profile.token);
            return false;
        },
        [](const Result<> &) {});
    return walk;
}

void KeyPictureAsker::askFor(ProfileWalk &walk, const QString &key, const QString &profile)
{
    walk.device().call(onvif::Service::Media, onvif::setSynchronizationPoint(profile),
                       [this, key](const Result<onvif::Element> &answer) {
                           if (!answer && answer.error().code == ErrorCode::InvalidArgument)
                               m_profiles.remove(key); // a profile that is no more
                       });
}

} // namespace vigie::live
