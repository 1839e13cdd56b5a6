// SPDX-License-Identifier: GPL-3.0-or-later
//
// Packets of a stream, each behind its length: read, put in order, made into pictures of each codec. The first byte
// says the codec, the second how much the clock moves a packet.
#include "fuzz.h"

#include <rtsp/depacketizer.h>
#include <rtsp/reception.h>
#include <rtsp/reorder_buffer.h>
#include <rtsp/timeline.h>

using namespace vigie;
using namespace vigie::rtsp;
using fuzz::require;

namespace {

void checkPicture(const CodedPicture &picture, VideoCodec codec)
{
    require(!picture.bytes.isEmpty() && picture.bytes.size() <= kMaxPictureBytes, "a picture is bounded");
    for (qsizetype i = 0; i < kPicturePadding; ++i)
        require(picture.bytes.constData()[picture.bytes.size() + i] == '\0', "zeros behind it");
    if (codec == VideoCodec::Mjpeg) {
        require(picture.bytes.startsWith("\xff\xd8\xff\xe0") && picture.bytes.endsWith("\xff\xd9"), "a JFIF file");
        require(picture.key, "every JPEG is a beginning");
    } else {
        require(picture.bytes.startsWith(QByteArrayView("\0\0\0\1", 4)), "Annex B");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 2)
        return 0;
    const VideoCodec codec = data[0] % 3 == 0 ? VideoCodec::H264 : data[0] % 3 == 1 ? VideoCodec::H265 : VideoCodec::Mjpeg;
    const auto tick = std::chrono::milliseconds(data[1]);
    const auto depacketizer =
        makeDepacketizer(codec, QByteArray::fromHex("000000016742001fe0aa0000000168e0cc"));
    ReorderBuffer buffer({.packets = 8, .hold = std::chrono::milliseconds(40)});
    Reception reception(90'000);
    Timeline timeline(90'000);
    ReorderBuffer::Clock::time_point now{std::chrono::hours(1)};
    std::chrono::microseconds furthest{};
    std::uint64_t pushed = 0;
    std::uint64_t passed = 0;
    const auto takeAll = [&] {
        while (const auto ordered = buffer.pop(now)) {
            ++passed;
            auto picture = depacketizer->push(ordered->packet, ordered->gap);
            for (int i = 0; picture; ++i, picture = depacketizer->take()) {
                require(i < Depacketizer::kMaxWaiting, "what waits is bounded");
                checkPicture(*picture, codec);
                const auto place = timeline.place(picture->timestamp, now);
                require(place.at >= furthest - Timeline::kReorder * 64, "time runs on");
                furthest = std::max(furthest, place.at);
            }
        }
    };
    for (std::size_t at = 2; at + 2 <= size;) {
        const std::size_t length = (std::size_t{data[at]} << 8) | data[at + 1];
        at += 2;
        const std::size_t taken = std::min(length, size - at);
        const QByteArray bytes = fuzz::bytesOf(data + at, taken); // a read past its end is seen
        at += taken;
        now += tick;
        const auto packet = readRtp({reinterpret_cast<const std::uint8_t *>(bytes.constData()),
                                     static_cast<std::size_t>(bytes.size())});
        if (!packet) {
            require(packet.error().code == ErrorCode::Protocol, "an error of readRtp()'s");
            continue;
        }
        require(packet->payload.size() + 12 <= taken, "a payload is smaller than its packet");
        reception.take(*packet, now);
        buffer.push(*packet, now);
        ++pushed;
        takeAll();
        require(!buffer.deadline() || *buffer.deadline() > now, "what is due was given");
    }
    now += std::chrono::hours(1);
    takeAll();
    require(!buffer.deadline(), "nothing is held for ever");
    require(passed == buffer.counts().passed && passed <= pushed, "nothing is made up");
    if (const auto block = reception.report(now))
        require(reception.received() > 0 && block->extendedHighest == reception.extendedHighest(), "a report of what came");
    return 0;
}
