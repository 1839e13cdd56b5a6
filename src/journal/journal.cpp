// SPDX-License-Identifier: GPL-3.0-or-later
#include <journal/journal.h>

namespace vigie::journal {

QString eventName(Event event)
{
    switch (event) {
    case Event::SessionBegin:
        return QStringLiteral("session-begin");
    case Event::SessionEnd:
        return QStringLiteral("session-end");
    case Event::SignInRefused:
        return QStringLiteral("sign-in-refused");
    case Event::LiveBegin:
        return QStringLiteral("live-begin");
    case Event::LiveEnd:
        return QStringLiteral("live-end");
    case Event::Refusal:
        return QStringLiteral("refusal");
    case Event::Curtain:
        return QStringLiteral("curtain");
    case Event::PtzBegin:
        return QStringLiteral("ptz-begin");
    case Event::PtzEnd:
        return QStringLiteral("ptz-end");
    case Event::PresetRecall:
        return QStringLiteral("preset-recall");
    case Event::PtzStopFailed:
        return QStringLiteral("ptz-stop-failed");
    case Event::RegistryChange:
        return QStringLiteral("registry-change");
    case Event::JournalVerified:
        return QStringLiteral("journal-verified");
    case Event::ClockUntrusted:
        return QStringLiteral("clock-untrusted");
    case Event::RegistryUnreachable:
        return QStringLiteral("registry-unreachable");
    case Event::Checkpoint:
        return QStringLiteral("checkpoint");
    case Event::JournalPurged:
        return QStringLiteral("journal-purged");
    case Event::LegalHold:
        return QStringLiteral("legal-hold");
    case Event::LegalHoldLifted:
        return QStringLiteral("legal-hold-lifted");
    case Event::JournalRead:
        return QStringLiteral("journal-read");
    case Event::JournalExported:
        return QStringLiteral("journal-exported");
    case Event::PresenceDeclared:
        return QStringLiteral("presence-declared");
    }
    return QStringLiteral("unknown");
}

std::optional<Event> eventFromName(const QString &name)
{
    for (int event = 0; event < kEventCount; ++event) {
        if (eventName(static_cast<Event>(event)) == name)
            return static_cast<Event>(event);
    }
    return std::nullopt;
}

} // namespace vigie::journal
