// SPDX-License-Identifier: GPL-3.0-or-later
#include <evidence/reading_motive.h>

namespace vigie::evidence {

const QList<ReadingPurpose> &allReadingPurposes()
{
    static const QList<ReadingPurpose> kAll{ReadingPurpose::Lawfulness, ReadingPurpose::SelfControl, ReadingPurpose::Integrity,
                                            ReadingPurpose::Proceedings};
    return kAll;
}

QString readingPurposeName(ReadingPurpose purpose)
{
    switch (purpose) {
    case ReadingPurpose::Lawfulness:
        return QStringLiteral("verification-liceite");
    case ReadingPurpose::SelfControl:
        return QStringLiteral("autocontrole");
    case ReadingPurpose::Integrity:
        return QStringLiteral("integrite-securite");
    case ReadingPurpose::Proceedings:
        return QStringLiteral("procedure-penale");
    }
    return {};
}

std::optional<ReadingPurpose> readingPurposeFromName(const QString &name)
{
    for (const ReadingPurpose purpose : allReadingPurposes()) {
        if (readingPurposeName(purpose) == name)
            return purpose;
    }
    return std::nullopt;
}

bool ReadingMotive::isComplete() const
{
    const auto length = text.trimmed().size();
    return purpose && length >= kShortest && length <= kLongest;
}

} // namespace vigie::evidence
