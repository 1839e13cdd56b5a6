// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure.h"
#include "process_usage.h"
#include "wall_run.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QProcess>

namespace vigie::bench {
namespace {

constexpr int kFfmpegOpenMs = 90'000;

} // namespace

std::optional<double> runFfdec(const WallOptions &options)
{
    QStringList arguments{QStringLiteral("-nostdin"),  QStringLiteral("-hide_banner"),
                          QStringLiteral("-loglevel"), QStringLiteral("error"),
                          QStringLiteral("-progress"), QStringLiteral("pipe:1")};
    for (int i = 0; i < options.tiles; ++i) {
        const BenchStream &stream =
            options.streams[static_cast<std::size_t>(i) % options.streams.size()];
        arguments << QStringLiteral("-rtsp_transport")
                  << (options.transport == RtpTransport::Udp ? QStringLiteral("udp")
                                                             : QStringLiteral("tcp"))
                  << QStringLiteral("-threads") << QStringLiteral("1") << QStringLiteral("-i")
                  << stream.whole;
    }
    for (int i = 0; i < options.tiles; ++i) {
        arguments << QStringLiteral("-map") << QStringLiteral("%1:v").arg(i) << QStringLiteral("-f")
                  << QStringLiteral("null") << QStringLiteral("-");
    }
    QProcess ffmpeg;
    ffmpeg.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    ffmpeg.start(QStringLiteral("ffmpeg"), arguments);
    if (!ffmpeg.waitForStarted())
        return std::nullopt;
    QElapsedTimer wall;
    wall.start();
    // ffmpeg opens and probes its inputs one after the other; -progress speaks once all of them are
    // being decoded.
    QByteArray progress;
    while (!progress.contains("progress=") && wall.elapsed() < kFfmpegOpenMs) {
        if (!ffmpeg.waitForReadyRead(kFfmpegOpenMs))
            break;
        progress += ffmpeg.readAllStandardOutput();
    }
    QObject::connect(&ffmpeg, &QProcess::readyReadStandardOutput, &ffmpeg,
                     [&] { ffmpeg.readAllStandardOutput(); });
    const qint64 pid = ffmpeg.processId();
    waitFor(options.seconds * 500);
    const double before = cpuSecondsOf(pid);
    const qint64 half = wall.nsecsElapsed();
    waitFor(options.seconds * 500);
    const double after = cpuSecondsOf(pid);
    const qint64 end = wall.nsecsElapsed();
    const bool alive = ffmpeg.state() == QProcess::Running;
    ffmpeg.terminate();
    if (!ffmpeg.waitForFinished(5000))
        ffmpeg.kill();
    ffmpeg.waitForFinished(1000);
    if (!alive || before < 0 || after < 0)
        return std::nullopt;
    return (after - before) / (static_cast<double>(end - half) * 1e-9);
}

} // namespace vigie::bench
