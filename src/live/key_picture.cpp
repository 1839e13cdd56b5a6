// SPDX-License-Identifier: GPL-3.0-or-later
#include <live/key_picture.h>

#include <algorithm>

namespace vigie::live {
namespace {

/// Devices write other hosts and ports into their addresses: the rest says which stream it is.
QString pathOf(const QUrl &url)
{
    return url.path() + QLatin1Char('?') + url.query();
}

} // namespace

struct KeyPictureAsker::Asking {
    QString key; ///< of m_profiles
    QString path;
    std::unique_ptr<onvif::Device> device;
    QList<onvif::Profile> left; ///< profiles to be looked at
};

KeyPictureAsker::KeyPictureAsker(const Clock &clock, QObject *parent) : QObject(parent), m_clock(clock)
{
}

KeyPictureAsker::~KeyPictureAsker() = default;

std::shared_ptr<void> KeyPictureAsker::ask(const CameraEndpoint &endpoint, const QString &stream)
{
    const auto found = std::find_if(endpoint.streams.cbegin(), endpoint.streams.cend(),
                                    [&stream](const StreamEndpoint &one) { return one.name == stream; });
    if (endpoint.onvifUrl.isEmpty() || found == endpoint.streams.cend())
        return nullptr;
    auto asking = std::make_shared<Asking>();
    asking->path = pathOf(found->url);
    asking->key = endpoint.onvifUrl.toString() + QLatin1Char(' ') + asking->path;
    asking->device = std::make_unique<onvif::Device>(endpoint.onvifUrl, endpoint.user,
                                                     endpoint.password.clone(), m_clock);
    if (const auto known = m_profiles.constFind(asking->key); known != m_profiles.cend()) {
        askFor(asking, *known);
        return asking;
    }
    const std::weak_ptr<Asking> alive = asking;
    asking->device->call(onvif::Service::Media, onvif::getProfiles(), [this, alive](const Result<onvif::Element> &answer) {
        const auto still = alive.lock();
        if (!still)
            return;
        const auto profiles = answer ? onvif::readProfiles(*answer) : Result<QList<onvif::Profile>>(QList<onvif::Profile>());
        still->left = profiles ? *profiles : QList<onvif::Profile>();
        lookAtProfile(still);
    });
    return asking;
}

/// Asks for the address of the next profile until one is that of the stream.
void KeyPictureAsker::lookAtProfile(const std::shared_ptr<Asking> &asking)
{
    if (asking->left.isEmpty())
        return;
    const QString token = asking->left.takeFirst().token;
    const std::weak_ptr<Asking> alive = asking;
    asking->device->call(onvif::Service::Media, onvif::getStreamUri(token),
                         [this, alive, token](const Result<onvif::Element> &answer) {
                             const auto still = alive.lock();
                             if (!still)
                                 return;
                             const auto url = answer ? onvif::readStreamUri(*answer) : Result<QUrl>(QUrl());
                             if (!url || pathOf(*url) != still->path) {
                                 lookAtProfile(still);
                                 return;
                             }
                             m_profiles.insert(still->key, token);
                             askFor(still, token);
                         });
}

void KeyPictureAsker::askFor(const std::shared_ptr<Asking> &asking, const QString &profile)
{
    const std::weak_ptr<Asking> alive = asking;
    asking->device->call(onvif::Service::Media, onvif::setSynchronizationPoint(profile),
                         [this, alive](const Result<onvif::Element> &answer) {
                             const auto still = alive.lock();
                             if (!still)
                                 return;
                             if (!answer && answer.error().code == ErrorCode::InvalidArgument)
                                 m_profiles.remove(still->key); // a profile that is no more
                         });
}

} // namespace vigie::live
