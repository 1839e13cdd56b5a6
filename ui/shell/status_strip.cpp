// SPDX-License-Identifier: GPL-3.0-or-later
#include "status_strip.h"

#include <ui/common/clock_label.h>
#include <ui/common/status_pill.h>

#include <QtGui/QPainter>
#include <QtWidgets/QHBoxLayout>

namespace vigie::shell {
namespace {

struct WallCount {
    int live = 0;
    int waiting = 0;
    int lost = 0;
    int refused = 0;
};

WallCount countOf(const wall::Mosaic &mosaic)
{
    WallCount count;
    for (int index = 0; index < mosaic.count(); ++index) {
        const wall::CameraView *view = mosaic.tile(index).view();
        if (view == nullptr)
            continue;
        switch (view->state()) {
        case live::ViewState::Playing: ++count.live; break;
        case live::ViewState::Asking:
        case live::ViewState::Waiting:
        case live::ViewState::Connecting: ++count.waiting; break;
        case live::ViewState::Lost: ++count.lost; break;
        case live::ViewState::Refused:
        case live::ViewState::Curtained: ++count.refused; break;
        }
    }
    return count;
}

} // namespace

QString wallSummary(const wall::Mosaic &mosaic)
{
    const WallCount count = countOf(mosaic);
    QStringList parts;
    if (count.live > 0)
        parts.append(StatusStrip::tr("%1 live").arg(count.live));
    if (count.waiting > 0)
        parts.append(StatusStrip::tr("%1 connecting").arg(count.waiting));
    if (count.lost > 0)
        parts.append(StatusStrip::tr("%1 lost").arg(count.lost));
    if (count.refused > 0)
        parts.append(StatusStrip::tr("%1 refused or cut").arg(count.refused));
    return parts.isEmpty() ? StatusStrip::tr("No camera on the mosaic") : parts.join(QStringLiteral(", "));
}

StatusStrip::StatusStrip(const Clock &clock, const WorkstationInfo &workstation, QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("statusStrip"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(10, 3, 10, 3);
    row->setSpacing(6);
    m_tiles = add(QStringLiteral("statusTiles"));
    m_registry = add(QStringLiteral("statusRegistry"));
    m_journal = add(QStringLiteral("statusJournal"));
    m_load = add(QStringLiteral("statusLoad"));
    m_load->hide();
    row->addStretch(1);
    m_joystick = add(QStringLiteral("statusJoystick"));
    m_decoder = add(QStringLiteral("statusDecoder"));
    m_render = add(QStringLiteral("statusRender"));
    m_render->setStatus(ui::IconId::Info, workstation.render, ui::colours::kTextSecondary, workstation.renderReason);
    m_decoder->setStatus(ui::IconId::Info, workstation.decoder, ui::colours::kTextSecondary,
                         workstation.decoderReason);
    m_clock = new ui::ClockLabel(clock, ui::ClockLabel::Show::DateAndTime, this);
    row->addWidget(m_clock);
    setCircumstances({});
    setJournalWritable(true);
    setJoystick(tr("No joystick"), false);
}

ui::StatusPill *StatusStrip::add(const QString &name)
{
    auto *pill = new ui::StatusPill(this);
    pill->setObjectName(name);
    layout()->addWidget(pill);
    return pill;
}

void StatusStrip::setMosaic(const wall::Mosaic &mosaic)
{
    const WallCount count = countOf(mosaic);
    ui::IconId icon = ui::IconId::Idle;
    QColor colour = ui::colours::kTextSecondary;
    if (count.lost > 0) {
        icon = ui::IconId::LostLink;
        colour = ui::colours::kLost;
    } else if (count.live > 0) {
        icon = ui::IconId::Live;
        colour = ui::colours::kLive;
    } else if (count.refused > 0) {
        icon = ui::IconId::Lock;
        colour = ui::colours::kRefused;
    }
    m_tiles->setStatus(icon, wallSummary(mosaic), colour);
}

void StatusStrip::setCircumstances(const access::Circumstances &circumstances)
{
    if (circumstances.registryReachable)
        m_registry->setStatus(ui::IconId::Check, tr("Registry reachable"), ui::colours::kTextSecondary);
    else
        m_registry->setStatus(ui::IconId::LostLink, tr("Registry unreachable"), ui::colours::kError,
                              tr("Rights cannot be checked."));
    m_clock->setTrusted(circumstances.clockTrusted);
}

void StatusStrip::setJournalWritable(bool writable)
{
    if (writable)
        m_journal->setStatus(ui::IconId::Journal, tr("Journal is being written"), ui::colours::kTextSecondary);
    else
        m_journal->setStatus(ui::IconId::Error, tr("Journal cannot be written"), ui::colours::kError,
                             tr("Without a record no image is shown."));
}

void StatusStrip::setLoad(const media::Governor::Report &report)
{
    m_load->setVisible(report.degraded > 0 || report.starved > 0);
    if (report.degraded > 0)
        m_load->setStatus(ui::IconId::Warning, tr("Processor too busy, pictures lightened: %1").arg(report.degraded),
                          ui::colours::kWarning, tr("The least watched pictures are lightened first; each tile says how."));
    else if (report.starved > 0)
        m_load->setStatus(ui::IconId::LostLink, tr("Network too slow, pictures late: %1").arg(report.starved),
                          ui::colours::kWarning, tr("Their cameras send late or in bursts; this workstation keeps up."));
}

void StatusStrip::setJoystick(const QString &text, bool present)
{
    m_joystick->setStatus(ui::IconId::Joystick, text, present ? ui::colours::kTextSecondary : ui::colours::kIdle);
}

void StatusStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), ui::colours::kPanel);
    painter.fillRect(QRect(0, 0, width(), 1), ui::colours::kLine);
}

} // namespace vigie::shell
