// SPDX-License-Identifier: GPL-3.0-or-later
#include "../wall/french.h"

#include <support/test_main.h>
#include <ui/shell/error_text.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QSet>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::shell;

class TstErrorText final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyCodeHasASentenceOfItsOwn()
    {
        QSet<QString> seen;
        for (int number = 0; number < kErrorCodeCount; ++number) {
            const auto code = static_cast<ErrorCode>(number);
            const QString sentence = sentenceFor(code);
            QVERIFY2(sentence.size() > 8, qPrintable(errorCodeName(code)));
            QVERIFY2(!seen.contains(sentence), qPrintable(errorCodeName(code)));
            QVERIFY2(!sentence.contains(errorCodeName(code)) || code == ErrorCode::Cancelled || code == ErrorCode::Refused,
                     qPrintable(sentence));
            seen.insert(sentence);
            QVERIFY(!cameraSentenceFor({code, {}}).isEmpty());
            QVERIFY(!signInSentenceFor({code, {}}).isEmpty());
        }
    }

    void noSentenceRepeatsTechnicalDetail()
    {
        const Error error{ErrorCode::Unreachable, QStringLiteral("rtsp://10.0.0.1: ECONNREFUSED")};
        for (const QString &sentence : {sentenceFor(error), cameraSentenceFor(error), signInSentenceFor(error)})
            QVERIFY(!sentence.contains(QStringLiteral("rtsp")));
    }

    void everyEndHasATitle()
    {
        using access::EndCause;
        QSet<QString> seen;
        for (const EndCause cause : {EndCause::ByUser, EndCause::Expired, EndCause::RightLost,
                                     EndCause::RegistryUnreachable, EndCause::ClockUntrusted, EndCause::JournalFailed,
                                     EndCause::SignedOut}) {
            QVERIFY(!sentenceFor(cause).isEmpty());
            QVERIFY(!seen.contains(sentenceFor(cause)));
            seen.insert(sentenceFor(cause));
        }
    }

    /// What goes wrong around a console, as the module it happens in tells it; each is made to happen in that module's
    /// own tests. \c says is what it is, \c wayOut what the operator can do.
    void whatGoesWrongIsSaidInFrenchWithAWayOut_data()
    {
        QTest::addColumn<QString>("said");
        QTest::addColumn<QString>("says");
        QTest::addColumn<QString>("wayOut");
        test::FrenchFromLists french(QStringLiteral(VIGIE_FRENCH));
        QVERIFY(!french.isEmpty());
        QCoreApplication::installTranslator(&french);
        const auto row = [](const char *name, const QString &said, const char *says, const char *wayOut) {
            QTest::newRow(name) << said << QString::fromUtf8(says) << QString::fromUtf8(wayOut);
        };
        const auto camera = [](ErrorCode code) { return cameraSentenceFor({code, {}}); };
        const auto station = [](ErrorCode code) { return sentenceFor(code); };
        const auto signIn = [](ErrorCode code) { return signInSentenceFor({code, {}}); };
        row("wrong camera password", camera(ErrorCode::Refused), "mot de passe du centre", "prévenez l’administrateur");
        row("unknown codec", camera(ErrorCode::NotSupported), "format vidéo", "prévenez la maintenance");
        row("hostile ONVIF XML, a redirection", camera(ErrorCode::Protocol), "incompréhensible", "prévenez la maintenance");
        row("a damaged picture", camera(ErrorCode::Corrupt), "image abîmée", "prévenez la maintenance");
        row("a stream that is gone", camera(ErrorCode::NotFound), "ne propose plus", "prévenez la maintenance");
        row("a camera with no connection left", camera(ErrorCode::Busy), "connexion", "prévenez la maintenance");
        // The tile adds that it tries again: nothing is to be done.
        row("no route", camera(ErrorCode::Unreachable), "ne répond pas", "");
        row("no answer in time", camera(ErrorCode::TimedOut), "tarde", "");
        row("registry of a newer schema", station(ErrorCode::NewerSchema), "plus récente", "Mettez ce poste à jour");
        row("damaged SQLite file", station(ErrorCode::Corrupt), "abîmées", "prévenez l’administrateur");
        row("damaged registry or broken journal at sign-in", signIn(ErrorCode::Corrupt), "aucune image",
            "Prévenez l’administrateur");
        row("registry out of reach at sign-in", signIn(ErrorCode::Unreachable), "registre", "Vérifiez le réseau");
        row("full disk", station(ErrorCode::DiskFull), "disque est plein", "Libérez de la place");
        row("full disk at sign-in", signIn(ErrorCode::DiskFull), "disque est plein", "Libérez de la place");
        row("no keychain", station(ErrorCode::KeychainUnavailable), "trousseau", "fichier de clé");
        row("locked keychain", station(ErrorCode::KeychainLocked), "verrouillé", "Déverrouillez-le");
        row("clock set back by an hour", station(ErrorCode::ClockUntrusted), "horloge", "tant qu’elle n’est pas réglée");
        row("tile, clock set back", sentenceFor(access::EndCause::ClockUntrusted), "horloge", "");
        row("tile, journal not written", sentenceFor(access::EndCause::JournalFailed), "journal", "");
        row("tile, registry out of reach", sentenceFor(access::EndCause::RegistryUnreachable), "registre", "");
        QCoreApplication::removeTranslator(&french);
        QVERIFY2(french.missing().isEmpty(), french.missing().isEmpty() ? "" : french.missing().cbegin()->constData());
    }
    void whatGoesWrongIsSaidInFrenchWithAWayOut()
    {
        QFETCH(QString, said);
        QFETCH(QString, says);
        QFETCH(QString, wayOut);
        QVERIFY2(said.contains(says), qPrintable(said));
        QVERIFY2(said.contains(wayOut), qPrintable(said));
    }

    void aWrongNumberAndAWrongPasswordReadAlike()
    {
        QCOMPARE(signInSentenceFor({ErrorCode::Refused, {}}), signInSentenceFor({ErrorCode::NotFound, {}}));
    }
};

VIGIE_TEST(TstErrorText)
#include "tst_error_text.moc"
