// SPDX-License-Identifier: GPL-3.0-or-later
#include "top_bar.h"

#include "brand.h"

#include <access/motives.h>
#include <core/paris_time.h>
#include <ui/common/icon.h>
#include <ui/common/status_pill.h>
#include <ui/wall/layout_menu.h>

#include <QtGui/QPainter>
#include <QtGui/QMouseEvent>
#include <QtWidgets/QButtonGroup>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

namespace vigie::shell {
namespace {

constexpr std::chrono::minutes kDutyWarning{30};
constexpr int kSymbol = 30;

/// The layouts with a button of their own; the others are in the menu beside them.
const QList<wall::MosaicLayout> kUsualLayouts{wall::MosaicLayout::One, wall::MosaicLayout::Four, wall::MosaicLayout::Nine,
                                              wall::MosaicLayout::Sixteen};

/// "On duty until 22:30" today, "until 24:00" at the midnight ahead, "until 26/11 06:00" on a later day.
QString dutyText(Instant end, Instant now)
{
    const Instant midnight = paris::endOf(paris::dateAt(now));
    if (end == midnight)
        return TopBar::tr("On duty until %1").arg(QStringLiteral("24:00"));
    const QString hour = paris::timeText(end).left(5);
    if (end < midnight)
        return TopBar::tr("On duty until %1").arg(hour);
    return TopBar::tr("On duty until the %1").arg(paris::dayText(paris::dateAt(end)).left(5) + u' ' + hour);
}

QFrame *separator(QWidget *parent)
{
    auto *line = new QFrame(parent);
    line->setFrameShape(QFrame::VLine);
    line->setForegroundRole(QPalette::Mid);
    line->setFixedHeight(26);
    return line;
}

} // namespace

TopBar::TopBar(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("topBar"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(kSymbol + 22, 5, 10, 5);
    row->setSpacing(4);
    auto *product = new QLabel(QStringLiteral("Vigie"), this);
    QFont font = product->font();
    font.setPointSizeF(font.pointSizeF() * 1.35);
    font.setWeight(QFont::DemiBold);
    product->setFont(font);
    row->addWidget(product);
    row->addSpacing(6);

    QToolButton *dock = addButton(*row, static_cast<int>(ui::IconId::Tree), QStringLiteral("dockToggle"),
                                  tr("Show or hide the list of cameras"));
    connect(dock, &QToolButton::clicked, this, &TopBar::dockToggled);
    row->addWidget(separator(this));

    m_modes = new QButtonGroup(this);
    const struct {
        PaneMode mode;
        QString text;
        QString tip;
    } modes[] = {{PaneMode::MapOnly, tr("Map"), tr("Map only (F2)")},
                 {PaneMode::Split, tr("Both"), tr("Map and mosaic (F3)")},
                 {PaneMode::MosaicOnly, tr("Mosaic"), tr("Mosaic only (F4)")}};
    for (const auto &each : modes) {
        auto *choice = new QToolButton(this);
        choice->setObjectName(QStringLiteral("mode%1").arg(static_cast<int>(each.mode)));
        choice->setText(each.text);
        choice->setToolTip(each.tip);
        choice->setAccessibleName(each.tip);
        choice->setFocusPolicy(Qt::TabFocus);
        choice->setCheckable(true);
        row->addWidget(choice);
        m_modes->addButton(choice, static_cast<int>(each.mode));
    }
    connect(m_modes, &QButtonGroup::idClicked, this, [this](int id) { Q_EMIT modeChosen(static_cast<PaneMode>(id)); });
    row->addWidget(separator(this));

    m_layouts = new QButtonGroup(this);
    for (const wall::MosaicLayout layout : kUsualLayouts) {
        QToolButton *choice = addButton(*row, static_cast<int>(wall::layoutIcon(layout)),
                                        QStringLiteral("layout") + wall::layoutName(layout), wall::layoutText(layout));
        choice->setCheckable(true);
        m_layouts->addButton(choice, static_cast<int>(layout));
    }
    m_moreLayouts = addButton(*row, static_cast<int>(ui::IconId::ChevronDown), QStringLiteral("moreLayouts"), tr("More layouts"));
    m_moreLayouts->setCheckable(true);
    m_moreLayouts->setPopupMode(QToolButton::InstantPopup);
    auto *more = new QMenu(m_moreLayouts);
    connect(more, &QMenu::aboutToShow, this, [this, more] {
        more->clear();
        wall::fillLayoutMenu(*more, m_layout, [this](wall::MosaicLayout layout) { Q_EMIT layoutChosen(layout); });
    });
    m_moreLayouts->setMenu(more);
    connect(m_layouts, &QButtonGroup::idClicked, this, [this](int id) {
        Q_EMIT layoutChosen(static_cast<wall::MosaicLayout>(id));
    });
    m_walls = addButton(*row, static_cast<int>(ui::IconId::Wall), QStringLiteral("walls"), tr("Walls, kept layouts, tours"));
    m_walls->setPopupMode(QToolButton::InstantPopup);
    row->addWidget(separator(this));
    QToolButton *full = addButton(*row, static_cast<int>(ui::IconId::Enlarge), QStringLiteral("fullScreen"),
                                  tr("Full screen (F11)"));
    connect(full, &QToolButton::clicked, this, &TopBar::fullScreenAsked);
    QToolButton *help = addButton(*row, static_cast<int>(ui::IconId::Info), QStringLiteral("help"), tr("Keys (F1)"));
    connect(help, &QToolButton::clicked, this, &TopBar::helpAsked);
    m_administration = addButton(*row, static_cast<int>(ui::IconId::Key), QStringLiteral("administration"),
                                 tr("Administration of the registry (Ctrl + Shift + A)"));
    m_administration->hide();
    connect(m_administration, &QToolButton::clicked, this, &TopBar::administrationAsked);
    m_journal = addButton(*row, static_cast<int>(ui::IconId::Journal), QStringLiteral("journal"), tr("Journal (Ctrl + Shift + J)"));
    m_journal->hide();
    connect(m_journal, &QToolButton::clicked, this, &TopBar::journalAsked);
    m_post = addButton(*row, static_cast<int>(ui::IconId::User), QStringLiteral("post"), tr("Why I watch, and who else is here (F7)"));
    connect(m_post, &QToolButton::clicked, this, &TopBar::postAsked);
    row->addStretch(1);

    m_duty = new ui::StatusPill(this);
    m_duty->setObjectName(QStringLiteral("duty"));
    row->addWidget(m_duty);
    row->addSpacing(10);
    auto *who = new QVBoxLayout;
    who->setSpacing(0);
    m_name = new QLabel(this);
    m_name->setObjectName(QStringLiteral("personName"));
    m_name->setTextFormat(Qt::PlainText);
    QFont bold = m_name->font();
    bold.setWeight(QFont::DemiBold);
    m_name->setFont(bold);
    m_role = new QLabel(this);
    m_role->setObjectName(QStringLiteral("personRole"));
    m_role->setTextFormat(Qt::PlainText);
    m_role->setProperty("role", QStringLiteral("secondary"));
    for (QLabel *label : {m_name, m_role}) {
        label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        label->setCursor(Qt::PointingHandCursor);
        label->setToolTip(tr("Who am I, and what may I see? (F6)"));
        label->installEventFilter(this);
        who->addWidget(label);
    }
    row->addLayout(who);
    row->addSpacing(6);
    auto *leave = new QPushButton(ui::icon(ui::IconId::SignOut), tr("Sign out"), this);
    leave->setObjectName(QStringLiteral("signOut"));
    leave->setFocusPolicy(Qt::TabFocus);
    connect(leave, &QPushButton::clicked, this, &TopBar::signOutAsked);
    row->addWidget(leave);
}

bool TopBar::eventFilter(QObject *watched, QEvent *event)
{
    if ((watched == m_name || watched == m_role) && event->type() == QEvent::MouseButtonRelease)
        Q_EMIT rightsAsked();
    return QWidget::eventFilter(watched, event);
}

QToolButton *TopBar::addButton(QLayout &row, int icon, const QString &name, const QString &tip)
{
    auto *button = new QToolButton(this);
    button->setObjectName(name);
    button->setIcon(ui::icon(static_cast<ui::IconId>(icon)));
    button->setIconSize(QSize(20, 20));
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    // The keyboard stays with the mosaic after a click.
    button->setFocusPolicy(Qt::TabFocus);
    row.addWidget(button);
    return button;
}

void TopBar::setDesk(const DeskInfo &desk, Instant now)
{
    m_name->setText(desk.name);
    QStringList role{desk.category, desk.post};
    role.removeAll(QString());
    m_role->setText(role.join(QStringLiteral(" — ")));
    m_role->setToolTip(desk.employer);
    if (!desk.onDuty) {
        m_duty->setStatus(ui::IconId::Lock, tr("Off duty"), ui::colours::kRefused,
                          tr("No duty at this post covers this moment: no image is shown."));
    } else if (desk.dutyEnd) {
        const bool soon = *desk.dutyEnd - now <= kDutyWarning;
        m_duty->setStatus(soon ? ui::IconId::Warning : ui::IconId::Shift,
                          dutyText(*desk.dutyEnd, now),
                          soon ? ui::colours::kWarning : ui::colours::kTextSecondary,
                          tr("Your duty ends on %1.").arg(paris::dateTimeText(*desk.dutyEnd)));
    } else {
        m_duty->setStatus(ui::IconId::Shift, tr("On duty"), ui::colours::kTextSecondary);
    }
}

void TopBar::setPost(const WatchMotive &motive, const Company &company)
{
    const int others = static_cast<int>(company.present.size());
    QStringList detail;
    if (const access::Motive *purpose = access::motiveNamed(motive.code))
        detail.append(tr("Purpose: %1").arg(purpose->label));
    if (!motive.words.isEmpty())
        detail.append(motive.words);
    if (others > 0)
        detail.append(others == 1 ? tr("1 other person is declared here") : tr("%1 other people are declared here").arg(others));
    if (company.visitor)
        detail.append(tr("Visitor: pictures cut"));
    // In few pixels: what is cut stands in a banner and on every tile.
    m_post->setIcon(company.visitor ? ui::icon(ui::IconId::Warning, ui::colours::kWarning) : ui::icon(ui::IconId::User));
    m_post->setText(others > 0 ? QString::number(others + 1) : QString());
    m_post->setToolButtonStyle(others > 0 ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
    m_post->setToolTip((QStringList{tr("Why I watch, and who else is here (F7)")} + detail).join(QLatin1Char('\n')));
}

void TopBar::setLayoutChoice(wall::MosaicLayout layout)
{
    m_layout = layout;
    QAbstractButton *button = m_layouts->button(static_cast<int>(layout));
    // An exclusive group keeps its last choice unless it is let go for a moment.
    m_layouts->setExclusive(false);
    for (QAbstractButton *each : m_layouts->buttons())
        each->setChecked(each == button);
    m_layouts->setExclusive(true);
    m_moreLayouts->setChecked(button == nullptr);
    m_moreLayouts->setIcon(ui::icon(button == nullptr ? wall::layoutIcon(layout) : ui::IconId::ChevronDown));
    m_moreLayouts->setToolTip(button == nullptr ? wall::layoutText(layout) : tr("More layouts"));
}

void TopBar::setModeChoice(PaneMode mode)
{
    if (QAbstractButton *button = m_modes->button(static_cast<int>(mode)))
        button->setChecked(true);
}

void TopBar::setWallsMenu(QMenu &menu)
{
    m_walls->setMenu(&menu);
}

void TopBar::setAdministrationShown(bool shown)
{
    m_administration->setVisible(shown);
}

void TopBar::setJournalShown(bool shown)
{
    m_journal->setVisible(shown);
}

void TopBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), ui::colours::kPanel);
    painter.fillRect(QRect(0, height() - 1, width(), 1), ui::colours::kLine);
    paintBrandSymbol(painter, QRectF(12, (height() - kSymbol) / 2.0, kSymbol, kSymbol));
}

} // namespace vigie::shell
