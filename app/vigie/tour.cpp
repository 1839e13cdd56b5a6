// SPDX-License-Identifier: GPL-3.0-or-later
#include "tour.h"

#include <registry/demo.h>

#include <QtCore/QDir>
#include <QtCore/QElapsedTimer>
#include <QtCore/QEventLoop>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QSaveFile>
#include <QtCore/QTimer>
#include <QtGui/QPixmap>
#include <QtWidgets/QApplication>

#include <algorithm>
#include <cstdio>

namespace vigie::app {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr auto kSignInLimit = seconds(10);
constexpr auto kRefusedTime = seconds(5);

bool isSettled(const wall::TileReport &tile)
{
    return tile.state == live::ViewState::Playing || tile.state == live::ViewState::Refused;
}

QString stateName(live::ViewState state)
{
    switch (state) {
    case live::ViewState::Asking: return QStringLiteral("asking");
    case live::ViewState::Refused: return QStringLiteral("refused");
    case live::ViewState::Waiting: return QStringLiteral("waiting");
    case live::ViewState::Connecting: return QStringLiteral("connecting");
    case live::ViewState::Playing: return QStringLiteral("playing");
    case live::ViewState::Lost: return QStringLiteral("lost");
    case live::ViewState::Curtained: return QStringLiteral("curtained");
    }
    return {};
}

} // namespace

Tour::Tour(shell::Console &console, QString shots)
    : m_console(console)
    , m_shots(std::move(shots))
{
}

void Tour::start()
{
    QApplication::setQuitOnLastWindowClosed(false);
    QMetaObject::invokeMethod(this, &Tour::run, Qt::QueuedConnection);
}

void Tour::say(const QString &line)
{
    std::printf("   %s\n", line.toUtf8().constData());
    std::fflush(stdout);
}

bool Tour::signIn(const QString &matricule, const PostId &post)
{
    m_console.signIn(matricule, registry::demo::password(), post);
    return waitUntil([this] { return m_console.mainWindow() != nullptr; }, kSignInLimit);
}

bool Tour::waitUntil(const std::function<bool()> &condition, milliseconds limit, milliseconds look)
{
    QElapsedTimer since;
    since.start();
    while (!condition() && since.elapsed() < limit.count())
        pause(look);
    return condition();
}

void Tour::pause(milliseconds time)
{
    QEventLoop loop;
    QTimer::singleShot(time, Qt::PreciseTimer, &loop, &QEventLoop::quit);
    loop.exec();
}

void Tour::shoot(const QString &name)
{
    QWidget *screen = m_console.mainWindow() ? static_cast<QWidget *>(m_console.mainWindow()) : &m_console.signInView();
    shoot(*screen, name);
}

void Tour::shoot(QWidget &screen, const QString &name)
{
    pause(milliseconds(120)); // what was asked for is painted
    const QString path = QDir(m_shots).filePath(name + QStringLiteral(".png"));
    if (!screen.grab().save(path))
        complain(QStringLiteral("cannot write %1").arg(path));
}

void Tour::watchPage(const QList<CameraId> &cameras, seconds time, const QHash<CameraId, double> &rates, PersonReport &report)
{
    shell::MainWindow &window = *console().mainWindow();
    for (qsizetype tile = 0; tile < cameras.size(); ++tile)
        window.openCamera(cameras.at(tile), static_cast<int>(tile));
    const auto states = [&window] { return window.tileStates(); };
    (void)waitUntil([&] { const auto all = states(); return std::all_of(all.cbegin(), all.cend(), isSettled); }, kSettle);
    QHash<CameraId, std::int64_t> before;
    QElapsedTimer watched;
    watched.start();
    for (const auto &tile : states())
        before.insert(tile.camera, tile.shown);
    // Refused cameras are watched too, for a connection that must not come, but not for as long.
    const bool anyPicture = std::any_of(before.cbegin(), before.cend(), [](std::int64_t pictures) { return pictures > 0; });
    pause(anyPicture ? time : std::min(time, kRefusedTime));
    const auto after = states();
    const double elapsed = static_cast<double>(watched.nsecsElapsed()) / 1e9;
    for (const auto &tile : after) {
        if (tile.state == live::ViewState::Playing) {
            report.shown.append({tile.camera, static_cast<double>(tile.shown - before.value(tile.camera)) / elapsed,
                                 rates.value(tile.camera), tile.stream, tile.stats.decoder, tile.stats.codec});
        } else if (tile.state == live::ViewState::Refused || tile.state == live::ViewState::Curtained) {
            RefusedTile refused{tile.camera, {}, tile.decision.rows};
            for (const auto &reason : tile.decision.reasons)
                refused.reasons.append(reason.text);
            report.refused.append(refused);
        } else {
            report.failed.append(QStringLiteral("%1: %2%3").arg(tile.camera.value, stateName(tile.state),
                tile.stats.lastError ? QStringLiteral(" (%1)").arg(toLogText(*tile.stats.lastError)) : QString()));
        }
    }
}

void Tour::tell(const QString &name, const QJsonObject &word)
{
    QSaveFile file(QDir(m_shots).filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(QJsonDocument(word).toJson(QJsonDocument::Compact)) <= 0 || !file.commit())
        complain(QStringLiteral("cannot write %1").arg(file.fileName()));
}

std::optional<QJsonObject> Tour::heard(const QString &name, milliseconds limit)
{
    QFile file(QDir(m_shots).filePath(name));
    if (!waitUntil([&file] { return file.exists(); }, limit) || !file.open(QIODevice::ReadOnly))
        return std::nullopt;
    return QJsonDocument::fromJson(file.readAll()).object();
}

void Tour::finish(const QString &name, QJsonObject report, const QStringList &more)
{
    const QStringList all = m_problems + more;
    report.insert(QStringLiteral("defects"), QJsonArray::fromStringList(all));
    QSaveFile file(QDir(m_shots).filePath(name));
    const bool written = file.open(QIODevice::WriteOnly) && file.write(QJsonDocument(report).toJson()) > 0 && file.commit();
    for (const QString &defect : all)
        say(QStringLiteral("defect: %1").arg(defect));
    QCoreApplication::exit(written && all.isEmpty() ? 0 : 1);
}

} // namespace vigie::app
