// SPDX-License-Identifier: GPL-3.0-or-later
//
// RFC 7798: single NAL unit packets, aggregates, fragments; without DONL (sprop-max-don-diff is 0 with every camera) and
// without PACI.
#include <rtsp/nal_depacketizer.h>

#include <array>

namespace vigie::rtsp {
namespace {

enum Type : int { // ITU-T H.265 table 7-1, RFC 7798 4.4
    LastTrailingType = 9,
    FirstRandomAccessType = 16,
    LastRandomAccessType = 21,
    VpsType = 32,
    SpsType = 33,
    DelimiterType = 35,
    FillerType = 38,
    PrefixSeiType = 39,
    AggregateType = 48,
    FragmentType = 49
};
constexpr std::size_t kHeader = 2;

int typeOf(std::uint8_t first)
{
    return (first >> 1) & 0x3f;
}

class H265Depacketizer final : public NalDepacketizer {
public:
    explicit H265Depacketizer(const QByteArray &parameterSets) : NalDepacketizer(VideoCodec::H265, parameterSets) { }

private:
    void readPayload(Bytes payload) override
    {
        if (payload.size() <= kHeader) {
            breakPicture();
            return;
        }
        const int type = typeOf(payload[0]);
        if (type == AggregateType)
            readAggregate(payload.subspan(kHeader));
        else if (type == FragmentType)
            readPart(payload);
        else if (type < AggregateType)
            wholeUnit(payload);
        else
            breakPicture();
    }

    bool mayBeAggregated(Bytes unit) const override { return unit.size() > kHeader && typeOf(unit[0]) < AggregateType; }

    void readPart(Bytes payload)
    {
        if (payload.size() <= kHeader + 1) {
            breakPicture();
            return;
        }
        const std::uint8_t control = payload[kHeader];
        const std::array<std::uint8_t, kHeader> header{
            static_cast<std::uint8_t>((payload[0] & 0x81) | ((control & 0x3f) << 1)), payload[1]};
        readFragment(header, control, payload.subspan(kHeader + 1));
    }

    Unit look(Bytes bytes) const override
    {
        const int type = typeOf(bytes[0]);
        Unit unit;
        unit.damaged = (bytes[0] & 0x80) != 0 || type >= AggregateType;
        unit.drop = type == FillerType;
        unit.sequenceSet = type == SpsType;
        unit.delimiter = type == DelimiterType;
        unit.enhancement = type == PrefixSeiType;
        unit.prefix = (type >= VpsType && type <= DelimiterType) || type == PrefixSeiType;
        const bool isRandomAccess = type >= FirstRandomAccessType && type <= LastRandomAccessType;
        if (type <= LastTrailingType || isRandomAccess) {
            unit.slice = true;
            unit.firstSlice = bytes.size() > kHeader && (bytes[kHeader] & 0x80) != 0;
            unit.randomAccess = isRandomAccess;
        }
        return unit;
    }

    std::size_t headerBytes() const override { return kHeader; }

    /// recovery_poc_cnt, a signed number; before this picture: it is right itself.
    std::optional<int> untilWhole(std::uint32_t code) const override
    {
        if (code >= kMostUntilWhole)
            return std::nullopt;
        return code % 2 == 1 ? static_cast<int>(code / 2 + 1) : 0;
    }
};

} // namespace

std::unique_ptr<Depacketizer> makeH265Depacketizer(const QByteArray &parameterSets)
{
    return std::make_unique<H265Depacketizer>(parameterSets);
}

} // namespace vigie::rtsp
