// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/test_main.h>
#include <ui/shell/error_text.h>

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

    void aWrongNumberAndAWrongPasswordReadAlike()
    {
        QCOMPARE(signInSentenceFor({ErrorCode::Refused, {}}), signInSentenceFor({ErrorCode::NotFound, {}}));
    }
};

VIGIE_TEST(TstErrorText)
#include "tst_error_text.moc"
