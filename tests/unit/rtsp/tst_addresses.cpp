// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/test_main.h>

#include <rtsp/addresses.h>

#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::rtsp;

class TstAddresses final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void controls_data();
    void controls();
    void bases_data();
    void bases();
    void redirections_data();
    void redirections();
    void aRequestShowsNoCredentials();
};

void TstAddresses::controls_data()
{
    QTest::addColumn<QByteArray>("base");
    QTest::addColumn<QByteArray>("control");
    QTest::addColumn<QByteArray>("uri");
    const auto row = [](const char *name, const char *base, const char *control, const char *uri) {
        QTest::newRow(name) << QByteArray(base) << QByteArray(control) << QByteArray(uri);
    };
    row("base with a slash", "rtsp://h/live/", "track1", "rtsp://h/live/track1");
    row("base without: appended all the same", "rtsp://h/live", "track1", "rtsp://h/live/track1");
    row("host alone", "rtsp://h:8554", "track1", "rtsp://h:8554/track1");
    row("nothing said: the base", "rtsp://h/live", "", "rtsp://h/live");
    row("a star: the base", "rtsp://h/live/", "*", "rtsp://h/live/");
    row("a whole address", "rtsp://h/live/", "rtsp://h/live/track1", "rtsp://h/live/track1");
    row("a whole address of the inner network, behind a translation", "rtsp://h/live/", "rtsp://10.0.0.3/live/t1",
        "rtsp://10.0.0.3/live/t1");
    row("a whole address with credentials in it", "rtsp://h/live/", "rtsp://a:b@h/t1", "rtsp://h/t1");
    row("capitals in the scheme", "rtsp://h/live/", "RTSP://h/t1", "RTSP://h/t1");
    row("behind a query, as the cameras with channel=1&subtype=0 want it", "rtsp://h/cam?channel=1&subtype=0",
        "trackID=0", "rtsp://h/cam?channel=1&subtype=0/trackID=0");
    row("behind a query with a slash", "rtsp://h/cam?channel=1&subtype=0/", "trackID=0",
        "rtsp://h/cam?channel=1&subtype=0/trackID=0");
    row("a query of its own", "rtsp://h/cam", "?track=1", "rtsp://h/cam?track=1");
    row("a slash on both sides is one", "rtsp://h/live/", "/track1", "rtsp://h/live/track1");
    row("a path below the base", "rtsp://h/live", "/track1", "rtsp://h/live/track1");
    row("a path that repeats the base's", "rtsp://h/live/ch1", "/live/ch1/track1", "rtsp://h/live/ch1/track1");
    row("a line break in it", "rtsp://h/live/", "t\r\nX: y", "rtsp://h/live/tX:y");
}

void TstAddresses::controls()
{
    QFETCH(QByteArray, base);
    QFETCH(QByteArray, control);
    QTEST(controlUri(base, control), "uri");
}

void TstAddresses::bases_data()
{
    QTest::addColumn<QByteArray>("contentBase");
    QTest::addColumn<QByteArray>("contentLocation");
    QTest::addColumn<QByteArray>("base");
    QTest::newRow("neither: what was asked") << QByteArray() << QByteArray() << QByteArray("rtsp://h/asked");
    QTest::newRow("Content-Base") << QByteArray("rtsp://h/a/") << QByteArray("rtsp://h/b") << QByteArray("rtsp://h/a/");
    QTest::newRow("Content-Location") << QByteArray() << QByteArray("rtsp://h/b") << QByteArray("rtsp://h/b");
    QTest::newRow("a base that is none") << QByteArray("live/") << QByteArray() << QByteArray("rtsp://h/asked");
    QTest::newRow("spaces around") << QByteArray(" rtsp://h/a/ ") << QByteArray() << QByteArray("rtsp://h/a/");
}

void TstAddresses::bases()
{
    QFETCH(QByteArray, contentBase);
    QFETCH(QByteArray, contentLocation);
    QTEST(baseUri(contentBase, contentLocation, "rtsp://h/asked"), "base");
}

void TstAddresses::redirections_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QByteArray>("location");
    QTest::addColumn<QString>("to"); // empty: not gone to
    const auto row = [](const char *name, const char *from, const char *location, const char *to) {
        QTest::newRow(name) << QString::fromLatin1(from) << QByteArray(location) << QString::fromLatin1(to);
    };
    row("another path", "rtsp://h/a", "rtsp://h/b", "rtsp://h/b");
    row("the port written out", "rtsp://h/a", "rtsp://h:554/b", "rtsp://h:554/b");
    row("a path alone", "rtsp://h:8554/a/x", "/b", "rtsp://h:8554/b");
    row("with credentials: without them", "rtsp://h/a", "rtsp://u:p@h/b", "rtsp://h/b");
    row("another host", "rtsp://h/a", "rtsp://i/a", "");
    row("another port: another camera behind the same router", "rtsp://h/a", "rtsp://h:555/a", "");
    row("out of the encryption", "rtsps://h/a", "rtsp://h:322/a", "");
    row("a web page", "rtsp://h/a", "http://h:554/a", "");
    row("a file", "rtsp://h/a", "file:///etc/passwd", "");
    row("nowhere", "rtsp://h/a", "", "");
    row("a host hidden as credentials", "rtsp://h/a", "rtsp://h@i/a", "");
}

void TstAddresses::redirections()
{
    QFETCH(QString, from);
    QFETCH(QByteArray, location);
    QFETCH(QString, to);
    const auto target = redirection(QUrl(from), location);
    QCOMPARE(target ? target->toString() : QString(), to);
    if (!target)
        QCOMPARE(target.error().code, ErrorCode::Protocol);
}

void TstAddresses::aRequestShowsNoCredentials()
{
    QCOMPARE(requestUri(QUrl(QStringLiteral("rtsp://u:p@h:8554/a b?x=1&y=2#part"))),
             QByteArray("rtsp://h:8554/a%20b?x=1&y=2"));
}

VIGIE_TEST(TstAddresses)
#include "tst_addresses.moc"
