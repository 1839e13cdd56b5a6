// SPDX-License-Identifier: GPL-3.0-or-later
#include "overlay_painter.h"

#include "tile_style.h"

#include <QtGui/QFontMetrics>
#include <QtGui/QPaintDevice>
#include <QtGui/QPainter>

#include <algorithm>

namespace vigie::wall {
namespace {

constexpr int kSmallestLetters = 10; ///< pixels

/// The longest of \p wordings that fits, the last one elided when none does.
QString fitting(const QFontMetrics &metrics, const QStringList &wordings, int width)
{
    for (const QString &wording : wordings) {
        if (!wording.isEmpty() && metrics.horizontalAdvance(wording) <= width)
            return wording;
    }
    return metrics.elidedText(wordings.isEmpty() ? QString() : wordings.last(), Qt::ElideRight, std::max(0, width));
}

/// A small filled label with dark text; returns its right edge.
int drawChip(QPainter &painter, QPoint at, const QFont &font, const QString &text, const QColor &colour, int maxWidth)
{
    const QFontMetrics metrics(font);
    const int pad = metrics.height() / 3;
    // What stands in brackets goes first: the sentence is whole without it.
    const QString shown = fitting(metrics, {text, text.section(QStringLiteral(" ("), 0, 0)}, maxWidth - 2 * pad);
    const QRect box(at.x(), at.y(), metrics.horizontalAdvance(shown) + 2 * pad, metrics.height() + pad / 2);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawRoundedRect(box, 3, 3);
    painter.setFont(font);
    painter.setPen(ui::colours::kOnAccent);
    painter.drawText(box, Qt::AlignCenter, shown);
    return box.right();
}

/// Under whose authority: in smaller letters rather than without "autorité exclusive", by name alone where even those
/// do not fit.
void drawAuthority(QPainter &painter, const QRect &line, const TileFace &face, int largest)
{
    for (int size = largest; size >= kSmallestLetters; --size) {
        const QFont font = tileFont(size, QFont::Medium);
        const QFontMetrics metrics(font);
        for (const QString &wording : {face.statement, face.shortStatement}) {
            if (wording.isEmpty() || metrics.horizontalAdvance(wording) > line.width())
                continue;
            painter.setFont(font);
            painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, wording);
            return;
        }
    }
    const QFont font = tileFont(largest, QFont::Medium);
    painter.setFont(font);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, fitting(QFontMetrics(font), {face.authority}, line.width()));
}

int margin(int text)
{
    return std::max(5, text / 2);
}

} // namespace

void OverlayPainter::paint(QPainter &painter, const QRect &rect, const TileFace &face, int number,
                           const QString &clock)
{
    const double ratio = painter.device()->devicePixelRatioF();
    if (m_face != face || m_size != rect.size() || m_ratio != ratio || m_number != number)
        render(rect.size(), ratio, face, number);

    // A frozen picture must not be taken for a live one.
    if (face.frozen)
        painter.fillRect(rect, kFrozen);
    painter.drawPixmap(rect.topLeft(), m_top);
    if (!m_bottom.isNull()) {
        const QPoint corner(rect.left(), rect.bottom() + 1 - static_cast<int>(m_bottom.deviceIndependentSize().height()));
        painter.drawPixmap(corner, m_bottom);
        if (!m_clockBox.isEmpty()) {
            painter.setFont(ui::tabularFont(tileFont(textHeight(rect.size()), QFont::Medium)));
            painter.setPen(ui::colours::kText);
            painter.drawText(m_clockBox.translated(corner), Qt::AlignRight | Qt::AlignVCenter, clock);
        }
    }
    if (!m_notice.isNull()) {
        const QSizeF size = m_notice.deviceIndependentSize();
        painter.drawPixmap(QPointF(rect.x() + std::round((rect.width() - size.width()) / 2),
                                   rect.y() + std::round((rect.height() - size.height()) / 2)),
                           m_notice);
    }
}

QPixmap OverlayPainter::canvas(QSize size) const
{
    QPixmap pixmap(size * m_ratio);
    pixmap.setDevicePixelRatio(m_ratio);
    pixmap.fill(Qt::transparent);
    return pixmap;
}

void OverlayPainter::render(QSize size, double ratio, const TileFace &face, int number)
{
    m_face = face;
    m_size = size;
    m_ratio = ratio;
    m_number = number;
    m_top = {};
    m_bottom = {};
    m_notice = {};
    m_clockBox = {};
    ++m_renders;
    if (size.isEmpty())
        return;
    renderTop(face, number);
    renderBottom(face);
    renderNotice(face);
}

