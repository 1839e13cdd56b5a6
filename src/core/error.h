// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QString>

namespace vigie {

/// Why an operation failed: a small closed set. Only ui/shell/error_text.cpp turns a code into a sentence for a
/// person; a test checks that it has one for each.
enum class ErrorCode {
    InvalidArgument, ///< the caller or a file gave something out of range or out of shape
    NotFound, ///< the named thing does not exist
    AlreadyExists,
    Unreachable, ///< no route, no answer, connection dropped
    TimedOut,
    Refused, ///< wrong password, no right, the peer said no
    NotSupported, ///< the peer or this machine cannot do it
    Protocol, ///< the peer answered something that is not the protocol
    Corrupt, ///< stored data is damaged: database, journal chain, sealed secret
    NewerSchema, ///< written by a newer Vigie than this one
    DiskFull,
    Io, ///< other failure to read or write
    KeychainUnavailable, ///< no keychain service answers
    KeychainLocked, ///< the keychain is there and locked
    WrongPassphrase,
    ClockUntrusted, ///< the system clock went backwards or jumped
    Busy, ///< somebody else holds it
    Cancelled,
    SecondPersonNeeded, ///< right so far, and not alone
    Internal, ///< a defect of ours
};
inline constexpr int kErrorCodeCount = static_cast<int>(ErrorCode::Internal) + 1;

/// Stable English name of \p code, for logs and JSON ("Unreachable").
[[nodiscard]] QString errorCodeName(ErrorCode code);

/// An expected failure. \c detail is technical, untranslated, for the log: it never holds a password, and URLs in it
/// are redacted by whoever writes them (core/redact.h).
struct Error {
    ErrorCode code = ErrorCode::Internal;
    QString detail;
    bool operator==(const Error &) const = default;
};

/// "Code: detail", for logs and test output.
[[nodiscard]] QString toLogText(const Error &error);

} // namespace vigie
