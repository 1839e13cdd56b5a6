// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QString>

namespace vigie::admin {

/// A problem of the registry ("persons[martin].category: unknown value 'roi'") taken apart.
struct Problem {
    QString list;
    QString identity;
    QString key; ///< "category"; empty: of the whole record
    QString sentence; ///< for people, in their language
};
[[nodiscard]] Problem problemFrom(const QString &text);

/// What was wrong with a value, as people say it. The words of the registry are technical and English; every one of them has
/// a sentence here, a test sees to it.
[[nodiscard]] QString problemSentence(const QString &what);

} // namespace vigie::admin
