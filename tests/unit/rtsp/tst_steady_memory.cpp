// SPDX-License-Identifier: GPL-3.0-or-later
//
// A program of its own: it counts what the C library is asked for.
#include "packets.h"

#include <rtsp/depacketizer.h>
#include <rtsp/message.h>
#include <rtsp/reorder_buffer.h>
#include <support/test_main.h>

#include <QtTest/QTest>

#include <cstdlib>

extern "C" {
void *__libc_malloc(std::size_t size);
void *__libc_realloc(void *block, std::size_t size);
}

namespace {
thread_local bool counting = false;
thread_local int allocations = 0;
} // namespace

extern "C" void *malloc(std::size_t size) noexcept
{
    allocations += counting ? 1 : 0;
    return __libc_malloc(size);
}

extern "C" void *realloc(void *block, std::size_t size) noexcept
{
    allocations += counting ? 1 : 0;
    return __libc_realloc(block, size);
}

using namespace vigie;
using namespace vigie::rtsp;

namespace {

/// A picture of so many fragments, as interleaved frames.
QByteArray pictureOf(int fragments, std::uint16_t &sequence, std::uint32_t timestamp)
{
    QByteArray stream;
    for (int i = 0; i < fragments; ++i) {
        const bool last = i == fragments - 1;
        const char control = static_cast<char>(i == 0 ? 0x81 : last ? 0x41 : 0x01);
        const QByteArray payload = QByteArray("\x5c") + QByteArray(1, control) + QByteArray(1000, '\x9a');
        const QByteArray packet = test::rtpBytes(sequence++, timestamp, last, payload);
        stream += QByteArray("$\0", 2) + static_cast<char>(packet.size() >> 8) + static_cast<char>(packet.size() & 0xff);
        stream += packet;
    }
    return stream;
}

/// Allocations for a hundred pictures of so many packets, once the stream runs: from the connection's bytes to pictures.
int allocationsFor(int fragments)
{
    MessageReader reader;
    ReorderBuffer order({.packets = 1});
    const auto depacketizer = makeDepacketizer(VideoCodec::H264, {});
    const ReorderBuffer::Clock::time_point now{std::chrono::hours(1)};
    std::uint16_t sequence = 0;
    int pictures = 0;
    allocations = 0;
    for (std::uint32_t i = 0; i < 120; ++i) {
        const QByteArray stream = pictureOf(fragments, sequence, i * 3600);
        counting = i >= 20;
        for (qsizetype at = 0; at < stream.size();) {
            at += reader.append(QByteArrayView(stream).sliced(at, std::min<qsizetype>(4096, stream.size() - at)));
            while (const auto item = *reader.next()) {
                order.push(*readRtp(std::get<InterleavedFrame>(*item).payload), now);
                while (const auto ordered = order.pop(now))
                    pictures += depacketizer->push(ordered->packet, ordered->gap) ? 1 : 0;
            }
        }
        counting = false;
    }
    return pictures == 120 ? allocations : -1;
}

} // namespace

class TstSteadyMemory final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aPacketCostsNoAllocation();
};

void TstSteadyMemory::aPacketCostsNoAllocation()
{
    const int few = allocationsFor(2);
    const int many = allocationsFor(60);
    qInfo("100 pictures of 2 packets: %d allocations, of 60 packets: %d", few, many);
    QVERIFY2(few >= 100, "each picture is handed out with memory of its own: the counting works");
    QVERIFY2(few <= 150, "and with little else");
    QVERIFY2(many <= few, "however many packets it came in");
}

VIGIE_TEST(TstSteadyMemory)
#include "tst_steady_memory.moc"
