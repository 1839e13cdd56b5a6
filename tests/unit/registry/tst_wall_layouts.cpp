// SPDX-License-Identifier: GPL-3.0-or-later
#include "registry_bench.h"

#include <registry/sqlite_wall_layouts.h>
#include <support/test_main.h>

#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::registry;

namespace {

const WallOwners kClaire{{QStringLiteral("op-1")}, {QStringLiteral("poste-1")}, QStringLiteral("salle")};
const WallOwners kMarc{{QStringLiteral("op-2")}, {QStringLiteral("poste-2")}, QStringLiteral("salle")};

WallItem item(const char16_t *name, WallScope scope = WallScope::Person, int number = 0)
{
    WallItem one;
    one.name = QString::fromUtf16(name);
    one.id = QStringLiteral("id-") + one.name + wallScopeName(scope);
    one.scope = scope;
    one.owner = kClaire.ownerOf(scope);
    one.number = number;
    one.content = R"({"layout":"4"})";
    one.changedBy = kClaire.person;
    one.changedAt = Instant(std::chrono::milliseconds(1795500000000));
    return one;
}

QStringList namesOf(const Result<QList<WallItem>> &items)
{
    QStringList names;
    for (const WallItem &each : items.value_or(QList<WallItem>{}))
        names.append(each.name);
    return names;
}

} // namespace

