// SPDX-License-Identifier: GPL-3.0-or-later
//
// RFC 2435, types 0 and 1 with and without restart markers; pictures over 2,040 pixels by ONVIF's header extension.
#include <rtsp/jpeg_depacketizer.h>

#include <rtsp/jpeg_header.h>
#include <rtsp/picture_assembly.h>

#include <map>

namespace vigie::rtsp {
namespace {

constexpr std::size_t kMainHeader = 8;
constexpr std::size_t kRestartHeader = 4;
constexpr std::size_t kTablesHeader = 4;
constexpr int kInBand = 128; // Q from here on: the tables come in the packet
constexpr int kNeverKept = 255;
constexpr std::size_t kLongestTables = 512;

class JpegDepacketizer final : public Depacketizer {
public:
    [[nodiscard]] std::optional<CodedPicture> take() override { return m_picture.take(); }

private:
    void read(const RtpPacket &packet, bool gap) override
    {
        if (gap) {
            if (m_picture.isOpen())
                m_picture.breakUp();
            else
                m_picture.noteLoss();
        }
        if (m_picture.isOpen() && packet.timestamp != m_picture.timestamp())
            close();
        if (!packet.payload.empty() && !readPayload(packet)) {
            if (!m_picture.isOpen())
                m_picture.open(packet);
            m_picture.breakUp();
        }
        if (packet.marker && m_picture.isOpen())
            close();
    }

    /// \return false: the picture is lost
    bool readPayload(const RtpPacket &packet)
    {
        Bytes rest = packet.payload;
        if (rest.size() < kMainHeader)
            return false;
        const std::size_t offset = read32(rest, 0) & 0xff'ffffU;
        const std::uint8_t type = rest[4];
        const int quality = rest[5];
        JpegShape shape{.type = static_cast<std::uint8_t>(type & 0x3f), .width = rest[6] * 8, .height = rest[7] * 8};
        if (shape.type > 1 || type >= 128)
            return false;
        rest = rest.subspan(kMainHeader);
        if (type >= 64) {
            if (rest.size() < kRestartHeader)
                return false;
            shape.restartInterval = read16(rest, 0);
            rest = rest.subspan(kRestartHeader);
        }
        if (offset == 0) {
            if (m_picture.isOpen()) // without markers, and the timestamp stands still
                close();
            if (!begin(packet, shape, quality, rest))
                return false;
        }
        // Every byte has its place: what is missing shows even if no sequence number told.
        if (!m_picture.isOpen() || m_picture.isBroken() || offset != m_coded)
            return false;
        m_picture.append(rest);
        m_coded += rest.size();
        return !m_picture.isBroken();
    }

    /// Takes the tables off \p rest and writes the header.
    bool begin(const RtpPacket &packet, const JpegShape &shape, int quality, Bytes &rest)
    {
        m_picture.open(packet);
        m_coded = 0;
        const JpegTables *tables = nullptr;
        if (quality >= kInBand) {
            tables = inBandTables(quality, rest);
        } else if (quality > 0 && quality < 100) {
            if (m_quality != quality) {
                m_quality = quality;
                m_ofQuality = tablesOfQuality(quality);
            }
            tables = &m_ofQuality;
        }
        static const JpegTables kNone;
        if (!tables && packet.jpegHeader.empty())
            return false;
        if (!tables) // the extension may bring them
            tables = &kNone;
        // The same as before in nearly every picture.
        const QByteArrayView extension(packet.jpegHeader.data(), static_cast<qsizetype>(packet.jpegHeader.size()));
        if (m_header.isEmpty() || shape != m_shape || *tables != m_tables || extension != m_extension) {
            m_header = makeJpegHeader(shape, *tables, packet.jpegHeader);
            m_shape = shape;
            m_tables = *tables;
            m_extension = extension.toByteArray();
        }
        m_picture.append(Bytes(reinterpret_cast<const std::uint8_t *>(m_header.constData()),
                               static_cast<std::size_t>(m_header.size())));
        return !m_header.isEmpty();
    }

    /// \return null: none in the packet and none remembered
    const JpegTables *inBandTables(int quality, Bytes &rest)
    {
        if (rest.size() < kTablesHeader)
            return nullptr;
        const std::size_t length = read16(rest, 2);
        if (length > kLongestTables || rest.size() < kTablesHeader + length)
            return nullptr;
        const auto known = m_remembered.find(quality);
        const std::uint8_t wide = rest[1];
        const Bytes bytes = rest.subspan(kTablesHeader, length);
        rest = rest.subspan(kTablesHeader + length);
        if (length == 0) // as before; 255 must always say
            return known == m_remembered.end() || quality == kNeverKept ? nullptr : &known->second;
        JpegTables tables{wide, QByteArray(reinterpret_cast<const char *>(bytes.data()),
                                           static_cast<qsizetype>(bytes.size()))};
        if (!areWhole(tables))
            return nullptr;
        return &(m_remembered[quality] = std::move(tables));
    }

    void close()
    {
        static constexpr std::uint8_t kEnd[] = {0xff, 0xd9};
        if (!m_picture.isBroken() && m_picture.size() > 2) {
            const Bytes last = m_picture.from(m_picture.size() - 2);
            if (last[0] != kEnd[0] || last[1] != kEnd[1])
                m_picture.append(kEnd);
        }
        m_picture.close(true);
    }

    PictureAssembly m_picture;
    std::size_t m_coded = 0; ///< bytes of the scan so far
    std::map<int, JpegTables> m_remembered; ///< by Q, 128 at most
    int m_quality = 0;
    JpegTables m_ofQuality;
    // Of the last header made:
    QByteArray m_header;
    JpegShape m_shape;
    JpegTables m_tables;
    QByteArray m_extension;
};

} // namespace

std::unique_ptr<Depacketizer> makeJpegDepacketizer()
{
    return std::make_unique<JpegDepacketizer>();
}

} // namespace vigie::rtsp
