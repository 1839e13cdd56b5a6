// SPDX-License-Identifier: GPL-3.0-or-later
#include "wall_window.h"

#include "layout_menu.h"

#include <QtGui/QCloseEvent>
#include <QtGui/QGuiApplication>
#include <QtGui/QScreen>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMenu>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

namespace vigie::wall {
namespace {

QToolButton *button(QWidget *bar, const char *name, ui::IconId icon, const QString &text)
{
    auto *made = new QToolButton(bar);
    made->setObjectName(QLatin1String(name));
    made->setIcon(ui::icon(icon));
    made->setIconSize(QSize(20, 20));
    made->setText(text);
    made->setToolTip(text);
    made->setAccessibleName(text);
    made->setPopupMode(QToolButton::InstantPopup);
    made->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    // The keyboard stays with the mosaic after a click.
    made->setFocusPolicy(Qt::TabFocus);
    bar->layout()->addWidget(made);
    return made;
}

} // namespace

WallWindow::WallWindow(const Parts &parts, int number, QWidget *parent)
    : QWidget(parent, Qt::Window)
    , m_number(number)
    , m_mosaic(std::make_unique<Mosaic>(parts.views, parts.registry, parts.clock, parts.sentences))
    , m_bar(new QWidget(this))
{
    setObjectName(QStringLiteral("wallWindow%1").arg(number));
    setWindowTitle(tr("Wall %1").arg(number) + QStringLiteral(" — Vigie"));
    resize(1280, 760);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *row = new QHBoxLayout(m_bar);
    row->setContentsMargins(10, 4, 10, 4);
    row->setSpacing(6);
    auto *title = new QLabel(tr("Wall %1").arg(number), m_bar);
    QFont bold = title->font();
    bold.setWeight(QFont::DemiBold);
    title->setFont(bold);
    row->addWidget(title);
    row->addSpacing(8);
    m_layout = button(m_bar, "wallLayout", ui::IconId::Layout4, {});
    auto *layouts = new QMenu(m_layout);
    connect(layouts, &QMenu::aboutToShow, this, [this, layouts] {
        layouts->clear();
        fillLayoutMenu(*layouts, m_mosaic->layout(), [this](MosaicLayout layout) { m_mosaic->setLayout(layout); });
    });
    m_layout->setMenu(layouts);
    m_walls = button(m_bar, "wallWalls", ui::IconId::Wall, tr("Walls"));
    m_walls->hide();
    row->addStretch(1);
    m_screens = button(m_bar, "wallScreens", ui::IconId::Enlarge, tr("Full screen"));
    auto *screens = new QMenu(m_screens);
    connect(screens, &QMenu::aboutToShow, this, [this, screens] { fillScreens(*screens); });
    m_screens->setMenu(screens);
    column->addWidget(m_bar);
    m_view = new MosaicView(*m_mosaic, parts.clock, parts.backend, this);
    column->addWidget(m_view, 1);
    setFocusProxy(m_view);
    connect(m_view, &MosaicView::fullScreenToggled, this, [this] { setFullScreen(!isFullScreen()); });
    connect(m_mosaic.get(), &Mosaic::layoutChanged, this, &WallWindow::followLayout);
    followLayout();
}

WallWindow::~WallWindow()
{
    m_mosaic->disconnect(this);
    // Hidden while everything is whole; the view goes before the mosaic it shows.
    hide();
    delete m_view;
}

void WallWindow::setWallsMenu(QMenu *menu)
{
    m_walls->setMenu(menu);
    m_walls->setVisible(menu != nullptr);
}

void WallWindow::followLayout()
{
    m_layout->setIcon(ui::icon(layoutIcon(m_mosaic->layout())));
    m_layout->setText(layoutText(m_mosaic->layout()));
    m_layout->setToolTip(layoutText(m_mosaic->layout()));
    m_layout->setAccessibleName(layoutText(m_mosaic->layout()));
}

void WallWindow::fillScreens(QMenu &menu)
{
    menu.clear();
    int number = 0;
    for (QScreen *screen : QGuiApplication::screens()) {
        const QSize size = screen->size();
        QAction *action = menu.addAction(tr("On screen %1: %2, %3 × %4").arg(++number).arg(screen->name()).arg(size.width()).arg(size.height()));
        connect(action, &QAction::triggered, this, [this, screen = QPointer<QScreen>(screen)] {
            if (screen)
                showFullScreenOn(*screen);
        });
    }
    if (isFullScreen())
        connect(menu.addAction(tr("In a window")), &QAction::triggered, this, [this] { setFullScreen(false); });
}

void WallWindow::setFullScreen(bool full)
{
    setWindowState(windowState().setFlag(Qt::WindowFullScreen, full));
}

void WallWindow::showFullScreenOn(QScreen &screen)
{
    setFullScreen(false);
    setGeometry(screen.availableGeometry().adjusted(40, 40, -40, -40));
    setFullScreen(true);
}

void WallWindow::closeEvent(QCloseEvent *event)
{
    event->accept();
    Q_EMIT closed();
}

void WallWindow::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::WindowStateChange) {
        m_bar->setVisible(!isFullScreen());
        Q_EMIT moved();
    } else if (event->type() == QEvent::ActivationChange) {
        Q_EMIT activationChanged();
    }
}

void WallWindow::moveEvent(QMoveEvent *event)
{
    QWidget::moveEvent(event);
    Q_EMIT moved();
}

void WallWindow::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    Q_EMIT moved();
}

} // namespace vigie::wall
