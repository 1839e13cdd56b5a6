// SPDX-License-Identifier: GPL-3.0-or-later
#include <ui/map/map_card.h>

#include <ui/map/style.h>

#include <QtCore/QCoreApplication>
#include <QtGui/QFontMetricsF>
#include <QtGui/QPainter>

#include <algorithm>
#include <cmath>

namespace vigie::map {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(vigie::map::MapCard)
};

constexpr qsizetype kMostLines = 8;
constexpr qsizetype kMostReasons = 3;

void addReasons(CardContent &card, const MapSite &site)
{
    QStringList reasons;
    for (const MapCamera &camera : site.cameras) {
        if (!camera.allowed && !camera.reason.isEmpty() && !reasons.contains(camera.reason))
            reasons.append(camera.reason);
    }
    for (const QString &reason : reasons.mid(0, kMostReasons))
        card.lines.append({ui::IconId::NoRight, ui::colours::kRefused, reason, {}, true});
}

CardContent::Line cameraLine(const MapCamera &camera)
{
    const SiteState state = style::cameraState(camera);
    return {style::kindIcon(camera.kind), style::stateColour(state), camera.name,
            style::stateName(state)};
}

QString more(qsizetype count)
{
    return Text::tr("and %n more", nullptr, static_cast<int>(count));
}

} // namespace

CardContent siteCard(const MapSite &site, const MapCommune *commune)
{
    CardContent card;
    card.title = site.name;
    const QString count = style::cameraCount(static_cast<int>(site.cameras.size()));
    card.subtitle = commune ? Text::tr("%1 · %2").arg(commune->name, count) : count;
    for (const MapCamera &camera : site.cameras.mid(0, kMostLines))
        card.lines.append(cameraLine(camera));
    if (site.cameras.size() > kMostLines)
        card.lines.append(
            {ui::IconId::Plus, ui::colours::kTextFaint, more(site.cameras.size() - kMostLines)});
    addReasons(card, site);
    if (siteState(site) != SiteState::Refused && !site.cameras.isEmpty())
        card.hint = Text::tr("Double-click to show, drag to the mosaic");
    return card;
}

CardContent cameraCard(const MapSite &site, const MapCamera &camera, const MapCommune *commune)
{
    CardContent card;
    card.title = camera.name;
    card.subtitle = commune ? Text::tr("%1 · %2").arg(site.name, commune->name) : site.name;
    const SiteState state = style::cameraState(camera);
    card.lines.append(
        {style::stateIcon(state), style::stateColour(state), style::stateName(state)});
    if (!camera.allowed && !camera.reason.isEmpty())
        card.lines.append({ui::IconId::NoRight, ui::colours::kRefused, camera.reason, {}, true});
    return card;
}

CardContent clusterCard(const QList<MapSite> &sites, const QList<int> &members,
                        const QList<MapCommune> &communes)
{
    CardContent card;
    int cameras = 0;
    QHash<Insee, int> byCommune;
    for (const int member : members) {
        const MapSite &site = sites.at(member);
        cameras += static_cast<int>(site.cameras.size());
        byCommune[site.commune] += static_cast<int>(site.cameras.size());
    }
    card.title = Text::tr("%n site(s)", nullptr, static_cast<int>(members.size()));
    card.subtitle = style::cameraCount(cameras);
    qsizetype named = 0;
    for (const MapCommune &commune : communes) {
        const int count = byCommune.value(commune.insee, 0);
        if (count == 0)
            continue;
        if (++named > kMostLines)
            continue;
        const bool refused = commune.right == Right::Refused;
        card.lines.append(
            {refused ? ui::IconId::NoRight : ui::IconId::Commune,
             refused ? ui::colours::kRefused : ui::colours::kTextSecondary, commune.name,
             refused ? style::stateName(SiteState::Refused) : style::cameraCount(count)});
    }
    if (named > kMostLines)
        card.lines.append({ui::IconId::Plus, ui::colours::kTextFaint, more(named - kMostLines)});
    card.hint = Text::tr("Double-click to zoom in");
    return card;
}

CardContent communeCard(const QString &name, Right right, const QString &reason, bool approximate)
{
    CardContent card;
    card.title = name;
    card.subtitle = style::rightName(right);
    if (!reason.isEmpty())
        card.lines.append({ui::IconId::NoRight, ui::colours::kRefused, reason, {}, true});
    if (approximate)
        card.hint = style::approximateText();
    return card;
}

