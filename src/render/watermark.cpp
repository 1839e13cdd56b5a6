// SPDX-License-Identifier: GPL-3.0-or-later
#include <render/watermark.h>

#include <core/paris_time.h>

#include <QtGui/QFont>
#include <QtGui/QFontMetricsF>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>

#include <algorithm>
#include <cmath>

namespace vigie::render {
namespace {

constexpr int kSmallestLetters = 9; ///< pixels
constexpr int kLargestLetters = 21; ///< read on a photograph of the screen; larger only hides the picture
constexpr int kLinesAPicture = 22;
constexpr double kAngle = -24.0; ///< degrees
constexpr int kWhite = 50; ///< of 255; a night in front of it must not tire
constexpr int kBlack = 34;

/// Steps of four pixels: tiles of nearly one size share a cell.
int lettersFor(QSize size)
{
    const int wanted = std::min(size.width() * 9 / 16, size.height()) / kLinesAPicture;
    return std::clamp((wanted + 2) / 4 * 4 + 1, kSmallestLetters, kLargestLetters);
}

QImage drawn(const QString &text, int letters)
{
    QFont font;
    font.setPixelSize(letters);
    font.setBold(true);
    QPainterPath path;
    path.addText(0, 0, font, text);
    const QRectF box = path.boundingRect();
    path.translate(-box.center());
    QTransform turned;
    turned.rotate(kAngle);
    path = turned.map(path);
    const QRectF room = path.boundingRect();
    // Two texts a cell, the second between the first ones: a pattern of diagonals.
    const QSize size(static_cast<int>(std::ceil(room.width() * 1.35)),
                     static_cast<int>(std::ceil(room.height() * 1.7)));
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    const QPen edge(QColor(0, 0, 0, kBlack), std::max(1.2, letters / 9.0), Qt::SolidLine,
                    Qt::RoundCap, Qt::RoundJoin);
    // Whatever leaves the cell on one side comes in on the other.
    for (int half = -2; half <= 2; ++half) {
        for (int other = -2; other <= 2; ++other) {
            if ((half + other) % 2 != 0)
                continue;
            painter.save();
            painter.translate((1 + half) * size.width() / 2.0, (1 + other) * size.height() / 2.0);
            painter.strokePath(path, edge);
            painter.setCompositionMode(QPainter::CompositionMode_Source);
            painter.fillPath(path, QColor(255, 255, 255, kWhite));
            painter.restore();
        }
    }
    return image;
}

std::vector<Watermark::Cell::Run> runsOf(const QImage &image)
{
    std::vector<Watermark::Cell::Run> runs;
    for (int y = 0; y < image.height(); ++y) {
        const auto *line = reinterpret_cast<const QRgb *>(image.constScanLine(y));
        for (int x = 0; x < image.width(); ++x) {
            if (qAlpha(line[x]) == 0)
                continue;
            const int first = x;
            while (x < image.width() && qAlpha(line[x]) != 0)
                ++x;
            runs.push_back({y, first, x});
        }
    }
    return runs;
}

/// \p under and \p over premultiplied; two channels at a time.
QRgb blended(QRgb under, QRgb over)
{
    const quint32 rest = 256U - static_cast<quint32>(qAlpha(over));
    const quint32 redBlue = ((under & 0xff00ffU) * rest >> 8) & 0xff00ffU;
    const quint32 green = ((under & 0x00ff00U) * rest >> 8) & 0x00ff00U;
    return 0xff000000U | ((redBlue | green) + (over & 0x00ffffffU));
}

} // namespace

Watermark::Watermark(QString matricule, const Clock &clock)
    : m_matricule(std::move(matricule)), m_clock(clock)
{
}

Watermark::~Watermark() = default;

std::shared_ptr<const Watermark> Watermark::of(const QString &matricule, const Clock &clock)
{
    static std::mutex mutex;
    static std::vector<std::weak_ptr<const Watermark>> known; // mutex
    const std::scoped_lock lock(mutex);
    std::erase_if(known, [](const auto &one) { return one.expired(); });
    for (const auto &one : known) {
        if (auto mark = one.lock(); mark && mark->m_matricule == matricule && &mark->m_clock == &clock)
            return mark;
    }
    auto mark = std::make_shared<const Watermark>(matricule, clock);
    known.push_back(mark);
    return mark;
}

Watermark::CellPtr Watermark::cell(QSize size) const
{
    const int letters = lettersFor(size);
    const Instant now = m_clock.now();
    const qint64 second = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
    const std::scoped_lock lock(m_mutex);
    const auto kept = std::find_if(m_kept.begin(), m_kept.end(),
                                   [letters](const Kept &one) { return one.letters == letters; });
    if (kept != m_kept.end() && kept->second == second)
        return kept->cell;
    auto cell = std::make_shared<Cell>();
    cell->image = drawn(QStringLiteral("%1  %2 %3").arg(m_matricule, paris::dayText(paris::dateAt(now)),
                                                        paris::timeText(now)),
                        letters);
    cell->runs = runsOf(cell->image);
    cell->number = ++m_renders;
    if (kept != m_kept.end())
        *kept = {letters, second, cell};
    else
        m_kept.push_back({letters, second, cell}); // one for each of a handful of sizes
    return cell;
}

qint64 Watermark::renders() const
{
    const std::scoped_lock lock(m_mutex);
    return m_renders;
}

void Watermark::blend(const Cell &cell, std::uint8_t *pixels, int stride, QRect where)
{
    for (int top = 0; top < where.height(); top += cell.image.height()) {
        for (const Cell::Run &run : cell.runs) {
            if (top + run.line >= where.height())
                break;
            const auto *over = reinterpret_cast<const QRgb *>(cell.image.constScanLine(run.line));
            auto *line = reinterpret_cast<QRgb *>(
                             pixels + std::ptrdiff_t{stride} * (where.y() + top + run.line))
                + where.x();
            for (int left = 0; left < where.width(); left += cell.image.width()) {
                const int last = std::min(run.last, where.width() - left);
                for (int x = run.first; x < last; ++x)
                    line[left + x] = blended(line[left + x], over[x]);
            }
        }
    }
}

} // namespace vigie::render
