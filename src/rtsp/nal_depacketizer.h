// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <rtsp/depacketizer.h>
#include <rtsp/parameter_sets.h>
#include <rtsp/picture_assembly.h>

namespace vigie::rtsp {

/// What H.264 and H.265 share: NAL units to pictures, whatever packets they came in.
///
/// A picture ends with the marker of a packet once it has a slice: some cameras set it on parameter sets of their own.
/// It also ends where the timestamp changes; and, until a marker was seen, where its first slice comes again.
class NalDepacketizer : public Depacketizer {
public:
    [[nodiscard]] std::optional<CodedPicture> take() final { return m_picture.take(); }

protected:
    /// What the first bytes of a unit tell about it.
    struct Unit {
        bool drop = false; ///< filler
        bool damaged = false; ///< a bit says so, or it is of no known kind
        bool slice = false;
        bool firstSlice = false; ///< of its picture
        bool intra = false; ///< a slice that refers to no other picture
        bool randomAccess = false; ///< IDR, BLA, CRA
        bool sequenceSet = false; ///< SPS
        bool delimiter = false; ///< AUD
        bool enhancement = false; ///< SEI
        bool prefix = false; ///< only before the slices of a picture
    };

    NalDepacketizer(VideoCodec codec, const QByteArray &parameterSets) : m_sets(codec, parameterSets) { }

    void read(const RtpPacket &packet, bool gap) final;
    /// One packet's payload, not empty, to the calls below.
    virtual void readPayload(Bytes payload) = 0;
    /// \param bytes  of a unit from its header on, maybe not all of them; not empty
    [[nodiscard]] virtual Unit look(Bytes bytes) const = 0;
    [[nodiscard]] virtual std::size_t headerBytes() const = 0;
    /// What \p code, the first number of a recovery point, means: pictures until they are right. Empty: nonsense.
    [[nodiscard]] virtual std::optional<int> untilWhole(std::uint32_t code) const = 0;
    static constexpr std::uint32_t kMostUntilWhole = 1U << 16U; ///< as the standards allow
    /// \p unit  not empty. False: too short, or a packet of packets, which an aggregate cannot hold.
    [[nodiscard]] virtual bool mayBeAggregated(Bytes unit) const = 0;

    /// The units of a STAP-A or AP, each behind its length in 16 bits.
    void readAggregate(Bytes rest);
    /// A part of a unit: \p control tells the first and the last (S and E, the same bits in both standards), \p header
    /// is what the unit begins with.
    void readFragment(Bytes header, std::uint8_t control, Bytes data);

    /// \p header comes before \p rest; empty: \p rest holds it.
    void beginUnit(Bytes header, Bytes rest);
    void continueUnit(Bytes bytes);
    void endUnit();
    void wholeUnit(Bytes unit);
    [[nodiscard]] bool isUnitOpen() const { return m_unitOpen; }
    /// What this packet held is lost.
    void breakPicture();

private:
    void closePicture();
    void openPicture();
    void beginSlice(const Unit &unit);
    [[nodiscard]] std::optional<int> recoveryPoint(Bytes unit) const;
    [[nodiscard]] bool isKey() const;

    PictureAssembly m_picture;
    ParameterSets m_sets;
    const RtpPacket *m_packet = nullptr; ///< during read()
    bool m_unitOpen = false;
    Unit m_unit;
    qsizetype m_unitAt = 0; ///< where the open unit begins in the picture, behind its start code
    // Of the picture that is open:
    int m_units = 0;
    bool m_slices = false;
    bool m_randomAccess = false;
    std::optional<int> m_recoveryPoint; ///< pictures until they are right
    bool m_sequenceSet = false;
    bool m_allIntra = true;
    qsizetype m_setsGo = 0; ///< behind the delimiter
    // Of the stream:
    bool m_markersSeen = false;
    bool m_markersLie = false; ///< on every slice, not on the last one
    bool m_justMarked = false; ///< the packet before closed a picture by its marker
    std::uint32_t m_markedTimestamp = 0;
};

[[nodiscard]] std::unique_ptr<Depacketizer> makeH264Depacketizer(const QByteArray &parameterSets);
[[nodiscard]] std::unique_ptr<Depacketizer> makeH265Depacketizer(const QByteArray &parameterSets);

} // namespace vigie::rtsp
