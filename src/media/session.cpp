// SPDX-License-Identifier: GPL-3.0-or-later
#include <media/session.h>

#include <media/session_runner.h>

#include <thread>

namespace vigie::media {

struct Session::Private {
    std::unique_ptr<SessionRunner> runner; ///< null before the first start()
    bool paused = false; ///< stays over start()
    std::jthread thread;
};

Session::Session(QObject *parent) : QObject(parent), d(std::make_unique<Private>()) { }

Session::~Session()
{
    stop();
}

void Session::start(SessionOptions options)
{
    stop();
    d->runner =
        std::make_unique<SessionRunner>(std::move(options), [this] { Q_EMIT stateChanged(); });
    d->runner->setPaused(d->paused);
    d->thread = std::jthread([this, runner = d->runner.get()](const std::stop_token &stop) {
        runner->run(stop);
        Q_EMIT finished();
    });
    Q_EMIT stateChanged();
}

void Session::requestStop()
{
    d->thread.request_stop();
}

void Session::stop()
{
    if (!d->thread.joinable())
        return;
    d->thread.request_stop();
    d->thread.join();
    d->runner->markStopped();
    Q_EMIT stateChanged();
}

void Session::setImportance(Importance importance)
{
    if (d->runner)
        d->runner->setImportance(importance);
}

void Session::setPaused(bool paused)
{
    d->paused = paused;
    if (d->runner)
        d->runner->setPaused(paused);
}

SessionStats Session::stats() const
{
    return d->runner ? d->runner->stats() : SessionStats();
}

} // namespace vigie::media
