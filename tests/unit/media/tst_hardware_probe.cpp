// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/test_main.h>

#include <media/clip_maker.h>
#include <media/hardware_probe.h>
#include <media/video_decoder.h>

#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::media;

class TstHardwareProbe final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyCandidateIsTriedAndExplained();
    void aDriverThatDoesNotExistIsNotUsable();
    void streamsPlayWhateverTheProbeFound();
};

void TstHardwareProbe::everyCandidateIsTriedAndExplained()
{
    const auto probe = HardwareProbe::run();
    QCOMPARE(probe->attempts().size(), 4);
    for (const HardwareProbe::Attempt &attempt : probe->attempts()) {
        qInfo().noquote() << hardwareName(attempt.kind) << attempt.usable << attempt.reason;
        QCOMPARE(attempt.usable, attempt.reason.isEmpty());
        QCOMPARE(attempt.usableH265, attempt.h265Reason.isEmpty());
    }
    if (probe->best() != nullptr)
        QVERIFY(probe->best()->usable);
}

void TstHardwareProbe::aDriverThatDoesNotExistIsNotUsable()
{
    const QByteArray before = qgetenv("LIBVA_DRIVER_NAME");
    qputenv("LIBVA_DRIVER_NAME", "bogus");
    const auto probe = HardwareProbe::run();
    if (before.isEmpty())
        qunsetenv("LIBVA_DRIVER_NAME");
    else
        qputenv("LIBVA_DRIVER_NAME", before);
    QCOMPARE(probe->attempts().first().kind, HardwareKind::Vaapi);
    QVERIFY(!probe->attempts().first().usable);
}

void TstHardwareProbe::streamsPlayWhateverTheProbeFound()
{
    const test::Clip clip = test::makeClip({});
    auto decoder = VideoDecoder::open(clip.info, HardwareProbe::run());
    QVERIFY(decoder);
    int shown = 0;
    for (const QByteArray &bytes : clip.units)
        QVERIFY((*decoder)->decode(test::toUnit(bytes), [&](const FramePtr &) { ++shown; }));
    QVERIFY2(shown >= clip.units.size() - 2, qPrintable((*decoder)->fallbackReason()));
}

VIGIE_TEST(TstHardwareProbe)
#include "tst_hardware_probe.moc"