void OverlayPainter::renderTop(const TileFace &face, int number)
{
    const Detail detail = detailFor(m_size);
    const int text = textHeight(m_size);
    const int pad = margin(text);
    const int height = text + pad * 2;
    m_top = canvas({m_size.width(), height});
    QPainter painter(&m_top);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(QRect(0, 0, m_size.width(), height), kScrim);

    int right = m_size.width() - pad;
    const QColor tone = toneColour(face.tone);
    if (detail != Detail::Tiny) {
        const QFont font = tileFont(text, QFont::DemiBold);
        const QFontMetrics metrics(font);
        const QString word = fitting(metrics, {face.state}, m_size.width() * 2 / 5);
        const int width = metrics.horizontalAdvance(word);
        painter.setFont(font);
        painter.setPen(tone);
        painter.drawText(QRect(right - width, 0, width, height), Qt::AlignRight | Qt::AlignVCenter, word);
        right -= width + pad / 2;
    }
    ui::drawIcon(painter, QRectF(right - text - 2, (height - text - 2) / 2.0, text + 2, text + 2), iconOf(face.icon), tone);
    right -= text + 2 + pad;

    int left = pad;
    if (detail >= Detail::Small) {
        const QFont font = tileFont(text - 1);
        const QString mark = QString::number(number);
        painter.setFont(font);
        painter.setPen(ui::colours::kTextFaint);
        painter.drawText(QRect(left, 0, right - left, height), Qt::AlignLeft | Qt::AlignVCenter, mark);
        left += QFontMetrics(font).horizontalAdvance(mark) + pad;
    }
    const QFont nameFont = tileFont(text, QFont::DemiBold);
    const QFontMetrics nameMetrics(nameFont);
    const QString name = nameMetrics.elidedText(titleOf(face), Qt::ElideRight, std::max(0, right - left));
    painter.setFont(nameFont);
    painter.setPen(ui::colours::kText);
    painter.drawText(QRect(left, 0, right - left, height), Qt::AlignLeft | Qt::AlignVCenter, name);
    left += nameMetrics.horizontalAdvance(name) + pad;
    const QFont communeFont = tileFont(text);
    const QFontMetrics communeMetrics(communeFont);
    if (right - left > text * 4) {
        painter.setFont(communeFont);
        painter.setPen(ui::colours::kTextSecondary);
        painter.drawText(QRect(left, 0, right - left, height), Qt::AlignLeft | Qt::AlignVCenter,
                         communeMetrics.elidedText(face.commune, Qt::ElideRight, right - left));
    }
}

void OverlayPainter::renderBottom(const TileFace &face)
{
    const Detail detail = detailFor(m_size);
    const int text = textHeight(m_size);
    const int small = std::max(kSmallestLetters, text - 2);
    const int pad = margin(text);
    const bool technical = detail >= Detail::Medium && !face.technical.isEmpty();
    const QFont chipFont = tileFont(small, QFont::DemiBold);
    const int chipHeight = QFontMetrics(chipFont).height() * 4 / 3;
    QList<std::pair<QString, QColor>> chips;
    if (!face.badge.isEmpty())
        chips.append({face.badge, toneColour(face.badgeTone)});
    if (!face.degraded.isEmpty())
        chips.append({face.degraded, toneColour(Tone::Warning)});
    for (const QString &alert : face.alerts)
        chips.append({alert, toneColour(Tone::Warning)});
    if (detail == Detail::Tiny && chips.size() > 1)
        chips.resize(1);
    const int chipsHeight = chips.isEmpty() ? 0 : chipHeight * static_cast<int>(chips.size()) + pad / 2;
    const int strip = text + pad * 2 + (technical ? small + pad / 2 + 2 : 0);
    m_bottom = canvas({m_size.width(), strip + chipsHeight});
    QPainter painter(&m_bottom);
    painter.setRenderHint(QPainter::Antialiasing);
    int top = 0;
    for (const auto &[words, colour] : chips) {
        drawChip(painter, {pad, top}, chipFont, words, colour, m_size.width() - 2 * pad);
        top += chipHeight;
    }
    top = chipsHeight;
    painter.fillRect(QRect(0, top, m_size.width(), strip), kScrim);

    int right = m_size.width() - pad;
    const QFontMetrics clockMetrics(ui::tabularFont(tileFont(text, QFont::Medium)));
    const int clockWidth = clockMetrics.horizontalAdvance(QStringLiteral("00:00:00"));
    m_clockBox = QRect(right - clockWidth - 2, top, clockWidth + 2, strip);
    right -= clockWidth + pad;

    painter.setPen(ui::colours::kText);
    const QRect line(pad, top + pad, right - pad, text);
    drawAuthority(painter, line, face, small);
    if (technical) {
        const QFont font = tileFont(small);
        painter.setFont(font);
        painter.setPen(ui::colours::kTextSecondary);
        const QRect below(pad, line.bottom() + 1 + pad / 2, right - pad, small + 2);
        painter.drawText(below, Qt::AlignLeft | Qt::AlignVCenter,
                         QFontMetrics(font).elidedText(face.technical, Qt::ElideRight, below.width()));
    }
}

void OverlayPainter::renderNotice(const TileFace &face)
{
    if (face.notice.isEmpty() || detailFor(m_size) == Detail::Tiny)
        return;
    const int text = textHeight(m_size);
    const int pad = margin(text) * 2;
    const int widest = m_size.width() * 4 / 5;
    const QFont titleFont = tileFont(text + 2, QFont::DemiBold);
    const QFont detailFont = tileFont(text);
    const QRect room(0, 0, widest - 2 * pad, m_size.height());
    const QRect title = QFontMetrics(titleFont).boundingRect(room, Qt::AlignHCenter | Qt::TextWordWrap, face.notice);
    QRect detail;
    if (!face.noticeDetail.isEmpty())
        detail = QFontMetrics(detailFont).boundingRect(room, Qt::AlignHCenter | Qt::TextWordWrap, face.noticeDetail);
    const int width = std::max(title.width(), detail.width()) + 2 * pad;
    const int gap = detail.isNull() ? 0 : text / 3;
    const int height = title.height() + gap + detail.height() + pad;
    m_notice = canvas({width, height});
    QPainter painter(&m_notice);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(9, 11, 14, 225));
    painter.drawRoundedRect(QRect(0, 0, width, height), 5, 5);
    painter.setFont(titleFont);
    painter.setPen(toneColour(face.tone));
    painter.drawText(QRect(pad, pad / 2, width - 2 * pad, title.height()), Qt::AlignCenter | Qt::TextWordWrap,
                     face.notice);
    if (detail.isNull())
        return;
    painter.setFont(detailFont);
    painter.setPen(ui::colours::kText);
    painter.drawText(QRect(pad, pad / 2 + title.height() + gap, width - 2 * pad, detail.height()),
                     Qt::AlignCenter | Qt::TextWordWrap, face.noticeDetail);
}

} // namespace vigie::wall
