// SPDX-License-Identifier: GPL-3.0-or-later
#include <geo/geojson.h>
#include <geo/json_scanner.h>
#include <geo/mercator.h>
#include <support/test_main.h>

#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::geo;

namespace {

const char kSquare[] = "[[[2,49],[2.1,49],[2.1,49.1],[2,49.1],[2,49]]]";

QByteArray feature(const QByteArray &code, const QByteArray &geometry)
{
    return R"({"type":"Feature","properties":{"code":)" + code
        + R"(,"nom":"L\u2019\u00cele"},"geometry":)" + geometry + "}";
}

QByteArray polygon(const QByteArray &coordinates)
{
    return R"({"type":"Polygon","coordinates":)" + coordinates + "}";
}

QByteArray collection(const QByteArray &features)
{
    return R"({"type":"FeatureCollection","features":[)" + features + "]}";
}

QByteArray good()
{
    return feature("\"60057\"", polygon(kSquare));
}

} // namespace

Q_DECLARE_METATYPE(vigie::geo::OutlineProblem::Kind)

class TstGeojson final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void aCommune()
    {
        const auto file = readOutlines(collection(good()));
        QVERIFY(file);
        QCOMPARE(file->outlines.size(), 1);
        const Outline &outline = file->outlines.first();
        QCOMPARE(outline.code.value, QStringLiteral("60057"));
        QCOMPARE(outline.name, QStringLiteral("L’Île"));
        QCOMPARE(outline.rings.size(), 1);
        QCOMPARE(outline.rings.first().size(), 4); // the closing point is not kept
        QVERIFY(outline.contains(project({49.05, 2.05})));
        QVERIFY(!outline.contains(project({49.05, 2.15})));
        QCOMPARE(file->problemCount, 0);
    }

    void aHoleIsOutside()
    {
        const QByteArray ring =
            "[[[2,49],[2.1,49],[2.1,49.1],[2,49.1],[2,49]],"
            "[[2.04,49.04],[2.06,49.04],[2.06,49.06],[2.04,49.06],[2.04,49.04]]]";
        const auto file = readOutlines(collection(feature("\"60057\"", polygon(ring))));
        QVERIFY(file);
        QVERIFY(!file->outlines.first().contains(project({49.05, 2.05})));
        QVERIFY(file->outlines.first().contains(project({49.02, 2.05})));
        QCOMPARE(outlineAt(file->outlines, project({49.02, 2.05})), 0);
        QCOMPARE(outlineAt(file->outlines, project({49.05, 2.05})), -1);
    }

    void partsOfOneCommuneAreJoined()
    {
        const QByteArray island =
            R"({"coordinates":[[[[3,49],[3.1,49],[3.1,49.1]]],[[[4,49],[4.1,49],[4.1,49.1]]]],"type":"MultiPolygon"})";
        const auto file = readOutlines(collection(good() + "," + feature("\"60057\"", island)));
        QVERIFY(file);
        QCOMPARE(file->outlines.size(), 1);
        QCOMPARE(file->outlines.first().rings.size(), 3);
        QVERIFY(file->outlines.first().contains(project({49.02, 4.08})));
    }

    void namesThatIgnGives()
    {
        const QByteArray ign = R"({"type":"Feature","geometry":)" + polygon(kSquare)
            + R"(,"properties":{"ID":"X","INSEE_COM":"1004","NOM":"AMB\u00c9RIEU","POPULATION":null}})";
        const auto file = readOutlines("\xEF\xBB\xBF" + collection(ign));
        QVERIFY(file);
        QCOMPARE(file->outlines.first().code.value, QStringLiteral("01004"));
        QCOMPARE(file->outlines.first().name, QStringLiteral("AMBÉRIEU"));
    }

    void theSourceIsKept()
    {
        const auto file = readOutlines(
            R"({"source":"IGN Admin Express 2026","type":"FeatureCollection","crs":{"a":[1,{"b":[]}]},"features":[)"
            + good() + "]}");
        QVERIFY(file);
        QCOMPARE(file->attribution, QStringLiteral("IGN Admin Express 2026"));
    }

    void wrongPartsAreDroppedAndListed_data()
    {
        using Kind = OutlineProblem::Kind;
        QTest::addColumn<QByteArray>("bad");
        QTest::addColumn<Kind>("kind");
        const auto ring = [](const char *points) {
            return feature("\"60001\"", polygon(QByteArray("[[") + points + "]]"));
        };
        QTest::newRow("no code") << feature("null", polygon(kSquare)) << Kind::NoCode;
        QTest::newRow("code of a department")
            << feature("\"60\"", polygon(kSquare)) << Kind::NoCode;
        QTest::newRow("code with a path in it")
            << feature("\"../60\"", polygon(kSquare)) << Kind::NoCode;
        QTest::newRow("no geometry") << feature("\"60001\"", "null") << Kind::NotAnArea;
        QTest::newRow("a point") << feature("\"60001\"", R"({"type":"Point","coordinates":[2,49]})")
                                 << Kind::NotAnArea;
        QTest::newRow("a feature that is a number") << QByteArray("12") << Kind::NotAnArea;
        QTest::newRow("polygon nested as a multipolygon")
            << feature("\"60001\"", polygon(QByteArray("[") + kSquare + "]")) << Kind::NotAnArea;
        QTest::newRow("Lambert-93 metres")
            << ring("[650000,6900000],[650100,6900000],[650100,6900100],[650000,6900000]")
            << Kind::OutOfRange;
        QTest::newRow("latitude first, beyond the pole")
            << ring("[2,99],[2.1,99],[2.1,99.1],[2,99]") << Kind::OutOfRange;
        QTest::newRow("a number that overflows")
            << ring("[1e999,49],[2.1,49],[2.1,49.1],[2,49]") << Kind::OutOfRange;
        QTest::newRow("a position with one number")
            << ring("[2],[2.1,49],[2.1,49.1],[2,49]") << Kind::OutOfRange;
        QTest::newRow("a position of texts")
            << ring("[\"2\",\"49\"],[2.1,49],[2.1,49.1],[2,49]") << Kind::OutOfRange;
        QTest::newRow("two points") << ring("[2,49],[2.1,49],[2,49]") << Kind::BadRing;
        QTest::newRow("one point again and again")
            << ring("[2,49],[2,49],[2,49],[2,49]") << Kind::BadRing;
        QTest::newRow("a line, no surface") << ring("[2,0],[2.1,0],[2.2,0],[2,0]") << Kind::BadRing;
    }
    void wrongPartsAreDroppedAndListed()
    {
        QFETCH(QByteArray, bad);
        QFETCH(OutlineProblem::Kind, kind);
        const auto file = readOutlines(collection(bad + "," + good()));
        QVERIFY2(file, file ? "" : qPrintable(toLogText(file.error())));
        QCOMPARE(file->outlines.size(), 1);
        QVERIFY(file->problemCount >= 1);
        QCOMPARE(file->problems.first().kind, kind);
        QCOMPARE(file->problems.first().feature, 0);
    }

    void refusedAsAWhole_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<ErrorCode>("code");
        const auto corrupt = ErrorCode::Corrupt;
        const auto invalid = ErrorCode::InvalidArgument;
        QTest::newRow("empty file") << QByteArray() << corrupt;
        QTest::newRow("a picture") << QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16) << corrupt;
        QTest::newRow("cut in a number") << collection(good()).left(120) << corrupt;
        QTest::newRow("cut in a text") << QByteArray("{\"type\":\"Feat") << corrupt;
        QTest::newRow("text after the end") << collection(good()) + "x" << corrupt;
        QTest::newRow("a broken escape") << QByteArray(R"({"type":"\u12G4"})") << corrupt;
        QTest::newRow("an unknown escape") << QByteArray(R"({"type":"\x41"})") << corrupt;
        QTest::newRow("escape at the end of the file") << QByteArray("{\"type\":\"\\") << corrupt;
        QTest::newRow("missing comma") << QByteArray(R"({"type":"a" "b":1})") << corrupt;
        QTest::newRow("trailing comma") << QByteArray(R"({"type":"a",})") << corrupt;
        QTest::newRow("closed by the wrong bracket")
            << QByteArray(R"({"features":[}]})") << corrupt;
        QTest::newRow("a million open brackets") << QByteArray(1'000'000, '[') << corrupt;
        QTest::newRow("a million brackets under coordinates")
            << collection(feature("\"60001\"", polygon(QByteArray(1'000'000, '[')))) << corrupt;
        QTest::newRow("a list") << QByteArray("[]") << corrupt;
        QTest::newRow("an object that is something else") << QByteArray(R"({"a":true})") << invalid;
        QTest::newRow("a geometry alone") << polygon(kSquare) << invalid;
        QTest::newRow("no feature") << collection({}) << invalid;
        QTest::newRow("features is a text")
            << QByteArray(R"({"type":"FeatureCollection","features":"x"})") << invalid;
        QTest::newRow("nothing usable") << collection(feature("null", polygon(kSquare))) << invalid;
    }
    void refusedAsAWhole()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(ErrorCode, code);
        const auto file = readOutlines(bytes);
        QVERIFY(!file);
        QCOMPARE(file.error().code, code);
    }

    void everyTruncationIsAnError()
    {
        const QByteArray whole = collection(good() + "," + feature("\"60058\"", polygon(kSquare)));
        for (qsizetype length = 0; length < whole.size(); ++length)
            QVERIFY2(!readOutlines(whole.left(length)), qPrintable(QString::number(length)));
        QVERIFY(readOutlines(whole));
    }

    void everyDamagedByteIsSurvived()
    {
        const QByteArray whole = collection(good());
        for (qsizetype at = 0; at < whole.size(); ++at) {
            for (const char byte : {'\0', '"', '[', '}', '\\', '\xff', '9', ','}) {
                QByteArray damaged = whole;
                damaged[at] = byte;
                const auto file =
                    readOutlines(damaged); // any answer, no crash (the asan preset watches)
                if (file)
                    QVERIFY(file->outlines.first().rings.first().size() >= 3);
            }
        }
    }

    void limitsHold()
    {
        const QByteArray two = collection(good() + "," + feature("\"60058\"", polygon(kSquare)));
        QVERIFY(readOutlines(two, {.bytes = two.size(), .points = 10, .features = 2}));
        for (const OutlineLimits &limits :
             {OutlineLimits{.bytes = two.size() - 1}, OutlineLimits{.points = 9},
              OutlineLimits{.features = 1}}) {
            const auto file = readOutlines(two, limits);
            QVERIFY(!file);
            QCOMPARE(file.error().code, ErrorCode::InvalidArgument);
        }
    }

    void problemsAreCountedButNotKeptForever()
    {
        QByteArray features = good();
        for (int i = 0; i < 500; ++i)
            features += ",{}";
        const auto file = readOutlines(collection(features));
        QVERIFY(file);
        QCOMPARE(file->problemCount, 500);
        QCOMPARE(file->problems.size(), kMaxProblems);
    }

    void writtenAndReadBack()
    {
        const auto file = readOutlines(collection(good()));
        QVERIFY(file);
        QList<Outline> outlines = file->outlines;
        outlines.first().name = QStringLiteral("Nom \"cité\" \\ fin");
        const auto again = readOutlines(writeOutlines(outlines, QStringLiteral("IGN « 2026 »")));
        QVERIFY(again);
        QCOMPARE(again->attribution, QStringLiteral("IGN « 2026 »"));
        QCOMPARE(again->outlines.first().name, outlines.first().name);
        const Ring &before = outlines.first().rings.first();
        const Ring &after = again->outlines.first().rings.first();
        QCOMPARE(after.size(), before.size());
        for (qsizetype i = 0; i < before.size(); ++i)
            QVERIFY(distanceMetres(unproject(before.at(i)), unproject(after.at(i))) < 0.02);
    }
};

VIGIE_TEST(TstGeojson)
#include "tst_geojson.moc"
