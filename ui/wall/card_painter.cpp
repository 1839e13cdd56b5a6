// SPDX-License-Identifier: GPL-3.0-or-later
#include "card_painter.h"

#include "tile_style.h"

#include <QtCore/QCoreApplication>
#include <QtGui/QFontMetrics>
#include <QtGui/QPaintDevice>
#include <QtGui/QPainter>

#include <algorithm>

namespace vigie::wall {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(vigie::wall::CardPainter)
};

QColor cardColour(const TileFace &face)
{
    return face.tone == Tone::Denied ? ui::colours::kCurtain : ui::colours::kPanel;
}

int wrappedHeight(const QFont &font, int width, const QString &words)
{
    if (words.isEmpty())
        return 0;
    return QFontMetrics(font).boundingRect(QRect(0, 0, width, 1), Qt::AlignLeft | Qt::TextWordWrap, words).height();
}

/// Legal basis and who can mend it: separate lines for the reason that counts, one line for the others. The basis alone
/// where no more than \p height is left, nothing where that is too little for it.
QString notesOn(const CardReason &reason, bool first, const QFont &font, int width, int height)
{
    QStringList notes;
    if (!reason.basis.isEmpty())
        notes.append(Text::tr("Legal basis: %1").arg(reason.basis));
    if (!reason.remedy.isEmpty())
        notes.append(Text::tr("Who can mend it: %1").arg(reason.remedy));
    for (; !notes.isEmpty(); notes.removeLast()) {
        const QString words = notes.join(first ? QStringLiteral("\n") : QStringLiteral(" · "));
        if (wrappedHeight(font, width, words) <= height)
            return words;
    }
    return {};
}

QFont reasonFont(int text, qsizetype index)
{
    return tileFont(text, index == 0 ? QFont::Bold : QFont::Normal);
}

/// Draws \p words wrapped in \p room and returns the height they took, or 0 without drawing when they do not fit.
int drawWrapped(QPainter &painter, const QRect &room, const QFont &font, const QColor &colour, const QString &words)
{
    if (words.isEmpty())
        return 0;
    const int needed = wrappedHeight(font, room.width(), words);
    if (needed > room.height())
        return 0;
    painter.setFont(font);
    painter.setPen(colour);
    painter.drawText(room, Qt::AlignLeft | Qt::TextWordWrap, words);
    return needed;
}

} // namespace

void CardPainter::paint(QPainter &painter, const QRect &rect, const TileFace &face, int number)
{
    if (rect.isEmpty())
        return;
    const double ratio = painter.device()->devicePixelRatioF();
    if (m_face != face || m_size != rect.size() || m_ratio != ratio || m_number != number) {
        m_face = face;
        m_size = rect.size();
        m_ratio = ratio;
        m_number = number;
        m_card = QPixmap(m_size * m_ratio);
        m_card.setDevicePixelRatio(m_ratio);
        m_card.fill(face.kind == TileFace::Kind::Empty ? ui::colours::kWindow : cardColour(face));
        QPainter card(&m_card);
        card.setRenderHint(QPainter::Antialiasing);
        if (face.kind == TileFace::Kind::Empty)
            renderEmpty(card, number);
        else
            renderCard(card, face, number);
        ++m_renders;
    }
    painter.drawPixmap(rect.topLeft(), m_card);
}

