// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "../ptz/fake_steering.h"
#include "../wall/fake_camera_views.h"

#include <ui/shell/console.h>

namespace vigie::test {

/// A desk that allows the cameras the test names.
class FakeDesk final : public shell::Desk {
    Q_OBJECT
public:
    access::SessionContext context{SessionId{QStringLiteral("s-1")}, PersonId{QStringLiteral("p-1")},
                                   QStringLiteral("OP-0417"), PostId{QStringLiteral("poste-1")}};
    FakeViews fakeViews;
    FakeSteeringRights fakeSteering;
    access::Circumstances around;
    bool closed = false;
    std::optional<Instant> until; ///< of every camera that is allowed
    Closing *closingOf = nullptr; ///< likewise
    bool *closedFlag = nullptr; ///< set when close() is called; may outlive the desk

    [[nodiscard]] const access::SessionContext &session() const override { return context; }
    [[nodiscard]] wall::CameraViews &views() override { return fakeViews; }
    [[nodiscard]] ptzui::SteeringRights &steering() override { return fakeSteering; }
    [[nodiscard]] access::Decision preview(const CameraId &camera) const override
    {
        access::Decision decision;
        decision.allowed = fakeViews.allowed.contains(camera);
        if (decision.allowed)
            decision.until = until;
        if (decision.allowed)
            decision.statement = QStringLiteral("Visionnage sous l’autorité exclusive du maire de Beauvais");
        else
            decision.reasons = {{access::Check::Territory, 10, QStringLiteral("Commune hors habilitation"),
                                 QStringLiteral("R253-3 II 2°"), {}}};
        return decision;
    }
    [[nodiscard]] access::Circumstances circumstances() const override { return around; }
    shell::WatchMotive watching;
    shell::Company people;
    [[nodiscard]] shell::WatchMotive motive() const override { return watching; }
    void setMotive(const shell::WatchMotive &motive) override
    {
        watching = motive;
        Q_EMIT motiveChanged();
    }
    [[nodiscard]] shell::Company company() const override { return people; }
    void setCompany(const shell::Company &company) override
    {
        people = company;
        Q_EMIT companyChanged();
    }
    void close(Closing why = Closing::SignedOut) override
    {
        closed = true;
        if (closingOf != nullptr)
            *closingOf = why;
        if (closedFlag != nullptr)
            *closedFlag = true;
    }
};

/// Keeps what is saved, by person.
class FakeMemory final : public shell::DeskMemoryStore {
public:
    QHash<PersonId, shell::DeskMemory> kept;
    [[nodiscard]] shell::DeskMemory load(const PersonId &person) const override { return kept.value(person); }
    void save(const PersonId &person, const shell::DeskMemory &memory) override { kept.insert(person, memory); }
};

/// Knows one number and one password.
class FakeDoor final : public QObject, public shell::SignInDoor {
    Q_OBJECT
public:
    QByteArray seenPassword;
    [[nodiscard]] QList<shell::PostChoice> posts() const override
    {
        return {{PostId{QStringLiteral("poste-1")}, QStringLiteral("Poste 1 — salle du CSD"), true},
                {PostId{QStringLiteral("poste-2")}, QStringLiteral("Poste 2 — siège invité"), true}};
    }
    int asked = 0;
    bool needsSecond = false; ///< whoever has the number OP-0500
    void signIn(shell::SignInRequest request, QObject *at, Done done) override
    {
        ++asked;
        seenPassword = request.who.password.revealBytes();
        Result<access::SessionContext> answer = fail(ErrorCode::Refused);
        if (isRight(request.who) && !needsSecond)
            answer = access::SessionContext{SessionId{QStringLiteral("s-1")}, PersonId{QStringLiteral("p-1")}, request.who.matricule, request.post, {}};
        else if (needsSecond && request.who.matricule == QStringLiteral("OP-0500") && seenPassword == "bon mot")
            answer = !request.beside ? fail(ErrorCode::SecondPersonNeeded)
                : !isRight(*request.beside)
                ? fail(ErrorCode::Refused)
                : Result<access::SessionContext>(access::SessionContext{SessionId{QStringLiteral("s-2")}, PersonId{QStringLiteral("p-5")},
                                                                        request.who.matricule, request.post, PersonId{QStringLiteral("p-1")}});
        QMetaObject::invokeMethod(
            at, [answer, done] { done(answer); }, Qt::QueuedConnection);
    }

private:
    [[nodiscard]] static bool isRight(const shell::Credentials &credentials)
    {
        return credentials.matricule == QStringLiteral("OP-0417") && credentials.password.revealBytes() == "bon mot";
    }
};

} // namespace vigie::test
