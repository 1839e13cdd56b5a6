// SPDX-License-Identifier: GPL-3.0-or-later
#include "problem_text.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QRegularExpression>

namespace vigie::admin {
namespace {

struct Saying {
    const char *pattern; ///< of the registry's words, from beginning to end
    const char *sentence; ///< its %1 and %2 are what the pattern caught
};

// The first that fits.
constexpr Saying kSayings[] = {
    {"is (?:missing|empty)", QT_TRANSLATE_NOOP("vigie::admin::Problems", "To be filled in.")},
    {"no \\w+ '(.*)'", QT_TRANSLATE_NOOP("vigie::admin::Problems", "“%1” is not in the registry.")},
    {"unknown value '(.*)'", QT_TRANSLATE_NOOP("vigie::admin::Problems", "“%1” is not one of the choices.")},
    {"'(.*)' is not an id .*", QT_TRANSLATE_NOOP("vigie::admin::Problems",
                                                "1 to 64 letters without accents, digits, points, hyphens or underscores.")},
    {"is not a number from (.*) to (.*)", QT_TRANSLATE_NOOP("vigie::admin::Problems", "A number from %1 to %2.")},
    {"(?:.* is not one of|.* is not within) (.*) to (.*)", QT_TRANSLATE_NOOP("vigie::admin::Problems", "From %1 to %2.")},
    {".*whole number", QT_TRANSLATE_NOOP("vigie::admin::Problems", "Whole numbers only.")},
    {"not a day .*", QT_TRANSLATE_NOOP("vigie::admin::Problems", "A day, such as 24/11/2026.")},
    {"not an instant .*", QT_TRANSLATE_NOOP("vigie::admin::Problems", "A day and an hour, such as 24/11/2026 21:00.")},
    {"(?:is longer|holds a text too long).*", QT_TRANSLATE_NOOP("vigie::admin::Problems", "Too long: 1000 characters at most.")},
    {"holds a control character", QT_TRANSLATE_NOOP("vigie::admin::Problems", "Holds a character that cannot be printed.")},
    {"ends .*before it begins.*", QT_TRANSLATE_NOOP("vigie::admin::Problems", "Ends before it begins.")},
    {"a suspension ends after it began", QT_TRANSLATE_NOOP("vigie::admin::Problems", "A suspension ends after it began.")},
    {"(?:'.*' )?appears twice", QT_TRANSLATE_NOOP("vigie::admin::Problems", "Is there twice.")},
    {"'.*' is also that of (.*)", QT_TRANSLATE_NOOP("vigie::admin::Problems", "Is that of %1 already.")},
    {".* is the number of '(.*)' too", QT_TRANSLATE_NOOP("vigie::admin::Problems", "Is the number of %1 already.")},
    {"overlaps '(.*)', .*", QT_TRANSLATE_NOOP("vigie::admin::Problems", "Overlaps %1, which says the same: end one of them.")},
    {"0, 0 lies in the sea.*", QT_TRANSLATE_NOOP("vigie::admin::Problems", "The position is missing.")},
    {"latitude and longitude are swapped", QT_TRANSLATE_NOOP("vigie::admin::Problems", "Latitude and longitude are swapped.")},
    {"not a position.*", QT_TRANSLATE_NOOP("vigie::admin::Problems", "No position on earth.")},
    {"(?:no commune has such|an INSEE code has).*", QT_TRANSLATE_NOOP("vigie::admin::Problems", "No commune has this INSEE code.")},
    {"'.*' is not the department of that INSEE code",
     QT_TRANSLATE_NOOP("vigie::admin::Problems", "Is not the department of this INSEE code.")},
    {".*has no rtsp:// or rtsps:// address",
     QT_TRANSLATE_NOOP("vigie::admin::Problems", "The address of a stream begins with rtsp:// or rtsps://.")},
    {".*has no http:// or https:// address",
     QT_TRANSLATE_NOOP("vigie::admin::Problems", "The ONVIF address begins with http:// or https://.")},
    {".*holds credentials in its address.*",
     QT_TRANSLATE_NOOP("vigie::admin::Problems", "No user and no password within an address: they have fields of their own.")},
    {"was changed by somebody else meanwhile",
     QT_TRANSLATE_NOOP("vigie::admin::Problems", "Somebody else changed this meanwhile.")},
    {"is there already", QT_TRANSLATE_NOOP("vigie::admin::Problems", "Is in the registry already.")},
};

} // namespace

QString problemSentence(const QString &what)
{
    for (const Saying &saying : kSayings) {
        const QRegularExpression pattern(QRegularExpression::anchoredPattern(QLatin1String(saying.pattern)),
                                         QRegularExpression::DotMatchesEverythingOption);
        const auto match = pattern.match(what);
        if (!match.hasMatch())
            continue;
        QString sentence = QCoreApplication::translate("vigie::admin::Problems", saying.sentence);
        for (int i = 1; i <= match.lastCapturedIndex(); ++i)
            sentence.replace(QLatin1Char('%') + QString::number(i), match.captured(i).left(60));
        return sentence;
    }
    return QCoreApplication::translate("vigie::admin::Problems", "This value is not accepted.");
}

Problem problemFrom(const QString &text)
{
    static const QRegularExpression kParts(QStringLiteral("\\A(\\w+)(?:\\[(.*?)\\])?\\.?([\\w.]*)[^:]*: (.*)\\z"),
                                           QRegularExpression::DotMatchesEverythingOption);
    const auto match = kParts.match(text);
    if (!match.hasMatch())
        return {{}, {}, {}, problemSentence(text)};
    return {match.captured(1), match.captured(2), match.captured(3), problemSentence(match.captured(4))};
}

} // namespace vigie::admin
