// SPDX-License-Identifier: GPL-3.0-or-later
#include <net/digest.h>
#include <support/test_main.h>

#include <QtCore/QCryptographicHash>
#include <QtCore/QRandomGenerator>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::net;

namespace {

/// What a server would read back out of the header.
QByteArray parameter(const QByteArray &header, const QByteArray &name)
{
    const auto at = header.indexOf(QByteArray(' ' + name + '='));
    if (at < 0)
        return {};
    QByteArray rest = header.mid(at + name.size() + 2);
    if (rest.startsWith('"'))
        return rest.mid(1, rest.indexOf('"', 1) - 1);
    return rest.left(rest.indexOf(',') < 0 ? rest.size() : rest.indexOf(','));
}

} // namespace

class TstDigest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void choosesTheStrongestChallenge_data();
    void choosesTheStrongestChallenge();
    void refusesWhatItCannotAnswer_data();
    void refusesWhatItCannotAnswer();
    void answersAsTheStandardDoes_data();
    void answersAsTheStandardDoes();
    void sessionVariantHashesTwice();
    void saysOnlyWhatWasAsked();
    void countsInEightHexDigits();
    void aQuoteOrLineBreakStaysInsideItsParameter();
    void clientNoncesDiffer();
    void survivesAnyBytes();
};

void TstDigest::choosesTheStrongestChallenge_data()
{
    QTest::addColumn<QList<QByteArray>>("headers");
    QTest::addColumn<bool>("sha256");
    QTest::addColumn<QByteArray>("nonce");
    QTest::addRow("MD5 alone")
        << QList<QByteArray>{R"(Digest realm="r", nonce="n1", algorithm=MD5, qop="auth")"} << false
        << QByteArray("n1");
    QTest::addRow("no algorithm means MD5")
        << QList<QByteArray>{R"(Digest realm="r", nonce="n1")"} << false << QByteArray("n1");
    QTest::addRow("SHA-256 after MD5, two lines")
        << QList<QByteArray>{R"(Digest realm="r", nonce="n1", algorithm=MD5)",
                             R"(Digest realm="r", nonce="n2", algorithm=SHA-256, qop="auth")"}
        << true << QByteArray("n2");
    QTest::addRow("SHA-256 before MD5, one line") << QList<
        QByteArray>{R"(Digest realm="r", nonce="n1", algorithm=SHA-256, Digest realm="r", nonce="n2", algorithm=MD5)"}
                                                  << true << QByteArray("n1");
    QTest::addRow("Basic first")
        << QList<QByteArray>{R"(Basic realm="r", Digest realm="r", nonce="n1")"} << false
        << QByteArray("n1");
    QTest::addRow("Basic last, its realm does not leak in")
        << QList<QByteArray>{R"(Digest realm="r", nonce="n1", Basic realm="other", nonce="x")"}
        << false << QByteArray("n1");
    QTest::addRow("unknown algorithm beside MD5")
        << QList<QByteArray>{R"(Digest realm="r", nonce="n0", algorithm=SHA-512-256)",
                             R"(Digest realm="r", nonce="n1", algorithm="md5")"}
        << false << QByteArray("n1");
    QTest::addRow("odd case and spaces")
        << QList<QByteArray>{R"(  dIgEsT   REALM = "r" ,, Nonce = "n1" ,Algorithm = sha-256)"}
        << true << QByteArray("n1");
    QTest::addRow("escaped quote in the realm")
        << QList<QByteArray>{R"(Digest realm="r\"", nonce="n1")"} << false << QByteArray("n1");
}

void TstDigest::choosesTheStrongestChallenge()
{
    QFETCH(QList<QByteArray>, headers);
    QFETCH(bool, sha256);
    QFETCH(QByteArray, nonce);
    const auto challenge = strongestDigest(headers);
    QVERIFY2(challenge, challenge ? "" : qPrintable(toLogText(challenge.error())));
    QCOMPARE(challenge->algorithm == DigestAlgorithm::Sha256, sha256);
    QCOMPARE(challenge->nonce, nonce);
    QVERIFY(challenge->realm.startsWith('r'));
}

