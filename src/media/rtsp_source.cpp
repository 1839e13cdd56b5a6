// SPDX-License-Identifier: GPL-3.0-or-later
#include <media/rtsp_source.h>

#include <utility>

namespace vigie::media {

static_assert(kMaxAccessUnitBytes >= static_cast<std::size_t>(rtsp::kMaxPictureBytes));

Result<StreamInfo> RtspSource::connect(const SourceRequest &request, Interrupt &interrupt)
{
    const rtsp::Target target{request.stream.url,       request.user,
                              request.password,         request.stream.transport,
                              request.unverifiedTlsAllowed};
    Result<rtsp::Offer> offer = m_client.open(target, {}, interrupt);
    if (!offer)
        return fail(offer);
    return StreamInfo{offer->codec, std::move(offer->parameterSets), std::move(offer->transport)};
}

Result<AccessUnit> RtspSource::next()
{
    Result<rtsp::Picture> picture = m_client.next();
    if (!picture)
        return fail(picture);
    m_picture = std::move(*picture);
    const rtsp::CodedPicture &coded = m_picture.coded;
    AccessUnit unit;
    unit.bytes = {reinterpret_cast<const std::uint8_t *>(coded.bytes.constData()),
                  static_cast<std::size_t>(coded.bytes.size())};
    unit.pts = m_picture.pts;
    unit.received = m_picture.received;
    unit.captured = coded.captured;
    unit.afterLoss = coded.afterLoss;
    unit.key = coded.key;
    unit.wholeAfter = coded.wholeAfter;
    return unit;
}

PeerStats RtspSource::peer() const
{
    const rtsp::PacketCounts counts = m_client.counts();
    return {counts.packets, counts.lost, counts.reordered, counts.jitter};
}

void RtspSource::close()
{
    m_client.close();
}

} // namespace vigie::media
