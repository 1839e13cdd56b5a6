// SPDX-License-Identifier: GPL-3.0-or-later
#include "sign_in_view.h"

#include "brand.h"

#include <ui/common/theme.h>

#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QFrame>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

#include <utility>

namespace vigie::shell {
namespace {

constexpr int kCardWidth = 440;
constexpr int kShortestPassphrase = 12;

QLabel *messageLabel(const QString &name, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(name);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->hide();
    return label;
}

void colourText(QWidget &widget, const QColor &colour)
{
    QPalette palette = widget.palette();
    palette.setColor(QPalette::WindowText, colour);
    widget.setPalette(palette);
}

QLabel *fieldLabel(const QString &text, QWidget *buddy, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setBuddy(buddy);
    return label;
}

/// The password as UTF-8, and the field emptied.
Secret takeFrom(QLineEdit &field)
{
    Secret secret = Secret::fromUtf8(field.text());
    field.clear();
    return secret;
}

} // namespace

SignInView::SignInView(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("signIn"));
    build();
}

void SignInView::build()
{
    auto *page = new QVBoxLayout(this);
    page->addStretch(3);
    auto *card = new QWidget(this);
    card->setObjectName(QStringLiteral("signInCard"));
    card->setFixedWidth(kCardWidth);
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);

    column->addWidget(new BrandMark(card));
    column->addSpacing(14);

    m_keyPanel = buildKeyPanel(card);
    column->addWidget(m_keyPanel);

    m_form = new QWidget(card);
    auto *form = new QVBoxLayout(m_form);
    form->setContentsMargins(0, 0, 0, 0);
    form->setSpacing(6);
    m_matricule = new QLineEdit(m_form);
    m_matricule->setObjectName(QStringLiteral("matricule"));
    m_matricule->setMaxLength(64);
    m_matricule->setAccessibleName(tr("Service number"));
    m_password = new QLineEdit(m_form);
    m_password->setObjectName(QStringLiteral("password"));
    m_password->setEchoMode(QLineEdit::Password);
    m_password->setMaxLength(256);
    m_password->setAccessibleName(tr("Password"));
    m_password->setContextMenuPolicy(Qt::NoContextMenu);
    m_password->installEventFilter(this);
    m_post = new QComboBox(m_form);
    m_post->setObjectName(QStringLiteral("post"));
    m_post->setAccessibleName(tr("Post"));
    for (QWidget *field : {static_cast<QWidget *>(m_matricule), static_cast<QWidget *>(m_password),
                           static_cast<QWidget *>(m_post)})
        field->setMinimumHeight(38);
    m_beside = messageLabel(QStringLiteral("besideText"), m_form);
    colourText(*m_beside, ui::colours::kAccent);
    m_beside->setContentsMargins(0, 0, 0, 12);
    form->addWidget(m_beside);
    form->addWidget(fieldLabel(tr("Service &number"), m_matricule, m_form));
    form->addWidget(m_matricule);
    form->addSpacing(6);
    form->addWidget(fieldLabel(tr("Pass&word"), m_password, m_form));
    form->addWidget(m_password);
    m_capsLock = messageLabel(QStringLiteral("capsLock"), m_form);
    m_capsLock->setText(tr("Caps lock is on."));
    colourText(*m_capsLock, ui::colours::kWarning);
    form->addWidget(m_capsLock);
    form->addSpacing(6);
    form->addWidget(fieldLabel(tr("&Post"), m_post, m_form));
    form->addWidget(m_post);
    form->addSpacing(12);
    m_error = messageLabel(QStringLiteral("signInError"), m_form);
    colourText(*m_error, ui::colours::kError);
    form->addWidget(m_error);
    m_enter = new QPushButton(tr("Begin the session"), m_form);
    m_enter->setObjectName(QStringLiteral("signInButton"));
    m_enter->setDefault(true);
    m_enter->setProperty("primary", true);
    m_enter->setMinimumHeight(44);
    form->addWidget(m_enter);
    m_giveUp = new QPushButton(tr("Give up"), m_form);
    m_giveUp->setObjectName(QStringLiteral("giveUpBeside"));
    m_giveUp->setShortcut(Qt::Key_Escape);
    m_giveUp->hide();
    form->addWidget(m_giveUp);
    connect(m_giveUp, &QPushButton::clicked, this, &SignInView::besideGivenUp);
    column->addWidget(m_form);
    column->addSpacing(14);
    auto *notice = new QLabel(tr("Personal access. Each viewing is checked and recorded in the journal."), card);
    notice->setObjectName(QStringLiteral("signInNotice"));
    notice->setProperty("role", QStringLiteral("secondary"));
    notice->setWordWrap(true);
    notice->setAlignment(Qt::AlignHCenter);
    column->addWidget(notice);

    // Beside stretches, not aligned: an aligned item is not given the height its wrapped texts need.
    auto *middle = new QHBoxLayout;
    middle->addStretch(1);
    middle->addWidget(card);
    middle->addStretch(1);
    page->addLayout(middle);
    page->addStretch(4);
    m_footer = new QLabel(this);
    m_footer->setObjectName(QStringLiteral("signInFooter"));
    m_footer->setProperty("role", QStringLiteral("secondary"));
    m_footer->setAlignment(Qt::AlignHCenter);
    page->addWidget(m_footer);

    connect(m_enter, &QPushButton::clicked, this, &SignInView::submit);
    connect(m_matricule, &QLineEdit::returnPressed, this, [this] { m_password->setFocus(); });
    connect(m_password, &QLineEdit::returnPressed, this, &SignInView::submit);
    for (QLineEdit *field : {m_matricule, m_password, m_passphrase, m_passphraseAgain})
        connect(field, &QLineEdit::textEdited, this, &SignInView::hideErrors);
    const QList<QWidget *> order{m_passphrase, m_passphraseAgain, m_keyButton, m_matricule, m_password, m_post, m_enter, m_giveUp};
    for (qsizetype at = 1; at < order.size(); ++at)
        setTabOrder(order.at(at - 1), order.at(at));
}

