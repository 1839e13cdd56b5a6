// SPDX-License-Identifier: GPL-3.0-or-later
#include <registry/camera_index.h>
#include <support/test_main.h>

#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::registry;

namespace {

Facts facts()
{
    Facts facts;
    const auto commune = [&](const char *insee, const char16_t *name) {
        const Insee code{QString::fromLatin1(insee)};
        facts.communes.insert(code, {code, QString::fromUtf16(name), QStringLiteral("60"), {49.4, 2.1}, {}});
    };
    commune("60057", u"Beauvais");
    commune("60175", u"Creil");
    const auto add = [&](const char *id, const char16_t *name, const char16_t *site, const char *insee, int number) {
        const SiteId place{QString::fromUtf16(site)};
        facts.sites.insert(place, {place, QString::fromUtf16(site), {QString::fromLatin1(insee)}, {}});
        Camera camera;
        camera.id = {QString::fromLatin1(id)};
        camera.name = QString::fromUtf16(name);
        camera.site = place;
        camera.number = number;
        facts.cameras.insert(camera.id, camera);
    };
    add("c1", u"Parvis de la gare", u"Gare", "60057", 101);
    add("c2", u"Place de l’Hôtel-de-Ville", u"Centre", "60057", 102);
    add("c3", u"Quai d’Amont", u"Gare de Creil", "60175", 201);
    add("c4", u"Rond-point du Cœur", u"Centre", "60057", 0);
    add("c5", u"Gares routières", u"Gare", "60057", 105);
    return facts;
}

} // namespace

/// A camera is found as one types, with or without accents, and with a slip.
class TstCameraIndex final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void what_is_typed_finds_data();
    void what_is_typed_finds();
    void no_more_than_asked();
    void slips_are_counted_as_the_table_of_edits_does();
};

void TstCameraIndex::what_is_typed_finds_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("found");
    const auto row = [](const char *name, const char16_t *typed, const char *found) {
        QTest::newRow(name) << QString::fromUtf16(typed) << QString::fromLatin1(found);
    };
    row("nothing typed", u"", "c5 c1 c2 c3 c4");
    row("a whole word before a beginning", u"gare", "c5 c1 c3");
    row("a beginning", u"parv", "c1");
    row("without the accent", u"hotel", "c2");
    row("with accents and capitals", u"HÔTEL", "c2");
    row("a ligature", u"coeur", "c4");
    row("after an apostrophe", u"amont", "c3");
    row("two words of name and commune", u"creil quai", "c3");
    row("a number", u"201", "c3");
    row("an INSEE code", u"60175", "c3");
    row("its id", u"c4", "c4");
    row("within a word", u"outi", "c5");
    row("a letter too many", u"parrvis", "c1");
    row("a letter missing", u"beauvis parvis", "c1");
    row("a wrong letter, not typed to its end", u"parviz", "c1");
    row("two letters the wrong way round", u"pavris", "c1");
    row("three letters are too short for a slip", u"quy", "");
    row("what nobody is called", u"zzzzzz", "");
    row("one word that fits and one that does not", u"gare zzzzzz", "");
}

void TstCameraIndex::what_is_typed_finds()
{
    QFETCH(QString, typed);
    QFETCH(QString, found);
    QStringList ids;
    for (const CameraId &camera : CameraIndex(facts()).find(typed, 100))
        ids.append(camera.value);
    QCOMPARE(ids.join(QLatin1Char(' ')), found);
}

void TstCameraIndex::no_more_than_asked()
{
    const CameraIndex index(facts());
    QCOMPARE(index.size(), qsizetype(5));
    QCOMPARE(index.find({}, 2).size(), qsizetype(2));
    QCOMPARE(index.find(QStringLiteral("gare"), 1), QList<CameraId>{{QStringLiteral("c5")}});
}

void TstCameraIndex::slips_are_counted_as_the_table_of_edits_does()
{
    // One camera for each word; what is found must be what a plain table of edits allows.
    const QStringList words{QStringLiteral("republique"), QStringLiteral("repblique"), QStringLiteral("rpblique"),
                            QStringLiteral("republicain"), QStringLiteral("publique"), QStringLiteral("domaine")};
    const auto distance = [](const QString &typed, const QString &word) {
        QList<qsizetype> column(typed.size() + 1);
        for (qsizetype i = 0; i < column.size(); ++i)
            column[i] = i;
        qsizetype best = column.constLast();
        for (qsizetype j = 1; j <= word.size(); ++j) {
            qsizetype diagonal = column[0];
            column[0] = j;
            for (qsizetype i = 1; i < column.size(); ++i) {
                const qsizetype here =
                    std::min({column[i] + 1, column[i - 1] + 1, diagonal + (typed[i - 1] == word[j - 1] ? 0 : 1)});
                diagonal = column[i];
                column[i] = here;
            }
            best = std::min(best, column.constLast());
        }
        return best;
    };
    Facts all;
    for (const QString &word : words) {
        Camera camera;
        camera.id = {QStringLiteral("x") + QString::number(words.indexOf(word))};
        camera.name = word;
        all.cameras.insert(camera.id, camera);
    }
    const CameraIndex index(all);
    for (const QString &typed : {QStringLiteral("rebublique"), QStringLiteral("republiqe"), QStringLiteral("domiane")}) {
        const auto found = index.find(typed, 100);
        for (qsizetype i = 0; i < words.size(); ++i) {
            const bool expected = distance(typed, words.at(i)) <= 2;
            QVERIFY2(found.contains(CameraId{QStringLiteral("x%1").arg(i)}) == expected,
                     qPrintable(typed + QLatin1Char(' ') + words.at(i)));
        }
    }
}

VIGIE_TEST(TstCameraIndex)
#include "tst_camera_index.moc"
