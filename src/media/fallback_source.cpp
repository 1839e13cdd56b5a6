// SPDX-License-Identifier: GPL-3.0-or-later
#include <media/fallback_source.h>

#include <media/ffmpeg_source.h>
#include <media/rtsp_source.h>

#include <utility>

namespace vigie::media {

FallbackSource::FallbackSource(std::unique_ptr<StreamSource> first, Make second)
    : m_source(std::move(first)), m_second(std::move(second))
{
}

Result<StreamInfo> FallbackSource::connect(const SourceRequest &request, Interrupt &interrupt)
{
    Result<StreamInfo> info = m_source->connect(request, interrupt);
    if (info || info.error().code != ErrorCode::NotSupported || !m_second)
        return info;
    // The second would say a password in the clear to whoever asks for it so (Basic), and a peer that is not the camera
    // can bring us here by an answer of its own.
    if (request.password != nullptr && !request.password->isEmpty())
        return info;
    m_source->close();
    m_source = std::exchange(m_second, nullptr)();
    Result<StreamInfo> other = m_source->connect(request, interrupt);
    // What the first said names the cause; the second has limits of its own.
    return !other && other.error().code == ErrorCode::NotSupported ? info : other;
}

std::unique_ptr<StreamSource> makeStreamSource(const StreamEndpoint &stream)
{
    const QString scheme = stream.url.scheme();
    if (scheme != QLatin1String("rtsp") && scheme != QLatin1String("rtsps"))
        return std::make_unique<FfmpegSource>();
    return std::make_unique<FallbackSource>(std::make_unique<RtspSource>(),
                                            [] { return std::make_unique<FfmpegSource>(); });
}

} // namespace vigie::media
