// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/ids.h>
#include <core/secret.h>

#include <QtCore/QList>
#include <QtWidgets/QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace vigie::shell {

/// A post offered at sign-in.
struct PostChoice {
    PostId id;
    QString name; ///< "Poste 1 — salle CSD"
    bool secured = true;
    bool operator==(const PostChoice &) const = default;
};

/// What is missing before the station's key can be read.
enum class KeyNeed {
    None,
    CreatePassphrase, ///< no keychain service: choose a passphrase for a key file
    Passphrase, ///< no keychain service: give the passphrase of the key file
    UnlockKeychain, ///< the keychain is locked
    StartKeychain, ///< the keychain that holds the key does not answer
    Retry, ///< nothing to enter: showError() says what is wrong
};

/// The sign-in screen: who, password, post. Holds the password only in its field, which is emptied when it is taken.
/// Usable by keyboard alone. Thread: GUI.
class SignInView final : public QWidget {
    Q_OBJECT
public:
    explicit SignInView(QWidget *parent = nullptr);

    void setPosts(const QList<PostChoice> &posts, const PostId &preferred);
    void setKeyNeed(KeyNeed need);
    /// One line under the form: what this console is connected to.
    void setFooter(const QString &text);
    /// Shows why sign-in came to nothing and gives the keyboard back to the password.
    void showError(const QString &sentence);
    void setBusy(bool busy);
    /// From now on the form is for whoever vouches for \p matricule, who was recognised; empty: for anybody again.
    void setBesideOf(const QString &matricule);
    /// Empties the form for the next person.
    void reset();

    [[nodiscard]] QString matricule() const;
    [[nodiscard]] PostId post() const;
    /// Moves the typed password out; the field is empty afterwards.
    [[nodiscard]] Secret takePassword();
    [[nodiscard]] Secret takePassphrase();

    /// Fills the form as a person would: for the guided demonstration and tests.
    void fill(const QString &matricule, const QString &password, const PostId &post);
    void submit();

Q_SIGNALS:
    void submitted(); ///< read matricule(), post(), takePassword()
    void passphraseGiven(); ///< read takePassphrase()
    void retryAsked();
    void besideGivenUp(); ///< nobody comes to vouch

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    QWidget *buildKeyPanel(QWidget *parent);
    void submitPassphrase();
    void watchCapsLock(const QString &text, bool shift);
    void hideErrors();
    [[nodiscard]] QString enterText() const;

    QLineEdit *m_matricule = nullptr;
    QLineEdit *m_password = nullptr;
    QComboBox *m_post = nullptr;
    QPushButton *m_enter = nullptr;
    QLabel *m_beside = nullptr;
    QPushButton *m_giveUp = nullptr;
    QString m_besideOf; ///< matricule; empty: the form is for anybody
    QLabel *m_error = nullptr;
    QLabel *m_capsLock = nullptr;
    QLabel *m_footer = nullptr;
    QWidget *m_form = nullptr;
    QWidget *m_keyPanel = nullptr;
    QLabel *m_keyText = nullptr;
    QLabel *m_keyError = nullptr; ///< in the place of m_error while the key is missing
    QLineEdit *m_passphrase = nullptr;
    QLineEdit *m_passphraseAgain = nullptr;
    QPushButton *m_keyButton = nullptr;
    KeyNeed m_keyNeed = KeyNeed::None;
};

} // namespace vigie::shell
