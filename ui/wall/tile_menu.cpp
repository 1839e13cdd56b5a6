// SPDX-License-Identifier: GPL-3.0-or-later
#include "tile_menu.h"

#include <ui/common/icon.h>

#include <QtCore/QCoreApplication>

namespace vigie::wall {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(vigie::wall::TileMenu)
};

} // namespace

std::unique_ptr<QMenu> makeTileMenu(Mosaic &mosaic, int index, QWidget *parent)
{
    auto menu = std::make_unique<QMenu>(parent);
    const Tile &tile = mosaic.tile(index);
    const bool enlarged = mosaic.enlarged() == index;
    QAction *size = menu->addAction(ui::icon(enlarged ? ui::IconId::Reduce : ui::IconId::Enlarge),
                                    enlarged ? Text::tr("Back to the mosaic") : Text::tr("Enlarge"));
    size->setEnabled(!tile.isEmpty());
    QObject::connect(size, &QAction::triggered, &mosaic, [&mosaic, index, enlarged] {
        if (enlarged)
            mosaic.back();
        else
            mosaic.enlarge(index);
    });
    QAction *again = menu->addAction(ui::icon(ui::IconId::Refresh), Text::tr("Ask again"));
    again->setEnabled(tile.face().icon == StateIcon::Refused || tile.face().icon == StateIcon::Cut);
    QObject::connect(again, &QAction::triggered, &mosaic, [&mosaic, index] { mosaic.askAgain(index); });
    const bool follows = mosaic.hotSpot() == index;
    QAction *spot = menu->addAction(ui::icon(ui::IconId::HotSpot), Text::tr("Follow the selection"));
    spot->setObjectName(QStringLiteral("hotSpot"));
    spot->setCheckable(true);
    spot->setChecked(follows);
    QObject::connect(spot, &QAction::triggered, &mosaic, [&mosaic, index, follows] {
        mosaic.setHotSpot(follows ? std::nullopt : std::optional(index));
    });
    menu->addSeparator();
    QAction *clear = menu->addAction(ui::icon(ui::IconId::Close), Text::tr("Empty the tile"));
    clear->setEnabled(!tile.isEmpty());
    QObject::connect(clear, &QAction::triggered, &mosaic, [&mosaic, index] { mosaic.clear(index); });
    QAction *clearAll = menu->addAction(Text::tr("Empty the whole mosaic"));
    QObject::connect(clearAll, &QAction::triggered, &mosaic, [&mosaic] { mosaic.clearAll(); });
    return menu;
}

} // namespace vigie::wall
