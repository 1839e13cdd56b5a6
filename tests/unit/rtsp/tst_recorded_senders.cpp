// SPDX-License-Identifier: GPL-3.0-or-later
#include "packets.h"

#include <rtsp/depacketizer.h>
#include <rtsp/reorder_buffer.h>
#include <support/test_main.h>

#include <QtCore/QCryptographicHash>
#include <QtCore/QFile>
#include <QtGui/QImage>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::rtsp;
using namespace std::chrono_literals;

namespace {

QByteArray sha256(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

/// What make_fixtures.py hashes of a JPEG: the first quantization table and the coded bytes.
QByteArray jpegTruth(const QByteArray &jpeg)
{
    QByteArray tables;
    qsizetype at = 2;
    const auto lengthAt = [&](qsizetype i) { return (static_cast<uchar>(jpeg.at(i)) << 8) | static_cast<uchar>(jpeg.at(i + 1)); };
    while (static_cast<uchar>(jpeg.at(at + 1)) != 0xda) {
        if (static_cast<uchar>(jpeg.at(at + 1)) == 0xdb)
            tables += jpeg.mid(at + 5, 64);
        at += 2 + lengthAt(at + 2);
    }
    return sha256(tables.left(64) + jpeg.mid(at + 2 + lengthAt(at + 2)));
}

/// A picture without the zeros that FFmpeg's sender leaves behind a unit: they mean nothing in Annex B.
QByteArray withoutTrailingZeros(const QByteArray &picture)
{
    const QByteArray code("\0\0\0\1", 4);
    QByteArray out;
    for (qsizetype at = 0; at >= 0;) {
        const qsizetype next = picture.indexOf(code, at + 4);
        QByteArray unit = picture.mid(at, next < 0 ? -1 : next - at);
        while (unit.endsWith('\0'))
            unit.chop(1);
        out += unit;
        at = next;
    }
    return out;
}

/// SHA-256 of a picture's slices, start codes included; of a JPEG, the same as jpegTruth().
QByteArray slicesOf(const QByteArray &handedOut, VideoCodec codec)
{
    if (codec == VideoCodec::Mjpeg)
        return jpegTruth(handedOut);
    const QByteArray picture = withoutTrailingZeros(handedOut);
    const QByteArray code("\0\0\0\1", 4);
    QByteArray slices;
    for (qsizetype at = 0; at >= 0 && at < picture.size();) {
        const qsizetype next = picture.indexOf(code, at + 4);
        const auto first = static_cast<uchar>(picture.at(at + 4));
        const bool isSlice = codec == VideoCodec::H264 ? (first & 31) == 1 || (first & 31) == 5 : (first >> 1 & 63) < 32;
        if (isSlice)
            slices += picture.mid(at, next < 0 ? -1 : next - at);
        at = next;
    }
    return sha256(slices);
}

/// "digest key" of each picture, as the truth beside the recording has it.
QByteArrayList picturesOf(const QList<QByteArray> &packets, VideoCodec codec, bool reordered)
{
    QByteArrayList pictures;
    const auto depacketizer = makeDepacketizer(codec, {});
    ReorderBuffer buffer;
    const ReorderBuffer::Clock::time_point now{1h};
    const auto take = [&](const RtpPacket &packet, bool gap) {
        for (auto picture = depacketizer->push(packet, gap); picture; picture = depacketizer->take()) {
            const bool jpeg = codec == VideoCodec::Mjpeg;
            pictures.append((jpeg ? jpegTruth(picture->bytes) : sha256(withoutTrailingZeros(picture->bytes))) + (picture->key ? " key " : " - ")
                            + slicesOf(picture->bytes, codec));
            if (picture->afterLoss)
                pictures.last() += " after loss";
        }
    };
    for (const QByteArray &bytes : packets) {
        const auto packet = readRtp(test::bytesOf(bytes));
        if (!packet)
            return {"a packet that is none"};
        if (!reordered) {
            take(*packet, false);
            continue;
        }
        buffer.push(*packet, now);
        while (const auto ordered = buffer.pop(now))
            take(ordered->packet, ordered->gap);
    }
    return pictures;
}

QByteArrayList truthOf(const QString &name)
{
    QFile file(QStringLiteral(RTSP_DATA "/") + name + QStringLiteral(".pictures"));
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().split('\n') : QByteArrayList();
}

VideoCodec codecOf(const QString &name)
{
    return name.endsWith(QLatin1String("h264")) ? VideoCodec::H264
        : name.endsWith(QLatin1String("h265"))  ? VideoCodec::H265
                                                : VideoCodec::Mjpeg;
}

} // namespace

/// What FFmpeg's and GStreamer's own senders made of real pictures; see data/make_fixtures.py.
class TstRecordedSenders final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void givesBackEveryPicture_data() { recordings(); }
    void givesBackEveryPicture();
    void outOfOrderToo_data() { recordings(); }
    void outOfOrderToo();
    void whateverIsLostNoDamagedPicture_data() { recordings(); }
    void whateverIsLostNoDamagedPicture();
    void withoutMarkersToo_data() { recordings(); }
    void withoutMarkersToo();
    void thePictureIsThereWithItsLastPacket_data() { recordings(); }
    void thePictureIsThereWithItsLastPacket();
    void aJpegOpensInAnyViewer();
    void costOfAPacket();

private:
    static void recordings()
    {
        QTest::addColumn<QString>("name");
        for (const char *sender : {"ffmpeg", "gstreamer"}) {
            for (const char *codec : {"h264", "h265", "jpeg"})
                QTest::addRow("%s, %s", sender, codec) << QString::fromLatin1(sender) + QLatin1Char('_') + QString::fromLatin1(codec);
        }
    }
};

