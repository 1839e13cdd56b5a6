// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/test_main.h>

#include <media/entry_points.h>

#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::media;
using namespace std::chrono_literals;

/// Which pictures may be shown. A stream is written as one letter a picture: K key, p other, R a refresh of three
/// pictures begins, ! other after a loss, x damaged, m with a reference missing; what is shown as + (shown), ? (shown,
/// guessed) and - (withheld).
class TstEntryPoints final : public QObject {
    Q_OBJECT
private:
    static QString shown(VideoCodec codec, const QString &stream, std::chrono::milliseconds interval)
    {
        EntryPoints entries(codec);
        QString told;
        EntryPoints::Time now{};
        int vouched = -1; // FFmpeg's H.264 decoder gives nothing before: pictures to go, -1: it gives everything
        for (const QChar each : stream) {
            now += interval;
            AccessUnit unit;
            unit.received = now;
            unit.key = each == QLatin1Char('K');
            unit.afterLoss = each == QLatin1Char('!');
            unit.wholeAfter = each == QLatin1Char('R') ? std::optional(3) : std::nullopt;
            entries.came(unit);
            if (entries.begins(unit) && codec == VideoCodec::H264)
                vouched = 3;
            if (each == QLatin1Char('m'))
                entries.missedReference();
            if (vouched > 0) {
                --vouched;
                told += QLatin1Char('-');
                continue;
            }
            const bool show = entries.mayShow(unit.key, each == QLatin1Char('x'));
            told += QLatin1Char(!show ? '-' : entries.guessed() ? '?' : '+');
        }
        return told;
    }

private Q_SLOTS:
    void whatIsShown_data();
    void whatIsShown();
    void withoutAnyEntry_data();
    void withoutAnyEntry();
    void keyFramesAreNotHopedForInVain();
};

void TstEntryPoints::whatIsShown_data()
{
    QTest::addColumn<VideoCodec>("codec");
    QTest::addColumn<QString>("stream");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, VideoCodec codec, const char *stream, const char *expected) {
        QTest::newRow(name) << codec << QString::fromLatin1(stream) << QString::fromLatin1(expected);
    };
    row("from the first key frame on", VideoCodec::H264, "ppKppKp", "--+++++");
    row("after a loss from the next key frame on", VideoCodec::H264, "Kpp!pppKp", "+++----++");
    row("after a damaged picture too", VideoCodec::H265, "KpxppKp", "++---++");
    row("after a missing reference too", VideoCodec::H265, "KpmppKp", "++---++");
    row("Motion JPEG: each for itself", VideoCodec::Mjpeg, "KK!KxK", "++++-+");
    row("a refresh, H.264", VideoCodec::H264, "ppRppppRpp", "-----+++++");
    row("a refresh, H.265", VideoCodec::H265, "ppRppppRpp", "-----+++++");
    row("a loss in mid-refresh", VideoCodec::H265, "pRp!ppRpppp", "---------++");
    row("damage in mid-refresh is how it must be", VideoCodec::H265, "pRxmppp", "----+++");
    row("damage where it should be whole", VideoCodec::H265, "pRppxppRpppp", "----------++");
    row("a key frame ends a refresh", VideoCodec::H265, "pRKpp", "--+++");
}

void TstEntryPoints::whatIsShown()
{
    QFETCH(VideoCodec, codec);
    QFETCH(QString, stream);
    QTEST(shown(codec, stream, 40ms), "expected");
}

void TstEntryPoints::withoutAnyEntry_data()
{
    QTest::addColumn<QString>("stream"); // a picture a second
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const QString &stream, const QString &expected) {
        QTest::newRow(name) << stream << expected;
    };
    const auto times = [](int count, char each) { return QString(count, QLatin1Char(each)); };
    row("a key frame every 20 s is waited for", times(20, 'p') + QStringLiteral("K") + times(30, 'p'),
        times(20, '-') + times(31, '+'));
    row("after 25 s without one it is shown, and marked", times(40, 'p'), times(25, '-') + times(15, '?'));
    row("a key frame after all ends the guessing", times(30, 'p') + QStringLiteral("Kpp"),
        times(25, '-') + times(5, '?') + times(3, '+'));
    row("a loss costs ten seconds", times(30, 'p') + QStringLiteral("!") + times(15, 'p'),
        times(25, '-') + times(5, '?') + times(10, '-') + times(6, '?'));
    row("damage too", times(30, 'p') + QStringLiteral("x") + times(15, 'p'),
        times(25, '-') + times(5, '?') + times(10, '-') + times(6, '?'));
    row("losses again and again: nothing", QStringLiteral("pppppppp!").repeated(8), times(72, '-'));
    row("a camera that does say where a refresh begins is never guessed at", QStringLiteral("R!") + times(60, 'p'),
        times(62, '-'));
}

void TstEntryPoints::withoutAnyEntry()
{
    QFETCH(QString, stream);
    QTEST(shown(VideoCodec::H265, stream, 1s), "expected");
}

void TstEntryPoints::keyFramesAreNotHopedForInVain()
{
    EntryPoints entries(VideoCodec::H264);
    AccessUnit unit;
    entries.came(unit);
    QVERIFY(!entries.keyless() && !entries.isEntry(unit));
    unit.received += EntryPoints::kLongestGroup;
    entries.came(unit);
    QVERIFY2(entries.keyless() && entries.isEntry(unit), "a decoder that does key frames only would stand still for ever");
    unit.key = true;
    entries.came(unit);
    QVERIFY(!entries.keyless());
    unit.key = false;
    unit.wholeAfter = 30;
    entries.came(unit);
    QVERIFY2(!entries.keyless(), "it has just sent one");
    QVERIFY(entries.isEntry(unit));
}

VIGIE_TEST(TstEntryPoints)
#include "tst_entry_points.moc"
