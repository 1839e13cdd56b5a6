// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"
#include "console_io.h"

#include <ptz/drive.h>
#include <ptz/onvif_controller.h>

#include <QtCore/QEventLoop>
#include <QtCore/QJsonArray>
#include <QtCore/QPointer>
#include <QtCore/QSocketNotifier>

#include <csignal>

#include <pthread.h>
#include <sys/signalfd.h>
#include <unistd.h>

namespace vigie::ctl {
namespace {

using namespace std::chrono_literals;

constexpr auto kLongestMove = 60s;
constexpr auto kLongestStop = 8s; ///< refused stops are tried again for about that long

/// Ctrl+C, a lost terminal and kill as an event: the head is stopped before the program ends. Made
/// before the first thread, which would take the signal otherwise.
class EndSignals {
public:
    EndSignals()
        : m_set(signals()),
          m_descriptor(blocked(m_set)),
          m_notifier(m_descriptor, QSocketNotifier::Read)
    {
        QObject::connect(&m_notifier, &QSocketNotifier::activated, &m_notifier, [this] {
            m_came = true;
            m_notifier.setEnabled(false);
            if (m_loop)
                m_loop->quit();
        });
    }
    ~EndSignals() { ::close(m_descriptor); }
    EndSignals(const EndSignals &) = delete;
    EndSignals &operator=(const EndSignals &) = delete;
    [[nodiscard]] bool came() const { return m_came; }
    /// From now on a signal ends \p loop.
    void quits(QEventLoop *loop) { m_loop = loop; }

private:
    static sigset_t signals()
    {
        sigset_t set;
        sigemptyset(&set);
        for (const int each : {SIGINT, SIGTERM, SIGHUP})
            sigaddset(&set, each);
        return set;
    }
    static int blocked(const sigset_t &set)
    {
        ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
        return ::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    }
    sigset_t m_set;
    int m_descriptor;
    QSocketNotifier m_notifier;
    QPointer<QEventLoop> m_loop;
    bool m_came = false;
};

QJsonObject outcome(const Result<> &result)
{
    QJsonObject answer{{QStringLiteral("done"), result.has_value()}};
    if (!result)
        answer.insert(QStringLiteral("error"), toLogText(result.error()));
    return answer;
}

int finish(const Result<> &result)
{
    printJson(outcome(result));
    return result ? 0 : report(result.error());
}

/// Runs \p start until it says how it went.
Result<> wait(const std::function<void(ptz::Controller::Done)> &start)
{
    QEventLoop loop;
    Result<> result = fail(ErrorCode::Cancelled);
    start([&](const Result<> &how) {
        result = how;
        loop.quit();
    });
    loop.exec();
    return result;
}

int move(ptz::Controller &controller, const Clock &clock, EndSignals &ending,
         const ptz::Vector &velocity, std::chrono::milliseconds duration)
{
    if (ending.came())
        return finish(fail(ErrorCode::Cancelled));
    QEventLoop loop;
    ending.quits(&loop);
    ptz::Drive drive(controller, clock);
    Result<> result;
    QObject::connect(&drive, &ptz::Drive::moveFailed, &loop, [&](const Error &error) {
        result = tl::unexpected<Error>(error);
        loop.quit();
    });
    bool refused = false;
    QObject::connect(&drive, &ptz::Drive::stopFailed, &loop, [&refused](const Error &error) {
        refused = true;
        report(error);
    });
    drive.setVelocity(velocity);
    QTimer::singleShot(duration, Qt::PreciseTimer, &loop, &QEventLoop::quit);
    loop.exec();
    ending.quits(nullptr);
    drive.shutdown(kLongestStop);
    if (result && drive.mayMove())
        result = fail(ErrorCode::Refused,
                      QStringLiteral("the camera did not confirm that it stands still"));
    QJsonObject answer = outcome(result);
    answer.insert(QStringLiteral("interrupted"), ending.came());
    answer.insert(QStringLiteral("stopRefusedAtFirst"), refused);
    answer.insert(QStringLiteral("standsStill"), !drive.mayMove());
    printJson(answer);
    return result ? 0 : report(result.error());
}

int listPresets(ptz::Controller &controller)
{
    QJsonArray list;
    const auto result = wait([&](const ptz::Controller::Done &done) {
        controller.presets([&list, done](const Result<QList<ptz::Preset>> &presets) {
            for (const auto &preset : presets.value_or(QList<ptz::Preset>()))
                list.append(QJsonObject{{QStringLiteral("token"), preset.token},
                                        {QStringLiteral("name"), preset.name}});
            done(presets ? Result<>() : fail(presets));
        });
    });
    QJsonObject answer = outcome(result);
    answer.insert(QStringLiteral("presets"), list);
    printJson(answer);
    return result ? 0 : report(result.error());
}

/// A number in [-1, 1]; 0 where the option is missing; nothing for anything else.
std::optional<double> takeSpeed(QStringList &arguments, const QString &name)
{
    const auto text = takeOption(arguments, name);
    if (!text)
        return 0.0;
    bool ok = false;
    const double value = text->toDouble(&ok);
    return ok && value >= -1.0 && value <= 1.0 ? std::optional(value) : std::nullopt;
}

} // namespace

int ptzCommand(const QStringList &given)
{
    const QString help = QStringLiteral(
        "usage: vigiectl ptz URL move [--pan X] [--tilt X] [--zoom X] --for-ms N [--user NAME]\n"
        "       vigiectl ptz URL stop | presets | goto TOKEN [--user NAME]\n"
        "  URL is the ONVIF device service; the password is read from standard input\n"
        "  X in [-1, 1], N in [1, 60000]; an interrupted move stops the camera before it ends");
    QStringList arguments = given;
    const QString user = takeOption(arguments, QStringLiteral("--user")).value_or(QString());
    const auto pan = takeSpeed(arguments, QStringLiteral("--pan"));
    const auto tilt = takeSpeed(arguments, QStringLiteral("--tilt"));
    const auto zoom = takeSpeed(arguments, QStringLiteral("--zoom"));
    const auto duration = std::chrono::milliseconds(
        takeOption(arguments, QStringLiteral("--for-ms")).value_or(QString()).toInt());
    const QUrl url(arguments.value(0));
    const QString verb = arguments.value(1);
    const bool http =
        url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https");
    if (!http || url.host().isEmpty() || !url.userInfo().isEmpty() || !pan || !tilt || !zoom)
        return usage(help);
    const ptz::Vector velocity{*pan, *tilt, *zoom};
    const bool moves = verb == QLatin1String("move") && arguments.size() == 2 && duration > 0ms
        && duration <= kLongestMove && !velocity.isZero();
    const bool plain = (verb == QLatin1String("stop") || verb == QLatin1String("presets"))
        && arguments.size() == 2;
    const bool recalls = verb == QLatin1String("goto") && arguments.size() == 3;
    if (!moves && !plain && !recalls)
        return usage(help);
    const SystemClock clock;
    Secret password = user.isEmpty() ? Secret() : readSecretLine();
    std::optional<EndSignals> ending;
    if (moves)
        ending.emplace();
    ptz::OnvifController controller(url, user, std::move(password), clock);
    if (verb == QLatin1String("stop"))
        return finish(wait([&](const ptz::Controller::Done &done) { controller.stop(done); }));
    if (verb == QLatin1String("presets"))
        return listPresets(controller);
    if (recalls)
        return finish(wait([&](const ptz::Controller::Done &done) {
            controller.gotoPreset(arguments.at(2), done);
        }));
    // Everything that can fail without moving anything fails here.
    if (const auto ready =
            wait([&](const ptz::Controller::Done &done) { controller.warmUp(done); });
        !ready)
        return finish(ready);
    return move(controller, clock, *ending, velocity, duration);
}

} // namespace vigie::ctl