QWidget *SignInView::buildKeyPanel(QWidget *parent)
{
    auto *panel = new QFrame(parent);
    panel->setObjectName(QStringLiteral("keyPanel"));
    panel->setProperty("role", QStringLiteral("card"));
    auto *column = new QVBoxLayout(panel);
    column->setContentsMargins(14, 12, 14, 12);
    column->setSpacing(8);
    m_keyText = new QLabel(panel);
    m_keyText->setObjectName(QStringLiteral("keyText"));
    m_keyText->setWordWrap(true);
    m_passphrase = new QLineEdit(panel);
    m_passphrase->setObjectName(QStringLiteral("passphrase"));
    m_passphraseAgain = new QLineEdit(panel);
    m_passphraseAgain->setObjectName(QStringLiteral("passphraseAgain"));
    for (QLineEdit *field : {m_passphrase, m_passphraseAgain}) {
        field->setEchoMode(QLineEdit::Password);
        field->setMaxLength(256);
        field->setMinimumHeight(36);
        field->setContextMenuPolicy(Qt::NoContextMenu);
        connect(field, &QLineEdit::returnPressed, this, &SignInView::submitPassphrase);
    }
    m_passphrase->setPlaceholderText(tr("Passphrase of the key file"));
    m_passphrase->setAccessibleName(m_passphrase->placeholderText());
    m_passphraseAgain->setPlaceholderText(tr("The same passphrase again"));
    m_passphraseAgain->setAccessibleName(m_passphraseAgain->placeholderText());
    m_keyButton = new QPushButton(panel);
    m_keyButton->setObjectName(QStringLiteral("keyButton"));
    connect(m_keyButton, &QPushButton::clicked, this, &SignInView::submitPassphrase);
    column->addWidget(m_keyText);
    column->addWidget(m_passphrase);
    column->addWidget(m_passphraseAgain);
    m_keyError = messageLabel(QStringLiteral("keyError"), panel);
    colourText(*m_keyError, ui::colours::kError);
    column->addWidget(m_keyError);
    column->addWidget(m_keyButton);
    panel->hide();
    return panel;
}

void SignInView::setKeyNeed(KeyNeed need)
{
    m_keyNeed = need;
    m_keyPanel->setVisible(need != KeyNeed::None);
    m_form->setEnabled(need == KeyNeed::None);
    m_passphrase->setVisible(need == KeyNeed::CreatePassphrase || need == KeyNeed::Passphrase);
    m_passphraseAgain->setVisible(need == KeyNeed::CreatePassphrase);
    switch (need) {
    case KeyNeed::None: break;
    case KeyNeed::CreatePassphrase:
        m_keyText->setText(tr("No keychain service answers on this workstation. The station's key will be kept in a "
                              "file protected by a passphrase. Choose one of at least %1 characters; the administrator "
                              "keeps it.")
                               .arg(kShortestPassphrase));
        m_keyButton->setText(tr("Create the key file"));
        break;
    case KeyNeed::Passphrase:
        m_keyText->setText(tr("No keychain service answers on this workstation. Enter the passphrase of the key file, "
                              "which the administrator keeps."));
        m_keyButton->setText(tr("Open the key file"));
        break;
    case KeyNeed::UnlockKeychain:
        m_keyText->setText(tr("The keychain of this workstation is locked. Unlock it, then try again."));
        m_keyButton->setText(tr("Try again"));
        break;
    case KeyNeed::StartKeychain:
        m_keyText->setText(tr("The keychain service that keeps this station's key does not answer. Start it, or put the "
                              "station's key file back, then try again."));
        m_keyButton->setText(tr("Try again"));
        break;
    case KeyNeed::Retry:
        m_keyText->setText(tr("Vigie cannot open on this workstation for the reason below."));
        m_keyButton->setText(tr("Try again"));
        break;
    }
    if (need == KeyNeed::None)
        m_matricule->setFocus();
    else
        m_passphrase->setFocus();
}

