// SPDX-License-Identifier: GPL-3.0-or-later
#include "layout_menu.h"

#include <QtCore/QCoreApplication>
#include <QtGui/QAction>
#include <QtWidgets/QMenu>

namespace vigie::wall {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(vigie::wall::LayoutMenu)
};

} // namespace

ui::IconId layoutIcon(MosaicLayout layout)
{
    switch (layout) {
    case MosaicLayout::One: return ui::IconId::Layout1;
    case MosaicLayout::Four: return ui::IconId::Layout4;
    case MosaicLayout::Nine: return ui::IconId::Layout9;
    case MosaicLayout::Sixteen: return ui::IconId::Layout16;
    case MosaicLayout::TwentyFive: return ui::IconId::Layout25;
    case MosaicLayout::OnePlusFive: return ui::IconId::Layout1p5;
    case MosaicLayout::ThirtySix: return ui::IconId::Layout36;
    case MosaicLayout::FortyNine: return ui::IconId::Layout49;
    case MosaicLayout::SixtyFour: return ui::IconId::Layout64;
    case MosaicLayout::OnePlusSeven: return ui::IconId::Layout1p7;
    case MosaicLayout::OnePlusTwelve: return ui::IconId::Layout1p12;
    case MosaicLayout::TwoPlusEight: return ui::IconId::Layout2p8;
    case MosaicLayout::EightWide: return ui::IconId::Layout4x2;
    case MosaicLayout::EighteenWide: return ui::IconId::Layout6x3;
    }
    return ui::IconId::Layout4;
}

QString layoutText(MosaicLayout layout)
{
    switch (layout) {
    case MosaicLayout::One: return Text::tr("One tile");
    case MosaicLayout::EightWide: return Text::tr("8 tiles, wide");
    case MosaicLayout::EighteenWide: return Text::tr("18 tiles, wide");
    default: return Text::tr("%1 tiles").arg(layoutName(layout));
    }
}

void fillLayoutMenu(QMenu &menu, MosaicLayout current, const std::function<void(MosaicLayout)> &chosen)
{
    for (const MosaicLayout layout : allLayouts()) {
        QAction *action = menu.addAction(ui::icon(layoutIcon(layout)), layoutText(layout));
        action->setObjectName(QStringLiteral("layout") + layoutName(layout));
        action->setCheckable(true);
        action->setChecked(layout == current);
        QObject::connect(action, &QAction::triggered, &menu, [chosen, layout] { chosen(layout); });
    }
}

} // namespace vigie::wall
