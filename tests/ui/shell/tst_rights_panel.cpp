// SPDX-License-Identifier: GPL-3.0-or-later
#include "../wall/oise_facts.h"
#include "fake_desk.h"

#include <support/fake_clock.h>
#include <support/test_main.h>
#include <ui/shell/rights.h>
#include <ui/shell/rights_panel.h>

#include <QtTest/QTest>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QTreeView>

using namespace vigie;
using namespace vigie::shell;

/// Who am I, and what may I see, until when, and why.
class TstRightsPanel final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support)")));
        m_desk = std::make_unique<test::FakeDesk>();
        const auto facts = m_registry.facts();
        m_camera = facts->cameras.constBegin().key();
        m_desk->fakeViews.allowed.insert(m_camera);
    }
    void everyCameraStandsOnceUnderItsCommune()
    {
        const auto facts = m_registry.facts();
        const auto all = rightsOf(*facts, [this](const CameraId &camera) { return m_desk->preview(camera); });
        int cameras = 0;
        int allowed = 0;
        for (const CommuneRights &rights : all) {
            int here = 0;
            for (const SameAnswer &answer : rights.answers)
                here += static_cast<int>(answer.cameras.size());
            QCOMPARE(here, rights.cameras);
            QVERIFY(!rights.commune.isEmpty());
            cameras += rights.cameras;
            allowed += rights.allowed;
        }
        QCOMPARE(cameras, static_cast<int>(facts->cameras.size()));
        QCOMPARE(allowed, 1);
        QVERIFY(std::is_sorted(all.cbegin(), all.cend(), [](const auto &a, const auto &b) { return a.commune.localeAwareCompare(b.commune) < 0; }));
    }
    void theSameAnswerIsSaidOnce()
    {
        const auto facts = m_registry.facts();
        const auto all = rightsOf(*facts, [](const CameraId &) {
            access::Decision no;
            no.reasons = {{access::Check::Territory, 10, QStringLiteral("non"), {}, {}, {}}};
            return no;
        });
        for (const CommuneRights &rights : all)
            QCOMPARE(rights.answers.size(), qsizetype(1));
    }
    void aRefusalSaysWhyByWhichArticleAndAWordFindsIt()
    {
        RightsPanel panel({m_registry, *m_desk, m_clock});
        auto *tree = panel.findChild<QTreeView *>(QStringLiteral("rightsTree"));
        QVERIFY(textsOf(*tree).contains(QStringLiteral("Commune hors habilitation")));
        QVERIFY(textsOf(*tree).filter(QStringLiteral("R253-3 II 2°")).size() >= 1);
        const auto rows = textsOf(*tree).size();
        panel.findChild<QLineEdit *>(QStringLiteral("rightsSearch"))->setText(QStringLiteral("ZZZ"));
        QCOMPARE(textsOf(*tree).size(), qsizetype(0));
        panel.findChild<QLineEdit *>(QStringLiteral("rightsSearch"))->setText(QStringLiteral("hors HABILITATION"));
        QVERIFY(textsOf(*tree).size() > 0 && textsOf(*tree).size() < rows);
        QVERIFY(!panel.findChild<QLabel *>(QStringLiteral("rightsName"))->text().isEmpty());
    }
    void itFollowsWhatChanges()
    {
        RightsPanel panel({m_registry, *m_desk, m_clock});
        auto *tree = panel.findChild<QTreeView *>(QStringLiteral("rightsTree"));
        const auto allowedRows = [&] { return textsOf(*tree).filter(QStringLiteral("Beauvais, au nom")).size() + textsOf(*tree).filter(QStringLiteral("autorité exclusive")).size(); };
        QCOMPARE(allowedRows(), qsizetype(1));
        m_desk->fakeViews.allowed.clear();
        Q_EMIT m_desk->rightsMayHaveChanged();
        QCOMPARE(allowedRows(), qsizetype(0));
    }

private:
    static void collect(const QAbstractItemModel &model, const QModelIndex &parent, QStringList &texts)
    {
        for (int row = 0; row < model.rowCount(parent); ++row) {
            for (int column = 0; column < model.columnCount(parent); ++column)
                texts.append(model.index(row, column, parent).data().toString());
            collect(model, model.index(row, 0, parent), texts);
        }
    }
    static QStringList textsOf(const QTreeView &tree)
    {
        QStringList texts;
        collect(*tree.model(), {}, texts);
        return texts;
    }
    test::FakeClock m_clock;
    test::FixedFacts m_registry{test::oiseFacts()};
    std::unique_ptr<test::FakeDesk> m_desk;
    CameraId m_camera;
};

VIGIE_TEST(TstRightsPanel)
#include "tst_rights_panel.moc"