void SignInView::submitPassphrase()
{
    hideErrors();
    if (m_keyNeed != KeyNeed::CreatePassphrase && m_keyNeed != KeyNeed::Passphrase) {
        Q_EMIT retryAsked();
        return;
    }
    if (m_keyNeed == KeyNeed::CreatePassphrase) {
        if (m_passphrase->text().size() < kShortestPassphrase) {
            showError(tr("The passphrase must have at least %1 characters.").arg(kShortestPassphrase));
            m_passphrase->setFocus();
            return;
        }
        if (m_passphraseAgain->text() != m_passphrase->text()) {
            showError(tr("The two passphrases differ."));
            m_passphraseAgain->setFocus();
            return;
        }
    }
    Q_EMIT passphraseGiven();
}

void SignInView::setPosts(const QList<PostChoice> &posts, const PostId &preferred)
{
    m_post->clear();
    for (const PostChoice &post : posts) {
        m_post->addItem(post.secured ? post.name : tr("%1 (not secured)").arg(post.name), post.id.value);
        if (post.id == preferred)
            m_post->setCurrentIndex(m_post->count() - 1);
    }
}

void SignInView::setFooter(const QString &text) { m_footer->setText(text); }

void SignInView::showError(const QString &sentence)
{
    hideErrors();
    QLabel *label = m_keyNeed == KeyNeed::None ? m_error : m_keyError;
    label->setText(sentence);
    label->setVisible(!sentence.isEmpty());
    if (m_form->isEnabled()) {
        m_password->clear();
        m_password->setFocus();
    }
}

void SignInView::hideErrors()
{
    m_error->hide();
    m_keyError->hide();
}

void SignInView::setBusy(bool busy)
{
    m_form->setEnabled(!busy && m_keyNeed == KeyNeed::None);
    m_keyPanel->setEnabled(!busy);
    m_enter->setText(busy ? tr("Checking…") : enterText());
}

QString SignInView::enterText() const
{
    return m_besideOf.isEmpty() ? tr("Begin the session") : tr("Vouch and begin the session");
}

void SignInView::setBesideOf(const QString &matricule)
{
    const QString before = std::exchange(m_besideOf, matricule);
    m_beside->setText(tr("%1 is recognised and signs in beside a second entitled person only. That person enters their own number and "
                         "password, and stays at the post.")
                          .arg(matricule));
    m_beside->setVisible(!matricule.isEmpty());
    m_giveUp->setVisible(!matricule.isEmpty());
    m_post->setEnabled(matricule.isEmpty()); // the two sit at one
    m_enter->setText(enterText());
    hideErrors();
    m_password->clear();
    m_matricule->setText(matricule.isEmpty() ? before : QString());
    m_matricule->setFocus();
}

void SignInView::reset()
{
    m_matricule->clear();
    m_password->clear();
    m_passphrase->clear();
    m_passphraseAgain->clear();
    hideErrors();
    m_capsLock->hide();
    setBusy(false);
    m_matricule->setFocus();
}

QString SignInView::matricule() const { return m_matricule->text().trimmed(); }

PostId SignInView::post() const { return PostId{m_post->currentData().toString()}; }

Secret SignInView::takePassword() { return takeFrom(*m_password); }

Secret SignInView::takePassphrase()
{
    m_passphraseAgain->clear();
    return takeFrom(*m_passphrase);
}

void SignInView::fill(const QString &matricule, const QString &password, const PostId &post)
{
    m_matricule->setText(matricule);
    m_password->setText(password);
    if (const int row = m_post->findData(post.value); row >= 0)
        m_post->setCurrentIndex(row);
}

void SignInView::submit()
{
    if (!m_form->isEnabled())
        return;
    if (matricule().isEmpty()) {
        m_error->setText(tr("Enter your service number."));
        m_error->show();
        m_matricule->setFocus();
        return;
    }
    if (m_password->text().isEmpty()) {
        m_error->setText(tr("Enter your password."));
        m_error->show();
        m_password->setFocus();
        return;
    }
    if (post().isNull()) {
        m_error->setText(tr("Choose the post at which you are."));
        m_error->show();
        m_post->setFocus();
        return;
    }
    m_error->hide();
    Q_EMIT submitted();
}

bool SignInView::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_password) {
        if (event->type() == QEvent::KeyPress) {
            const auto *key = static_cast<QKeyEvent *>(event);
            if (key->key() == Qt::Key_CapsLock)
                m_capsLock->hide(); // unknown until the next letter
            else
                watchCapsLock(key->text(), key->modifiers().testFlag(Qt::ShiftModifier));
        } else if (event->type() == QEvent::FocusOut) {
            m_capsLock->hide();
        }
    }
    return QWidget::eventFilter(watched, event);
}

void SignInView::watchCapsLock(const QString &text, bool shift)
{
    // Qt has no portable query: a capital without Shift, or a small letter with it, tells.
    if (text.size() != 1 || !text.at(0).isLetter() || text.at(0).toLower() == text.at(0).toUpper())
        return;
    m_capsLock->setVisible(text.at(0).isUpper() != shift);
}

void SignInView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_keyNeed != KeyNeed::None)
        m_passphrase->setFocus();
    else if (m_matricule->text().isEmpty())
        m_matricule->setFocus();
    else
        m_password->setFocus();
}

void SignInView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintBrandBackground(painter, rect());
}

} // namespace vigie::shell