void TstDigest::refusesWhatItCannotAnswer_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<ErrorCode>("code");
    QTest::addRow("nothing") << QByteArray() << ErrorCode::NotSupported;
    QTest::addRow("Basic alone") << QByteArray(R"(Basic realm="r")") << ErrorCode::NotSupported;
    QTest::addRow("no nonce") << QByteArray(R"(Digest realm="r")") << ErrorCode::NotSupported;
    QTest::addRow("auth-int alone")
        << QByteArray(R"(Digest realm="r", nonce="n", qop="auth-int")") << ErrorCode::NotSupported;
    QTest::addRow("session without qop")
        << QByteArray(R"(Digest realm="r", nonce="n", algorithm=MD5-sess)")
        << ErrorCode::NotSupported;
    QTest::addRow("unknown algorithm")
        << QByteArray(R"(Digest realm="r", nonce="n", algorithm=ROT13)") << ErrorCode::NotSupported;
    QTest::addRow("5 KiB of it") << QByteArray("Digest realm=\"" + QByteArray(5120, 'x')
                                               + "\", nonce=\"n\"")
                                 << ErrorCode::Protocol;
}

void TstDigest::refusesWhatItCannotAnswer()
{
    QFETCH(QByteArray, header);
    QFETCH(ErrorCode, code);
    const auto challenge = strongestDigest({header});
    QVERIFY(!challenge);
    QCOMPARE(challenge.error().code, code);
}

void TstDigest::answersAsTheStandardDoes_data()
{
    // The examples of RFC 7616, section 3.9.1, and of RFC 2617, section 3.5; RFC 2069 as its
    // erratum gives it.
    QTest::addColumn<QByteArray>("challenge");
    QTest::addColumn<QByteArray>("password");
    QTest::addColumn<QByteArray>("clientNonce");
    QTest::addColumn<QByteArray>("response");
    const QByteArray rfc7616 =
        R"(Digest realm="http-auth@example.org", qop="auth, auth-int", nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", )"
        R"(opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS", algorithm=)";
    QTest::addRow("RFC 7616 MD5") << QByteArray(rfc7616 + "MD5") << QByteArray("Circle of Life")
                                  << QByteArray("f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ")
                                  << QByteArray("8ca523f5e9506fed4657c9700eebdbec");
    QTest::addRow("RFC 7616 SHA-256")
        << QByteArray(rfc7616 + "SHA-256") << QByteArray("Circle of Life")
        << QByteArray("f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ")
        << QByteArray("753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1");
    QTest::addRow("RFC 2617") << QByteArray(
        R"(Digest realm="testrealm@host.com", qop="auth,auth-int", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", )"
        R"(opaque="5ccc069c403ebaf9f0171e9517f40e41")")
                              << QByteArray("Circle Of Life") << QByteArray("0a4f113b")
                              << QByteArray("6629fae49393a05397450978507c4ef1");
    QTest::addRow("RFC 2069, without qop") << QByteArray(
        R"(Digest realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", )"
        R"(opaque="5ccc069c403ebaf9f0171e9517f40e41")")
                                           << QByteArray("CircleOfLife") << QByteArray("unused")
                                           << QByteArray("1949323746fe6a43ef61f9606e7febea");
}

void TstDigest::answersAsTheStandardDoes()
{
    QFETCH(QByteArray, challenge);
    QFETCH(QByteArray, password);
    QFETCH(QByteArray, clientNonce);
    const auto parsed = strongestDigest({challenge});
    QVERIFY(parsed);
    const auto header = digestAuthorization(*parsed, "Mufasa", Secret(password), "GET",
                                            "/dir/index.html", 1, clientNonce);
    QTEST(parameter(header, "response"), "response");
    QCOMPARE(parameter(header, "username"), QByteArray("Mufasa"));
    QVERIFY(!header.contains(password));
}