void TstRecordedSenders::givesBackEveryPicture()
{
    QFETCH(const QString, name);
    const QByteArrayList truth = truthOf(name);
    QVERIFY(truth.size() >= 3);
    QCOMPARE(picturesOf(test::recordedPackets(name), codecOf(name), false), truth);
}

void TstRecordedSenders::outOfOrderToo()
{
    QFETCH(const QString, name);
    QList<QByteArray> packets = test::recordedPackets(name);
    for (qsizetype i = 1; i + 3 < packets.size(); i += 4) // the first one must be the first
        std::rotate(packets.begin() + i, packets.begin() + i + 2, packets.begin() + i + 3);
    QCOMPARE(picturesOf(packets, codecOf(name), true), truthOf(name));
}

void TstRecordedSenders::whateverIsLostNoDamagedPicture()
{
    QFETCH(const QString, name);
    const QList<QByteArray> packets = test::recordedPackets(name);
    const QByteArrayList truth = truthOf(name);
    for (qsizetype lost = 0; lost + 2 < packets.size(); ++lost) {
        for (const qsizetype count : {1, 2}) {
            QList<QByteArray> rest = packets;
            rest.remove(lost, count);
            const auto depacketizer = makeDepacketizer(codecOf(name), {});
            qsizetype at = 0; // in truth
            qsizetype pictures = 0;
            int afterLoss = 0;
            int behindTheGap = 0;
            for (qsizetype i = 0; i < rest.size(); ++i) {
                const auto packet = readRtp(test::bytesOf(rest.at(i)));
                QVERIFY(packet);
                for (auto picture = depacketizer->push(*packet, i == lost && i > 0); picture; picture = depacketizer->take()) {
                    ++pictures;
                    afterLoss += picture->afterLoss ? 1 : 0;
                    behindTheGap += i >= lost ? 1 : 0;
                    QVERIFY2(behindTheGap != 1 || lost == 0 || picture->afterLoss, "the first one behind it tells");
                    // Every slice of it, or it is not handed out.
                    const QByteArray slices = slicesOf(picture->bytes, codecOf(name));
                    while (at < truth.size() && !truth.at(at).endsWith(slices))
                        ++at;
                    QVERIFY2(at < truth.size(), qPrintable(QStringLiteral("damaged without packet %1").arg(lost)));
                }
            }
            // GStreamer gave all pictures one timestamp: behind a lost end, the next one cannot be told from it.
            const qsizetype more = name.startsWith(QLatin1String("gstreamer")) ? 1 : 0;
            QVERIFY2(pictures >= truth.size() - count - more, qPrintable(QStringLiteral("%1 pictures without %2 packets from %3").arg(pictures).arg(count).arg(lost)));
            QVERIFY(afterLoss <= 1);
        }
    }
}

void TstRecordedSenders::withoutMarkersToo()
{
    QFETCH(const QString, name);
    QList<QByteArray> packets = test::recordedPackets(name);
    for (QByteArray &packet : packets)
        packet[1] = static_cast<char>(packet.at(1) & 0x7f);
    QByteArrayList truth = truthOf(name);
    truth.removeLast(); // nothing closes the last one
    QCOMPARE(picturesOf(packets, codecOf(name), false), truth);
}

void TstRecordedSenders::thePictureIsThereWithItsLastPacket()
{
    QFETCH(const QString, name);
    const auto depacketizer = makeDepacketizer(codecOf(name), {});
    for (const QByteArray &bytes : test::recordedPackets(name)) {
        const auto packet = readRtp(test::bytesOf(bytes));
        QVERIFY(packet);
        const auto picture = depacketizer->push(*packet, false);
        QCOMPARE(picture.has_value(), packet->marker);
        if (!picture)
            continue;
        QCOMPARE(picture->timestamp, packet->timestamp);
        // The zeros that decoders read behind the end.
        for (qsizetype i = 0; i < kPicturePadding; ++i)
            QCOMPARE(picture->bytes.constData()[picture->bytes.size() + i], '\0');
        QVERIFY(picture->bytes.capacity() >= picture->bytes.size() + kPicturePadding);
    }
}

void TstRecordedSenders::aJpegOpensInAnyViewer()
{
    const auto depacketizer = makeDepacketizer(VideoCodec::Mjpeg, {});
    int shown = 0;
    for (const QByteArray &bytes : test::recordedPackets(QStringLiteral("ffmpeg_jpeg"))) {
        const auto picture = depacketizer->push(*readRtp(test::bytesOf(bytes)), false);
        if (!picture)
            continue;
        const QImage image = QImage::fromData(picture->bytes, "JPEG");
        QCOMPARE(image.size(), QSize(320, 176));
        // A street in daylight, not grey: the chroma tables are the right ones.
        int colourful = 0;
        for (int y = 0; y < image.height(); y += 4) {
            for (int x = 0; x < image.width(); x += 4) {
                const QColor colour = image.pixelColor(x, y);
                colourful += colour.saturation() > 20 ? 1 : 0;
            }
        }
        QVERIFY2(colourful > 100, qPrintable(QString::number(colourful)));
        ++shown;
    }
    QCOMPARE(shown, 3);
}

void TstRecordedSenders::costOfAPacket()
{
    const QList<QByteArray> packets = test::recordedPackets(QStringLiteral("ffmpeg_h264"));
    const auto depacketizer = makeDepacketizer(VideoCodec::H264, {});
    qsizetype pictures = 0;
    QBENCHMARK {
        for (const QByteArray &bytes : packets) {
            if (depacketizer->push(*readRtp(test::bytesOf(bytes)), false))
                ++pictures;
        }
    }
    QVERIFY(pictures >= 12);
}

VIGIE_TEST(TstRecordedSenders)
#include "tst_recorded_senders.moc"