/// Named layouts and tours beside the facts.
class TstWallLayouts final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".")));
        m_bench = std::make_unique<test::RegistryBench>();
        m_registry = m_bench->filled();
        QVERIFY(m_registry);
        auto opened = SqliteWallLayouts::open(m_bench->path());
        QVERIFY(opened.has_value());
        m_walls = std::move(*opened);
    }

    void whatIsKeptComesBack()
    {
        WallItem night = item(u"Nuit – gares", WallScope::Post, 12);
        night.kind = WallItemKind::Tour;
        night.content = QByteArray(kLargestWallItem, 'x');
        QVERIFY(m_walls->save(night).has_value());
        QCOMPARE(m_walls->list(kClaire).value(), QList<WallItem>{night});
        // And from another connection.
        QCOMPARE(SqliteWallLayouts::open(m_bench->path()).value()->list(kClaire).value(), QList<WallItem>{night});
    }

    void everybodyFindsTheirOwnAndTheRoomsSorted()
    {
        for (const WallItem &each : {item(u"Marché"), item(u"Foire", WallScope::Post), item(u"Salle", WallScope::Room, 3),
                                     item(u"Gares", WallScope::Person, 1)})
            QVERIFY(m_walls->save(each).has_value());
        QCOMPARE(namesOf(m_walls->list(kClaire)), (QStringList{QStringLiteral("Gares"), QStringLiteral("Salle"), QStringLiteral("Foire"), QStringLiteral("Marché")}));
        QCOMPARE(namesOf(m_walls->list(kMarc)), QStringList{QStringLiteral("Salle")});
        QCOMPARE(namesOf(m_walls->list({{}, {}, {}})), QStringList());
    }

    void aNewNameAndContentTakeThePlaceOfTheOld()
    {
        WallItem one = item(u"Marché", WallScope::Room, 5);
        QVERIFY(m_walls->save(one).has_value());
        one.name = QStringLiteral("Marché du samedi");
        one.content = "{}";
        one.number = 6;
        QVERIFY(m_walls->save(one).has_value());
        QCOMPARE(m_walls->list(kMarc).value(), QList<WallItem>{one});
        QVERIFY(m_walls->remove(one.id).has_value());
        QVERIFY(m_walls->list(kMarc).value().isEmpty());
        QCOMPARE(m_walls->remove(one.id).error().code, ErrorCode::NotFound);
        QVERIFY(m_walls->save(one).has_value()); // undone
        QCOMPARE(m_walls->list(kMarc).value(), QList<WallItem>{one});
    }

    void whatIsTakenIsRefusedAndNothingLost_data()
    {
        QTest::addColumn<WallItem>("second");
        QTest::addColumn<QString>("taken");
        WallItem same = item(u"marché", WallScope::Person, 8);
        QTest::newRow("the same name in small letters") << same << "name";
        same.name = QStringLiteral("Autre");
        same.number = 7;
        QTest::newRow("the same number") << same << "number";
        same.kind = WallItemKind::Tour;
        same.name = QStringLiteral("Marché");
        QTest::newRow("name and number of a layout, for a tour") << same << QString();
        same = item(u"Marché", WallScope::Room, 7);
        QTest::newRow("name and number of a person's, for the room") << same << QString();
    }
    void whatIsTakenIsRefusedAndNothingLost()
    {
        QFETCH(WallItem, second);
        QFETCH(QString, taken);
        const WallItem first = item(u"Marché", WallScope::Person, 7);
        QVERIFY(m_walls->save(first).has_value());
        second.id = QStringLiteral("second");
        const auto saved = m_walls->save(second);
        QCOMPARE(saved.has_value(), taken.isEmpty());
        if (!saved) {
            QCOMPARE(saved.error(), (Error{ErrorCode::AlreadyExists, taken}));
            QCOMPARE(m_walls->list(kClaire).value(), QList<WallItem>{first});
        }
    }

    void whatIsOutOfTheLimitsIsRefused_data()
    {
        QTest::addColumn<WallItem>("bad");
        const auto row = [](const char *name, auto &&change) {
            WallItem bad = item(u"Marché");
            change(bad);
            QTest::newRow(name) << bad;
        };
        row("no name", [](WallItem &i) { i.name.clear(); });
        row("blanks round the name", [](WallItem &i) { i.name = QStringLiteral(" Marché"); });
        row("a name too long", [](WallItem &i) { i.name = QString(kLongestWallName + 1, u'n'); });
        row("a number below nothing", [](WallItem &i) { i.number = -1; });
        row("a number too high", [](WallItem &i) { i.number = kHighestWallNumber + 1; });
        row("no content", [](WallItem &i) { i.content.clear(); });
        row("more content than there may be", [](WallItem &i) { i.content = QByteArray(kLargestWallItem + 1, 'x'); });
        row("nobody's", [](WallItem &i) { i.owner.clear(); });
        row("without an id", [](WallItem &i) { i.id.clear(); });
    }
    void whatIsOutOfTheLimitsIsRefused()
    {
        QFETCH(WallItem, bad);
        QCOMPARE(m_walls->save(bad).error().code, ErrorCode::InvalidArgument);
        QVERIFY(m_walls->list(kClaire).value().isEmpty());
    }

    void anOwnerKeepsNoMoreThanCanBeRead()
    {
        for (int each = 0; each < kMostWallItems; ++each) {
            WallItem one = item(u"n");
            one.id = one.name = QString::number(each);
            QVERIFY(m_walls->save(one).has_value());
        }
        QCOMPARE(m_walls->save(item(u"une de trop")).error().code, ErrorCode::InvalidArgument);
        QVERIFY(m_walls->save(item(u"de la salle", WallScope::Room)).has_value());
    }

    void anImportLeavesTheWallsOfThoseWhoStay()
    {
        const auto facts = m_registry->facts();
        const PersonId person = facts->persons.begin()->id;
        const Post post = *facts->posts.begin();
        WallItem stays = item(u"Reste");
        stays.owner = person.value;
        WallItem room = item(u"Salle", WallScope::Room);
        room.owner = post.room;
        WallItem leaves = item(u"Poste supprimé", WallScope::Post);
        leaves.owner = QStringLiteral("poste-9");
        for (const WallItem &each : {stays, room, item(u"Parti"), leaves})
            QVERIFY(m_walls->save(each).has_value());
        QVERIFY(m_registry->edit([](Content before) -> Result<Content> { return before; }).has_value());
        QCOMPARE(namesOf(m_walls->list({person, post.id, post.room})), (QStringList{QStringLiteral("Reste"), QStringLiteral("Salle")}));
        QVERIFY(m_walls->list({kClaire.person, {QStringLiteral("poste-9")}, {}}).value().isEmpty());
    }

    void keepingAWallChangesNoFact()
    {
        const qint64 before = m_registry->facts()->version;
        QVERIFY(m_walls->save(item(u"Marché")).has_value());
        QCOMPARE(m_registry->facts()->version, before);
    }

private:
    std::unique_ptr<test::RegistryBench> m_bench;
    std::unique_ptr<Registry> m_registry;
    std::unique_ptr<SqliteWallLayouts> m_walls;
};

VIGIE_TEST(TstWallLayouts)
#include "tst_wall_layouts.moc"
