// SPDX-License-Identifier: GPL-3.0-or-later
#include "../wall/oise_facts.h"

#include <support/test_main.h>
#include <ui/common/theme.h>
#include <ui/shell/camera_dock.h>

#include <QtCore/QMimeData>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QTreeView>

using namespace vigie;
using namespace vigie::shell;

namespace {

access::Decision onlyBeauvais(const CameraId &camera)
{
    access::Decision decision;
    decision.allowed = camera.value <= QStringLiteral("cam-06");
    if (!decision.allowed)
        decision.reasons = {{access::Check::Territory, 10, QStringLiteral("Commune hors habilitation"),
                             QStringLiteral("R253-3 II 2°"), {}}};
    return decision;
}

/// Names of all rows, indented, as the filter leaves them.
QStringList visibleCameras(const QAbstractItemModel &model, const QModelIndex &above = {})
{
    QStringList names;
    for (int row = 0; row < model.rowCount(above); ++row) {
        const QModelIndex index = model.index(row, 0, above);
        if (!index.data(CameraTreeModel::CameraIdRole).toString().isEmpty())
            names.append(index.data().toString());
        names += visibleCameras(model, index);
    }
    return names;
}

} // namespace

class TstCameraTree final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { ui::applyTheme(*qApp); }
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support)"))); }

    void communesSitesAndCamerasInFrenchOrder()
    {
        test::FixedFacts registry(test::oiseFacts());
        CameraTreeModel model(registry, onlyBeauvais);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QStringList communes;
        for (int row = 0; row < model.rowCount(); ++row)
            communes.append(model.index(row, 0).data().toString());
        QCOMPARE(communes, (QStringList{QStringLiteral("Beauvais"), QStringLiteral("Chantilly"), QStringLiteral("Compiègne"),
                                        QStringLiteral("Creil"), QStringLiteral("Noyon"), QStringLiteral("Senlis")}));
        const QModelIndex beauvais = model.index(0, 0);
        QCOMPARE(model.rowCount(beauvais), 2);
        QCOMPARE(beauvais.data(CameraTreeModel::CountRole).toInt(), 6);
        QCOMPARE(model.camerasAt(beauvais).size(), 6);
    }

    void aRefusedCameraSaysWhy()
    {
        test::FixedFacts registry(test::oiseFacts());
        CameraTreeModel model(registry, onlyBeauvais);
        const QModelIndex refused = model.indexOf(CameraId{QStringLiteral("cam-10")});
        QVERIFY(refused.isValid());
        QVERIFY(!refused.data(CameraTreeModel::AllowedRole).toBool());
        QVERIFY(refused.data(Qt::ToolTipRole).toString().contains(QStringLiteral("Commune hors habilitation (R253-3 II 2°)")));
        QVERIFY(model.indexOf(CameraId{QStringLiteral("cam-01")}).data(CameraTreeModel::AllowedRole).toBool());
    }

    void aCameraIsFoundByTheNumberThatCallsIt()
    {
        registry::Facts facts = test::oiseFacts();
        facts.cameras[CameraId{QStringLiteral("cam-10")}].number = 3012;
        test::FixedFacts registry(facts);
        CameraTreeModel model(registry, onlyBeauvais);
        QCOMPARE(model.indexOf(CameraId{QStringLiteral("cam-10")}).data().toString(), QStringLiteral("3012 · Dépose-minute"));
        CameraTreeFilter filter;
        filter.setSourceModel(&model);
        filter.setNeedle(QStringLiteral("3012"));
        QCOMPARE(filter.rowCount(), 1); // its commune
    }

    void aChangeOfNamesIsNoReset()
    {
        test::FixedFacts registry(test::oiseFacts());
        CameraTreeModel model(registry, onlyBeauvais);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        const QPersistentModelIndex kept = model.indexOf(CameraId{QStringLiteral("cam-02")});
        registry::Facts facts = test::oiseFacts();
        facts.cameras[CameraId{QStringLiteral("cam-02")}].name = QStringLiteral("Rue piétonne nord");
        registry.replace(facts);
        QCOMPARE(reset.size(), 0);
        QVERIFY(kept.isValid());
        QCOMPARE(kept.data().toString(), QStringLiteral("Rue piétonne nord"));
        facts.cameras.remove(CameraId{QStringLiteral("cam-02")});
        registry.replace(facts);
        QCOMPARE(reset.size(), 1);
        QVERIFY(!model.indexOf(CameraId{QStringLiteral("cam-02")}).isValid());
    }

    void rightsAreAskedForRowsOnceUntilForgotten()
    {
        test::FixedFacts registry(test::oiseFacts());
        int previews = 0;
        CameraTreeModel model(registry, [&previews](const CameraId &camera) {
            ++previews;
            return onlyBeauvais(camera);
        });
        QCOMPARE(previews, 0);
        const QModelIndex index = model.indexOf(CameraId{QStringLiteral("cam-02")});
        (void)index.data(CameraTreeModel::AllowedRole);
        (void)index.data(Qt::ToolTipRole);
        QCOMPARE(previews, 1);
        model.forgetRights();
        (void)index.data(CameraTreeModel::AllowedRole);
        QCOMPARE(previews, 2);
    }

    void searchIgnoresAccentsCaseAndApostrophes_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QStringList>("found");
        QTest::newRow("accent left out") << QStringLiteral("pietonne") << QStringList{QStringLiteral("Rue piétonne")};
        QTest::newRow("capitals") << QStringLiteral("PARVIS GARE") << QStringList{QStringLiteral("Parvis de la gare")};
        QTest::newRow("words in any order") << QStringLiteral("gare parvis") << QStringList{QStringLiteral("Parvis de la gare")};
        QTest::newRow("straight apostrophe") << QStringLiteral("plan d'eau entree") << QStringList{QStringLiteral("Entrée du plan d’eau")};
        QTest::newRow("ligature") << QStringLiteral("boeuf") << QStringList{QStringLiteral("Bœuf couronné")};
        QTest::newRow("commune") << QStringLiteral("senlis") << QStringList{QStringLiteral("Place Notre-Dame"), QStringLiteral("Rue du Châtel")};
        QTest::newRow("INSEE code") << QStringLiteral("60463") << QStringList{QStringLiteral("Bœuf couronné"), QStringLiteral("Parvis")};
        QTest::newRow("part of a word") << QStringLiteral("solf") << QStringList{QStringLiteral("Pont Solférino")};
        QTest::newRow("nothing") << QStringLiteral("zzz") << QStringList{};
    }
    void searchIgnoresAccentsCaseAndApostrophes()
    {
        QFETCH(QString, typed);
        QFETCH(QStringList, found);
        test::FixedFacts registry(test::oiseFacts());
        CameraTreeModel model(registry, onlyBeauvais);
        CameraTreeFilter filter;
        filter.setSourceModel(&model);
        const QAbstractItemModelTester tester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
        filter.setNeedle(typed);
        QCOMPARE(visibleCameras(filter), found);
        filter.setNeedle({});
        QCOMPARE(visibleCameras(filter).size(), 18);
    }

    void dragCarriesTheCamerasOfARow()
    {
        test::FixedFacts registry(test::oiseFacts());
        CameraTreeModel model(registry, onlyBeauvais);
        const QModelIndex site = model.index(0, 0, model.index(0, 0));
        const std::unique_ptr<QMimeData> payload(model.mimeData({site}));
        QVERIFY(payload);
        QCOMPARE(payload->data(QStringLiteral("application/x-vigie-camera")).split('\n').size(), model.camerasAt(site).size());
        QCOMPARE(model.mimeData({}), nullptr);
    }

    void typeEnterEnterOpensTheCamera()
    {
        test::FixedFacts registry(test::oiseFacts());
        CameraTreeModel model(registry, onlyBeauvais);
        CameraDock dock(model);
        dock.resize(300, 600);
        dock.show();
        dock.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&dock));
        QSignalSpy opened(&dock, &CameraDock::openRequested);
        dock.focusSearch();
        QTest::keyClicks(dock.search(), QStringLiteral("solf"));
        QTest::keyClick(dock.search(), Qt::Key_Return);
        QVERIFY(dock.tree()->hasFocus());
        QTest::keyClick(dock.tree(), Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened.first().first().value<CameraId>(), CameraId{QStringLiteral("cam-08")});
        dock.search()->setFocus();
        QTest::keyClick(dock.search(), Qt::Key_Escape);
        QVERIFY(dock.search()->text().isEmpty());
    }

    void doubleClickOpens()
    {
        test::FixedFacts registry(test::oiseFacts());
        CameraTreeModel model(registry, onlyBeauvais);
        CameraDock dock(model);
        dock.resize(300, 900);
        dock.show();
        QVERIFY(QTest::qWaitForWindowExposed(&dock));
        QSignalSpy opened(&dock, &CameraDock::openRequested);
        dock.search()->setText(QStringLiteral("solferino"));
        dock.reveal(CameraId{QStringLiteral("cam-08")});
        const QPoint at = dock.tree()->visualRect(dock.tree()->currentIndex()).center();
        QTest::mouseClick(dock.tree()->viewport(), Qt::LeftButton, {}, at);
        QTest::mouseDClick(dock.tree()->viewport(), Qt::LeftButton, {}, at);
        QCOMPARE(opened.size(), 1);
    }
};

VIGIE_TEST(TstCameraTree)
#include "tst_camera_tree.moc"
