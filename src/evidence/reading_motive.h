// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QList>
#include <QtCore/QString>

#include <optional>

namespace vigie::evidence {

/// What a journal may be read for, and nothing else. Source: LIL art. 101 (shared/law.md section 3): "uniquement utilisé à des
/// fins de vérification de la licéité, d'autocontrôle, de garantie de l'intégrité et de la sécurité et de procédures pénales".
enum class ReadingPurpose { Lawfulness, SelfControl, Integrity, Proceedings };
[[nodiscard]] const QList<ReadingPurpose> &allReadingPurposes();
/// "verification-liceite", "autocontrole", "integrite-securite", "procedure-penale": stands in the journal.
[[nodiscard]] QString readingPurposeName(ReadingPurpose purpose);
[[nodiscard]] std::optional<ReadingPurpose> readingPurposeFromName(const QString &name);

/// Why somebody reads: the purpose, and in their own words which matter it is about.
struct ReadingMotive {
    static constexpr int kShortest = 5; ///< characters
    static constexpr int kLongest = 200;
    std::optional<ReadingPurpose> purpose;
    QString text;
    [[nodiscard]] bool isComplete() const;
};

} // namespace vigie::evidence
