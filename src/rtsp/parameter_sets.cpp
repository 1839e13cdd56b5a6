// SPDX-License-Identifier: GPL-3.0-or-later
#include <rtsp/parameter_sets.h>

#include <rtsp/bit_reader.h>

#include <algorithm>

namespace vigie::rtsp {
namespace {

// ITU-T H.264 table 7-1, H.265 table 7-1
constexpr int kSps264 = 7;
constexpr int kPps264 = 8;
constexpr int kVps265 = 32;
constexpr int kSps265 = 33;
constexpr int kPps265 = 34;

QByteArrayView viewOf(Bytes bytes)
{
    return {bytes.data(), static_cast<qsizetype>(bytes.size())};
}

/// profile_tier_level() and what stands before it in an SPS (H.265 7.3.2.2, 7.3.3).
std::uint32_t spsId265(BitReader bits)
{
    bits.skip(4);
    const auto subLayers = static_cast<int>(bits.bits(3));
    bits.skip(1 + 88 + 8);
    const std::uint32_t present = bits.bits(2 * subLayers); // profile, level of each
    if (subLayers > 0)
        bits.skip(2 * (8 - subLayers));
    for (int i = 2 * subLayers - 1; i > 0; i -= 2) {
        bits.skip(((present >> i) & 1U) != 0 ? 88 : 0);
        bits.skip(((present >> (i - 1)) & 1U) != 0 ? 8 : 0);
    }
    return bits.ue();
}

} // namespace

ParameterSets::ParameterSets(VideoCodec codec, const QByteArray &fromSdp) : m_codec(codec)
{
    const QByteArrayView all(fromSdp);
    const QByteArrayView code("\0\0\1", 3);
    auto from = all.indexOf(code);
    while (from >= 0) {
        from += code.size();
        const auto next = all.indexOf(code, from);
        qsizetype to = next < 0 ? all.size() : next;
        while (to > from && all.at(to - 1) == '\0') // the next start code's first byte
            --to;
        remember(Bytes(reinterpret_cast<const std::uint8_t *>(all.data()) + from, static_cast<std::size_t>(to - from)));
        from = next;
    }
    beginPicture();
}

int ParameterSets::typeOf(Bytes unit) const
{
    if (unit.size() < 3 || unit.size() > kMaxSetBytes)
        return -1;
    const int type = m_codec == VideoCodec::H264 ? unit[0] & 0x1f : (unit[0] >> 1) & 0x3f;
    const bool isSet = m_codec == VideoCodec::H264 ? type == kSps264 || type == kPps264
                                                   : type >= kVps265 && type <= kPps265;
    return isSet ? type : -1;
}

std::uint32_t ParameterSets::idOf(int type, Bytes unit) const
{
    BitReader bits(unit.subspan(m_codec == VideoCodec::H264 ? 1 : 2));
    switch (type) {
    case kSps264:
        bits.skip(24);
        return bits.ue();
    case kVps265:
        return bits.bits(4);
    case kSps265:
        return spsId265(bits);
    default:
        return bits.ue();
    }
}

void ParameterSets::remember(Bytes unit)
{
    const int type = typeOf(unit);
    if (type < 0)
        return;
    const std::uint32_t id = idOf(type, unit);
    const auto key = [](const Set &set) { return (std::uint64_t{set.type} << 32) | set.id; };
    const std::uint64_t wanted = (static_cast<std::uint64_t>(type) << 32) | id;
    auto at = std::lower_bound(m_sets.begin(), m_sets.end(), wanted,
                               [&](const Set &set, std::uint64_t value) { return key(set) < value; });
    if (at == m_sets.end() || key(*at) != wanted) {
        if (m_sets.size() == kMost)
            return;
        at = m_sets.insert(at, Set{.type = static_cast<std::uint8_t>(type), .id = id});
    }
    at->seenIn = m_picture;
    if (at->unit != viewOf(unit))
        at->unit = viewOf(unit).toByteArray();
}

Bytes ParameterSets::missing()
{
    m_missing.resize(0);
    for (const Set &set : m_sets) {
        if (set.seenIn != m_picture)
            m_missing.append(viewOf(kStartCode)).append(set.unit);
    }
    return {reinterpret_cast<const std::uint8_t *>(m_missing.constData()), static_cast<std::size_t>(m_missing.size())};
}

} // namespace vigie::rtsp
