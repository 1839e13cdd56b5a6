// SPDX-License-Identifier: GPL-3.0-or-later
#include "oise_facts.h"

#include <core/paris_time.h>
#include <support/test_main.h>
#include <ui/wall/tile_face.h>

#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::wall;

namespace {

const Instant kNow{std::chrono::milliseconds(1795514400000)}; // 24/11/2026 11:00:00 in Paris

Sentences sentences()
{
    return {[](const Error &) { return QStringLiteral("The camera does not answer"); },
            [](access::EndCause) { return QStringLiteral("Right withdrawn"); }};
}

TileFacts watched()
{
    TileFacts facts;
    facts.camera = labelOf(test::oiseFacts(), CameraId{QStringLiteral("cam-01")});
    facts.state = live::ViewState::Playing;
    facts.decision.allowed = true;
    facts.decision.authority = QStringLiteral("Maire de Beauvais");
    facts.decision.statement = QStringLiteral("Visionnage sous l’autorité exclusive du maire de Beauvais");
    facts.stream.name = QStringLiteral("sub");
    facts.stats.decoder = QStringLiteral("logiciel (h264)");
    facts.stats.fps = 14.9;
    facts.hadPicture = true;
    return facts;
}

} // namespace

class TstTileFace final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aWatchedTileSaysWhoAndUnderWhom()
    {
        const TileFace face = faceOf(watched(), sentences(), kNow);
        QCOMPARE(face.kind, TileFace::Kind::Picture);
        QCOMPARE(face.name, QStringLiteral("Place Jeanne-Hachette"));
        QCOMPARE(face.commune, QStringLiteral("Beauvais"));
        QCOMPARE(face.state, QStringLiteral("Live"));
        QCOMPARE(face.statement, QStringLiteral("Visionnage sous l’autorité exclusive du maire de Beauvais"));
        QCOMPARE(face.shortStatement, QStringLiteral("Sous l’autorité exclusive du maire de Beauvais"));
        QCOMPARE(face.technical, QStringLiteral("small stream · logiciel (h264) · 15 fps"));
        QVERIFY(face.notice.isEmpty());
        QVERIFY(face.badge.isEmpty());
    }

    void onlyThreeStatesMayShowAPicture_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<bool>("picture");
        const auto row = [](const char *name, live::ViewState state, bool picture) {
            QTest::newRow(name) << static_cast<int>(state) << picture;
        };
        row("asking", live::ViewState::Asking, false);
        row("refused", live::ViewState::Refused, false);
        row("connecting", live::ViewState::Connecting, true);
        row("playing", live::ViewState::Playing, true);
        row("lost", live::ViewState::Lost, true);
        row("curtained", live::ViewState::Curtained, false);
    }
    void onlyThreeStatesMayShowAPicture()
    {
        QFETCH(int, state);
        QFETCH(bool, picture);
        TileFacts facts = watched();
        facts.state = static_cast<live::ViewState>(state);
        QCOMPARE(mayShowPicture(facts.state), picture);
        QCOMPARE(faceOf(facts, sentences(), kNow).kind,
                 picture ? TileFace::Kind::Picture : TileFace::Kind::Card);
    }

    void refusalShowsEveryReasonInOrder()
    {
        TileFacts facts = watched();
        facts.state = live::ViewState::Refused;
        facts.decision = {};
        facts.decision.reasons = {
            {access::Check::Territory, 10, QStringLiteral("Commune Noyon hors habilitation"),
             QStringLiteral("R253-3 II 2°"), QStringLiteral("Responsable du traitement")},
            {access::Check::Duty, 23, QStringLiteral("Hors service"), QStringLiteral("L252-2"), QString()}};
        const TileFace face = faceOf(facts, sentences(), kNow);
        QCOMPARE(face.cardTitle, QStringLiteral("Access refused"));
        QCOMPARE(face.reasons.size(), 2);
        QCOMPARE(face.reasons.first().text, QStringLiteral("Commune Noyon hors habilitation"));
        QCOMPARE(face.reasons.first().basis, QStringLiteral("R253-3 II 2°"));
        QCOMPARE(face.reasons.first().remedy, QStringLiteral("Responsable du traitement"));
        QVERIFY(spokenText(face).contains(QStringLiteral("Hors service")));
    }

    void aCutTileSaysWhy()
    {
        TileFacts facts = watched();
        facts.state = live::ViewState::Curtained;
        facts.endCause = access::EndCause::RightLost;
        facts.decision = {};
        facts.decision.reasons = {{access::Check::Suspension, 4, QStringLiteral("Agrément suspendu (urgence) — images coupées"),
                                   QStringLiteral("L132-14-1"), QStringLiteral("Préfecture")}};
        const TileFace face = faceOf(facts, sentences(), kNow);
        QCOMPARE(face.cardTitle, QStringLiteral("Right withdrawn"));
        QCOMPARE(face.state, QStringLiteral("Cut"));
        QCOMPARE(face.reasons.size(), 1);
    }

    void technicalRefusalHasASentence()
    {
        TileFacts facts = watched();
        facts.state = live::ViewState::Refused;
        facts.decision = {};
        facts.error = Error{ErrorCode::DiskFull, QStringLiteral("write: no space")};
        const TileFace face = faceOf(facts, sentences(), kNow);
        QCOMPARE(face.reasons.size(), 1);
        QVERIFY(!face.reasons.first().text.contains(QStringLiteral("no space")));
    }

    void aLostPictureSaysWhySinceWhen()
    {
        TileFacts facts = watched();
        facts.state = live::ViewState::Lost;
        facts.stats.lastError = Error{ErrorCode::Unreachable, {}};
        facts.lostSince = kNow;
        TileFace face = faceOf(facts, sentences(), kNow);
        QCOMPARE(face.notice, QStringLiteral("Picture lost: trying again"));
        QCOMPARE(face.noticeDetail, QStringLiteral("The camera does not answer — since 11:00:00"));
        facts.hadPicture = false;
        face = faceOf(facts, sentences(), kNow);
        QCOMPARE(face.notice, QStringLiteral("No picture: trying again"));
    }

    void theEndOfARightIsAnnounced_data()
    {
        QTest::addColumn<int>("secondsLeft");
        QTest::addColumn<QString>("badge");
        QTest::addColumn<int>("tone");
        const auto row = [](const char *name, int seconds, const QString &badge, Tone tone) {
            QTest::newRow(name) << seconds << badge << static_cast<int>(tone);
        };
        row("31 minutes: nothing", 31 * 60, {}, Tone::Quiet);
        row("30 minutes", 30 * 60, QStringLiteral("Right ends at 11:30"), Tone::Warning);
        row("15 minutes", 15 * 60, QStringLiteral("Right ends at 11:15 (in 15 min)"), Tone::Warning);
        row("5 minutes", 5 * 60, QStringLiteral("Right ends at 11:05 (in 5 min)"), Tone::Bad);
        row("10 seconds", 10, QStringLiteral("Right ends at 11:00 (in 1 min)"), Tone::Bad);
        row("over", 0, {}, Tone::Quiet);
    }
    void theEndOfARightIsAnnounced()
    {
        QFETCH(int, secondsLeft);
        QFETCH(QString, badge);
        QFETCH(int, tone);
        TileFacts facts = watched();
        facts.decision.until = kNow + std::chrono::seconds(secondsLeft);
        const TileFace face = faceOf(facts, sentences(), kNow);
        QCOMPARE(face.badge, badge);
        QCOMPARE(face.badgeTone, static_cast<Tone>(tone));
    }

    void alertsAreShown()
    {
        TileFacts facts = watched();
        facts.decision.alerts = {{access::Check::PersonalTitle, 6, QStringLiteral("Enquête quinquennale à solliciter"),
                                  QStringLiteral("circ. 16/04/2024"), QStringLiteral("Préfecture")}};
        QCOMPARE(faceOf(facts, sentences(), kNow).alerts,
                 QStringList{QStringLiteral("Enquête quinquennale à solliciter")});
    }

    void anUnknownCameraIsNamedByItsId()
    {
        const CameraLabel label = labelOf({}, CameraId{QStringLiteral("cam-99")});
        QCOMPARE(label.name, QStringLiteral("cam-99"));
        QVERIFY(label.commune.isEmpty());
    }
};

VIGIE_TEST(TstTileFace)
#include "tst_tile_face.moc"
