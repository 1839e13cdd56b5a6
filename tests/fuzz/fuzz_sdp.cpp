// SPDX-License-Identifier: GPL-3.0-or-later
//
// A session description as a camera answers DESCRIBE with it.
#include "fuzz.h"

#include <rtsp/sdp.h>

using namespace vigie;
using fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto description = rtsp::readSdp(fuzz::bytesOf(data, size));
    if (!description) {
        require(description.error().code == ErrorCode::Protocol, "an error of readSdp()'s");
        require(description.error().detail.size() < 100, "a short error");
        return 0;
    }
    require(size <= 65'536, "64 KiB");
    require(description->media.size() <= 32, "sections are bounded");
    for (const rtsp::SdpMedia &media : description->media) {
        require(media.clockRate > 0, "a clock that ticks");
        require(media.payloadType >= -1 && media.payloadType <= 127, "a payload type");
        require(media.parameterSets.size() <= 3 * 16'384, "parameter sets are bounded");
        require(media.parameterSets.isEmpty() || media.parameterSets.startsWith(QByteArrayView("\0\0\0\1", 4)),
                "Annex B");
        require(!media.control.contains('\n') && !media.encoding.contains('\n'), "nothing spans lines");
    }
    const rtsp::SdpMedia *video = description->video();
    require(!video || (video->sendsToUs && video->codec != VideoCodec::Unknown && video->kind == "video"),
            "video is what we can show");
    return 0;
}