void TstDigest::sessionVariantHashesTwice()
{
    const auto challenge =
        strongestDigest({R"(Digest realm="r", nonce="n", qop="auth", algorithm=MD5-sess)"});
    QVERIFY(challenge);
    const auto header =
        digestAuthorization(*challenge, "u", Secret(QByteArray("p")), "POST", "/x", 2, "c");
    const auto md5 = [](const QByteArray &text) {
        return QCryptographicHash::hash(text, QCryptographicHash::Md5).toHex();
    };
    const QByteArray ha1 = md5(QByteArray(md5("u:r:p") + ":n:c"));
    QCOMPARE(parameter(header, "response"),
             md5(QByteArray(ha1 + ":n:00000002:c:auth:" + md5("POST:/x"))));
    QCOMPARE(parameter(header, "algorithm"), QByteArray("MD5-sess"));
}

void TstDigest::saysOnlyWhatWasAsked()
{
    // TP-Link refuses an algorithm it did not name.
    const auto plain = strongestDigest({R"(Digest realm="r", nonce="n")"});
    const auto header =
        digestAuthorization(*plain, "u", Secret(QByteArray("p")), "POST", "/x", 1, "c");
    for (const char *unasked : {"algorithm", "qop", "nc", "cnonce", "opaque"})
        QVERIFY2(parameter(header, unasked).isEmpty(), unasked);
    const auto full =
        strongestDigest({R"(Digest realm="r", nonce="n", qop="auth", opaque="o", algorithm=MD5)"});
    const auto all = digestAuthorization(*full, "u", Secret(QByteArray("p")), "POST", "/x", 1, "c");
    QCOMPARE(parameter(all, "algorithm"), QByteArray("MD5"));
    QCOMPARE(parameter(all, "qop"), QByteArray("auth"));
    QCOMPARE(parameter(all, "cnonce"), QByteArray("c"));
    QCOMPARE(parameter(all, "opaque"), QByteArray("o"));
}

void TstDigest::countsInEightHexDigits()
{
    const auto challenge = strongestDigest({R"(Digest realm="r", nonce="n", qop="auth")"});
    const auto count = [&](quint32 n) {
        return parameter(digestAuthorization(*challenge, "u", {}, "POST", "/", n, "c"), "nc");
    };
    QCOMPARE(count(1), QByteArray("00000001"));
    QCOMPARE(count(255), QByteArray("000000ff"));
    QCOMPARE(count(0xffffffff), QByteArray("ffffffff"));
}

void TstDigest::aQuoteOrLineBreakStaysInsideItsParameter()
{
    auto challenge = *strongestDigest({R"(Digest realm="a\"b\\c", nonce="n")"});
    QCOMPARE(challenge.realm, QByteArray("a\"b\\c"));
    challenge.realm += "\r\nEvil: 1";
    const auto header = digestAuthorization(challenge, "u\"\r\nEvil: 2", {}, "POST", "/", 1, "c");
    QVERIFY(!header.contains('\r') && !header.contains('\n'));
    QVERIFY(header.contains("realm=\"a\\\"b\\\\cEvil: 1\""));
    QVERIFY(header.contains("username=\"u\\\"Evil: 2\""));
}

void TstDigest::clientNoncesDiffer()
{
    const QByteArray first = makeClientNonce();
    QCOMPARE(first.size(), 32);
    QVERIFY(first != makeClientNonce());
}

void TstDigest::survivesAnyBytes()
{
    QRandomGenerator random(1);
    const QByteArray good =
        R"(Digest realm="r\"x", nonce="n", qop="auth,auth-int", algorithm=SHA-256, Basic realm="z")";
    for (qsizetype length = 0; length <= good.size(); ++length) {
        const auto cut = strongestDigest({good.left(length)});
        QVERIFY(cut || cut.error().code == ErrorCode::NotSupported);
    }
    for (int round = 0; round < 20000; ++round) {
        QByteArray bad = good;
        for (int i = 0; i < 4; ++i)
            bad[random.bounded(static_cast<int>(bad.size()))] =
                static_cast<char>(random.bounded(256));
        const auto read = strongestDigest({bad});
        if (read)
            QVERIFY(!digestAuthorization(*read, "u", {}, "POST", "/", 1, "c").contains('\n'));
    }
}

VIGIE_TEST(TstDigest)
#include "tst_digest.moc"
