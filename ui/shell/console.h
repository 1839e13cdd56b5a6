// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ui/shell/idle_watch.h>
#include <ui/shell/main_window.h>
#include <ui/shell/sign_in_view.h>

#include <QtCore/QTimer>

#include <memory>
#include <optional>

namespace vigie::shell {

/// What somebody proves who they are by.
struct Credentials {
    QString matricule;
    Secret password;
    [[nodiscard]] Credentials clone() const { return {matricule, password.clone()}; }
};

/// Who wants to sit down, and where.
struct SignInRequest {
    Credentials who;
    std::optional<Credentials> beside; ///< who vouches for them, where their record asks for that
    PostId post;
};

/// Recognises people. Thread: GUI; answers through the event loop.
class SignInDoor {
public:
    virtual ~SignInDoor() = default;
    using Done = std::function<void(Result<access::SessionContext>)>;
    /// Posts this workstation may be, the usual one first.
    [[nodiscard]] virtual QList<PostChoice> posts() const = 0;
    /// Checks the passwords away from the GUI thread; Refused for a wrong number or password alike, and for a second person who
    /// may not vouch; SecondPersonNeeded: the first is right, and has to bring somebody. With \p context gone the answer is
    /// dropped.
    virtual void signIn(SignInRequest request, QObject *context, Done done) = 0;
};

/// Opens the desk of a person who was recognised. Called once per sign-in; never null.
using DeskFactory = std::function<std::unique_ptr<Desk>(const access::SessionContext &)>;

/// The console from sign-in to sign-out and back: one person at a time. Thread: GUI.
class Console final : public QObject {
    Q_OBJECT
public:
    /// \p door and everything in \p parts outlive the console.
    Console(SignInDoor &door, DeskFactory desks, MainWindowParts parts, QObject *parent = nullptr);
    ~Console() override; ///< signs out

    /// Shows the sign-in screen.
    void start();
    [[nodiscard]] SignInView &signInView() { return *m_signIn; }
    /// Null while nobody is signed in.
    [[nodiscard]] MainWindow *mainWindow() const { return m_window.get(); }
    /// As if the person had typed it: for guided demonstrations.
    void signIn(const QString &matricule, const QString &password, const PostId &post);
    /// Gives every grant back and shows the sign-in screen.
    void signOut();
    /// The same, for somebody who left the post or is about to: nothing can be seen or steered until the same person, or another,
    /// signs in. The number stays in the form, and the mosaic comes back with them.
    void lock(Desk::Closing why);
    /// After so long without anybody at keyboard, mouse or joystick the post is locked; zero: never. From the next sign-in on.
    void setIdleLimit(std::chrono::milliseconds limit) { m_idleLimit = limit; }
    /// Somebody moves a joystick.
    void touch() { m_idle.touch(); }

Q_SIGNALS:
    void signedIn();
    void signInFailed(const vigie::Error &error);
    void signedOut();

private:
    void trySignIn();
    void answered(const Result<access::SessionContext> &session, const std::shared_ptr<Credentials> &who);
    void forgetFirst();
    void leave(Desk::Closing why);
    void open(const access::SessionContext &session);

    SignInDoor &m_door;
    DeskFactory m_desks;
    MainWindowParts m_parts;
    std::unique_ptr<SignInView> m_signIn;
    std::unique_ptr<Desk> m_desk;
    std::unique_ptr<MainWindow> m_window;
    IdleWatch m_idle;
    std::chrono::milliseconds m_idleLimit{0};
    PostId m_lastPost;
    std::optional<Credentials> m_first; ///< right, and waits for whoever vouches; for a minute
    QTimer m_waitsForSecond;
    bool m_leaving = false;
};

} // namespace vigie::shell
