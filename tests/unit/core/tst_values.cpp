// SPDX-License-Identifier: GPL-3.0-or-later
#include <core/act.h>
#include <core/endpoint.h>
#include <core/ids.h>
#include <core/result.h>
#include <core/secret.h>
#include <support/test_main.h>

#include <QtCore/QSet>
#include <QtTest/QTest>

#include <type_traits>

using namespace vigie;

// A secret is copied by clone() alone, and a camera's address with it.
static_assert(!std::is_copy_constructible_v<Secret> && !std::is_copy_assignable_v<Secret>);
static_assert(!std::is_copy_constructible_v<CameraEndpoint>);
static_assert(std::is_nothrow_move_constructible_v<Secret>);
// Ids of different things do not mix.
static_assert(!std::is_convertible_v<CameraId, PersonId>);
static_assert(!std::is_convertible_v<QString, CameraId>);

class TstValues final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void ids_are_well_formed_or_not_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isId");
        QTest::newRow("camera") << QStringLiteral("cam-01") << true;
        QTest::newRow("all kinds") << QStringLiteral("aZ0._-") << true;
        QTest::newRow("64 long") << QString(64, u'x') << true;
        QTest::newRow("65 long") << QString(65, u'x') << false;
        QTest::newRow("empty") << QString() << false;
        QTest::newRow("space") << QStringLiteral("cam 01") << false;
        QTest::newRow("accent") << QStringLiteral("caméra") << false;
        QTest::newRow("quote") << QStringLiteral("x';--") << false;
        QTest::newRow("path") << QStringLiteral("../x") << false;
        QTest::newRow("nul") << QString(QChar(0)) << false;
    }
    void ids_are_well_formed_or_not()
    {
        QFETCH(QString, text);
        QFETCH(bool, isId);
        QCOMPARE(CameraId{text}.isWellFormed(), isId);
    }
    void every_error_has_a_name_of_its_own()
    {
        QSet<QString> names;
        for (int code = 0; code < kErrorCodeCount; ++code)
            names.insert(errorCodeName(static_cast<ErrorCode>(code)));
        QCOMPARE(names.size(), qsizetype(kErrorCodeCount));
        QVERIFY(!names.contains(QStringLiteral("Unknown")));
    }
    void failures_travel_upwards()
    {
        const Result<int> failed = fail(ErrorCode::Refused, QStringLiteral("why"));
        const Result<> passed = fail(failed);
        QCOMPARE(passed.error().code, ErrorCode::Refused);
        QCOMPARE(toLogText(passed.error()), QStringLiteral("Refused: why"));
        QCOMPARE(toLogText({ErrorCode::Io, {}}), QStringLiteral("Io"));
    }
    void acts_have_names()
    {
        for (const Act act : {Act::Live, Act::Ptz, Act::Replay, Act::Extract})
            QCOMPARE(actFromName(actName(act)), std::optional(act));
        QVERIFY(!actFromName(QStringLiteral("Live")));
    }
    void secrets_move_and_are_gone()
    {
        Secret a = Secret::fromUtf8(QStringLiteral("mot de passe"));
        Secret b = std::move(a);
        QVERIFY(a.isEmpty());
        QCOMPARE(b.revealBytes(), QByteArray("mot de passe"));
        const Secret c = b.clone();
        b = Secret();
        QCOMPARE(c.revealBytes(), QByteArray("mot de passe"));
        QCOMPARE(c.size(), qsizetype(12));
    }
    void a_secret_is_wiped()
    {
        alignas(8) char memory[16] = "geheim-geheim-g";
        {
            // Raw data is not ours to wipe: the secret takes its own copy of it.
            const Secret secret(QByteArray::fromRawData(memory, 15));
            QCOMPARE(secret.revealBytes(), QByteArray("geheim-geheim-g"));
        }
        QCOMPARE(memory[0], 'g');
    }
};

VIGIE_TEST(TstValues)
#include "tst_values.moc"
