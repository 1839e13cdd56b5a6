// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>

#include <QtCore/QList>
#include <QtCore/QString>

namespace vigie::camsim {

enum class Codec { H264, H265, Mjpeg };
[[nodiscard]] QString codecName(Codec codec);

/// One stream of a camera. An empty clip means live pictures (PTZ scene).
struct StreamPlan {
    Codec codec = Codec::H264;
    int width = 640;
    int height = 360;
    int fps = 15;
    QString clip;
};

/// Which ONVIF credentials a camera accepts.
enum class OnvifAuth { Both, DigestOnly, TokenOnly };
/// What its HTTP Digest challenges offer.
enum class HttpDigest { Md5, Sha256, Both };

/// Oddities of real cameras, a set of flags.
struct Oddities {
    bool wrongXAddr = false; ///< service addresses name a host that is not there (NAT)
    bool noTimeout = false; ///< ContinuousMove with a Timeout is a fault; the options say PT0S
    bool noStop = false; ///< has no Stop: only a move of zero speed ends a move
    bool faultIsOk = false; ///< SOAP faults come with HTTP status 200
};

/// One simulated camera. It has an IPv4 address of its own, so that every connection belongs to one
/// camera.
struct CameraPlan {
    QString id;
    QString name;
    QString address;
    quint16 rtspPort = 8554;
    quint16 onvifPort = 8080;
    QString user;
    QString password; ///< of a simulated camera: opens nothing else; never logged
    bool ptz = false;
    OnvifAuth onvifAuth = OnvifAuth::Both;
    HttpDigest httpDigest = HttpDigest::Md5;
    int clockSkewS = 0; ///< how far the camera's own clock is ahead
    Oddities oddities;
    StreamPlan main;
    StreamPlan sub;
};

struct Plan {
    QList<CameraPlan> cameras;
};

/// Reads a camera plan ("vigie-camsim-plan/1"). \return Corrupt with the place of the first
/// mistake.
[[nodiscard]] Result<Plan> parsePlan(const QByteArray &json);
/// The same from a file; an empty path is the built-in demo plan. \return also Io, NotFound
[[nodiscard]] Result<Plan> loadPlan(const QString &path);
/// Moves every camera to the /24 of \p base ("127.0.77.0"), keeping the last byte. \return
/// InvalidArgument
[[nodiscard]] Result<> rebase(Plan &plan, const QString &base);

} // namespace vigie::camsim
