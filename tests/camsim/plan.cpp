// SPDX-License-Identifier: GPL-3.0-or-later
#include "plan.h"

#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QSet>
#include <QtNetwork/QHostAddress>

#include <cstdlib>

namespace vigie::camsim {

namespace {
constexpr qint64 kMaxPlanBytes = 4 * 1024 * 1024;
constexpr qsizetype kMaxCameras = 250;
constexpr int kMaxSkewS = 86400;

Result<StreamPlan> parseStream(const QJsonObject &json, const QString &where, bool needsClip)
{
    StreamPlan stream;
    const QString codec = json.value(u"codec").toString();
    if (codec == u"h264") {
        stream.codec = Codec::H264;
    } else if (codec == u"h265") {
        stream.codec = Codec::H265;
    } else if (codec == u"mjpeg") {
        stream.codec = Codec::Mjpeg;
    } else {
        return fail(ErrorCode::Corrupt, where + u".codec: unknown codec '" + codec + u'\'');
    }
    stream.width = json.value(u"width").toInt();
    stream.height = json.value(u"height").toInt();
    stream.fps = json.value(u"fps").toInt();
    stream.clip = json.value(u"clip").toString();
    if (stream.width < 64 || stream.width > 4096 || stream.width % 2 || stream.height < 36
        || stream.height > 2160 || stream.height % 2 || stream.fps < 1 || stream.fps > 60)
        return fail(ErrorCode::Corrupt, where + u": width, height or fps out of range");
    if (needsClip && stream.clip.isEmpty())
        return fail(ErrorCode::Corrupt, where + u".clip is missing");
    if (stream.clip.isEmpty() && stream.codec != Codec::H264)
        return fail(ErrorCode::Corrupt, where + u".codec: live pictures are h264");
    if (stream.clip.contains(u'/'))
        return fail(ErrorCode::Corrupt, where + u".clip must be a plain file name");
    return stream;
}

Result<> parseOnvif(const QJsonObject &json, const QString &where, CameraPlan &camera)
{
    const QString auth = json.value(u"onvifAuth").toString(QStringLiteral("both"));
    if (auth == u"digest")
        camera.onvifAuth = OnvifAuth::DigestOnly;
    else if (auth == u"token")
        camera.onvifAuth = OnvifAuth::TokenOnly;
    else if (auth != u"both")
        return fail(ErrorCode::Corrupt, where + u".onvifAuth: both, digest or token");
    const QString digest = json.value(u"httpDigest").toString(QStringLiteral("md5"));
    if (digest == u"sha-256")
        camera.httpDigest = HttpDigest::Sha256;
    else if (digest == u"both")
        camera.httpDigest = HttpDigest::Both;
    else if (digest != u"md5")
        return fail(ErrorCode::Corrupt, where + u".httpDigest: md5, sha-256 or both");
    camera.clockSkewS = json.value(u"clockSkewS").toInt();
    if (std::abs(camera.clockSkewS) > kMaxSkewS)
        return fail(ErrorCode::Corrupt, where + u".clockSkewS: more than a day");
    for (const auto &each : json.value(u"oddities").toArray()) {
        const QString name = each.toString();
        if (name == u"wrong-xaddr")
            camera.oddities.wrongXAddr = true;
        else if (name == u"no-timeout")
            camera.oddities.noTimeout = true;
        else if (name == u"no-stop")
            camera.oddities.noStop = true;
        else if (name == u"fault-is-ok")
            camera.oddities.faultIsOk = true;
        else
            return fail(ErrorCode::Corrupt, where + u".oddities: unknown '" + name + u'\'');
    }
    return {};
}

Result<CameraPlan> parseCamera(const QJsonObject &json, const QString &where)
{
    CameraPlan camera;
    camera.id = json.value(u"id").toString();
    camera.name = json.value(u"name").toString(camera.id);
    camera.address = json.value(u"address").toString();
    camera.user = json.value(u"user").toString();
    camera.password = json.value(u"password").toString();
    camera.ptz = json.value(u"ptz").toBool();
    const int rtsp = json.value(u"rtspPort").toInt(8554);
    const int onvif = json.value(u"onvifPort").toInt(8080);
    if (camera.id.isEmpty() || camera.user.isEmpty() || camera.password.isEmpty())
        return fail(ErrorCode::Corrupt, where + u": id, user and password must not be empty");
    if (rtsp < 0 || rtsp > 65535 || onvif < 0 || onvif > 65535)
        return fail(ErrorCode::Corrupt, where + u": port out of range");
    camera.rtspPort = static_cast<quint16>(rtsp);
    camera.onvifPort = static_cast<quint16>(onvif);
    const QHostAddress address(camera.address);
    if (address.protocol() != QAbstractSocket::IPv4Protocol || !address.isLoopback())
        return fail(ErrorCode::Corrupt, where + u".address: not a loopback IPv4 address");
    camera.address = address.toString(); // one spelling, so that two cameras cannot share one
    if (const auto read = parseOnvif(json, where, camera); !read)
        return fail(read);
    const auto main = parseStream(json.value(u"main").toObject(), where + u".main", !camera.ptz);
    if (!main)
        return fail(main);
    const auto sub = parseStream(json.value(u"sub").toObject(), where + u".sub", !camera.ptz);
    if (!sub)
        return fail(sub);
    camera.main = *main;
    camera.sub = *sub;
    return camera;
}
} // namespace

QString codecName(Codec codec)
{
    switch (codec) {
    case Codec::H264:
        return QStringLiteral("h264");
    case Codec::H265:
        return QStringLiteral("h265");
    case Codec::Mjpeg:
        break;
    }
    return QStringLiteral("mjpeg");
}

Result<Plan> parsePlan(const QByteArray &json)
{
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError)
        return fail(
            ErrorCode::Corrupt,
            QStringLiteral("not JSON at byte %1: %2").arg(error.offset).arg(error.errorString()));
    if (document.object().value(u"format").toString() != u"vigie-camsim-plan/1")
        return fail(ErrorCode::Corrupt, QStringLiteral("format is not vigie-camsim-plan/1"));
    const auto cameras = document.object().value(u"cameras").toArray();
    if (cameras.isEmpty() || cameras.size() > kMaxCameras)
        return fail(ErrorCode::Corrupt,
                    QStringLiteral("cameras: between 1 and %1").arg(kMaxCameras));
    Plan plan;
    QSet<QString> ids;
    QSet<QString> addresses;
    for (qsizetype i = 0; i < cameras.size(); ++i) {
        auto camera = parseCamera(cameras[i].toObject(), QStringLiteral("cameras[%1]").arg(i));
        if (!camera)
            return fail(camera);
        if (ids.contains(camera->id) || addresses.contains(camera->address))
            return fail(ErrorCode::Corrupt,
                        QStringLiteral("cameras[%1]: id or address used twice").arg(i));
        ids.insert(camera->id);
        addresses.insert(camera->address);
        plan.cameras.append(std::move(*camera));
    }
    return plan;
}

Result<Plan> loadPlan(const QString &path)
{
    QFile file(path.isEmpty() ? QStringLiteral(":/camsim/demo_plan.json") : path);
    if (!file.exists())
        return fail(ErrorCode::NotFound, path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Io, path + u": " + file.errorString());
    if (file.size() > kMaxPlanBytes)
        return fail(ErrorCode::Corrupt, path + u": too large");
    return parsePlan(file.readAll());
}

Result<> rebase(Plan &plan, const QString &base)
{
    bool ok = false;
    const quint32 network = QHostAddress(base).toIPv4Address(&ok) & 0xffffff00U;
    if (!ok || (network >> 24) != 127)
        return fail(ErrorCode::InvalidArgument, base + u": not a loopback IPv4 network");
    for (auto &camera : plan.cameras) {
        const quint32 host = QHostAddress(camera.address).toIPv4Address() & 0xffU;
        camera.address = QHostAddress(network | host).toString();
    }
    return {};
}

} // namespace vigie::camsim
