// SPDX-License-Identifier: GPL-3.0-or-later
#include "packets.h"

#include <rtsp/reorder_buffer.h>
#include <support/test_main.h>

#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::rtsp;
using namespace std::chrono_literals;

namespace {

using Clock = ReorderBuffer::Clock;
const Clock::time_point kStart{1h};

/// "5" passed, "|5" after a gap, "!5" restarted.
QString toText(const ReorderBuffer::Ordered &ordered)
{
    return (ordered.restarted ? QStringLiteral("!") : ordered.gap ? QStringLiteral("|") : QString())
        + QString::number(ordered.packet.sequence);
}

QStringList popAll(ReorderBuffer &buffer, Clock::time_point now)
{
    QStringList out;
    while (const auto ordered = buffer.pop(now))
        out.append(toText(*ordered));
    return out;
}

} // namespace

class TstReorderBuffer final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void putsInOrder_data();
    void putsInOrder();
    void waitsNoLongerThanItMay();
    void whatIsInOrderIsNotCopied();
    void whatIsHeldIsTheBufferOwn();
    void anotherSenderStartsAnew();
    void whatNobodyTookIsToldAsAGap();
    void aLargePacketIsNotHeld();
    void countsAll();
    void clearForgets();
};

void TstReorderBuffer::putsInOrder_data()
{
    QTest::addColumn<int>("packets");
    QTest::addColumn<QList<int>>("numbers");
    QTest::addColumn<QString>("passed");
    QTest::newRow("in order") << 8 << QList<int>{1, 2, 3} << QStringLiteral("1 2 3");
    QTest::newRow("two changed places") << 8 << QList<int>{1, 3, 2, 4} << QStringLiteral("1 2 3 4");
    QTest::newRow("three the wrong way round") << 8 << QList<int>{1, 4, 3, 2, 5} << QStringLiteral("1 2 3 4 5");
    QTest::newRow("across the wrap") << 8 << QList<int>{65'534, 0, 65'535, 1} << QStringLiteral("65534 65535 0 1");
    QTest::newRow("twice the same") << 8 << QList<int>{1, 2, 2, 3} << QStringLiteral("1 2 3");
    QTest::newRow("twice the same, while held") << 8 << QList<int>{1, 3, 3, 2} << QStringLiteral("1 2 3");
    QTest::newRow("one missing: held until there is no more room") << 4 << QList<int>{1, 3, 4, 5, 6}
                                                                   << QStringLiteral("1 |3 4 5 6");
    QTest::newRow("two missing, room runs out") << 4 << QList<int>{1, 3, 5, 6} << QStringLiteral("1 |3 |5 6");
    QTest::newRow("it comes after it was given up") << 4 << QList<int>{1, 3, 4, 5, 6, 2, 7}
                                                    << QStringLiteral("1 |3 4 5 6 7");
    QTest::newRow("a long loss is not waited for") << 4 << QList<int>{1, 100, 101} << QStringLiteral("1 |100 101");
    QTest::newRow("one far number is not believed") << 8 << QList<int>{1, 30'000, 2, 3} << QStringLiteral("1 2 3");
    QTest::newRow("two far numbers in a row start anew") << 8 << QList<int>{1, 30'000, 30'001, 30'002}
                                                         << QStringLiteral("1 !30001 30002");
    QTest::newRow("far back starts anew too") << 8 << QList<int>{30'000, 1, 2, 3} << QStringLiteral("30000 !2 3");
    QTest::newRow("without room a gap is told at once, as TCP needs it") << 1 << QList<int>{1, 2, 4, 5, 5, 4, 6}
                                                                         << QStringLiteral("1 2 |4 5 6");
}

void TstReorderBuffer::putsInOrder()
{
    QFETCH(const int, packets);
    QFETCH(const QList<int>, numbers);
    ReorderBuffer buffer({.packets = static_cast<std::size_t>(packets), .hold = 40ms});
    QStringList passed;
    for (const int number : numbers) {
        buffer.push(test::packetOf(static_cast<std::uint16_t>(number), 0, false, {}), kStart);
        passed += popAll(buffer, kStart);
    }
    QTEST(passed.join(QLatin1Char(' ')), "passed");
    QVERIFY(!buffer.deadline());
}

void TstReorderBuffer::waitsNoLongerThanItMay()
{
    ReorderBuffer buffer({.packets = 64, .hold = 40ms});
    const auto pushAt = [&](int number, std::chrono::milliseconds at) {
        buffer.push(test::packetOf(static_cast<std::uint16_t>(number), 0, false, {}), kStart + at);
        return popAll(buffer, kStart + at).join(QLatin1Char(' '));
    };
    QCOMPARE(pushAt(1, 0ms), QStringLiteral("1"));
    QVERIFY(!buffer.deadline());
    QCOMPARE(pushAt(3, 10ms), QString());
    QCOMPARE(*buffer.deadline(), kStart + 50ms);
    QCOMPARE(pushAt(5, 20ms), QString());
    QVERIFY(popAll(buffer, kStart + 49ms).isEmpty());
    QCOMPARE(popAll(buffer, kStart + 50ms), QStringList{QStringLiteral("|3")});
    QCOMPARE(*buffer.deadline(), kStart + 60ms);
    QCOMPARE(pushAt(4, 55ms), QStringLiteral("4 5"));
    QVERIFY(!buffer.deadline());
    QCOMPARE(buffer.counts().missing, std::uint64_t{1});
}

void TstReorderBuffer::whatIsInOrderIsNotCopied()
{
    ReorderBuffer buffer;
    const QByteArray payload(1400, 'p');
    buffer.push(test::packetOf(1, 0, false, payload), kStart);
    const auto ordered = buffer.pop(kStart);
    QVERIFY(ordered);
    QVERIFY(ordered->packet.payload.data() == test::bytesOf(payload).data());
}

void TstReorderBuffer::whatIsHeldIsTheBufferOwn()
{
    ReorderBuffer buffer;
    buffer.push(test::packetOf(1, 0, false, "one"), kStart);
    QVERIFY(buffer.pop(kStart));
    {
        QByteArray third("three"), markers("jpeg");
        auto packet = test::packetOf(3, 77, true, third);
        packet.jpegHeader = test::bytesOf(markers);
        buffer.push(packet, kStart);
        QVERIFY(!buffer.pop(kStart));
        third.fill('x'); // the datagram is read over
        markers.fill('x');
    }
    const QByteArray second("two");
    buffer.push(test::packetOf(2, 0, false, second), kStart);
    QCOMPARE(test::toArray(buffer.pop(kStart)->packet.payload), second);
    const auto ordered = buffer.pop(kStart);
    QVERIFY(ordered);
    QCOMPARE(test::toArray(ordered->packet.payload), QByteArray("three"));
    QCOMPARE(test::toArray(ordered->packet.jpegHeader), QByteArray("jpeg"));
    QVERIFY(ordered->packet.marker);
    QCOMPARE(ordered->packet.timestamp, 77U);
}

void TstReorderBuffer::anotherSenderStartsAnew()
{
    ReorderBuffer buffer;
    buffer.push(test::packetOf(1, 0, false, {}), kStart);
    QCOMPARE(popAll(buffer, kStart), QStringList{QStringLiteral("1")});
    buffer.push(test::packetOf(3, 0, false, {}), kStart);
    QVERIFY(popAll(buffer, kStart).isEmpty());
    buffer.push(test::packetOf(500, 0, false, {}, 0xbeef), kStart);
    QCOMPARE(popAll(buffer, kStart), QStringList{QStringLiteral("!500")});
    QCOMPARE(buffer.counts().restarts, std::uint64_t{1});
    QVERIFY2(!buffer.deadline(), "what the other sender left is gone");
}

void TstReorderBuffer::whatNobodyTookIsToldAsAGap()
{
    ReorderBuffer buffer;
    buffer.push(test::packetOf(1, 0, false, {}), kStart);
    buffer.push(test::packetOf(2, 0, false, {}), kStart);
    QCOMPARE(popAll(buffer, kStart), QStringList{QStringLiteral("|2")});
}

void TstReorderBuffer::aLargePacketIsNotHeld()
{
    ReorderBuffer buffer;
    buffer.push(test::packetOf(1, 0, false, {}), kStart);
    QCOMPARE(popAll(buffer, kStart), QStringList{QStringLiteral("1")});
    buffer.push(test::packetOf(3, 0, false, {}), kStart);
    buffer.push(test::packetOf(6, 0, false, {}), kStart);
    QVERIFY(popAll(buffer, kStart).isEmpty());
    const QByteArray large(static_cast<qsizetype>(ReorderBuffer::kMaxHeldBytes + 1), 'l');
    buffer.push(test::packetOf(4, 0, false, large), kStart);
    QCOMPARE(popAll(buffer, kStart), (QStringList{QStringLiteral("|3"), QStringLiteral("4")}));
    buffer.push(test::packetOf(5, 0, false, {}), kStart);
    QCOMPARE(popAll(buffer, kStart), (QStringList{QStringLiteral("5"), QStringLiteral("6")}));
}

void TstReorderBuffer::countsAll()
{
    ReorderBuffer buffer({.packets = 4, .hold = 40ms});
    for (const int number : {1, 2, 2, 5, 6, 7, 8, 3}) {
        buffer.push(test::packetOf(static_cast<std::uint16_t>(number), 0, false, {}), kStart);
        popAll(buffer, kStart + 1s);
    }
    const auto counts = buffer.counts();
    QCOMPARE(counts.passed, std::uint64_t{6});
    QCOMPARE(counts.missing, std::uint64_t{2});
    QCOMPARE(counts.late, std::uint64_t{2});
}

void TstReorderBuffer::clearForgets()
{
    ReorderBuffer buffer;
    buffer.push(test::packetOf(1, 0, false, {}), kStart);
    QVERIFY(buffer.pop(kStart));
    buffer.push(test::packetOf(3, 0, false, {}), kStart);
    buffer.clear();
    QVERIFY(!buffer.pop(kStart + 1s));
    buffer.push(test::packetOf(900, 0, false, {}), kStart);
    QCOMPARE(popAll(buffer, kStart), QStringList{QStringLiteral("900")});
}

VIGIE_TEST(TstReorderBuffer)
#include "tst_reorder_buffer.moc"
