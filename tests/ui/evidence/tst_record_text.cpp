// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal_room.h"

#include <access/motives.h>
#include <journal/journal.h>
#include <support/test_main.h>
#include <ui/evidence/record_text.h>

using namespace vigie;
using namespace vigie::evidenceui;
using namespace vigie::test;

/// A record in words.
class TstRecordText final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void every_event_has_words_of_its_own();
    void every_purpose_has_words_of_its_own();
    void a_later_event_keeps_its_name();
    void times_are_those_of_paris_data();
    void times_are_those_of_paris();
    void a_camera_that_is_gone_keeps_its_identifier();
    void why_it_was();
    void the_whole_record_says_every_field();

private:
    const registry::Facts m_facts = oiseFacts();
};

void TstRecordText::every_event_has_words_of_its_own()
{
    QSet<QString> words;
    for (int event = 0; event < journal::kEventCount; ++event) {
        const QString name = journal::eventName(static_cast<journal::Event>(event));
        QVERIFY2(!eventText(name).isEmpty() && eventText(name) != name, qPrintable(name));
        words.insert(eventText(name));
    }
    QCOMPARE(words.size(), qsizetype(journal::kEventCount));
}

void TstRecordText::every_purpose_has_words_of_its_own()
{
    QSet<QString> words;
    for (const evidence::ReadingPurpose purpose : evidence::allReadingPurposes()) {
        words.insert(purposeText(purpose));
        QCOMPARE(motiveText(evidence::readingPurposeName(purpose)), purposeText(purpose));
        QCOMPARE(evidence::readingPurposeFromName(evidence::readingPurposeName(purpose)), std::optional(purpose));
    }
    QCOMPARE(words.size(), qsizetype(4));
    QVERIFY(!evidence::readingPurposeFromName(QStringLiteral("evaluation")));
    for (const access::Motive &motive : access::motives())
        QCOMPARE(motiveText(motive.code), motive.label);
    QCOMPARE(motiveText(QStringLiteral("?")), QStringLiteral("?"));
}

void TstRecordText::a_later_event_keeps_its_name()
{
    QCOMPARE(eventText(QStringLiteral("extract-sealed")), QStringLiteral("extract-sealed"));
    QCOMPARE(decisionText(QStringLiteral("later")), QStringLiteral("later"));
}

void TstRecordText::times_are_those_of_paris_data()
{
    QTest::addColumn<QString>("utc");
    QTest::addColumn<QString>("shown");
    QTest::newRow("winter") << "2026-11-24T21:59:59.123Z" << "24/11/2026 22:59:59";
    QTest::newRow("summer, the next day") << "2026-07-01T22:30:00.000Z" << "02/07/2026 00:30:00";
    QTest::newRow("no instant") << "hier" << "hier";
}

void TstRecordText::times_are_those_of_paris()
{
    QFETCH(QString, utc);
    QFETCH(QString, shown);
    QCOMPARE(whenText({{QStringLiteral("ts_utc"), utc}}), shown);
}

void TstRecordText::a_camera_that_is_gone_keeps_its_identifier()
{
    const QJsonObject known{{QStringLiteral("camera_id"), QStringLiteral("cam-01")}, {QStringLiteral("commune"), QStringLiteral("60057")}};
    QCOMPARE(cameraText(known, &m_facts), m_facts.cameras.value({QStringLiteral("cam-01")}).name);
    QCOMPARE(communeText(known, &m_facts), QStringLiteral("Beauvais"));
    QCOMPARE(cameraText(known, nullptr), QStringLiteral("cam-01"));
    const QJsonObject gone{{QStringLiteral("camera_id"), QStringLiteral("cam-99")}, {QStringLiteral("commune"), QStringLiteral("60999")}};
    QCOMPARE(cameraText(gone, &m_facts), QStringLiteral("cam-99"));
    QCOMPARE(communeText(gone, &m_facts), QStringLiteral("60999"));
}

void TstRecordText::why_it_was()
{
    const QList<QJsonObject> records = journalRecords();
    QCOMPARE(reasonText(records.at(2)), QStringLiteral("Agrément suspendu (urgence)"));
    QCOMPARE(reasonText(records.at(1)), motiveText(QStringLiteral("L251-2-5")));
    QVERIFY(reasonText(records.at(7)).endsWith(QStringLiteral(" — Demande CNIL n° 12")));
    QCOMPARE(reasonText(records.at(0)), QString());
}

void TstRecordText::the_whole_record_says_every_field()
{
    QJsonObject record = journalRecords().at(3);
    const char *fields[] = {"clock", "employer", "agrement_no", "agrement_status", "habilitation_id", "room", "session_id", "regime",
                            "autorisation_no", "uuid", "prev_hash", "legal_basis", "purpose", "registry_version"};
    int n = 100;
    for (const char *field : fields)
        record.insert(QLatin1String(field), QStringLiteral("<b>%1</b>").arg(++n));
    const QString text = wholeText(record, &m_facts);
    for (; n > 100; --n)
        QVERIFY2(text.contains(QStringLiteral("<b>%1</b>").arg(n)), qPrintable(text));
    for (const char *value : {"cam-03", "A101", "poste-1", "Beauvais", "Agrément suspendu (urgence)", "curtain", "agent-territorial", "2026-11-24T07:02:51.900Z"})
        QVERIFY2(text.contains(QString::fromUtf8(value)), value);
}

VIGIE_TEST(TstRecordText)
#include "tst_record_text.moc"
