// SPDX-License-Identifier: GPL-3.0-or-later
//
// RFC 6184: single NAL unit packets, STAP-A, FU-A. Interleaved mode (STAP-B, MTAP, FU-B) needs a queue that costs delay;
// no camera offers it.
#include <rtsp/bit_reader.h>
#include <rtsp/nal_depacketizer.h>

#include <array>

namespace vigie::rtsp {
namespace {

enum Type : int { // ITU-T H.264 table 7-1, RFC 6184 table 1
    SliceType = 1,
    PartitionType = 2,
    IdrType = 5,
    SeiType = 6,
    SpsType = 7,
    PpsType = 8,
    DelimiterType = 9,
    FillerType = 12,
    StapAType = 24,
    FuAType = 28
};

class H264Depacketizer final : public NalDepacketizer {
public:
    explicit H264Depacketizer(const QByteArray &parameterSets) : NalDepacketizer(VideoCodec::H264, parameterSets) { }

private:
    void readPayload(Bytes payload) override
    {
        const int type = payload[0] & 0x1f;
        if (type == StapAType)
            readAggregate(payload.subspan(1));
        else if (type == FuAType)
            readPart(payload);
        else if (type > 0 && type < StapAType)
            wholeUnit(payload);
        else if (const std::size_t code = startCodeOf(payload); code > 0 && payload.size() > code)
            wholeUnit(payload.subspan(code));
        else
            breakPicture();
    }

    /// Some cameras send the start code too. \return its length, 0: none
    static std::size_t startCodeOf(Bytes bytes)
    {
        for (const std::size_t zeros : {std::size_t{2}, std::size_t{3}}) {
            if (bytes.size() > zeros && bytes[0] == 0 && bytes[1] == 0 && bytes[zeros - 1] == 0 && bytes[zeros] == 1)
                return zeros + 1;
        }
        return 0;
    }

    bool mayBeAggregated(Bytes unit) const override { return (unit[0] & 0x1f) < StapAType; }

    void readPart(Bytes payload)
    {
        if (payload.size() < 3) {
            breakPicture();
            return;
        }
        const std::array<std::uint8_t, 1> header{static_cast<std::uint8_t>((payload[0] & 0xe0) | (payload[1] & 0x1f))};
        readFragment(header, payload[1], payload.subspan(2));
    }

    Unit look(Bytes bytes) const override
    {
        const int type = bytes[0] & 0x1f;
        Unit unit;
        unit.damaged = (bytes[0] & 0x80) != 0 || type == 0 || type >= StapAType;
        unit.drop = type == FillerType;
        unit.sequenceSet = type == SpsType;
        unit.delimiter = type == DelimiterType;
        unit.enhancement = type == SeiType;
        unit.prefix = type >= SeiType && type <= DelimiterType;
        if (type == SliceType || type == PartitionType || type == IdrType) {
            BitReader bits(bytes.subspan(1));
            unit.slice = true;
            unit.firstSlice = bits.ue() == 0; // first_mb_in_slice
            const std::uint32_t kind = bits.ue() % 5;
            unit.intra = kind == 2 || kind == 4; // I, SI
            unit.randomAccess = type == IdrType;
        }
        return unit;
    }

    std::size_t headerBytes() const override { return 1; }

    /// recovery_frame_cnt
    std::optional<int> untilWhole(std::uint32_t code) const override
    {
        return code < kMostUntilWhole ? std::optional(static_cast<int>(code)) : std::nullopt;
    }
};

} // namespace

std::unique_ptr<Depacketizer> makeH264Depacketizer(const QByteArray &parameterSets)
{
    return std::make_unique<H264Depacketizer>(parameterSets);
}

} // namespace vigie::rtsp
