// SPDX-License-Identifier: GPL-3.0-or-later
#include "error_text.h"

#include <QtCore/QCoreApplication>

namespace vigie::shell {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(vigie::shell::ErrorText)
};

/// \p seconds  as the registry says how long it still is; anything else: not known
QString tooManyAttempts(const QString &seconds)
{
    bool isNumber = false;
    const int left = seconds.toInt(&isNumber);
    if (!isNumber || left <= 0)
        return Text::tr("Too many attempts. Wait a minute before you try again.");
    if (left < 100)
        return Text::tr("Too many attempts. Try again in %1 s.").arg(left);
    return Text::tr("Too many attempts. Try again in %1 min.").arg((left + 59) / 60);
}

} // namespace

QString sentenceFor(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidArgument: return Text::tr("A value is missing or is not valid. Check what was entered.");
    case ErrorCode::NotFound: return Text::tr("This is not in the registry, or no longer.");
    case ErrorCode::AlreadyExists: return Text::tr("This exists already.");
    case ErrorCode::Unreachable: return Text::tr("No answer. Check the network link.");
    case ErrorCode::TimedOut: return Text::tr("The answer took too long. Try again; if it goes on, check the link.");
    case ErrorCode::Refused: return Text::tr("Refused by the other side. Check the account and its rights.");
    case ErrorCode::NotSupported: return Text::tr("This equipment or this workstation cannot do that.");
    case ErrorCode::Protocol: return Text::tr("The equipment answered something unintelligible. Tell the maintenance.");
    case ErrorCode::Corrupt: return Text::tr("Stored data is damaged. Do not go on: tell the administrator.");
    case ErrorCode::NewerSchema:
        return Text::tr("The registry was written by a newer Vigie. Update this workstation.");
    case ErrorCode::DiskFull: return Text::tr("The disk is full. Free some space, or tell the administrator.");
    case ErrorCode::Io: return Text::tr("Reading or writing failed. Check the disk, or tell the administrator.");
    case ErrorCode::KeychainUnavailable:
        return Text::tr("No keychain service answers on this workstation. Use the key file and its passphrase.");
    case ErrorCode::KeychainLocked: return Text::tr("The keychain of this session is locked. Unlock it, then try again.");
    case ErrorCode::WrongPassphrase: return Text::tr("The passphrase does not open the key file.");
    case ErrorCode::ClockUntrusted:
        return Text::tr("The clock of this workstation cannot be trusted. No right can be checked until it is set.");
    case ErrorCode::Busy: return Text::tr("Somebody else is using it. Wait until it is free.");
    case ErrorCode::Cancelled: return Text::tr("Cancelled.");
    case ErrorCode::SecondPersonNeeded: return Text::tr("A second entitled person must sign in beside you.");
    case ErrorCode::Internal:
        return Text::tr("Something failed inside Vigie. Try again; if it goes on, send the log to the maintenance.");
    }
    return Text::tr("Something failed inside Vigie. Try again; if it goes on, send the log to the maintenance.");
}

QString cameraSentenceFor(const Error &error)
{
    switch (error.code) {
    case ErrorCode::Unreachable: return Text::tr("The camera does not answer");
    case ErrorCode::TimedOut: return Text::tr("The camera takes too long to answer");
    case ErrorCode::Refused: return Text::tr("The camera refuses the password of the centre: tell the administrator");
    case ErrorCode::NotSupported: return Text::tr("The camera's video format is not supported: tell the maintenance");
    case ErrorCode::Protocol: return Text::tr("The camera sends something unintelligible: tell the maintenance");
    case ErrorCode::Corrupt: return Text::tr("The camera sends a damaged picture: tell the maintenance");
    case ErrorCode::Busy: return Text::tr("The camera accepts no further connection: tell the maintenance");
    case ErrorCode::NotFound: return Text::tr("The camera no longer offers this stream: tell the maintenance");
    default: return sentenceFor(error.code);
    }
}

QString signInSentenceFor(const Error &error)
{
    switch (error.code) {
    case ErrorCode::Refused: return Text::tr("Number or password not recognised. Check caps lock, then try again.");
    case ErrorCode::NotFound: return Text::tr("Number or password not recognised. Check caps lock, then try again.");
    case ErrorCode::InvalidArgument: return Text::tr("Enter your number and your password, and choose a post.");
    case ErrorCode::Busy: return tooManyAttempts(error.detail);
    case ErrorCode::Unreachable:
        return Text::tr("The registry does not answer: nobody can be recognised. Check the network, then try again.");
    case ErrorCode::Corrupt:
        return Text::tr("The registry or the journal is damaged: no image can be shown. Tell the administrator.");
    default: return sentenceFor(error.code);
    }
}

QString besideSentenceFor(const Error &error)
{
    switch (error.code) {
    case ErrorCode::Refused:
    case ErrorCode::NotFound: return Text::tr("The second person is not recognised, or may not vouch for a session. Nobody is signed in.");
    default: return signInSentenceFor(error);
    }
}

QString sentenceFor(access::EndCause cause)
{
    switch (cause) {
    case access::EndCause::ByUser: return Text::tr("Closed by the operator");
    case access::EndCause::Expired: return Text::tr("Picture cut: the right has ended");
    case access::EndCause::RightLost: return Text::tr("Picture cut: right withdrawn");
    case access::EndCause::RegistryUnreachable: return Text::tr("Picture cut: the registry does not answer");
    case access::EndCause::ClockUntrusted: return Text::tr("Picture cut: the clock cannot be trusted");
    case access::EndCause::JournalFailed: return Text::tr("Picture cut: the journal cannot be written");
    case access::EndCause::SignedOut: return Text::tr("Picture cut: session closed");
    }
    return Text::tr("Picture cut");
}

} // namespace vigie::shell
