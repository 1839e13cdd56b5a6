// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/test_main.h>

#include <media/surface_lender.h>

#include <QtTest/QTest>

extern "C" {
#include <libavutil/hwcontext_drm.h>
}

#include <thread>

using namespace vigie;
using namespace vigie::media;

namespace {

constexpr QSize kSize{64, 36};

/// A picture in memory in place of a surface.
ff::AvFramePtr picture(AVPixelFormat format = AV_PIX_FMT_NV12, std::uint8_t luma = 99)
{
    ff::AvFramePtr frame = ff::makeFrame();
    frame->format = format;
    frame->width = kSize.width();
    frame->height = kSize.height();
    if (av_frame_get_buffer(frame.get(), 0) < 0)
        throw std::bad_alloc();
    std::memset(frame->data[0], luma, static_cast<std::size_t>(frame->linesize[0]) * kSize.height());
    frame->pts = frame->best_effort_timestamp = 4711;
    return frame;
}

class FakeAccess final : public SurfaceAccess {
public:
    Result<Opened> open(const AVFrame & /*picture*/, const Frame & /*frame*/) const override
    {
        if (failsToOpen)
            return fail(ErrorCode::NotSupported, QStringLiteral("export: told to fail"));
        ++opened;
        Opened one;
        one.planes[0].fd = 3;
        return one;
    }
    Result<ff::AvFramePtr> copy(const AVFrame &of) const override
    {
        ++copies;
        if (failsToCopy)
            return fail(ErrorCode::NotSupported, QStringLiteral("copy back: told to fail"));
        return ff::AvFramePtr(av_frame_clone(&of));
    }
    bool failsToOpen = false;
    bool failsToCopy = false;
    mutable std::atomic<int> opened = 0;
    mutable std::atomic<int> copies = 0;
};

/// An export of two separate layers in one linear buffer, as drivers make it.
AVDRMFrameDescriptor exported()
{
    AVDRMFrameDescriptor all{};
    all.nb_objects = 1;
    all.objects[0] = {7, 128 * 36 + 128 * 18, 0};
    all.nb_layers = 2;
    for (int i = 0; i < 2; ++i) {
        all.layers[i].nb_planes = 1;
        all.layers[i].planes[0] = {0, i == 0 ? 0 : 128 * 36, 128};
    }
    return all;
}

constexpr SurfaceUse kEightBits{true, false, false};

} // namespace

/// Surfaces go to the screen only as long as that works, never more than the decoder can spare.
class TstSurfaceLender final : public QObject {
    Q_OBJECT
private:
    std::shared_ptr<FakeAccess> m_access;

private Q_SLOTS:
    void init() { m_access = std::make_shared<FakeAccess>(); }

    void aPictureIsLentAndDescribed()
    {
        SurfaceLender lender(m_access, kEightBits);
        const FramePtr frame = lender.lend(*picture());
        QVERIFY(frame && frame->surface);
        QCOMPARE(frame->planes[0], nullptr);
        QCOMPARE(frame->format, PixelFormat::Nv12);
        QCOMPARE(frame->size, kSize);
        QCOMPARE(frame->pts, std::chrono::microseconds(4711));
        QCOMPARE(lender.reason(), CopyReason::None);
        QCOMPARE(lender.held(), 1);
    }

    void thePoolIsBounded()
    {
        SurfaceLender lender(m_access, kEightBits);
        QList<FramePtr> onScreen;
        for (int i = 0; i < SurfaceLender::kMostHeld; ++i) {
            onScreen.append(lender.lend(*picture()));
            QVERIFY(onScreen.last());
        }
        QVERIFY(!lender.lend(*picture())); // copied by the decoder, which never waits
        QCOMPARE(lender.reason(), CopyReason::Held);
        QCOMPARE(m_access->opened, SurfaceLender::kMostHeld);
        onScreen.removeFirst();
        QVERIFY(lender.lend(*picture()));
        QCOMPARE(lender.reason(), CopyReason::None);
    }

    void onlyWhatWasProvenIsLent_data()
    {
        QTest::addColumn<int>("format");
        QTest::addColumn<bool>("eightBits");
        QTest::addColumn<bool>("tenBits");
        QTest::addColumn<bool>("lent");
        QTest::newRow("8 bits, proven") << int(AV_PIX_FMT_NV12) << true << false << true;
        QTest::newRow("8 bits, not proven") << int(AV_PIX_FMT_NV12) << false << true << false;
        QTest::newRow("10 bits, proven") << int(AV_PIX_FMT_P010LE) << false << true << true;
        QTest::newRow("10 bits, not proven") << int(AV_PIX_FMT_P010LE) << true << false << false;
        QTest::newRow("a format without a way to the screen") << int(AV_PIX_FMT_YUV444P) << true << true << false;
    }
    void onlyWhatWasProvenIsLent()
    {
        QFETCH(int, format);
        QFETCH(bool, eightBits);
        QFETCH(bool, tenBits);
        QFETCH(bool, lent);
        SurfaceLender lender(m_access, {eightBits, tenBits, false});
        QCOMPARE(lender.lend(*picture(static_cast<AVPixelFormat>(format))) != nullptr, lent);
        QCOMPARE(lender.reason(), lent ? CopyReason::None : CopyReason::NotProven);
    }

