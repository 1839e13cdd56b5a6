// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/test_main.h>

#include <media/kept_units.h>

#include <QtTest/QTest>

using namespace vigie::media;

class TstKeptUnits final : public QObject {
    Q_OBJECT
private:
    static AccessUnit unit(const std::vector<std::uint8_t> &bytes, bool key, int pts)
    {
        AccessUnit made;
        made.bytes = bytes;
        made.key = key;
        made.pts = std::chrono::milliseconds(pts);
        return made;
    }

private Q_SLOTS:
    void aKeyPictureMakesThoseBeforeItNeedless();
    void theyComeBackAsTheyWereGiven();
    void itIsBoundedInPictures();
    void itIsBoundedInBytes();
};

void TstKeptUnits::aKeyPictureMakesThoseBeforeItNeedless()
{
    KeptUnits kept;
    const std::vector<std::uint8_t> bytes(100, 7);
    QCOMPARE(kept.add(unit(bytes, true, 0)), 0U);
    QCOMPARE(kept.add(unit(bytes, false, 40)), 0U);
    QCOMPARE(kept.add(unit(bytes, true, 80)), 2U);
    QCOMPARE(kept.size(), 1U);
    QCOMPARE(kept.bytes(), 100U);
}

void TstKeptUnits::theyComeBackAsTheyWereGiven()
{
    KeptUnits kept;
    for (std::uint8_t i = 0; i < 50; ++i) {
        const std::vector<std::uint8_t> bytes(std::size_t{i} + 1, i);
        (void)kept.add(unit(bytes, i == 0, i));
    }
    QCOMPARE(kept.size(), 50U);
    for (std::uint8_t i = 0; i < 50; ++i) {
        const AccessUnit back = kept.at(i);
        QCOMPARE(back.bytes.size(), std::size_t{i} + 1);
        QCOMPARE(back.bytes.front(), i);
        QCOMPARE(back.bytes.back(), i);
        QCOMPARE(back.pts, std::chrono::microseconds(std::chrono::milliseconds(i)));
        QCOMPARE(back.key, i == 0);
    }
    kept.clear();
    QVERIFY(kept.empty());
    QCOMPARE(kept.bytes(), 0U);
}

void TstKeptUnits::itIsBoundedInPictures()
{
    KeptUnits kept;
    const std::vector<std::uint8_t> bytes(10);
    for (std::size_t i = 0; i < KeptUnits::kMaxUnits; ++i) {
        QVERIFY(kept.takes(unit(bytes, false, 0)));
        (void)kept.add(unit(bytes, false, 0));
    }
    QVERIFY(!kept.takes(unit(bytes, false, 0)));
    QVERIFY(kept.takes(unit(bytes, true, 0))); // and those before it go
}

void TstKeptUnits::itIsBoundedInBytes()
{
    KeptUnits kept;
    const std::vector<std::uint8_t> large(KeptUnits::kMaxBytes + 1);
    QVERIFY(kept.takes(unit(large, false, 0)));
    (void)kept.add(unit(large, false, 0));
    const std::vector<std::uint8_t> small(1);
    QVERIFY(!kept.takes(unit(small, false, 0)));
}

VIGIE_TEST(TstKeptUnits)
#include "tst_kept_units.moc"