QRectF paintCard(QPainter &painter, const CardContent &card, QPointF anchor, double clearance,
                 const QRectF &bounds, const QFont &font)
{
    const double scale = ui::fontScale(font);
    QFont titleFont = font;
    titleFont.setWeight(QFont::DemiBold);
    QFont small = font;
    small.setPixelSize(static_cast<int>(std::lround(11.5 * scale)));
    const QFontMetricsF title(titleFont);
    const QFontMetricsF normal(font);
    const QFontMetricsF faint(small);
    const double padding = 10 * scale;
    const double icon = 15 * scale;
    const double gap = 7 * scale;
    const double most = std::min(340 * scale, bounds.width() - 2 * padding) - 2 * padding;

    // First the size: as wide as the longest line, up to the limit.
    double width =
        std::max(title.horizontalAdvance(card.title), faint.horizontalAdvance(card.subtitle));
    width = std::max(width, faint.horizontalAdvance(card.hint));
    for (const CardContent::Line &line : card.lines) {
        double needs = icon + gap + normal.horizontalAdvance(line.text);
        if (!line.state.isEmpty())
            needs += 2 * gap + faint.horizontalAdvance(line.state);
        width = std::max(width, needs);
    }
    width = std::min(std::ceil(width) + 2, most);
    const double lineHeight = normal.height() * 1.25;
    const auto wrapped = [&](const QString &text) {
        return normal.boundingRect(QRectF(0, 0, width - icon - gap, 1e4), Qt::TextWordWrap, text)
                   .height()
            + 4 * scale;
    };
    double height = title.height() + faint.height() + 4 * scale;
    for (const CardContent::Line &line : card.lines)
        height += line.wraps ? wrapped(line.text) : lineHeight;
    if (!card.hint.isEmpty())
        height += faint.height() + 5 * scale;
    const QSizeF size(width + 2 * padding, height + 2 * padding);

    // Beside the marker, on the side with room.
    QPointF corner(anchor.x() + clearance, anchor.y() - size.height() / 3);
    if (corner.x() + size.width() > bounds.right() - 4)
        corner.setX(anchor.x() - clearance - size.width());
    corner.setX(std::clamp(corner.x(), bounds.left() + 4,
                           std::max(bounds.left() + 4, bounds.right() - size.width() - 4)));
    corner.setY(std::clamp(corner.y(), bounds.top() + 4,
                           std::max(bounds.top() + 4, bounds.bottom() - size.height() - 4)));
    const QRectF box(QPointF(std::round(corner.x()), std::round(corner.y())), size);

    painter.setPen(QPen(ui::colours::kLineStrong, 1));
    painter.setBrush(ui::colours::kRaised);
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6 * scale, 6 * scale);
    double y = box.top() + padding;
    const double x = box.left() + padding;
    const auto row = [&](const QFont &in, const QFontMetricsF &metrics, const QString &text,
                         const QColor &colour) {
        painter.setFont(in);
        painter.setPen(colour);
        painter.drawText(QPointF(x, std::round(y + metrics.ascent())),
                         metrics.elidedText(text, Qt::ElideRight, width));
        y += metrics.height();
    };
    row(titleFont, title, card.title, ui::colours::kText);
    row(small, faint, card.subtitle, ui::colours::kTextSecondary);
    y += 4 * scale;
    for (const CardContent::Line &line : card.lines) {
        const double rowHeight = line.wraps ? wrapped(line.text) : lineHeight;
        const double iconTop =
            line.wraps ? y + 4 * scale + (normal.height() - icon) / 2 : y + (rowHeight - icon) / 2;
        ui::drawIcon(painter, QRectF(x, iconTop, icon, icon), line.icon, line.colour);
        double room = width - icon - gap;
        if (!line.state.isEmpty()) {
            const double stateWidth = faint.horizontalAdvance(line.state);
            painter.setFont(small);
            painter.setPen(line.colour);
            painter.drawText(QRectF(x, y, width, rowHeight), Qt::AlignRight | Qt::AlignVCenter,
                             line.state);
            room -= stateWidth + 2 * gap;
        }
        painter.setFont(font);
        painter.setPen(line.wraps ? line.colour : ui::colours::kText);
        const QRectF area(x + icon + gap, line.wraps ? y + 4 * scale : y, room + 1,
                          line.wraps ? rowHeight : rowHeight);
        if (line.wraps)
            painter.drawText(area, Qt::TextWordWrap, line.text);
        else
            painter.drawText(area, Qt::AlignVCenter | Qt::AlignLeft,
                             normal.elidedText(line.text, Qt::ElideMiddle, room));
        y += rowHeight;
    }
    if (!card.hint.isEmpty()) {
        y += 5 * scale;
        row(small, faint, card.hint, ui::colours::kTextFaint);
    }
    return box;
}

} // namespace vigie::map
