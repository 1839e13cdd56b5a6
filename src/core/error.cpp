// SPDX-License-Identifier: GPL-3.0-or-later
#include <core/error.h>

namespace vigie {

QString errorCodeName(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidArgument: return QStringLiteral("InvalidArgument");
    case ErrorCode::NotFound: return QStringLiteral("NotFound");
    case ErrorCode::AlreadyExists: return QStringLiteral("AlreadyExists");
    case ErrorCode::Unreachable: return QStringLiteral("Unreachable");
    case ErrorCode::TimedOut: return QStringLiteral("TimedOut");
    case ErrorCode::Refused: return QStringLiteral("Refused");
    case ErrorCode::NotSupported: return QStringLiteral("NotSupported");
    case ErrorCode::Protocol: return QStringLiteral("Protocol");
    case ErrorCode::Corrupt: return QStringLiteral("Corrupt");
    case ErrorCode::NewerSchema: return QStringLiteral("NewerSchema");
    case ErrorCode::DiskFull: return QStringLiteral("DiskFull");
    case ErrorCode::Io: return QStringLiteral("Io");
    case ErrorCode::KeychainUnavailable: return QStringLiteral("KeychainUnavailable");
    case ErrorCode::KeychainLocked: return QStringLiteral("KeychainLocked");
    case ErrorCode::WrongPassphrase: return QStringLiteral("WrongPassphrase");
    case ErrorCode::ClockUntrusted: return QStringLiteral("ClockUntrusted");
    case ErrorCode::Busy: return QStringLiteral("Busy");
    case ErrorCode::Cancelled: return QStringLiteral("Cancelled");
    case ErrorCode::SecondPersonNeeded: return QStringLiteral("SecondPersonNeeded");
    case ErrorCode::Internal: return QStringLiteral("Internal");
    }
    return QStringLiteral("Unknown");
}

QString toLogText(const Error &error)
{
    return error.detail.isEmpty() ? errorCodeName(error.code) : errorCodeName(error.code) + QStringLiteral(": ") + error.detail;
}

} // namespace vigie
