// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ptz/drive.h>
#include <support/fake_ptz.h>

#include <QtTest/QSignalSpy>

namespace vigie::test {

/// A drive over a head on paper, with time that passes only in run().
struct DriveBench {
    FakeClock clock;
    FakeController head{clock};
    ptz::Drive drive{head, clock, ptz::Drive::Ticking::Manual};
    QSignalSpy confirmed{&drive, &ptz::Drive::stopConfirmed};
    QSignalSpy stopFailed{&drive, &ptz::Drive::stopFailed};
    QSignalSpy moveFailed{&drive, &ptz::Drive::moveFailed};
    QSignalSpy released{&drive, &ptz::Drive::released};

    /// Five milliseconds at a time; the drive ticks every 25, as with its timer.
    void run(int milliseconds)
    {
        for (int i = 0; i < milliseconds; i += 5) {
            clock.advance(std::chrono::milliseconds(5));
            head.deliver();
            if (clock.sinceBoot().count() % 25 == 0)
                drive.tick();
        }
    }
    [[nodiscard]] std::chrono::milliseconds now() const { return clock.sinceBoot(); }
};

} // namespace vigie::test
