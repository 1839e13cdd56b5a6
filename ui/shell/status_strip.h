// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <access/decide.h>
#include <core/clock.h>
#include <media/governor.h>
#include <ui/wall/mosaic.h>

#include <QtWidgets/QWidget>

class QLabel;

namespace vigie::ui {
class ClockLabel;
class StatusPill;
}

namespace vigie::shell {

/// What this workstation does its work with, in words for the operator. Given once by the program.
struct WorkstationInfo {
    QString render; ///< "Software rendering"
    QString renderReason; ///< "no usable GPU"
    QString decoder; ///< "Software decoding"
    QString decoderReason;
};

/// The line at the bottom: the wall in numbers, registry, journal, rendering, time. Thread: GUI.
class StatusStrip final : public QWidget {
    Q_OBJECT
public:
    StatusStrip(const Clock &clock, const WorkstationInfo &workstation, QWidget *parent = nullptr);

    void setMosaic(const wall::Mosaic &mosaic);
    void setCircumstances(const access::Circumstances &circumstances);
    void setJournalWritable(bool writable);
    /// What the whole console does without; hidden when that is nothing.
    void setLoad(const media::Governor::Report &report);
    void setJoystick(const QString &text, bool present);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    ui::StatusPill *add(const QString &name);

    ui::StatusPill *m_tiles = nullptr;
    ui::StatusPill *m_registry = nullptr;
    ui::StatusPill *m_journal = nullptr;
    ui::StatusPill *m_load = nullptr;
    ui::StatusPill *m_render = nullptr;
    ui::StatusPill *m_decoder = nullptr;
    ui::StatusPill *m_joystick = nullptr;
    ui::ClockLabel *m_clock = nullptr;
};

/// "5 live, 1 lost, 2 refused"; pure.
[[nodiscard]] QString wallSummary(const wall::Mosaic &mosaic);

} // namespace vigie::shell
