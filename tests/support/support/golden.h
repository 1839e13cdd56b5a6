// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QString>
#include <QtGui/QImage>

namespace vigie::test {

/// Compares \p actual with the picture NAME.png committed in \p folder. A pixel may differ by 24 of 255 a channel
/// (anti-aliasing of other FreeType builds); at most 0.5 % of the pixels may differ by more, and at most 5 % of any
/// 16x16 square, which is less than one changed digit. On failure writes NAME.actual.png and NAME.diff.png to the
/// working directory and returns a sentence; empty when alike.
/// With VIGIE_GOLDEN_ACCEPT=1 the picture is written instead (target golden-accept), to be looked at and committed; in
/// 256 colours where those come near enough.
[[nodiscard]] QString compareGolden(const QImage &actual, const QString &folder, const QString &name);

} // namespace vigie::test
