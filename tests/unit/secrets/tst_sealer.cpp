// SPDX-License-Identifier: GPL-3.0-or-later
#include <secrets/sealer.h>
#include <support/test_main.h>

#include <QtCore/QSet>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::secrets;

class TstSealer final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void what_is_signed_is_known_by_its_public_key()
    {
        const Sealer sealer(generateStationKey().value());
        const Sealer other(generateStationKey().value());
        const auto signer = sealer.signer("journal a").value();
        const QByteArray signature = signer.sign("bytes").value();
        QCOMPARE(signer.publicKey().size(), qsizetype(kPublicKeyBytes));
        QVERIFY(isSignedBy(signer.publicKey(), "bytes", signature));
        QVERIFY(!isSignedBy(signer.publicKey(), "bytez", signature));
        QVERIFY(!isSignedBy(signer.publicKey(), "bytes", signature.left(63)));
        QVERIFY(!isSignedBy(QByteArray(), "bytes", signature));
        // The same key whenever it is asked for; another for each purpose and each station.
        QCOMPARE(sealer.signer("journal a")->publicKey(), signer.publicKey());
        QVERIFY(sealer.signer("journal b")->publicKey() != signer.publicKey());
        QVERIFY(other.signer("journal a")->publicKey() != signer.publicKey());
        QVERIFY(!isSignedBy(sealer.signer("journal b")->publicKey(), "bytes", signature));
        QCOMPARE(Sealer(Secret(QByteArray("short"))).signer("x").error().code, ErrorCode::InvalidArgument);
        QCOMPARE(Signer(Secret(QByteArray("short"))).sign("x").error().code, ErrorCode::InvalidArgument);
    }
    void what_is_sealed_opens_again()
    {
        const Sealer sealer(generateStationKey().value());
        for (const QByteArray &plain :
             {QByteArray(), QByteArray("x"), QByteArray("s3cr\xc3\xa9t"), QByteArray(5000, '\0')}) {
            const auto sealed = sealer.seal(Secret(QByteArray(plain)), "camera:cam-01");
            QVERIFY(sealed.has_value());
            QVERIFY(plain.size() < 4 || !sealed->contains(plain));
            QCOMPARE(sealer.open(*sealed, "camera:cam-01")->revealBytes(), plain);
        }
    }
    void the_same_secret_never_looks_the_same()
    {
        const Sealer sealer(generateStationKey().value());
        QSet<QByteArray> seen;
        for (int i = 0; i < 100; ++i)
            seen.insert(sealer.seal(Secret(QByteArray("same")), "c").value());
        QCOMPARE(seen.size(), qsizetype(100));
    }
    void another_camera_key_or_byte_does_not_open()
    {
        const Sealer sealer(generateStationKey().value());
        const Sealer other(generateStationKey().value());
        const QByteArray sealed =
            sealer.seal(Secret(QByteArray("secret")), "camera:cam-01").value();
        QCOMPARE(sealer.open(sealed, "camera:cam-02").error().code, ErrorCode::Corrupt);
        QCOMPARE(other.open(sealed, "camera:cam-01").error().code, ErrorCode::Corrupt);
        for (qsizetype i = 0; i < sealed.size(); ++i) {
            QByteArray changed = sealed;
            changed[i] = static_cast<char>(changed.at(i) ^ 1);
            QCOMPARE(sealer.open(changed, "camera:cam-01").error().code, ErrorCode::Corrupt);
            QCOMPARE(sealer.open(sealed.left(i), "camera:cam-01").error().code, ErrorCode::Corrupt);
        }
    }
    void an_error_does_not_tell_the_secret()
    {
        const Sealer sealer(generateStationKey().value());
        const auto opened = sealer.open(QByteArray(60, 'x'), "camera:cam-01");
        QVERIFY(!opened.error().detail.contains(QLatin1String("xxx")));
    }
    void a_key_of_a_wrong_size_is_refused()
    {
        for (const int size : {0, 1, 31, 33}) {
            const Sealer sealer{Secret(QByteArray(size, 'k'))};
            QCOMPARE(sealer.seal(Secret(QByteArray("x")), "c").error().code,
                     ErrorCode::InvalidArgument);
            QCOMPARE(sealer.open(QByteArray(80, 'x'), "c").error().code,
                     ErrorCode::InvalidArgument);
            QCOMPARE(sealer.authenticate("x").error().code, ErrorCode::InvalidArgument);
        }
    }
    void a_fingerprint_depends_on_key_and_bytes()
    {
        const Secret key = generateStationKey().value();
        const Sealer a(key.clone());
        const Sealer same(key.clone());
        const Sealer other(generateStationKey().value());
        QCOMPARE(a.authenticate("head").value(), same.authenticate("head").value());
        QVERIFY(a.authenticate("head").value() != a.authenticate("heaD").value());
        QVERIFY(a.authenticate("head").value() != other.authenticate("head").value());
        QCOMPARE(a.authenticate("head").value().size(), qsizetype(32));
    }
    void keys_are_random()
    {
        QVERIFY(generateStationKey()->revealBytes() != generateStationKey()->revealBytes());
        QCOMPARE(generateStationKey()->size(), qsizetype(kStationKeyBytes));
    }
};

VIGIE_TEST(TstSealer)
#include "tst_sealer.moc"
