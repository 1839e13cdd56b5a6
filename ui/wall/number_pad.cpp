// SPDX-License-Identifier: GPL-3.0-or-later
#include "number_pad.h"

#include "mosaic_keys.h"
#include "tile_style.h"

#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>

#include <algorithm>

namespace vigie::wall {
namespace {

constexpr int kCandidates = 5;

} // namespace

NumberPad::NumberPad(const registry::FactsFeed &registry, const Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_registry(registry)
    , m_entry(clock)
{
    setObjectName(QStringLiteral("numberPad"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    hide();
    m_poll.setInterval(std::chrono::milliseconds(100));
    connect(&m_poll, &QTimer::timeout, this, &NumberPad::poll);
}

bool NumberPad::key(const QKeyEvent &event, const QString &department, int tiles)
{
    // On a French keyboard Shift is on the way to every digit.
    if (isModifierKey(event.key()) || event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))
        return false;
    m_department = department;
    m_tiles = tiles;
    const int key = event.key();
    // On a French keyboard the digits of the upper row come with Shift: the key says which one.
    if (key >= Qt::Key_0 && key <= Qt::Key_9) {
        m_complaint.clear();
        m_entry.digit(key - Qt::Key_0);
        refresh();
        return true;
    }
    if (m_entry.isActive() && typingKey(key))
        return true;
    if (key != Qt::Key_T && key != Qt::Key_L) {
        cancel(); // whoever does something else has given the number up
        return false;
    }
    if (!event.isAutoRepeat()) {
        m_complaint.clear();
        m_entry.begin(key == Qt::Key_T ? NumberEntry::What::Tile : NumberEntry::What::Layout);
        refresh();
    }
    return true;
}

bool NumberPad::typingKey(int key)
{
    switch (key) {
    case Qt::Key_Escape: cancel(); return true;
    case Qt::Key_Return:
    case Qt::Key_Enter: commit(); return true;
    case Qt::Key_Backspace:
        m_complaint.clear();
        m_entry.backspace();
        break;
    case Qt::Key_Up: choose(-1); return true;
    case Qt::Key_Down: choose(1); return true;
    default: return false;
    }
    refresh();
    return true;
}

void NumberPad::cancel()
{
    m_complaint.clear();
    m_entry.cancel();
    refresh();
}

void NumberPad::choose(int step)
{
    m_entry.choose(step, static_cast<int>(m_candidates.size()));
    refresh();
}

void NumberPad::poll()
{
    if (m_entry.isDue())
        commit();
}

void NumberPad::commit()
{
    if (m_entry.typed().isEmpty())
        return;
    const int number = m_entry.number();
    switch (m_entry.what()) {
    case NumberEntry::What::Camera: {
        const bool chosen = m_entry.choice() < m_candidates.size()
            && (m_entry.choice() > 0 || m_candidates.at(m_entry.choice()).number == number);
        if (!chosen) {
            m_complaint = tr("No camera has the number %1").arg(number);
            refresh();
            return;
        }
        const CameraId camera = m_candidates.at(m_entry.choice()).id;
        cancel();
        Q_EMIT cameraCalled(camera);
        return;
    }
    case NumberEntry::What::Tile:
        if (number > m_tiles) {
            m_complaint = tr("There is no tile %1").arg(number);
            m_entry.begin(NumberEntry::What::Tile);
            refresh();
            return;
        }
        cancel();
        Q_EMIT tileCalled(number - 1);
        return;
    case NumberEntry::What::Layout:
        if (!m_layoutName || m_layoutName(number).isEmpty()) {
            m_complaint = tr("No layout has the number %1").arg(number);
            refresh();
            return;
        }
        cancel();
        Q_EMIT layoutCalled(number);
        return;
    }
}

void NumberPad::refresh()
{
    m_candidates.clear();
    if (m_entry.isActive() && m_entry.what() == NumberEntry::What::Camera) {
        if (const registry::FactsPtr facts = m_registry.facts())
            m_candidates = camerasNumbered(*facts, m_entry.typed(), m_department, kCandidates);
    }
    if (m_entry.isActive() && m_entry.what() == NumberEntry::What::Tile)
        m_poll.start();
    else
        m_poll.stop();
    setVisible(m_entry.isActive());
    if (!m_entry.isActive())
        return;
    place();
    setAccessibleName(lines().join(u' '));
    raise();
    update();
}

QString NumberPad::title() const
{
    switch (m_entry.what()) {
    case NumberEntry::What::Camera: return tr("Camera");
    case NumberEntry::What::Tile: return tr("Tile");
    case NumberEntry::What::Layout: return tr("Layout");
    }
    return {};
}

QStringList NumberPad::lines() const
{
    QStringList lines;
    if (!m_complaint.isEmpty())
        lines.append(m_complaint);
    for (const CameraLabel &camera : m_candidates)
        lines.append(QStringLiteral("%1 — %2, %3").arg(camera.number).arg(camera.name, camera.commune));
    if (m_entry.what() == NumberEntry::What::Layout && m_layoutName && !m_entry.typed().isEmpty()) {
        if (const QString name = m_layoutName(m_entry.number()); !name.isEmpty())
            lines.append(name);
    }
    if (m_entry.what() == NumberEntry::What::Tile)
        lines.append(tr("1 to %1").arg(m_tiles));
    return lines;
}

void NumberPad::place()
{
    const QWidget *over = parentWidget();
    if (over == nullptr)
        return;
    const int line = static_cast<int>(26 * ui::fontScale(font()));
    const int wide = std::min(over->width() - 16, static_cast<int>(460 * ui::fontScale(font())));
    const int high = std::min(over->height() - 16, line * (static_cast<int>(lines().size()) + 3) + line / 2);
    setGeometry((over->width() - wide) / 2, over->height() - high - line, wide, high);
}

void NumberPad::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(ui::colours::kAccent, 2));
    painter.setBrush(ui::colours::kPanel);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 6, 6);
    const int line = static_cast<int>(26 * ui::fontScale(font()));
    const int pad = line / 2;
    QRect room = rect().adjusted(pad, pad / 2, -pad, -pad / 2);
    QFont large = font();
    large.setPixelSize(line);
    large.setWeight(QFont::DemiBold);
    painter.setFont(large);
    painter.setPen(ui::colours::kText);
    painter.drawText(QRect(room.left(), room.top(), room.width(), line + pad), Qt::AlignLeft | Qt::AlignVCenter,
                     title() + u' ' + m_entry.typed() + u'_');
    room.setTop(room.top() + line + pad);
    const QStringList all = lines();
    const qsizetype first = m_complaint.isEmpty() ? 0 : 1;
    for (qsizetype index = 0; index < all.size(); ++index) {
        const bool complaint = index < first;
        const bool chosen = !complaint && !m_candidates.isEmpty() && index - first == m_entry.choice();
        QFont words = font();
        words.setWeight(chosen ? QFont::DemiBold : QFont::Normal);
        painter.setFont(words);
        painter.setPen(complaint ? ui::colours::kWarning : chosen ? ui::colours::kAccent : ui::colours::kText);
        const QString text = (chosen ? QStringLiteral("› ") : QString()) + all.at(index);
        painter.drawText(QRect(room.left(), room.top(), room.width(), line), Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(text, Qt::ElideRight, room.width()));
        room.setTop(room.top() + line);
    }
    painter.setFont(font());
    painter.setPen(ui::colours::kTextSecondary);
    painter.drawText(QRect(room.left(), rect().bottom() - line - pad / 3, room.width(), line), Qt::AlignLeft | Qt::AlignVCenter,
                     tr("Enter: call it · Esc: cancel"));
}

} // namespace vigie::wall
