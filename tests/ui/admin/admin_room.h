// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <registry/json.h>
#include <support/fake_clock.h>
#include <ui/admin/admin_window.h>

#include <QtCore/QPointer>
#include <QtTest/QTest>

namespace vigie::test {

/// Two communes, an administrator, an agent with titles, one of whom is suspended.
inline registry::Content adminContent()
{
    QStringList problems;
    auto content = registry::contentFromJson(QByteArrayLiteral(
        "{\"format\": \"vigie-registry/1\","
        "\"communes\": [{\"insee\": \"60057\", \"name\": \"Beauvais\", \"department\": \"60\", \"latitude\": 49.43, \"longitude\": 2.08},"
        " {\"insee\": \"60175\", \"name\": \"Creil\", \"department\": \"60\", \"latitude\": 49.26, \"longitude\": 2.48}],"
        "\"posts\": [{\"id\": \"poste-1\", \"name\": \"Poste 1\", \"kind\": \"centre-room\", \"secured\": true}],"
        "\"sites\": [{\"id\": \"gare\", \"name\": \"Gare\", \"commune\": \"60057\"}],"
        "\"systems\": [{\"id\": \"aut-1\", \"name\": \"Voie publique\", \"commune\": \"60057\", \"authorisationNumber\": \"2024-1\","
        " \"from\": \"2024-01-01\", \"until\": \"2026-12-10\", \"cameras\": [\"cam-01\"], \"purposes\": [1, 5]}],"
        "\"cameras\": [{\"id\": \"cam-01\", \"name\": \"Parvis de la gare\", \"site\": \"gare\", \"system\": \"aut-1\", \"kind\": \"ptz\","
        " \"endpoint\": {\"user\": \"vigie\", \"streams\": [{\"name\": \"sub\", \"url\": \"rtsp://192.0.2.1/sub\"}]}}],"
        "\"persons\": [{\"id\": \"durand\", \"matricule\": \"ADM1\", \"name\": \"Jean Durand\", \"category\": \"administrateur\"},"
        " {\"id\": \"martin\", \"matricule\": \"A101\", \"name\": \"Claire Martin\", \"category\": \"agent-territorial\","
        "  \"employer\": \"Syndicat mixte de l\xe2\x80\x99Oise\", \"employerKind\": \"syndicat-mixte\"}],"
        "\"agrements\": [{\"id\": \"agr-1\", \"person\": \"martin\", \"number\": \"2023-060-17\", \"departments\": [\"60\"],"
        " \"from\": \"2023-05-01\", \"lastEnquiry\": \"2023-04-11\", \"suspendedFrom\": \"2026-11-20T08:00:00Z\"}],"
        "\"habilitations\": [{\"id\": \"hab-1\", \"person\": \"martin\", \"kind\": \"agent\", \"employer\": \"Syndicat mixte\","
        " \"communes\": [\"60057\", \"60175\"], \"from\": \"2026-01-01\", \"until\": \"2027-02-15\"}],"
        "\"formations\": [{\"person\": \"martin\", \"from\": \"2024-01-01\", \"until\": \"2026-11-01\"}],"
        "\"conventions\": [{\"id\": \"conv-1\", \"kind\": \"mutualisation\", \"reference\": \"CSD 2024\", \"from\": \"2024-01-01\","
        " \"parties\": [{\"commune\": \"60057\", \"accordCommune\": \"2024-01-01\", \"accordMembres\": \"2024-01-02\"}]}]}"),
        problems);
    if (!content)
        qFatal("the room of the administration: %s", qPrintable(problems.join(QLatin1Char('\n'))));
    return *content;
}

/// A registry in memory: saves as the real one does, without hashing.
class FakeAdminDoor final : public QObject, public admin::AdminDoor {
    Q_OBJECT
public:
    registry::Content there = adminContent();
    QList<admin::Save> saves;
    QByteArray rightPassword = "bon mot"; ///< of the second administrator
    std::optional<Error> broken; ///< every save fails so

    void load(QObject *context, Loaded done) override
    {
        QMetaObject::invokeMethod(context, [this, done] { done(there); }, Qt::QueuedConnection);
    }
    void save(admin::Save save, QObject *context, Saved done) override
    {
        QStringList problems;
        const bool needed = std::any_of(save.changes.cbegin(), save.changes.cend(), registry::needsApproval);
        Result<registry::Content> result = fail(ErrorCode::Refused);
        if (broken)
            result = tl::unexpected(*broken);
        else if (!needed || (save.approverPassword && save.approverPassword->revealBytes() == rightPassword))
            result = registry::withChanges(there, save.changes, problems);
        if (result)
            there = *result;
        saves.append(std::move(save));
        QMetaObject::invokeMethod(context, [done, result, problems] { done(result, problems); }, Qt::QueuedConnection);
    }
};

/// The window of the administration, with everything read.
struct AdminRoom {
    FakeClock clock;
    FakeAdminDoor door;
    std::unique_ptr<admin::AdminWindow> window;

    AdminRoom()
    {
        window = std::make_unique<admin::AdminWindow>(
            admin::AdminWindow::Parts{door, clock, [](const Error &error) { return errorCodeName(error.code); }});
        window->show();
    }
    [[nodiscard]] bool isReady() const { return QTest::qWaitFor([this] { return window->draft() != nullptr; }); }
    template <typename Widget> [[nodiscard]] Widget *child(const char *name) const
    {
        return window->findChild<Widget *>(QString::fromLatin1(name));
    }
};

} // namespace vigie::test
