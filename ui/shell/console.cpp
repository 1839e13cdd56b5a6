// SPDX-License-Identifier: GPL-3.0-or-later
#include "console.h"

#include "error_text.h"

namespace vigie::shell {
namespace {

constexpr std::chrono::seconds kIdleWarning{60};
/// A password is kept no longer than it takes somebody to come over.
constexpr std::chrono::seconds kSecondComesWithin{60};

} // namespace

Console::Console(SignInDoor &door, DeskFactory desks, MainWindowParts parts, QObject *parent)
    : QObject(parent)
    , m_door(door)
    , m_desks(std::move(desks))
    , m_parts(std::move(parts))
    , m_signIn(std::make_unique<SignInView>())
{
    m_signIn->setWindowTitle(QStringLiteral("Vigie"));
    m_signIn->resize(1280, 800);
    connect(m_signIn.get(), &SignInView::submitted, this, &Console::trySignIn);
    m_waitsForSecond.setSingleShot(true);
    m_waitsForSecond.setInterval(kSecondComesWithin);
    connect(&m_waitsForSecond, &QTimer::timeout, this, &Console::forgetFirst);
    connect(m_signIn.get(), &SignInView::besideGivenUp, this, &Console::forgetFirst);
    connect(&m_idle, &IdleWatch::soon, this, [this](std::chrono::seconds left) {
        if (m_window)
            m_window->warnOfIdleness(left);
    });
    connect(&m_idle, &IdleWatch::awake, this, [this] {
        if (m_window)
            m_window->warnOfIdleness(std::chrono::seconds(0));
    });
    connect(&m_idle, &IdleWatch::idle, this, [this] { lock(Desk::Closing::Idle); });
}

Console::~Console()
{
    m_window.reset();
    if (m_desk)
        m_desk->close();
}

void Console::start()
{
    const QList<PostChoice> posts = m_door.posts();
    m_signIn->setPosts(posts, m_lastPost.isNull() && !posts.isEmpty() ? posts.first().id : m_lastPost);
    m_signIn->reset();
    m_signIn->show();
    m_signIn->raise();
    m_signIn->activateWindow();
}

void Console::signIn(const QString &matricule, const QString &password, const PostId &post)
{
    m_signIn->fill(matricule, password, post);
    m_signIn->submit();
}

void Console::trySignIn()
{
    m_signIn->setBusy(true);
    m_waitsForSecond.stop();
    m_lastPost = m_signIn->post();
    const auto typed = std::make_shared<Credentials>(Credentials{m_signIn->matricule(), m_signIn->takePassword()});
    SignInRequest request;
    request.post = m_lastPost;
    if (m_first) {
        request.who = m_first->clone();
        request.beside = typed->clone();
    } else {
        request.who = typed->clone();
    }
    m_door.signIn(std::move(request), this, [this, typed](const Result<access::SessionContext> &session) { answered(session, typed); });
}

void Console::answered(const Result<access::SessionContext> &session, const std::shared_ptr<Credentials> &who)
{
    m_signIn->setBusy(false);
    if (session) {
        m_first.reset();
        m_signIn->setBesideOf({});
        open(*session);
        return;
    }
    if (session.error().code == ErrorCode::SecondPersonNeeded && !m_first) {
        m_first = who->clone();
        m_signIn->setBesideOf(who->matricule);
        m_waitsForSecond.start();
        return;
    }
    m_signIn->showError(m_first ? besideSentenceFor(session.error()) : signInSentenceFor(session.error()));
    if (m_first)
        m_waitsForSecond.start();
    Q_EMIT signInFailed(session.error());
}

void Console::forgetFirst()
{
    if (!m_first)
        return;
    m_waitsForSecond.stop();
    m_first.reset();
    m_signIn->setBesideOf({});
}

void Console::open(const access::SessionContext &session)
{
    m_desk = m_desks(session);
    m_window = std::make_unique<MainWindow>(*m_desk, m_parts);
    // Queued: the window is on the stack when it asks.
    connect(m_window.get(), &MainWindow::signOutAsked, this, &Console::signOut, Qt::QueuedConnection);
    connect(m_window.get(), &MainWindow::lockAsked, this, [this] { lock(Desk::Closing::Locked); }, Qt::QueuedConnection);
    m_window->show();
    m_window->activateWindow(); // the joystick steers the active window only
    m_signIn->hide();
    m_idle.start(m_idleLimit, kIdleWarning);
    Q_EMIT signedIn();
}

void Console::signOut()
{
    if (!m_desk || m_leaving)
        return;
    leave(Desk::Closing::SignedOut);
    start();
}

void Console::lock(Desk::Closing why)
{
    if (!m_desk || m_leaving)
        return;
    const QString matricule = m_desk->session().matricule;
    leave(why);
    start();
    m_signIn->fill(matricule, {}, m_lastPost);
    m_signIn->showError(why == Desk::Closing::Idle
                            ? tr("Nobody was at this post: it is locked. The mosaic comes back with you.")
                            : tr("This post is locked. The mosaic comes back with you."));
}

void Console::leave(Desk::Closing why)
{
    m_leaving = true;
    m_idle.stop();
    // Pictures and steering first, then the session: nothing is left to curtain when the grants end.
    m_window.reset();
    m_desk->close(why);
    m_desk.reset();
    m_leaving = false;
    Q_EMIT signedOut();
}

} // namespace vigie::shell
