// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"
#include "console_io.h"

#include <core/redact.h>
#include <onvif/device.h>
#include <onvif/discovery.h>

#include <QtCore/QEventLoop>
#include <QtCore/QJsonArray>

#include <memory>

namespace vigie::ctl {
namespace {

using onvif::Element;
using onvif::Service;

/// Waits for the answer: this program does one thing at a time.
Result<Element> ask(onvif::Device &device, Service service, const QString &body)
{
    QEventLoop loop;
    Result<Element> got = fail(ErrorCode::Cancelled);
    device.call(service, body, [&](const Result<Element> &answer) {
        got = answer;
        loop.quit();
    });
    loop.exec();
    return got;
}

template <typename T, typename Read>
Result<T> askFor(onvif::Device &device, Service service, const QString &body, Read read)
{
    const auto answer = ask(device, service, body);
    return answer ? read(*answer) : Result<T>(fail(answer));
}

/// What was asked for and could not be had, with the reason: {"presets": "NotSupported: …"}.
class Report {
public:
    QJsonObject json;
    template <typename T> bool take(const Result<T> &result, const QString &what)
    {
        if (!result)
            m_failures.insert(what, toLogText(result.error()));
        return result.has_value();
    }
    [[nodiscard]] QJsonObject done(const QString &verdict)
    {
        if (!m_failures.isEmpty())
            json.insert(QStringLiteral("failed"), m_failures);
        json.insert(QStringLiteral("verdict"), verdict);
        return json;
    }

private:
    QJsonObject m_failures;
};

QJsonArray profilesJson(onvif::Device &device, const QList<onvif::Profile> &profiles)
{
    QJsonArray list;
    for (const auto &profile : profiles) {
        QJsonObject entry{{QStringLiteral("token"), profile.token},
                          {QStringLiteral("name"), profile.name},
                          {QStringLiteral("encoding"), profile.encoding},
                          {QStringLiteral("width"), profile.size.width()},
                          {QStringLiteral("height"), profile.size.height()},
                          {QStringLiteral("ptz"), profile.hasPtz}};
        const auto uri = askFor<QUrl>(device, Service::Media, onvif::getStreamUri(profile.token),
                                      onvif::readStreamUri);
        if (uri)
            entry.insert(QStringLiteral("stream"), redacted(*uri));
        list.append(entry);
    }
    return list;
}

/// \return whether the head can be steered
bool probePtz(onvif::Device &device, const QString &profile, Report &report)
{
    bool steers = false;
    const auto nodes =
        askFor<QList<onvif::PtzNode>>(device, Service::Ptz, onvif::getNodes(), onvif::readNodes);
    if (report.take(nodes, QStringLiteral("nodes"))) {
        QJsonArray list;
        for (const auto &node : *nodes) {
            steers = steers || node.continuousMove;
            list.append(QJsonObject{{QStringLiteral("token"), node.token},
                                    {QStringLiteral("name"), node.name},
                                    {QStringLiteral("continuousMove"), node.continuousMove},
                                    {QStringLiteral("home"), node.home},
                                    {QStringLiteral("mostPresets"), node.presets}});
        }
        report.json.insert(QStringLiteral("nodes"), list);
    }
    const auto status = askFor<onvif::PtzStatus>(device, Service::Ptz, onvif::getStatus(profile),
                                                 onvif::readStatus);
    if (report.take(status, QStringLiteral("status")))
        report.json.insert(QStringLiteral("status"),
                           QJsonObject{{QStringLiteral("saysWhetherItMoves"), status->known},
                                       {QStringLiteral("moving"), status->moving},
                                       {QStringLiteral("pan"), status->pan},
                                       {QStringLiteral("tilt"), status->tilt},
                                       {QStringLiteral("zoom"), status->zoom}});
    const auto presets = askFor<QList<onvif::PtzPreset>>(
        device, Service::Ptz, onvif::getPresets(profile), onvif::readPresets);
    if (report.take(presets, QStringLiteral("presets"))) {
        QJsonArray list;
        for (const auto &preset : *presets)
            list.append(QJsonObject{{QStringLiteral("token"), preset.token},
                                    {QStringLiteral("name"), preset.name}});
        report.json.insert(QStringLiteral("presets"), list);
    }
    return steers;
}

int probe(onvif::Device &device)
{
    Report report;
    const auto information = askFor<onvif::DeviceInformation>(
        device, Service::Device, onvif::getDeviceInformation(), onvif::readDeviceInformation);
    if (!information && information.error().code != ErrorCode::NotSupported
        && information.error().code != ErrorCode::InvalidArgument) {
        printJson({{QStringLiteral("verdict"), QStringLiteral("unusable")},
                   {QStringLiteral("error"), toLogText(information.error())}});
        return vigie::ctl::report(information.error());
    }
    if (report.take(information, QStringLiteral("device")))
        report.json.insert(QStringLiteral("device"),
                           QJsonObject{{QStringLiteral("manufacturer"), information->manufacturer},
                                       {QStringLiteral("model"), information->model},
                                       {QStringLiteral("firmware"), information->firmware},
                                       {QStringLiteral("serial"), information->serial}});
    report.json.insert(QStringLiteral("authentication"), device.authentication());
    report.json.insert(QStringLiteral("clockSkewMs"),
                       static_cast<qint64>(device.clockSkew().count()));
    report.json.insert(QStringLiteral("services"),
                       QJsonObject{{QStringLiteral("media"), redacted(device.services().media)},
                                   {QStringLiteral("ptz"), redacted(device.services().ptz)}});
    const auto profiles = askFor<QList<onvif::Profile>>(device, Service::Media,
                                                        onvif::getProfiles(), onvif::readProfiles);
    if (!report.take(profiles, QStringLiteral("profiles"))) {
        printJson(report.done(QStringLiteral("no-profiles")));
        return vigie::ctl::report(profiles.error());
    }
    report.json.insert(QStringLiteral("profiles"), profilesJson(device, *profiles));
    bool steers = false;
    if (!device.services().ptz.isEmpty()) {
        QString token = profiles->constFirst().token;
        for (auto it = profiles->crbegin(); it != profiles->crend(); ++it)
            token = it->hasPtz ? it->token : token;
        steers = probePtz(device, token, report);
    }
    printJson(report.done(steers ? QStringLiteral("streams-and-ptz") : QStringLiteral("streams")));
    return 0;
}

/// One line of JSON a device, as they answer.
int discover(int seconds)
{
    onvif::Discovery discovery;
    QEventLoop loop;
    QObject::connect(&discovery, &onvif::Discovery::found, &loop, [](const onvif::FoundDevice &device) {
        printJson({{QStringLiteral("id"), device.id},
                   {QStringLiteral("onvif"), device.url.toString()},
                   {QStringLiteral("name"), device.name},
                   {QStringLiteral("hardware"), device.hardware},
                   {QStringLiteral("location"), device.location},
                   {QStringLiteral("ptz"), device.hasPtz}});
    });
    QObject::connect(&discovery, &onvif::Discovery::finished, &loop, &QEventLoop::quit);
    discovery.start(std::chrono::seconds(seconds));
    loop.exec();
    return 0;
}

} // namespace

int onvifCommand(const QStringList &given)
{
    constexpr int kUsualSeconds = 4;
    constexpr int kMostSeconds = 60;
    QStringList arguments = given;
    if (arguments.value(0) == QLatin1String("discover")) {
        const auto wanted = takeOption(arguments, QStringLiteral("--seconds"));
        bool isNumber = true;
        const int seconds = wanted ? wanted->toInt(&isNumber) : kUsualSeconds;
        if (arguments.size() == 1 && isNumber && seconds >= 1 && seconds <= kMostSeconds)
            return discover(seconds);
        arguments.clear(); // the usage
    }
    const QString user = takeOption(arguments, QStringLiteral("--user")).value_or(QString());
    const QUrl url(arguments.value(1));
    const bool http =
        url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https");
    if (arguments.size() != 2 || arguments.constFirst() != QLatin1String("probe") || !http
        || url.host().isEmpty() || !url.userInfo().isEmpty())
        return usage(QStringLiteral(
            "usage: vigiectl onvif discover [--seconds 1..60]\n"
            "  one line of JSON for each device that answers on the networks of this machine\n"
            "       vigiectl onvif probe http://HOST[:PORT]/onvif/device_service [--user NAME]\n"
            "  the password is read from standard input; one line of JSON: what the device is and "
            "offers\n"
            "  0 when it has media profiles, 1 otherwise"));
    const SystemClock clock;
    onvif::Device device(url, user, user.isEmpty() ? Secret() : readSecretLine(), clock);
    return probe(device);
}

} // namespace vigie::ctl
