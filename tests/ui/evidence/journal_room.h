// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "../wall/oise_facts.h"

#include <support/fake_clock.h>
#include <ui/evidence/journal_window.h>

#include <QtCore/QJsonArray>
#include <QtTest/QTest>

namespace vigie::test {

/// Records as they stand in a journal; the oldest first.
inline QList<QJsonObject> journalRecords()
{
    const auto record = [](int number, const char *operation, const char *at, QJsonObject more) {
        more.insert(QStringLiteral("seq"), number);
        more.insert(QStringLiteral("operation"), QLatin1String(operation));
        more.insert(QStringLiteral("ts_utc"), QLatin1String(at));
        return more;
    };
    const QJsonObject martin{{QStringLiteral("matricule"), QStringLiteral("A101")}, {QStringLiteral("post_id"), QStringLiteral("poste-1")},
                             {QStringLiteral("category"), QStringLiteral("agent-territorial")}};
    const QJsonObject petit{{QStringLiteral("matricule"), QStringLiteral("A103")}, {QStringLiteral("post_id"), QStringLiteral("poste-1")}};
    const auto with = [](QJsonObject object, const QJsonObject &more) {
        for (auto field = more.begin(); field != more.end(); ++field)
            object.insert(field.key(), field.value());
        return object;
    };
    const QJsonObject gare{{QStringLiteral("camera_id"), QStringLiteral("cam-01")}, {QStringLiteral("commune"), QStringLiteral("60057")},
                           {QStringLiteral("motif_code"), QStringLiteral("L251-2-5")}, {QStringLiteral("decision"), QStringLiteral("allow")}};
    const QJsonObject suspended{
        {QStringLiteral("camera_id"), QStringLiteral("cam-03")}, {QStringLiteral("commune"), QStringLiteral("60057")}, {QStringLiteral("decision"), QStringLiteral("refuse")},
        {QStringLiteral("rows"), QJsonArray{4}},
        {QStringLiteral("details"), QJsonObject{{QStringLiteral("reasons"), QJsonArray{QJsonObject{{QStringLiteral("text"), QStringLiteral("Agrément suspendu (urgence)")}}}}}}};
    return {record(1, "session-begin", "2026-11-24T05:58:12.000Z", martin),
            record(2, "live-begin", "2026-11-24T06:01:40.250Z", with(martin, gare)),
            record(3, "refusal", "2026-11-24T06:20:03.000Z", with(petit, suspended)),
            record(4, "curtain", "2026-11-24T07:02:51.900Z", with(with(martin, gare), suspended)),
            record(5, "live-end", "2026-11-24T08:11:00.000Z", with(martin, gare)),
            record(6, "checkpoint", "2026-11-24T08:11:00.000Z", {}),
            record(7, "registry-change", "2026-11-24T08:40:19.000Z", {{QStringLiteral("matricule"), QStringLiteral("D601")}}),
            record(8, "journal-read", "2026-11-24T09:15:00.000Z",
                   {{QStringLiteral("matricule"), QStringLiteral("D601")}, {QStringLiteral("decision"), QStringLiteral("allow")}, {QStringLiteral("motif_code"), QStringLiteral("verification-liceite")},
                    {QStringLiteral("details"), QJsonObject{{QStringLiteral("motif_text"), QStringLiteral("Demande CNIL n° 12")}}}})};
}

/// Answers from memory, by the same filter as the real one.
class FakeJournalReader final : public evidence::JournalReader {
    Q_OBJECT
public:
    QList<QJsonObject> there = journalRecords();
    int pageSize = 100;
    QList<evidence::JournalQuestion> asked;
    QStringList folders;
    std::optional<Error> error;
    bool silent = false; ///< answers when the test says so

    void read(const evidence::JournalQuestion &question, QObject *context, Shown done) override
    {
        asked.append(question);
        m_answer = [this, question, context = QPointer<QObject>(context), done] {
            if (context)
                done(error ? Result<journal::Page>(tl::unexpected(*error)) : page(question));
        };
        if (!silent)
            QMetaObject::invokeMethod(this, [this] { answer(); }, Qt::QueuedConnection);
    }
    void exportTo(const QString &folder, const evidence::JournalQuestion &question, QObject *context, Exported done) override
    {
        asked.append(question);
        folders.append(folder);
        QMetaObject::invokeMethod(context, [this, done] { done(error ? Result<>(tl::unexpected(*error)) : Result<>()); }, Qt::QueuedConnection);
    }
    void answer() { std::exchange(m_answer, {})(); }

private:
    [[nodiscard]] journal::Page page(const evidence::JournalQuestion &question) const
    {
        journal::Page page;
        for (auto record = there.crbegin(); record != there.crend(); ++record) {
            if ((question.before > 0 && record->value(QLatin1String("seq")).toInteger() >= question.before) || !question.filter.matches(*record))
                continue;
            page.older = page.records.size() == pageSize;
            if (page.older)
                break;
            page.records.append(*record);
        }
        return page;
    }
    std::function<void()> m_answer;
};

/// The reading window, with a purpose and a motive given when asked to.
struct JournalRoom {
    FakeClock clock;
    FixedFacts registry{oiseFacts()};
    FakeJournalReader reader;
    std::unique_ptr<evidenceui::JournalWindow> window;

    JournalRoom()
    {
        window = std::make_unique<evidenceui::JournalWindow>(
            evidenceui::JournalWindow::Parts{reader, registry, clock, [](const Error &error) { return errorCodeName(error.code); }});
        window->show();
    }
    template <typename Widget> [[nodiscard]] Widget *child(const char *name) const
    {
        Widget *found = window->findChild<Widget *>(QString::fromLatin1(name));
        if (!found)
            qFatal("no %s", name);
        return found;
    }
};

} // namespace vigie::test
