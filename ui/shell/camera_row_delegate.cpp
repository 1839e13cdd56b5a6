// SPDX-License-Identifier: GPL-3.0-or-later
#include "camera_row_delegate.h"

#include "camera_tree_model.h"

#include <ui/common/icon.h>

#include <QtGui/QPainter>
#include <QtWidgets/QApplication>

namespace vigie::shell {
namespace {

ui::IconId cameraIcon(registry::CameraKind kind)
{
    switch (kind) {
    case registry::CameraKind::Fixed: return ui::IconId::Camera;
    case registry::CameraKind::Ptz: return ui::IconId::CameraPtz;
    case registry::CameraKind::Panoramic: return ui::IconId::CameraPanoramic;
    }
    return ui::IconId::Camera;
}

int rowHeight(const QStyleOptionViewItem &option)
{
    return option.fontMetrics.height() * 17 / 10;
}

} // namespace

QSize CameraRowDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {option.fontMetrics.height() * 12, rowHeight(option)};
}

void CameraRowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem row = option;
    initStyleOption(&row, index);
    row.text.clear();
    row.icon = {};
    const QWidget *widget = option.widget;
    const QStyle *style = widget != nullptr ? widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &row, painter, widget);

    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const int size = option.fontMetrics.height();
    const int gap = size / 2;
    QRect room = option.rect.adjusted(gap / 2, 0, -gap, 0);
    const bool camera = !index.data(CameraTreeModel::CameraIdRole).toString().isEmpty();
    const bool allowed = !camera || index.data(CameraTreeModel::AllowedRole).toBool();
    const QColor text = allowed ? ui::colours::kText : ui::colours::kTextFaint;
    const auto square = [&room, size](int left) {
        return QRectF(left, room.top() + (room.height() - size) / 2.0, size, size);
    };

    ui::IconId what = ui::IconId::Commune;
    QColor tint = ui::colours::kTextSecondary;
    if (camera) {
        what = cameraIcon(static_cast<registry::CameraKind>(index.data(CameraTreeModel::KindRole).toInt()));
        tint = text;
    } else if (index.parent().isValid()) {
        what = ui::IconId::Site;
    }
    const auto mark = static_cast<WallMark>(index.data(CameraTreeModel::WallMarkRole).toInt());
    if (mark == WallMark::Shown)
        tint = ui::colours::kLive;
    ui::drawIcon(*painter, square(room.left()), what, tint);
    room.setLeft(room.left() + size + gap);

    // On the right, from the outside: no right, then what happens on the wall, or how many cameras are below.
    QFont font = option.font;
    if (camera) {
        if (!allowed) {
            ui::drawIcon(*painter, square(room.right() - size), ui::IconId::Lock, ui::colours::kRefused);
            room.setRight(room.right() - size - gap);
        }
        if (mark != WallMark::None) {
            const bool trouble = mark == WallMark::Trouble;
            ui::drawIcon(*painter, square(room.right() - size), trouble ? ui::IconId::LostLink : ui::IconId::Live,
                         trouble ? ui::colours::kLost : ui::colours::kLive);
            room.setRight(room.right() - size - gap);
        }
    } else {
        const QString count = QString::number(index.data(CameraTreeModel::CountRole).toInt());
        painter->setFont(font);
        painter->setPen(ui::colours::kTextFaint);
        painter->drawText(room, Qt::AlignRight | Qt::AlignVCenter, count);
        room.setRight(room.right() - option.fontMetrics.horizontalAdvance(count) - gap);
        if (!index.parent().isValid())
            font.setWeight(QFont::DemiBold);
    }
    painter->setFont(font);
    painter->setPen(text);
    painter->drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
                      QFontMetrics(font).elidedText(index.data().toString(), Qt::ElideRight, room.width()));
    painter->restore();
}

} // namespace vigie::shell
