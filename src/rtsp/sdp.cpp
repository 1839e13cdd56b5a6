// SPDX-License-Identifier: GPL-3.0-or-later
#include <rtsp/sdp.h>

#include <optional>

namespace vigie::rtsp {
namespace {

constexpr qsizetype kMaxBytes = qsizetype{64} * 1024;
constexpr qsizetype kMaxSections = 32;
constexpr qsizetype kMaxParameterSets = qsizetype{16} * 1024;
constexpr std::uint32_t kMaxClockRate = 10'000'000; // Hz
constexpr int kStaticJpeg = 26; // RFC 3551

/// What decides whose direction a section has.
enum class Direction { Unsaid, ToUs, Both, FromUs, None };

std::optional<Direction> readDirection(const QByteArray &attribute)
{
    if (attribute == "recvonly")
        return Direction::ToUs;
    if (attribute == "sendrecv")
        return Direction::Both;
    if (attribute == "sendonly")
        return Direction::FromUs;
    if (attribute == "inactive")
        return Direction::None;
    return std::nullopt;
}

/// Cameras write the direction from either end of the line. ONVIF's back channel is sound or data that we would send
/// (a=sendonly); of video there is none, so there it means the camera sends.
bool isToUs(const QByteArray &kind, Direction direction)
{
    return direction != Direction::None && (direction != Direction::FromUs || kind == "video");
}

/// One of several comma-separated base64 texts each, to Annex B.
QByteArray annexB(const QByteArray &list)
{
    QByteArray units;
    for (const QByteArray &text : list.split(',')) {
        auto unit = QByteArray::fromBase64(text.trimmed());
        // Some cameras put the start code into the text as well.
        if (unit.startsWith(QByteArrayView("\0\0\0\1", 4)))
            unit.remove(0, 4);
        if (!unit.isEmpty() && units.size() + unit.size() < kMaxParameterSets)
            units += QByteArray("\0\0\0\1", 4) + unit;
    }
    return units;
}

VideoCodec codecOf(const QByteArray &kind, const QByteArray &encoding)
{
    if (kind != "video")
        return VideoCodec::Unknown;
    if (encoding == "H264")
        return VideoCodec::H264;
    if (encoding == "H265" || encoding == "HEVC")
        return VideoCodec::H265;
    return encoding == "JPEG" ? VideoCodec::Mjpeg : VideoCodec::Unknown;
}

struct Section {
    SdpMedia media;
    Direction direction = Direction::Unsaid;
    bool rtp = false;
    QByteArray vps, sps, pps; ///< of H.265, Annex B
};

/// m=video 0 RTP/AVP 96 97
std::optional<Section> readSection(const QByteArray &value)
{
    const QList<QByteArray> words = value.simplified().split(' ');
    if (words.size() < 3)
        return std::nullopt;
    Section section;
    section.media.kind = words.at(0).toLower();
    section.rtp = words.at(2).toUpper().contains("RTP/");
    bool isNumber = false;
    const int type = words.value(3).toInt(&isNumber);
    if (isNumber && type >= 0 && type <= 127)
        section.media.payloadType = type;
    if (type == kStaticJpeg && isNumber)
        section.media.encoding = "JPEG";
    return section;
}

/// Whether "96 …" is about the section's payload type; some cameras number it otherwise in the only line there is, so
/// a section without any type takes the first.
bool isAbout(SdpMedia &media, const QByteArray &number)
{
    bool isNumber = false;
    const int type = number.toInt(&isNumber);
    if (!isNumber || type < 0 || type > 127)
        return false;
    if (media.payloadType < 0)
        media.payloadType = type;
    return media.payloadType == type;
}

/// a=rtpmap:96 H264/90000
void readRtpmap(SdpMedia &media, const QByteArray &value)
{
    const QList<QByteArray> words = value.simplified().split(' ');
    if (words.size() < 2 || !isAbout(media, words.at(0)))
        return;
    const QList<QByteArray> parts = words.at(1).split('/');
    media.encoding = parts.at(0).toUpper().left(64);
    bool isNumber = false;
    const uint rate = parts.value(1).toUInt(&isNumber);
    if (isNumber && rate > 0 && rate <= kMaxClockRate)
        media.clockRate = rate;
}

/// a=fmtp:96 packetization-mode=1; sprop-parameter-sets=…
void readFmtp(Section &section, const QByteArray &value)
{
    const auto space = value.indexOf(' ');
    if (space < 0 || !isAbout(section.media, value.left(space)))
        return;
    for (const QByteArray &parameter : value.mid(space + 1).split(';')) {
        const auto equals = parameter.indexOf('='); // base64 ends with more of them
        if (equals < 0)
            continue;
        const QByteArray name = parameter.left(equals).trimmed().toLower();
        const QByteArray text = parameter.mid(equals + 1).trimmed();
        if (name == "sprop-parameter-sets")
            section.media.parameterSets = annexB(text);
        else if (name == "sprop-vps")
            section.vps = annexB(text);
        else if (name == "sprop-sps")
            section.sps = annexB(text);
        else if (name == "sprop-pps")
            section.pps = annexB(text);
    }
}

void readAttribute(Section &section, const QByteArray &name, const QByteArray &value)
{
    if (name == "rtpmap")
        readRtpmap(section.media, value);
    else if (name == "fmtp")
        readFmtp(section, value);
    else if (name == "control")
        section.media.control = value;
    else if (const auto direction = readDirection(name))
        section.direction = *direction;
}

/// A dynamic type without rtpmap: what else the section says tells the codec.
QByteArray guessedEncoding(const Section &section)
{
    if (!section.sps.isEmpty() || !section.vps.isEmpty())
        return "H265";
    return section.media.parameterSets.isEmpty() ? QByteArray() : QByteArray("H264");
}

SdpMedia finished(Section section, Direction ofSession)
{
    if (section.media.encoding.isEmpty() && section.media.kind == "video")
        section.media.encoding = guessedEncoding(section);
    SdpMedia media = std::move(section.media);
    media.codec = codecOf(media.kind, media.encoding);
    if (media.codec == VideoCodec::H265)
        media.parameterSets = section.vps + section.sps + section.pps;
    else if (media.codec != VideoCodec::H264)
        media.parameterSets.clear();
    media.sendsToUs =
        isToUs(media.kind, section.direction == Direction::Unsaid ? ofSession : section.direction);
    return media;
}

} // namespace

const SdpMedia *SessionDescription::video() const
{
    for (const SdpMedia &one : media) {
        if (one.codec != VideoCodec::Unknown && one.sendsToUs)
            return &one;
    }
    return nullptr;
}

Result<SessionDescription> readSdp(const QByteArray &text)
{
    if (text.size() > kMaxBytes)
        return fail(ErrorCode::Protocol, QStringLiteral("a session description of %1 bytes").arg(text.size()));
    SessionDescription description;
    Direction ofSession = Direction::Unsaid;
    std::optional<Section> section;
    bool anything = false;
    const auto close = [&] {
        if (section && section->rtp)
            description.media.append(finished(*std::move(section), ofSession));
        section.reset();
    };
    qsizetype sections = 0;
    for (const QByteArray &raw : text.split('\n')) {
        const QByteArray line = raw.trimmed();
        if (line.size() < 2 || line.at(1) != '=')
            continue;
        const QByteArray value = line.mid(2).trimmed();
        if (line.at(0) == 'v')
            anything = true;
        if (line.at(0) == 'm') {
            anything = true;
            close();
            if (++sections > kMaxSections)
                return fail(ErrorCode::Protocol, QStringLiteral("a session description with over 32 sections"));
            section = readSection(value);
            continue;
        }
        // Lines of a section we could not read belong to nothing.
        if (line.at(0) != 'a' || (sections > 0 && !section))
            continue;
        const auto colon = value.indexOf(':');
        const QByteArray name = (colon < 0 ? value : value.left(colon)).trimmed().toLower();
        const QByteArray rest = colon < 0 ? QByteArray() : value.mid(colon + 1).trimmed();
        if (section)
            readAttribute(*section, name, rest);
        else if (name == "control")
            description.control = rest;
        else if (name == "range")
            description.range = rest;
        else if (const auto direction = readDirection(name))
            ofSession = *direction;
        if (section && name == "range" && description.range.isEmpty())
            description.range = rest;
    }
    close();
    if (!anything)
        return fail(ErrorCode::Protocol, QStringLiteral("not a session description"));
    return description;
}

} // namespace vigie::rtsp
