// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/test_main.h>

#include <clip_server.h>
#include <media/clip_maker.h>
#include <media/session.h>

#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::media;
using namespace std::chrono_literals;
using test::ClipServer;

namespace {

constexpr quint32 kSecond = 90'000; ///< RTP ticks

using Picture = ClipServer::Picture;
using Pictures = std::function<std::optional<Picture>(int)>;

test::Clip clipOf(VideoCodec codec, QSize size, int pictures = 30, int gop = 10, const char *pixels = "yuv420p")
{
    return test::makeClip({codec, size, pictures, gop, 0, pixels});
}

/// \p clip over and over, \p fps pictures a second.
Pictures loop(const test::Clip &clip, int fps = 25)
{
    return [clip, fps](int index) {
        return Picture{clip.units.at(index % clip.units.size()), static_cast<quint32>(index) * (kSecond / fps),
                       std::chrono::milliseconds(1000) * index / fps};
    };
}

/// As \p pictures, with their timestamps changed.
Pictures stamped(const Pictures &pictures, const std::function<quint32(int index, quint32 timestamp)> &change)
{
    return [=](int index) {
        auto picture = pictures(index);
        if (picture)
            picture->timestamp = change(index, picture->timestamp);
        return picture;
    };
}

/// \p first for 20 pictures, then \p second.
Pictures followed(const Pictures &first, const Pictures &second)
{
    return [=](int index) {
        auto picture = index < 20 ? first(index) : second(index - 20);
        if (picture && index >= 20) {
            picture->timestamp += 20 * (kSecond / 25);
            picture->at += 800ms;
        }
        return picture;
    };
}

/// Remembers more of what it shows.
class Screen final : public FrameSink {
public:
    void present(FramePtr frame) override
    {
        width = frame->size.width();
        height = frame->size.height();
        ++count;
    }
    std::atomic<int> count = 0;
    std::atomic<int> width = 0;
    std::atomic<int> height = 0;
};

} // namespace

Q_DECLARE_METATYPE(Pictures)

/// Streams as no camera should send them, from a server that runs, beside a tile that must not notice.
class TstAwkwardStreams final : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<ClipServer> m_healthy;
    std::shared_ptr<Screen> m_neighbour = std::make_shared<Screen>();
    Session m_beside;
    int m_shownBeside = 0;

    static std::unique_ptr<ClipServer> serve(VideoCodec codec, const Pictures &pictures)
    {
        return std::make_unique<ClipServer>([=](int) { return ClipServer::Broadcast{codec, pictures}; },
                                            QStringLiteral("127.0.86.201"));
    }
    static void start(Session &session, const ClipServer &server, const std::shared_ptr<Screen> &screen)
    {
        SessionOptions options;
        options.stream.name = QStringLiteral("sub");
        options.stream.url = server.url();
        options.stream.transport = RtpTransport::Tcp;
        options.sink = screen;
        session.start(std::move(options));
    }

private Q_SLOTS:
    void initTestCase()
    {
        const Pictures pictures = loop(clipOf(VideoCodec::H264, {320, 180}));
        m_healthy = std::make_unique<ClipServer>(
            [=](int) { return ClipServer::Broadcast{VideoCodec::H264, pictures}; }, QStringLiteral("127.0.86.202"));
        start(m_beside, *m_healthy, m_neighbour);
        QTRY_VERIFY(m_neighbour->count > 5);
    }
    void init() { m_shownBeside = m_neighbour->count; }
    void cleanup()
    {
        QTRY_VERIFY(m_neighbour->count > m_shownBeside + 5);
        QCOMPARE(m_beside.stats().state, SessionState::Playing);
        QCOMPARE(m_beside.stats().reconnects, 0);
        QCOMPARE(m_beside.stats().dropped, 0);
    }
    void cleanupTestCase() { m_beside.stop(); }

    void playsOn_data();
    void playsOn();
    void aTornPictureIsNeverShown();
    void theCodecChanges();
    void whatNobodyCanShowEndsInASentence_data();
    void whatNobodyCanShowEndsInASentence();
};

