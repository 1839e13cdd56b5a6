// SPDX-License-Identifier: GPL-3.0-or-later
//
// An answer of an ONVIF device: the envelope, and what every reader makes of its body.
#include "fuzz.h"

#include <onvif/discovery.h>
#include <onvif/messages.h>
#include <onvif/soap.h>

#include <cmath>

using namespace vigie;
using namespace vigie::onvif;
using fuzz::require;

namespace {

constexpr qsizetype kLongestDetail = 400;

void count(const Element &element, int depth, int &elements)
{
    require(depth <= kMaximumDepth, "no deeper than said");
    require(++elements <= kMaximumElements, "no more elements than said");
    for (const Element &child : element.children)
        count(child, depth + 1, elements);
}

/// What a device names is sent back to it as text, whatever stands in it.
void checkNoBreakOut(const QString &token)
{
    const auto sent = readAnswer(envelope(gotoPreset(QStringLiteral("p"), token), {}));
    if (!sent) // a name XML cannot hold
        return;
    require(sent->children.size() == 2 && sent->children.at(1).children.isEmpty(),
            "a preset's name adds no element");
}

void checkAddress(const QUrl &given)
{
    static const QUrl device(QStringLiteral("http://127.0.83.1:8000/onvif/device_service"));
    const QUrl url = reachable(given, device);
    require(url.isValid() && url.scheme() == device.scheme() && url.host() == device.host()
                && url.port() == device.port() && url.userInfo().isEmpty(),
            "requests go to the device asked and nowhere else");
}

void readEverything(const Element &answer)
{
    std::ignore = readSystemDateAndTime(answer);
    std::ignore = readDeviceInformation(answer);
    std::ignore = readNodes(answer);
    if (const auto services = readServices(answer)) {
        checkAddress(services->media);
        checkAddress(services->ptz);
    }
    if (const auto profiles = readProfiles(answer)) {
        require(!profiles->isEmpty() && profiles->size() <= 64, "profiles are bounded");
        for (const Profile &profile : *profiles)
            require(!profile.token.isEmpty(), "a profile has a token");
    }
    if (const auto uri = readStreamUri(answer)) {
        require(uri->scheme() == QLatin1StringView("rtsp")
                    || uri->scheme() == QLatin1StringView("rtsps"),
                "a stream is RTSP");
        checkAddress(*uri);
    }
    if (const auto status = readStatus(answer))
        require(std::isfinite(status->pan) && std::isfinite(status->tilt)
                    && std::isfinite(status->zoom),
                "positions are finite");
    if (const auto presets = readPresets(answer)) {
        require(presets->size() <= 512, "presets are bounded");
        for (const PtzPreset &preset : *presets)
            checkNoBreakOut(preset.token);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (const auto devices = readProbeMatches(fuzz::bytesOf(data, size), QHostAddress(QStringLiteral("127.0.83.1")))) {
        require(devices->size() <= 64, "devices are bounded");
        for (const FoundDevice &device : *devices)
            require(device.url.isValid() && !device.url.host().isEmpty() && device.url.userInfo().isEmpty() && !device.id.isEmpty(),
                    "a device has an address and a name of its own");
    }
    const auto answer = readAnswer(fuzz::bytesOf(data, size));
    if (!answer) {
        const ErrorCode code = answer.error().code;
        require(code == ErrorCode::Protocol || code == ErrorCode::Refused
                    || code == ErrorCode::NotSupported || code == ErrorCode::InvalidArgument,
                "an error of readAnswer()'s");
        require(answer.error().detail.size() <= kLongestDetail, "a short error");
        return 0;
    }
    int elements = 0;
    count(*answer, 3, elements); // Envelope, Body, this
    readEverything(*answer);
    return 0;
}
