// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/test_main.h>

#include <cameras.h>

#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QProcess>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::media;

/// A camera that refreshes its picture strip by strip and sends no key frame, behind a server that is not ours.
class TstGradualCamera final : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;
    test::Cameras m_cameras;

    [[nodiscard]] bool ffmpeg(const char *arguments, const QString &file) const
    {
        QStringList all = QString::fromLatin1(arguments).split(QLatin1Char(' '));
        all.replaceInStrings(QStringLiteral("WHOLE"), m_folder.filePath(QStringLiteral("whole.mp4")));
        const QStringList quiet{QStringLiteral("-loglevel"), QStringLiteral("error"), QStringLiteral("-nostdin"),
                                QStringLiteral("-y")};
        return QProcess::execute(QStringLiteral("ffmpeg"), quiet + all + QStringList(m_folder.filePath(file))) == 0;
    }
    /// A refresh takes 20 pictures. The first three go away, and with them the only key frame.
    [[nodiscard]] bool makeClip() const
    {
        return ffmpeg("-f lavfi -i testsrc2=size=640x360:rate=15 -frames:v 180 -c:v libx264 -preset ultrafast -bf 0 -g 20 "
                      "-pix_fmt yuv420p -threads 1 -x264-params intra-refresh=1:scenecut=0",
                      QStringLiteral("whole.mp4"))
            && ffmpeg("-ss 4 -i WHOLE -c copy", QStringLiteral("gradual.mp4"));
    }
    /// The usual plan's first camera, with that clip. \return where it is
    [[nodiscard]] QString makePlan() const
    {
        QFile usual(qEnvironmentVariable("CAMSIM_PLAN"));
        if (!usual.open(QIODevice::ReadOnly))
            return {};
        QJsonObject plan = QJsonDocument::fromJson(usual.readAll()).object();
        QJsonObject camera = plan.value(QStringLiteral("cameras")).toArray().first().toObject();
        for (const QString &name : {QStringLiteral("main"), QStringLiteral("sub")}) {
            QJsonObject stream = camera.value(name).toObject();
            stream.insert(QStringLiteral("clip"), QStringLiteral("gradual.mp4"));
            camera.insert(name, stream);
        }
        plan.insert(QStringLiteral("cameras"), QJsonArray{camera});
        QFile ours(m_folder.filePath(QStringLiteral("plan.json")));
        if (!ours.open(QIODevice::WriteOnly) || ours.write(QJsonDocument(plan).toJson()) < 0)
            return {};
        return ours.fileName();
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(makeClip(), "ffmpeg did not make the clip");
        const QString plan = makePlan();
        QVERIFY(!plan.isEmpty());
        qputenv("CAMSIM_PLAN", plan.toUtf8());
        qputenv("CAMSIM_CLIPS", m_folder.path().toUtf8());
        const QString why = m_cameras.start();
        QVERIFY2(why.isEmpty(), qPrintable(why));
    }
    void isShown_data();
    void isShown();
};

void TstGradualCamera::isShown_data()
{
    QTest::addColumn<RtpTransport>("transport");
    QTest::newRow("over TCP") << RtpTransport::Tcp;
    QTest::newRow("over UDP") << RtpTransport::Udp;
}

void TstGradualCamera::isShown()
{
    QFETCH(RtpTransport, transport);
    const auto sink = std::make_shared<test::CountingSink>();
    SessionOptions options = test::Cameras::options(QStringLiteral("h264"), transport);
    options.sink = sink;
    Session session;
    session.start(std::move(options));
    QTRY_VERIFY_WITH_TIMEOUT(sink->count > 15, 15'000);
    const SessionStats stats = session.stats();
    qInfo() << "first picture after" << stats.firstPicture->count() << "ms";
    QCOMPARE(stats.state, SessionState::Playing);
    QVERIFY2(!stats.guessed, "it said where a picture is whole");
    QVERIFY2(stats.received - stats.decoded >= 15, "pictures before the first whole one are kept back");
}

VIGIE_TEST(TstGradualCamera)
#include "tst_gradual_camera.moc"