void CardPainter::renderEmpty(QPainter &painter, int number) const
{
    painter.setPen(QPen(ui::colours::kLine, 1, Qt::DashLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(6.5, 6.5, m_size.width() - 13.0, m_size.height() - 13.0), 4, 4);
    const int text = textHeight(m_size);
    const bool hint = detailFor(m_size) >= Detail::Medium;
    QRect room(0, 0, m_size.width(), m_size.height());
    painter.setPen(ui::colours::kLineStrong);
    painter.setFont(tileFont(std::clamp(m_size.height() / 6, 18, 46), QFont::Light));
    painter.drawText(hint ? room.adjusted(0, 0, 0, -text * 2) : room, Qt::AlignCenter, QString::number(number));
    if (!hint)
        return;
    painter.setPen(ui::colours::kTextFaint);
    painter.setFont(tileFont(text));
    painter.drawText(room.adjusted(20, m_size.height() / 2 + text, -20, 0),
                     Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap,
                     Text::tr("Drop a camera here, or double-click one in the list or on the map"));
}

void CardPainter::renderCard(QPainter &painter, const TileFace &face, int number) const
{
    const Detail detail = detailFor(m_size);
    const int text = textHeight(m_size);
    const int pad = detail == Detail::Tiny ? 8 : text;
    const QColor tone = toneColour(face.tone);
    painter.fillRect(QRect(0, 0, 4, m_size.height()), tone);

    // Which camera: the same place and look as over a picture.
    const QFont nameFont = tileFont(text, QFont::DemiBold);
    const QFontMetrics nameMetrics(nameFont);
    int left = pad + 4;
    const int right = m_size.width() - pad;
    int top = pad;
    if (detail >= Detail::Small) {
        painter.setFont(tileFont(text - 1));
        painter.setPen(ui::colours::kTextFaint);
        const QString mark = QString::number(number);
        painter.drawText(QRect(left, top, right - left, nameMetrics.height()), Qt::AlignLeft | Qt::AlignVCenter, mark);
        left += QFontMetrics(painter.font()).horizontalAdvance(mark) + pad / 2;
    }
    painter.setFont(nameFont);
    painter.setPen(ui::colours::kText);
    const int nameRoom = right - left;
    const QString name = nameMetrics.elidedText(titleOf(face), Qt::ElideRight, nameRoom);
    painter.drawText(QRect(left, top, nameRoom, nameMetrics.height()), Qt::AlignLeft | Qt::AlignVCenter, name);
    const int used = nameMetrics.horizontalAdvance(name) + pad / 2;
    if (nameRoom - used > text * 4) {
        painter.setFont(tileFont(text));
        painter.setPen(ui::colours::kTextSecondary);
        painter.drawText(QRect(left + used, top, nameRoom - used, nameMetrics.height()),
                         Qt::AlignLeft | Qt::AlignVCenter,
                         QFontMetrics(painter.font()).elidedText(face.commune, Qt::ElideRight, nameRoom - used));
    }
    top += nameMetrics.height() + pad / 2;
    left = pad + 4;

    // What happened.
    const QFont titleFont = tileFont(detail == Detail::Large ? text + 6 : text + 2, QFont::DemiBold);
    const QFontMetrics titleMetrics(titleFont);
    const int icon = titleMetrics.height();
    if (detail >= Detail::Medium)
        top += pad / 2;
    ui::drawIcon(painter, QRectF(left, top + (titleMetrics.height() - icon) / 2.0, icon, icon), iconOf(face.icon), tone);
    const int titleLeft = left + icon + pad / 2;
    const int titleHeight = drawWrapped(painter, QRect(titleLeft, top, right - titleLeft, m_size.height() - top),
                                        titleFont, tone, face.cardTitle);
    top += titleHeight + (detail >= Detail::Medium ? pad : pad / 2);
    top += renderReasons(painter, face, QRect(left, top, right - left, m_size.height() - pad / 2 - top));
}

int CardPainter::renderReasons(QPainter &painter, const TileFace &face, QRect room) const
{
    const int text = textHeight(m_size);
    const int start = room.top();
    const int gap = detailFor(m_size) >= Detail::Medium ? text / 2 : text / 4;
    // Every reason first; the notes on them share what height is left.
    int spare = room.height();
    for (qsizetype index = 0; index < face.reasons.size(); ++index)
        spare -= wrappedHeight(reasonFont(text, index), room.width(), face.reasons.at(index).text) + gap;
    const QFont small = tileFont(std::max(10, text - 2));
    const int lineHeight = QFontMetrics(small).height();
    for (qsizetype index = 0; index < face.reasons.size(); ++index) {
        const CardReason &reason = face.reasons.at(index);
        const bool first = index == 0;
        const qsizetype left = face.reasons.size() - index;
        // Keep a line for "and n other reasons" while more follow.
        QRect words = room;
        if (left > 1)
            words.setBottom(room.bottom() - lineHeight);
        const QFont font = reasonFont(text, index);
        int taken = drawWrapped(painter, words, font, first ? ui::colours::kText : ui::colours::kTextSecondary, reason.text);
        if (taken == 0) {
            if (first) {
                // A tiny tile: as much of the first reason as one line holds.
                painter.setFont(font);
                painter.setPen(ui::colours::kText);
                painter.drawText(room, Qt::AlignLeft | Qt::AlignTop,
                                 QFontMetrics(font).elidedText(reason.text, Qt::ElideRight, room.width()));
            } else {
                painter.setFont(small);
                painter.setPen(ui::colours::kTextFaint);
                painter.drawText(room, Qt::AlignLeft | Qt::AlignTop,
                                 left == 1 ? Text::tr("and 1 other reason")
                                           : Text::tr("and %1 other reasons").arg(left));
            }
            break;
        }
        room.setTop(room.top() + taken);
        words.setTop(room.top());
        const QString notes = notesOn(reason, first, small, words.width(), spare);
        taken = drawWrapped(painter, words, small, first ? ui::colours::kTextSecondary : ui::colours::kTextFaint, notes);
        spare -= taken;
        room.setTop(room.top() + taken + gap);
    }
    return room.top() - start;
}

} // namespace vigie::wall
