// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <access/gate.h>
#include <core/error.h>

#include <QtCore/QString>

/// The one place that turns codes into sentences for people.
namespace vigie::shell {

/// What went wrong and what to do about it, for somebody who watches cameras. Never empty, never technical.
[[nodiscard]] QString sentenceFor(ErrorCode code);
[[nodiscard]] inline QString sentenceFor(const Error &error) { return sentenceFor(error.code); }
/// The same about one camera: "The camera does not answer …". Never empty.
[[nodiscard]] QString cameraSentenceFor(const Error &error);
/// The same about signing in: a wrong password, a locked key, a full disk. Never empty.
[[nodiscard]] QString signInSentenceFor(const Error &error);
/// The same of whoever was to vouch for the session.
[[nodiscard]] QString besideSentenceFor(const Error &error);
/// Title of the card of a tile whose right ended. Never empty.
[[nodiscard]] QString sentenceFor(access::EndCause cause);

} // namespace vigie::shell
