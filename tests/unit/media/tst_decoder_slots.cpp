// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/test_main.h>

#include <media/decoder_slots.h>

#include <QtTest/QTest>

using namespace vigie::media;

class TstDecoderSlots final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theLastPlaceIsTheLast();
    void surfacesAreBoundedOverAllDecoders();
    void aPlaceOutlivesItsDevice();
};

void TstDecoderSlots::theLastPlaceIsTheLast()
{
    const auto device = std::make_shared<DecoderSlots>(2);
    auto first = device->take();
    const auto second = device->take();
    QVERIFY(first && second);
    QVERIFY(!device->take());
    first.reset();
    QCOMPARE(device->free(), 1);
    QVERIFY(device->take());
    QCOMPARE(device->free(), 1);
}

void TstDecoderSlots::surfacesAreBoundedOverAllDecoders()
{
    const auto device = std::make_shared<DecoderSlots>(4, 100);
    auto first = device->take();
    const auto second = device->take();
    QVERIFY(first->reserve(60));
    QVERIFY(!second->reserve(50));
    QVERIFY(second->reserve(40));
    QCOMPARE(device->freeBytes(), 0U);
    QVERIFY(first->reserve(50)); // a smaller picture in mid-stream: its own place counts
    QCOMPARE(device->freeBytes(), 10U);
    QVERIFY(!first->reserve(70)); // a larger one that has no room keeps nothing
    QCOMPARE(device->freeBytes(), 60U);
    first.reset();
    QCOMPARE(device->freeBytes(), 60U);
}

void TstDecoderSlots::aPlaceOutlivesItsDevice()
{
    auto device = std::make_shared<DecoderSlots>(1, 10);
    const std::weak_ptr<DecoderSlots> watched = device;
    auto slot = device->take();
    QVERIFY(slot->reserve(10));
    device.reset();
    QVERIFY(!watched.expired());
    slot.reset();
    QVERIFY(watched.expired());
}

VIGIE_TEST(TstDecoderSlots)
#include "tst_decoder_slots.moc"
