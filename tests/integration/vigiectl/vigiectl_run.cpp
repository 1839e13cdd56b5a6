// SPDX-License-Identifier: GPL-3.0-or-later
#include "vigiectl_run.h"

#include <QtCore/QFile>
#include <QtCore/QJsonDocument>
#include <QtCore/QProcess>
#include <QtTest/QTest>

namespace vigie::test {

QList<QJsonObject> Run::json() const
{
    QList<QJsonObject> objects;
    for (const QByteArray &line : out.split('\n')) {
        if (line.isEmpty())
            continue;
        QJsonParseError parse;
        const auto document = QJsonDocument::fromJson(line, &parse);
        if (parse.error != QJsonParseError::NoError || !document.isObject())
            QTest::qFail(line.constData(), __FILE__, __LINE__);
        objects.append(document.object());
    }
    return objects;
}

QString Run::text() const
{
    return QStringLiteral("status %1\n%2\n%3")
        .arg(status)
        .arg(QString::fromUtf8(out), QString::fromUtf8(err));
}

Run vigiectl(const QStringList &arguments, const QByteArray &input,
             const QHash<QString, QString> &environment)
{
    auto variables = QProcessEnvironment::systemEnvironment();
    variables.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"),
                     QStringLiteral("unix:path=/nowhere"));
    for (const char *screen : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
        variables.remove(QLatin1String(screen));
    // Drivers and SDL keep what they took until the process ends.
    if (arguments.value(0).startsWith(QLatin1String("doctor")))
        variables.insert(QStringLiteral("ASAN_OPTIONS"), QStringLiteral("detect_leaks=0"));
    for (auto it = environment.cbegin(); it != environment.cend(); ++it)
        variables.insert(it.key(), it.value());
    QProcess process;
    process.setProcessEnvironment(variables);
    process.start(qEnvironmentVariable("VIGIECTL"), arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(60'000))
        process.kill();
    process.waitForFinished(1000);
    Run run;
    if (process.error() == QProcess::UnknownError && process.exitStatus() == QProcess::NormalExit)
        run.status = process.exitCode();
    run.out = process.readAllStandardOutput();
    run.err = process.readAllStandardError();
    return run;
}

QString StationFolder::put(const QString &name, const QByteArray &bytes) const
{
    QFile file(beside(name));
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(bytes) != bytes.size())
        QTest::qFail("cannot write", __FILE__, __LINE__);
    return file.fileName();
}

Run StationFolder::run(QStringList arguments, const QByteArray &more) const
{
    arguments << QStringLiteral("--data") << path();
    return vigiectl(arguments, QByteArray(kPassphrase) + '\n' + more);
}

Run StationFolder::makeDemo() const
{
    return run(
        {QStringLiteral("registry"), QStringLiteral("demo"), QStringLiteral("--plan"), demoPlan()});
}

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray exampleRegistry()
{
    const QByteArray page = bytesOf(QStringLiteral(VIGIE_FORMAT_PAGE));
    const auto from = page.indexOf("```json\n") + 8;
    return page.mid(from, page.indexOf("\n```", from) - from);
}

QString demoPlan()
{
    return QStringLiteral(VIGIE_DEMO_PLAN);
}

} // namespace vigie::test
