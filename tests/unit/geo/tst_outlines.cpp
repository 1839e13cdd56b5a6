// SPDX-License-Identifier: GPL-3.0-or-later
#include <geo/mercator.h>
#include <geo/outline_store.h>
#include <geo/simplify.h>
#include <support/test_main.h>

#include <QtCore/QElapsedTimer>
#include <QtCore/QFileInfo>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <cmath>

using namespace vigie;
using namespace vigie::geo;

namespace {

QString oise()
{
    return QStringLiteral(VIGIE_GEO_DATA "/communes-60-oise.geojson");
}

Ring circle(int points, double wobble)
{
    Ring ring;
    for (int i = 0; i < points; ++i) {
        const double angle = 2 * 3.14159265358979 * i / points;
        const double radius = 0.01 * (1 + (i % 2 ? wobble : -wobble));
        ring.append({0.5 + radius * std::cos(angle), 0.5 + radius * std::sin(angle)});
    }
    return ring;
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

} // namespace

class TstOutlines final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void smallWigglesGoFirst()
    {
        const SimplifiedRings rings({circle(2000, 0.001)});
        const QList<Ring> fine = rings.at(0);
        const QList<Ring> coarse = rings.at(0.001);
        QCOMPARE(fine.first().size(), 2000);
        QVERIFY(coarse.first().size() < 60);
        QVERIFY(coarse.first().size() >= 3);
        // What is left still is the same ground.
        const double lost =
            std::abs(signedArea(coarse.first())) / std::abs(signedArea(fine.first()));
        QVERIFY2(lost > 0.9 && lost < 1.1, qPrintable(QString::number(lost)));
        QVERIFY(rings.at(1).isEmpty()); // smaller than half a pixel: not drawn
    }

    void aHostileRingCostsNoQuadraticTime()
    {
        Ring spiral; // Douglas-Peucker would need n² steps on it
        for (int i = 0; i < 200'000; ++i)
            spiral.append(
                {0.5 + 1e-6 * i * std::cos(i * 0.01), 0.5 + 1e-6 * i * std::sin(i * 0.01)});
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(pointWeights(spiral).size(), spiral.size());
        QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
    }

    void weightsOfAFewPoints()
    {
        QVERIFY(pointWeights({}).isEmpty());
        for (const double weight : pointWeights({{0, 0}, {1, 0}, {0, 1}}))
            QVERIFY(std::isinf(weight));
    }

    void theStoreKeepsWhatWasImported()
    {
        QTemporaryDir folder;
        const QString source = folder.filePath(QStringLiteral("source.geojson"));
        Outline first{
            Insee{QStringLiteral("60057")}, QStringLiteral("Beauvais"), {circle(8, 0)}, {}};
        write(source, writeOutlines({first}, QStringLiteral("IGN")));
        OutlineStore store(folder.filePath(QStringLiteral("data/geo")));
        QVERIFY(store.load()); // nothing yet is no error
        QVERIFY(store.outlines().isEmpty());
        const auto file = store.importFile(source);
        QVERIFY2(file, file ? "" : qPrintable(toLogText(file.error())));
        QCOMPARE(store.attribution(), QStringLiteral("IGN"));

        Outline second = first;
        second.code = Insee{QStringLiteral("60159")};
        first.name = QStringLiteral("Beauvais 2");
        write(source, writeOutlines({first, second}, {}));
        QVERIFY(store.importFile(source, QStringLiteral("Commune")));

        OutlineStore later(folder.filePath(QStringLiteral("data/geo")));
        QVERIFY(later.load());
        QCOMPARE(later.outlines().size(), 2);
        QCOMPARE(later.outlines().first().name, QStringLiteral("Beauvais 2"));
        QCOMPARE(later.attribution(), QStringLiteral("IGN · Commune"));
        const auto others = QFileDevice::ReadGroup | QFileDevice::ReadOther;
        QVERIFY(!(QFileInfo(QFileInfo(later.filePath()).path()).permissions() & others));

        QVERIFY(later.clear());
        QVERIFY(!QFileInfo::exists(later.filePath()));
        QVERIFY(later.outlines().isEmpty());
    }

    void aBadFileChangesNothing()
    {
        QTemporaryDir folder;
        OutlineStore store(folder.path());
        const QString source = folder.filePath(QStringLiteral("source.geojson"));
        write(
            source,
            writeOutlines(
                {{Insee{QStringLiteral("60057")}, QStringLiteral("Beauvais"), {circle(8, 0)}, {}}},
                {}));
        QVERIFY(store.importFile(source));
        write(source, "{\"type\":");
        const auto bad = store.importFile(source);
        QVERIFY(!bad);
        QCOMPARE(bad.error().code, ErrorCode::Corrupt);
        const auto absent = store.importFile(folder.filePath(QStringLiteral("absent.geojson")));
        QCOMPARE(absent.error().code, ErrorCode::NotFound);
        QCOMPARE(store.outlines().size(), 1);
        OutlineStore later(folder.path());
        QVERIFY(later.load());
        QCOMPARE(later.outlines().size(), 1);
    }

    void aDamagedStoreSaysSoAndIsLeftForALook()
    {
        QTemporaryDir folder;
        OutlineStore store(folder.path());
        write(store.filePath(), "not json");
        const auto loaded = store.load();
        QVERIFY(!loaded);
        QCOMPARE(loaded.error().code, ErrorCode::Corrupt);
        QVERIFY(store.outlines().isEmpty());
        QVERIFY(QFileInfo::exists(store.filePath()));
    }

    void theWholeOise()
    {
        if (!QFileInfo::exists(oise()))
            QSKIP("the commune outlines do not lie beside this checkout (../shared/geo)");
        const auto file = readOutlineFile(oise());
        QVERIFY(file);
        QCOMPARE(file->problemCount, 0);
        QCOMPARE(file->outlines.size(), 686);
        const qsizetype at = outlineAt(file->outlines, project({49.4333, 2.0833}));
        QVERIFY(at >= 0);
        QCOMPARE(file->outlines.at(at).code.value, QStringLiteral("60057"));
        QCOMPARE(file->outlines.at(at).name, QStringLiteral("Beauvais"));
        QCOMPARE(outlineAt(file->outlines, project({48.8584, 2.2945})), -1); // Paris
        qsizetype points = 0;
        qsizetype drawn = 0;
        for (const Outline &outline : file->outlines) {
            for (const Ring &ring : outline.rings)
                points += ring.size();
            for (const Ring &ring : SimplifiedRings(outline.rings).at(0.6 / worldPixels(7)))
                drawn += ring.size();
        }
        QVERIFY2(points > 20'000 && drawn < points / 2,
                 qPrintable(QStringLiteral("%1 of %2").arg(drawn).arg(points)));
    }
};

VIGIE_TEST(TstOutlines)
#include "tst_outlines.moc"
