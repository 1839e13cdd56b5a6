// SPDX-License-Identifier: GPL-3.0-or-later
#include <rtsp/depacketizer.h>

#include <rtsp/jpeg_depacketizer.h>
#include <rtsp/nal_depacketizer.h>

namespace vigie::rtsp {

std::unique_ptr<Depacketizer> makeDepacketizer(VideoCodec codec, const QByteArray &parameterSets)
{
    switch (codec) {
    case VideoCodec::H264:
        return makeH264Depacketizer(parameterSets);
    case VideoCodec::H265:
        return makeH265Depacketizer(parameterSets);
    case VideoCodec::Mjpeg:
        return makeJpegDepacketizer();
    case VideoCodec::Unknown:
        break;
    }
    return nullptr;
}

} // namespace vigie::rtsp
