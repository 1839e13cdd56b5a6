// SPDX-License-Identifier: GPL-3.0-or-later
#include <rtsp/jpeg_header.h>

#include <rtsp/jpeg_tables.h>

#include <QtCore/QStringBuilder>

#include <algorithm>
#include <optional>

namespace vigie::rtsp {
namespace {

enum Marker : std::uint8_t { Sof0 = 0xc0, Dht = 0xc4, Soi = 0xd8, Sos = 0xda, Dqt = 0xdb, Dri = 0xdd, App0 = 0xe0 };
constexpr int kTableEntries = 64;
constexpr int kLongestSide = 16'384;

void append16(QByteArray &out, int value)
{
    out.append(static_cast<char>(value >> 8)).append(static_cast<char>(value & 0xff));
}

void appendSegment(QByteArray &out, Marker marker, QByteArrayView content)
{
    out.append('\xff').append(static_cast<char>(marker));
    append16(out, static_cast<int>(content.size()) + 2);
    out.append(content);
}

QByteArrayView viewOf(Bytes bytes)
{
    return {bytes.data(), static_cast<qsizetype>(bytes.size())};
}

qsizetype bytesOfTable(std::uint8_t wide, int table)
{
    return ((wide >> table) & 1) != 0 ? 2 * kTableEntries : kTableEntries;
}

int countTables(const JpegTables &tables)
{
    int count = 0;
    for (qsizetype at = 0; at < tables.bytes.size(); ++count)
        at += bytesOfTable(tables.wide, count);
    return count;
}

/// The segments of the extension, each without its marker; empty: not said.
struct Said {
    Bytes frame;
    QByteArray quantization; ///< whole segments
    QByteArray huffman; ///< whole segments
    Bytes restart;
    Bytes scan;
};

std::optional<Said> readExtension(Bytes bytes)
{
    Said said;
    while (!bytes.empty()) {
        if (bytes[0] != 0xff)
            return std::nullopt;
        // Fill bytes stand before any marker and behind the last one.
        if (bytes.size() == 1 || bytes[1] == 0xff || bytes[1] == Soi) {
            bytes = bytes.subspan(bytes.size() > 1 && bytes[1] == Soi ? 2 : 1);
            continue;
        }
        const std::uint8_t marker = bytes[1];
        const std::size_t length = bytes.size() < 4 ? 0 : read16(bytes, 2);
        if (length < 2 || bytes.size() < 2 + length)
            return std::nullopt;
        const Bytes content = bytes.subspan(4, length - 2);
        if (marker == Sof0)
            said.frame = content;
        else if (marker == Dqt)
            said.quantization.append(viewOf(bytes.first(2 + length)));
        else if (marker == Dht)
            said.huffman.append(viewOf(bytes.first(2 + length)));
        else if (marker == Dri)
            said.restart = content;
        else if (marker == Sos)
            said.scan = content;
        bytes = bytes.subspan(2 + length);
    }
    return said;
}

/// Baseline, three components or one, of a size we take.
bool isUsableFrame(Bytes frame)
{
    if (frame.size() < 6 || frame[0] != 8)
        return false;
    const int height = read16(frame, 1);
    const int width = read16(frame, 3);
    const std::size_t components = frame[5];
    return height > 0 && width > 0 && height <= kLongestSide && width <= kLongestSide
        && (components == 1 || components == 3) && frame.size() == 6 + 3 * components;
}

QByteArray frameOf(const JpegShape &shape, const JpegTables &tables)
{
    QByteArray frame;
    frame.append('\x08'); // bits a sample
    append16(frame, shape.height);
    append16(frame, shape.width);
    const char chromaTable = countTables(tables) > 1 ? 1 : 0;
    frame.append('\3');
    frame.append('\1').append(shape.type == 0 ? '\x21' : '\x22').append('\0');
    frame.append('\2').append('\x11').append(chromaTable);
    frame.append('\3').append('\x11').append(chromaTable);
    return frame;
}

/// Luma uses the first Huffman tables, the others the second.
QByteArray scanOf(QByteArrayView frame)
{
    QByteArray scan;
    const int components = frame.at(5);
    scan.append(static_cast<char>(components));
    for (int i = 0; i < components; ++i)
        scan.append(frame.at(6 + 3 * i)).append(i == 0 ? '\0' : '\x11');
    return scan.append('\0').append('\x3f').append('\0');
}

void appendQuantization(QByteArray &out, const JpegTables &tables)
{
    qsizetype at = 0;
    for (int table = 0; at < tables.bytes.size(); ++table) {
        const qsizetype bytes = bytesOfTable(tables.wide, table);
        const int precision = bytes > kTableEntries ? 0x10 : 0;
        const QByteArray content = QByteArray(1, static_cast<char>(precision | table)) + tables.bytes.mid(at, bytes);
        appendSegment(out, Dqt, content);
        at += bytes;
    }
}

} // namespace

JpegTables tablesOfQuality(int quality)
{
    const int factor = std::clamp(quality, 1, 99);
    const int scale = factor < 50 ? 5000 / factor : 200 - factor * 2;
    JpegTables tables;
    for (const auto &quantizer : {kLumaQuantizer, kChromaQuantizer}) {
        for (const int entry : quantizer)
            tables.bytes.append(static_cast<char>(std::clamp((entry * scale + 50) / 100, 1, 255)));
    }
    return tables;
}

bool areWhole(const JpegTables &tables)
{
    qsizetype bytes = 0;
    for (int table = 0; table < 4 && bytes < tables.bytes.size(); ++table)
        bytes += bytesOfTable(tables.wide, table);
    return bytes > 0 && bytes == tables.bytes.size();
}

QByteArray makeJpegHeader(const JpegShape &shape, const JpegTables &tables, Bytes extension)
{
    const auto said = readExtension(extension);
    if (!said || (!said->frame.empty() && !isUsableFrame(said->frame)))
        return {};
    if (said->frame.empty() && (shape.width <= 0 || shape.height <= 0))
        return {};
    if (said->quantization.isEmpty() && !areWhole(tables))
        return {};
    QByteArray out("\xff\xd8", 2);
    appendSegment(out, App0, QByteArrayView("JFIF\0\1\1\0\0\1\0\1\0\0", 14));
    if (said->quantization.isEmpty())
        appendQuantization(out, tables);
    else
        out.append(said->quantization);
    const QByteArray frame =
        said->frame.empty() ? frameOf(shape, tables) : viewOf(said->frame).toByteArray();
    appendSegment(out, Sof0, frame);
    if (!said->restart.empty()) {
        appendSegment(out, Dri, viewOf(said->restart));
    } else if (shape.restartInterval > 0) {
        QByteArray interval;
        append16(interval, shape.restartInterval);
        appendSegment(out, Dri, interval);
    }
    if (said->huffman.isEmpty()) {
        appendSegment(out, Dht, viewOf(kDcLuma));
        appendSegment(out, Dht, viewOf(kAcLuma));
        appendSegment(out, Dht, viewOf(kDcChroma));
        appendSegment(out, Dht, viewOf(kAcChroma));
    } else {
        out.append(said->huffman);
    }
    appendSegment(out, Sos, said->scan.empty() ? QByteArrayView(scanOf(frame)) : viewOf(said->scan));
    return out;
}

} // namespace vigie::rtsp