    void aFailedExportIsNotTriedAgain()
    {
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("told to fail")));
        SurfaceLender lender(m_access, kEightBits);
        m_access->failsToOpen = true;
        QVERIFY(!lender.lend(*picture()));
        m_access->failsToOpen = false;
        QVERIFY(!lender.lend(*picture()));
        QCOMPARE(m_access->opened, 0);
        QCOMPARE(lender.reason(), CopyReason::Refused);
        QVERIFY(lender.refusal().contains(QStringLiteral("told to fail")));
    }

    /// The screen refuses: this very picture is shown from its copy, every later one is copied.
    void whatTheScreenRefusesIsCopiedFromTheNextPictureOn()
    {
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("no such modifier")));
        SurfaceLender lender(m_access, kEightBits);
        const FramePtr shown = lender.lend(*picture());
        shown->surface->refuse(QStringLiteral("no such modifier"));
        const FramePtr copy = shown->surface->download();
        QVERIFY(copy && copy->planes[0] != nullptr);
        QCOMPARE(lender.reason(), CopyReason::Refused);
        QVERIFY(!lender.lend(*picture()));
        QCOMPARE(lender.downloads(), 1);
    }

    void aPictureIsDownloadedOnceHoweverManyAsk()
    {
        SurfaceLender lender(m_access, kEightBits);
        const FramePtr shown = lender.lend(*picture());
        std::array<FramePtr, 4> copies;
        {
            std::vector<std::jthread> askers;
            for (FramePtr &copy : copies)
                askers.emplace_back([&] { copy = shown->surface->download(); });
        }
        for (const FramePtr &copy : copies)
            QCOMPARE(copy, copies[0]);
        QCOMPARE(m_access->copies, 1);
        QCOMPARE(copies[0]->planes[0][0], std::uint8_t{99});
        QCOMPARE(copies[0]->pts, shown->pts);
    }

    void aDeviceThatFailsToCopyIsNotTrustedAgain()
    {
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("told to fail")));
        SurfaceLender lender(m_access, kEightBits);
        m_access->failsToCopy = true;
        const FramePtr shown = lender.lend(*picture());
        QVERIFY(!shown->surface->download());
        QVERIFY(!shown->surface->download());
        QCOMPARE(m_access->copies, 1);
        QCOMPARE(lender.reason(), CopyReason::Refused);
    }

    void aLentPictureOutlivesItsDecoder()
    {
        FramePtr shown;
        {
            SurfaceLender lender(m_access, kEightBits);
            shown = lender.lend(*picture(AV_PIX_FMT_NV12, 41));
        }
        m_access.reset();
        QCOMPARE(shown->surface->download()->planes[0][0], std::uint8_t{41});
    }

    void exportsAreChecked_data()
    {
        QTest::addColumn<AVDRMFrameDescriptor>("all");
        QTest::addColumn<QString>("refusal");
        QTest::newRow("two layers") << exported() << QString();
        AVDRMFrameDescriptor all = exported();
        all.nb_layers = 1;
        all.layers[0].nb_planes = 2;
        all.layers[0].planes[1] = {0, 128 * 36, 128};
        QTest::newRow("one layer of two planes") << all << QString();
        all = exported();
        all.layers[1].nb_planes = 2;
        all.layers[1].planes[1] = {0, 0, 128};
        QTest::newRow("compressed: a plane more") << all << QStringLiteral("compressed");
        all = exported();
        all.nb_layers = 1;
        QTest::newRow("no chroma") << all << QStringLiteral("lacks");
        all = exported();
        all.nb_layers = 0;
        QTest::newRow("nothing") << all << QStringLiteral("empty");
        all = exported();
        all.objects[0].size -= 128;
        QTest::newRow("beyond the end of its buffer") << all << QStringLiteral("contradicts");
        all.objects[0].format_modifier = 1;
        QTest::newRow("tiled: how much it takes is the driver's business") << all << QString();
        all = exported();
        all.layers[1].planes[0].object_index = 1;
        QTest::newRow("a buffer that is not there") << all << QStringLiteral("contradicts");
        all = exported();
        all.layers[0].planes[0].pitch = 63;
        QTest::newRow("lines shorter than the picture") << all << QStringLiteral("contradicts");
        all = exported();
        all.layers[1].planes[0].offset = -4;
        QTest::newRow("before its buffer") << all << QStringLiteral("contradicts");
    }
    void exportsAreChecked()
    {
        QFETCH(AVDRMFrameDescriptor, all);
        QFETCH(QString, refusal);
        Frame frame;
        frame.format = PixelFormat::Nv12;
        frame.size = kSize;
        const auto planes = planesOf(all, frame);
        QCOMPARE(planes.has_value(), refusal.isEmpty());
        if (!planes) {
            QVERIFY2(planes.error().detail.contains(refusal), qPrintable(planes.error().detail));
            return;
        }
        QCOMPARE((*planes)[1].size, QSize(32, 18));
        QCOMPARE((*planes)[1].offset, 128U * 36U);
        QCOMPARE((*planes)[1].fd, 7);
    }
};

VIGIE_TEST(TstSurfaceLender)
#include "tst_surface_lender.moc"
