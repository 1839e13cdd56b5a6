// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/test_main.h>

#include <media/clip_maker.h>
#include <media/decoder_slots.h>
#include <media/hardware_probe.h>
#include <media/video_decoder.h>

#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::media;

/// Drivers that break their word: the device opens, its decoder refuses. VDPAU's va_gl under a virtual screen is one; the
/// others are tried where they open.
class TstHardwareFallback final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void withinOneGroup_data();
    void withinOneGroup();
    void whoFindsNoPlaceDecodesOnTheProcessor();
};

void TstHardwareFallback::withinOneGroup_data()
{
    QTest::addColumn<HardwareKind>("kind");
    QTest::addColumn<VideoCodec>("codec");
    for (const HardwareKind kind :
         {HardwareKind::Vaapi, HardwareKind::Cuda, HardwareKind::Vdpau, HardwareKind::Vulkan}) {
        QTest::addRow("%s, H.264", qPrintable(hardwareName(kind))) << kind << VideoCodec::H264;
        QTest::addRow("%s, H.265", qPrintable(hardwareName(kind))) << kind << VideoCodec::H265;
    }
}

void TstHardwareFallback::withinOneGroup()
{
    QFETCH(HardwareKind, kind);
    QFETCH(VideoCodec, codec);
    const auto probe = HardwareProbe::unproven(kind);
    if (!probe)
        QSKIP("there is no such device here");
    const test::Clip clip = test::makeClip({codec, {320, 192}, 30, 10, 0, "yuv420p"});
    const auto decoder = VideoDecoder::open(clip.info, probe);
    QVERIFY(decoder);
    int shown = 0;
    for (int i = 0; i < 30; ++i)
        QVERIFY((*decoder)->decode(test::unitOf(clip, i), [&](FramePtr) { ++shown; }));
    QVERIFY2(shown >= 20, qPrintable(QString::number(shown)));
    QCOMPARE((*decoder)->hardware(), (*decoder)->fallbackReason().isEmpty());
    qInfo().noquote() << hardwareName(kind) << shown << "of 30 shown;" << (*decoder)->name()
                      << (*decoder)->fallbackReason();
}

void TstHardwareFallback::whoFindsNoPlaceDecodesOnTheProcessor()
{
    const auto probe = HardwareProbe::unproven(HardwareKind::Vdpau);
    if (!probe)
        QSKIP("there is no such device here");
    const test::Clip clip = test::makeClip({VideoCodec::H264, {320, 192}, 10, 5, 0, "yuv420p"});
    std::vector<std::unique_ptr<VideoDecoder>> decoders;
    for (int i = 0; i < DecoderSlots::kDecoders; ++i) {
        decoders.push_back(*VideoDecoder::open(clip.info, probe));
        QVERIFY(decoders.back()->fallbackReason().isEmpty());
    }
    auto last = VideoDecoder::open(clip.info, probe);
    QVERIFY(last);
    QVERIFY((*last)->fallbackReason().contains(QStringLiteral("taken")));
    int shown = 0;
    for (int i = 0; i < 10; ++i)
        QVERIFY((*last)->decode(test::unitOf(clip, i), [&](FramePtr) { ++shown; }));
    QCOMPARE(shown, 10);
    decoders.pop_back(); // and its place is free again
    QVERIFY((*VideoDecoder::open(clip.info, probe))->fallbackReason().isEmpty());
}

VIGIE_TEST(TstHardwareFallback)
#include "tst_hardware_fallback.moc"
