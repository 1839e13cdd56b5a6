// SPDX-License-Identifier: GPL-3.0-or-later
#include "../wall/french.h"
#include "admin_room.h"

#include <support/test_main.h>
#include <ui/admin/problem_text.h>

using namespace vigie;
using namespace vigie::admin;

/// What the registry says against a value, as people say it.
class TstProblemText final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void a_problem_is_taken_apart_data();
    void a_problem_is_taken_apart();
    void every_sentence_is_french();
};

void TstProblemText::a_problem_is_taken_apart_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("place");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *text, const char *place, const char16_t *sentence) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(place) << QString::fromUtf16(sentence);
    };
    row("persons[martin].category: unknown value 'roi'", "persons/martin/category", u"“roi” is not one of the choices.");
    row("sites[gare].commune: no commune '60999'", "sites/gare/commune", u"“60999” is not in the registry.");
    row("communes[60175].insee: an INSEE code has five characters", "communes/60175/insee", u"No commune has this INSEE code.");
    row("systems[a].until: ends (2023-12-31) before it begins (2024-01-01)", "systems/a/until", u"Ends before it begins.");
    row("systems[a].retentionDays: is not a number from 0 to 31", "systems/a/retentionDays", u"A number from 0 to 31.");
    row("systems[a].purposes: 12 is not one of 1 to 11", "systems/a/purposes", u"From 1 to 11.");
    row("cameras[c].endpoint.streams[0].url: is missing", "cameras/c/endpoint.streams", u"To be filled in.");
    row("cameras[c].endpoint: stream 'sub' has no rtsp:// or rtsps:// address", "cameras/c/endpoint",
        u"The address of a stream begins with rtsp:// or rtsps://.");
    row("persons[x].matricule: 'P1' is also that of durand", "persons/x/matricule", u"Is that of durand already.");
    row("persons[martin]: was changed by somebody else meanwhile", "persons/martin/", u"Somebody else changed this meanwhile.");
    row("formations[{\"person\":\"x\"}].until: not a day YYYY-MM-DD: 'demain'", "formations/{\"person\":\"x\"}/until",
        u"A day, such as 24/11/2026.");
    row("agrements.person: no person 'x'", "agrements//person", u"“x” is not in the registry.");
    row("something nobody foresaw", "//", u"This value is not accepted.");
}

void TstProblemText::a_problem_is_taken_apart()
{
    QFETCH(QString, text);
    QFETCH(QString, place);
    QFETCH(QString, sentence);
    const Problem problem = problemFrom(text);
    QCOMPARE(QStringLiteral("%1/%2/%3").arg(problem.list, problem.identity, problem.key), place);
    QCOMPARE(problem.sentence, sentence);
}

void TstProblemText::every_sentence_is_french()
{
    test::FrenchFromLists french(QStringLiteral(VIGIE_FRENCH));
    QVERIFY(!french.isEmpty());
    QCoreApplication::installTranslator(&french);
    for (const char *what : {"is missing", "no site 'x'", "unknown value 'x'", "'x' is not an id (1 to 64 …)", "is not a number from 0 to 1",
                             "12 is not one of 1 to 11", "is not a whole number", "not a day YYYY-MM-DD: 'x'",
                             "not an instant with a zone: 'x'", "is longer than 1000 characters", "holds a control character",
                             "ends (b) before it begins (a)", "a suspension ends after it began", "appears twice",
                             "'P1' is also that of x", "101 is the number of 'x' too", "overlaps 'x', which says the same: end one of them",
                             "0, 0 lies in the sea: the position is missing", "latitude and longitude are swapped",
                             "not a position: 99, 0", "no commune has such an INSEE code",
                             "'80' is not the department of that INSEE code", "stream 'x' has no rtsp:// or rtsps:// address",
                             "onvif has no http:// or https:// address", "onvif holds credentials in its address: use user and password",
                             "was changed by somebody else meanwhile", "is there already", "something else"}) {
        const QString sentence = problemSentence(QString::fromUtf8(what));
        QVERIFY2(!sentence.isEmpty() && !sentence.contains(QLatin1Char('%')), what);
        QVERIFY2(std::strcmp(what, "something else") == 0 || sentence != problemSentence(QStringLiteral("something else")), what);
    }
    QCoreApplication::removeTranslator(&french);
    QCOMPARE(french.missing(), QSet<QByteArray>());
}

VIGIE_TEST(TstProblemText)
#include "tst_problem_text.moc"