void TstAwkwardStreams::playsOn_data()
{
    QTest::addColumn<VideoCodec>("codec");
    QTest::addColumn<Pictures>("pictures");
    QTest::addColumn<int>("enough"); // pictures shown
    QTest::addColumn<QSize>("size"); // of the last
    const auto row = [](const char *name, const Pictures &pictures, int enough = 32, QSize size = {320, 180},
                        VideoCodec codec = VideoCodec::H264) {
        QTest::newRow(name) << codec << pictures << enough << size;
    };
    const test::Clip usual = clipOf(VideoCodec::H264, {320, 180});
    const Pictures steady = loop(usual);
    for (const VideoCodec codec : {VideoCodec::H264, VideoCodec::H265}) {
        row(codec == VideoCodec::H264 ? "the size changes in mid-stream, H.264" : "the size changes in mid-stream, H.265",
            followed(loop(clipOf(codec, {320, 180})), loop(clipOf(codec, {642, 362}))), 32, {642, 362}, codec);
    }
    row("timestamps jump ten minutes ahead",
        stamped(steady, [](int index, quint32 at) { return index < 20 ? at : at + 600 * kSecond; }));
    row("timestamps jump ten minutes back",
        stamped(steady, [](int index, quint32 at) { return (index < 20 ? at : at - 600 * kSecond) + 1'000'000'000; }));
    row("timestamps stand still", stamped(steady, [](int index, quint32 at) { return index < 20 ? at : 20 * kSecond / 25; }));
    row("timestamps wrap", stamped(steady, [](int, quint32 at) { return at - 20 * (kSecond / 25); }));
    row("timestamps at random",
        stamped(steady, [](int index, quint32) { return static_cast<quint32>(index) * 2'654'435'761U; }));
    row("one key picture, and never another", loop(clipOf(VideoCodec::H264, {320, 180}, 400, 400)), 40);
    row("one picture a second", loop(usual, 1), 3);
    row("sixty pictures a second", loop(usual, 60), 60);
    row("8K", loop(clipOf(VideoCodec::H264, {7680, 4320}, 2, 1), 2), 2, {7680, 4320});
    row("a size that ends in mid-block", loop(clipOf(VideoCodec::H265, {322, 182})), 30, {322, 182}, VideoCodec::H265);
    row("an odd size", loop(clipOf(VideoCodec::H264, {333, 187}, 30, 10, "yuv444p")), 30, {333, 187});
    row("a very small one", loop(clipOf(VideoCodec::H264, {16, 16})), 30, {16, 16});
}

void TstAwkwardStreams::playsOn()
{
    QFETCH(VideoCodec, codec);
    QFETCH(Pictures, pictures);
    QFETCH(int, enough);
    QFETCH(QSize, size);
    const auto server = serve(codec, pictures);
    const auto screen = std::make_shared<Screen>();
    Session session;
    start(session, *server, screen);
    QTRY_VERIFY_WITH_TIMEOUT(screen->count >= enough, 20'000);
    QCOMPARE(QSize(screen->width, screen->height), size);
    QCOMPARE(session.stats().state, SessionState::Playing);
    QCOMPARE(session.stats().reconnects, 0);
    QVERIFY2(session.stats().stalls <= 1, qPrintable(QString::number(session.stats().stalls)));
}

void TstAwkwardStreams::aTornPictureIsNeverShown()
{
    // Large enough to be several packets; every second group loses one.
    const test::Clip clip = clipOf(VideoCodec::H264, {640, 360});
    const Pictures whole = loop(clip);
    const auto server = serve(VideoCodec::H264, [whole](int index) {
        auto picture = whole(index);
        picture->torn = index % 20 == 10; // a key picture
        return picture;
    });
    const auto screen = std::make_shared<Screen>();
    Session session;
    start(session, *server, screen);
    QTRY_VERIFY(session.stats().peer.lost >= 2);
    QTRY_VERIFY(screen->count >= 25);
    // Of twenty, ten are torn or lean on the torn one.
    QVERIFY2(screen->count <= session.stats().received * 2 / 3, qPrintable(QString::number(screen->count)));
    QCOMPARE(session.stats().state, SessionState::Playing);
    QCOMPARE(session.stats().reconnects, 0);
}

void TstAwkwardStreams::theCodecChanges()
{
    const Pictures avc = loop(clipOf(VideoCodec::H264, {320, 180}));
    const Pictures hevc = loop(clipOf(VideoCodec::H265, {352, 288}));
    // The camera's settings were changed: it sends something else at once, and tells who asks anew.
    ClipServer server(
        [=](int nth) {
            return nth == 1 ? ClipServer::Broadcast{VideoCodec::H264, followed(avc, hevc)}
                            : ClipServer::Broadcast{VideoCodec::H265, hevc};
        },
        QStringLiteral("127.0.86.201"));
    const auto screen = std::make_shared<Screen>();
    Session session;
    start(session, server, screen);
    QTRY_VERIFY(screen->count >= 10);
    QTRY_COMPARE_WITH_TIMEOUT(session.stats().codec, QStringLiteral("H.265"), 20'000);
    QTRY_COMPARE(screen->width.load(), 352);
    QTRY_COMPARE(session.stats().state, SessionState::Playing);
}

void TstAwkwardStreams::whatNobodyCanShowEndsInASentence_data()
{
    QTest::addColumn<Pictures>("pictures");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("words");
    QTest::newRow("wider than 8192") << loop(clipOf(VideoCodec::H264, {8208, 64}, 2, 1)) << ErrorCode::NotSupported
                                     << QStringLiteral("8208x64");
    const test::Clip usual = clipOf(VideoCodec::H264, {320, 180});
    QTest::newRow("noise in place of pictures") << Pictures([](int index) {
        return Picture{QByteArray("\0\0\0\1\x65\x88", 6) + QByteArray(400, '\x5a'), static_cast<quint32>(index) * 900,
                       10ms * index};
    }) << ErrorCode::Protocol << QStringLiteral("refuses");
}

void TstAwkwardStreams::whatNobodyCanShowEndsInASentence()
{
    QFETCH(Pictures, pictures);
    QFETCH(ErrorCode, code);
    QFETCH(QString, words);
    const auto server = serve(VideoCodec::H264, pictures);
    const auto screen = std::make_shared<Screen>();
    Session session;
    start(session, *server, screen);
    QTRY_COMPARE_WITH_TIMEOUT(session.stats().state, SessionState::Lost, 20'000);
    QVERIFY(session.stats().lastError);
    QVERIFY2(session.stats().lastError->code == code && session.stats().lastError->detail.contains(words),
             qPrintable(toLogText(*session.stats().lastError)));
    QCOMPARE(screen->count.load(), 0);
    QVERIFY2(server->connections() <= 2, "the next attempt waits");
}

VIGIE_TEST(TstAwkwardStreams)
#include "tst_awkward_streams.moc"
