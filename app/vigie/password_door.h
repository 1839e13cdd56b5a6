// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/clock.h>
#include <journal/journal.h>
#include <registry/facts_feed.h>
#include <secrets/sealer.h>
#include <settings/settings.h>
#include <ui/shell/console.h>

#include <QtCore/QThreadPool>

namespace vigie::app {

/// Recognises people by matricule and password against the embedded registry, away from the GUI thread. A sign-in is
/// answered with yes only once its record is durable; a refused one is recorded too. Thread: GUI.
class PasswordDoor final : public QObject, public shell::SignInDoor {
    Q_OBJECT
public:
    struct Parts {
        QString registryFile;
        const registry::FactsFeed &feed;
        journal::Journal &journal;
        settings::Settings &settings;
        const Clock &clock;
    };
    explicit PasswordDoor(Parts parts, QObject *parent = nullptr);
    ~PasswordDoor() override; ///< waits for a check under way

    [[nodiscard]] QList<shell::PostChoice> posts() const override;
    void signIn(shell::SignInRequest request, QObject *context, Done done) override;

private:
    /// Who was asked for, and who they turned out to be.
    struct Answer {
        QString matricule;
        QString besideMatricule; ///< empty: nobody vouches
        PostId post;
        Result<PersonId> person = fail(ErrorCode::Internal);
        Result<PersonId> beside = fail(ErrorCode::Internal);
    };
    void recognised(const Answer &answer, const QPointer<QObject> &context, const Done &done);
    void refuse(const Answer &answer, const Error &why, const Done &done);

    Parts m_parts;
    QThreadPool m_pool;
};

} // namespace vigie::app
