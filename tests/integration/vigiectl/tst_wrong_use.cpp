// SPDX-License-Identifier: GPL-3.0-or-later
#include "vigiectl_run.h"

#include <support/test_main.h>

#include <QtTest/QTest>

using namespace vigie::test;

/// Wrong use is 2, says how it is used, and does nothing.
class TstWrongUse final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(!qEnvironmentVariableIsEmpty("VIGIECTL")); }
    void it_is_said_how_it_is_used_data();
    void it_is_said_how_it_is_used();
    void help_names_every_command();
};

void TstWrongUse::it_is_said_how_it_is_used_data()
{
    QTest::addColumn<QString>("line");
    for (const char *line : {"",
                             "nonsense",
                             "registry",
                             "registry import",
                             "registry import a b",
                             "registry demo",
                             "registry set-password",
                             "registry suspend-agrement",
                             "registry set-password martin secret",
                             "registry check a --password b",
                             "journal",
                             "journal check",
                             "journal verify a b",
                             "journal compare a",
                             "journal key a b",
                             "journal purge all",
                             "journal hold",
                             "journal hold PV-1 --from 2026-01-01T00:00:00Z",
                             "journal lift-hold",
                             "decide",
                             "decide --registry a",
                             "decide --requests b",
                             "decide --registry a --requests b c",
                             "decide a b",
                             "onvif",
                             "onvif probe",
                             "onvif probe ftp://192.0.2.1/",
                             "onvif probe http://u:p@192.0.2.1/",
                             "onvif probe http://192.0.2.1/ --password p",
                             "ptz",
                             "ptz http://192.0.2.1/ fly",
                             "department",
                             "department join",
                             "department join host=a",
                             "department show all",
                             "department leave --post p",
                             "onvif discover --seconds 0",
                             "onvif discover here",
                             "doctor twice",
                             "doctor-probe",
                             "doctor-probe all"})
        QTest::newRow(line[0] ? line : "nothing") << QString::fromLatin1(line);
}

void TstWrongUse::it_is_said_how_it_is_used()
{
    QFETCH(QString, line);
    const StationFolder station;
    const bool probe = line.startsWith(QLatin1String("doctor-probe"));
    const Run run = vigiectl(
        line.split(QLatin1Char(' '), Qt::SkipEmptyParts), {},
        {{QStringLiteral("XDG_DATA_HOME"), station.path()},
         {QStringLiteral("QT_QPA_PLATFORM"), probe ? QStringLiteral("offscreen") : QString()}});
    QVERIFY2(run.status == 2, qPrintable(run.text()));
    QVERIFY2(run.err.contains("usage: vigiectl "), qPrintable(run.text()));
    QCOMPARE(run.out, QByteArray());
    QVERIFY(!QFile::exists(station.path()));
}

void TstWrongUse::help_names_every_command()
{
    const Run run = vigiectl({QStringLiteral("--help")});
    QCOMPARE(run.status, 0);
    for (const char *command : {"registry", "journal", "decide", "onvif", "ptz", "doctor"})
        QVERIFY2(run.err.contains(QByteArray(QByteArray("\n  ") + command + ' ')), command);
    QVERIFY(!run.err.contains("doctor-probe"));
}

VIGIE_TEST(TstWrongUse)
#include "tst_wrong_use.moc"
