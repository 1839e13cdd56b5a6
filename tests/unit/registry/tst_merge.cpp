// SPDX-License-Identifier: GPL-3.0-or-later
#include "registry_bench.h"

#include <support/test_main.h>

#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::registry;
using namespace vigie::test;

namespace {

QByteArray part(const char *lists)
{
    return QByteArray(R"({"format": "vigie-registry/1", )") + lists + '}';
}

} // namespace

/// A part takes the place of what had its ids, and leaves everything else alone.
class TstMerge final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void a_part_refers_to_what_is_there();
    void a_part_stands_where_what_is_there_stands();
    void what_has_an_id_is_replaced_as_a_whole();
    void what_is_derived_follows();
    void a_title_may_change_hands();
    void trainings_are_those_of_the_person();
    void parameters_stay();
    void a_reference_to_nothing_is_named();
    void nothing_is_removed();

private:
    [[nodiscard]] static Content merged(const QByteArray &json)
    {
        QStringList problems;
        auto content = mergedFromJson(json, contentOf(bytesOf(example())), problems);
        if (!content)
            QTest::qFail(qPrintable(problems.join(QLatin1Char('\n'))), __FILE__, __LINE__);
        return content ? std::move(*content) : Content();
    }
};

void TstMerge::a_part_refers_to_what_is_there()
{
    const auto content =
        merged(part(R"("duties": [{"id": "service-2", "person": "martin", "post": "poste-1"}])"));
    QCOMPARE(content.facts.duties.value({QStringLiteral("martin")}).size(), qsizetype(2));
    QCOMPARE(content.facts.persons.size(), qsizetype(2));
}

void TstMerge::a_part_stands_where_what_is_there_stands()
{
    const auto facts =
        merged(part(R"("sites": [{"id": "mairie", "name": "Mairie", "commune": "60175"}],
            "cameras": [{"id": "cam-02", "name": "Quai", "site": "gare", "kind": "fixed"}])"))
            .facts;
    QCOMPARE(facts.sites.value({QStringLiteral("mairie")}).position, (LatLon{49.2583, 2.4833}));
    QCOMPARE(facts.cameras.value({QStringLiteral("cam-02")}).position, (LatLon{49.4262, 2.0886}));
    QCOMPARE(facts.communeOf({QStringLiteral("cam-02")}).value, QStringLiteral("60057"));
}

void TstMerge::what_has_an_id_is_replaced_as_a_whole()
{
    const auto facts =
        merged(part(R"("agrements": [{"id": "agr-martin", "person": "martin", "number": "new"}],
            "arretes": [{"id": "arr-60", "service": "sdis"}],
            "conventions": [{"id": "conv-csd", "kind": "mutualisation",
                             "parties": [{"commune": "60175"}]}])"))
            .facts;
    const auto agrements = facts.agrements.value({QStringLiteral("martin")});
    QCOMPARE(agrements.size(), qsizetype(1));
    QCOMPARE(agrements.constFirst().number, QStringLiteral("new"));
    QVERIFY(!agrements.constFirst().withdrawnOn);
    QVERIFY(agrements.constFirst().departments.isEmpty());
    QCOMPARE(facts.arretes.size(), qsizetype(1));
    QCOMPARE(facts.arretes.constFirst().service, Category::Sdis);
    // The index follows.
    QVERIFY(!facts.conventionsByCommune.contains({QStringLiteral("60057")}));
    QCOMPARE(facts.conventionsByCommune.value({QStringLiteral("60175")}).size(), qsizetype(2));
}

void TstMerge::what_is_derived_follows()
{
    Content base = contentOf(bytesOf(example()));
    Content part;
    const TitleId id{QStringLiteral("conv-csd")};
    part.facts.conventions.insert(id, {id, ConventionKind::Mutualisation, {}, {}, {}, {}});
    mergeInto(base, part);
    QVERIFY(!base.facts.conventionsByCommune.contains({QStringLiteral("60057")}));
}

void TstMerge::a_title_may_change_hands()
{
    const auto facts =
        merged(
            part(R"("habilitations": [{"id": "hab-martin", "person": "durand", "kind": "agent"}])"))
            .facts;
    QVERIFY(!facts.habilitations.contains({QStringLiteral("martin")}));
    QCOMPARE(facts.habilitations.value({QStringLiteral("durand")}).size(), qsizetype(2));
}

void TstMerge::trainings_are_those_of_the_person()
{
    const auto facts = merged(part(R"("formations": [{"person": "durand", "from": "2026-01-01"},
                                                    {"person": "martin"}])"))
                           .facts;
    const auto formations = facts.formations.value({QStringLiteral("durand")});
    QCOMPARE(formations.size(), qsizetype(1));
    QVERIFY(!formations.constFirst().validity.until);
    QCOMPARE(facts.formations.size(), qsizetype(2));
}

void TstMerge::parameters_stay()
{
    const auto facts = merged(part(R"("parameters": {"graceSeconds": 7})")).facts;
    QCOMPARE(facts.parameters.graceSeconds, 45);
}

void TstMerge::a_reference_to_nothing_is_named()
{
    QStringList problems;
    const auto content =
        mergedFromJson(part(R"("duties": [{"id": "d", "person": "martin", "post": "poste-9"}])"),
                       contentOf(bytesOf(example())), problems);
    QVERIFY(!content);
    QCOMPARE(problems, QStringList{QStringLiteral("duties[d].post: no post 'poste-9'")});
    problems.clear();
    const QByteArray same = part(R"("persons": [{"id": "new", "matricule": "A101", "name": "N",
                                                "category": "maire"}])");
    QVERIFY(!mergedFromJson(same, contentOf(bytesOf(example())), problems));
    QCOMPARE(problems.size(), qsizetype(1));
    QVERIFY(problems.constFirst().contains(QLatin1String("'A101' is also that of")));
}

void TstMerge::nothing_is_removed()
{
    const auto before = contentOf(bytesOf(example()));
    QCOMPARE(textOf(merged(part(R"("persons": [], "cameras": [])"))), textOf(before));
    QCOMPARE(textOf(merged(bytesOf(example()))), textOf(before));
}

VIGIE_TEST(TstMerge)
#include "tst_merge.moc"
