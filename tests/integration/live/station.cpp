// SPDX-License-Identifier: GPL-3.0-or-later
#include "station.h"

#include <core/paris_time.h>
#include <secrets/key_file.h>
#include <support/law_world.h>

#include <QtCore/QFile>
#include <QtCore/QJsonDocument>
#include <QtTest/QTest>

namespace vigie::test {
namespace {

using namespace std::chrono_literals;

constexpr char kPassphrase[] = "phrase de passe des essais";
constexpr int kLongestCommandMs = 20'000;

/// The law's world stands still on one day; here the machine's clock runs.
registry::Facts worldOf(Instant now)
{
    registry::Facts facts = law::world();
    const Date today = paris::dateAt(now);
    const Date longAgo = law::day(2020, 1, 1);
    for (auto &list : facts.duties) {
        for (auto &duty : list)
            duty.during = {now - 1h, now + 12h};
    }
    for (auto &list : facts.agrements) {
        for (auto &agrement : list) {
            agrement.validity = {longAgo, {}};
            agrement.lastEnquiry = today;
        }
    }
    for (auto &list : facts.habilitations) {
        for (auto &habilitation : list) {
            habilitation.validity = {longAgo, {}};
            if (list.size() > 1) // a registry takes each id once
                habilitation.id.value += registry::habilitationKindName(habilitation.kind);
        }
    }
    for (auto &list : facts.formations) {
        for (auto &formation : list)
            formation.validity = {longAgo, {}};
    }
    for (auto &convention : facts.conventions) {
        convention.validity = {longAgo, {}};
        for (auto &party : convention.parties) {
            party.accordCommune = longAgo;
            party.accordMembres = longAgo;
        }
    }
    for (auto &system : facts.systems) {
        system.name = system.id.value;
        system.validity = {longAgo, {}};
    }
    for (auto &arrete : facts.arretes)
        arrete.validity = {longAgo, {}};
    facts.index();
    return facts;
}

std::shared_ptr<CameraEndpoint> endpointAt(const CameraId &camera, int place, bool streamsListed)
{
    const QString host = QStringLiteral("127.0.81.%1").arg(place);
    auto endpoint = std::make_shared<CameraEndpoint>();
    endpoint->camera = camera;
    const QStringList names{QStringLiteral("sub"), QStringLiteral("main")};
    for (const QString &name : streamsListed ? names : QStringList()) {
        StreamEndpoint stream;
        stream.name = name;
        stream.url = QUrl(QStringLiteral("rtsp://%1:8554/%2").arg(host, name));
        endpoint->streams.append(stream);
    }
    endpoint->onvifUrl = QUrl(QStringLiteral("http://%1:8080/onvif/device_service").arg(host));
    endpoint->user = QStringLiteral("vigie");
    endpoint->password = Secret::fromUtf8(QStringLiteral("Essai-") + camera.value);
    return endpoint;
}

registry::Content contentOf(Instant now, bool streamsListed)
{
    registry::Content content;
    content.facts = worldOf(now);
    content.endpoints.insert(law::kCamera, endpointAt(law::kCamera, 11, streamsListed));
    content.endpoints.insert(law::kCreilCamera, endpointAt(law::kCreilCamera, 12, streamsListed));
    content.endpoints.insert(law::kAgnetzCamera, endpointAt(law::kAgnetzCamera, 13, streamsListed));
    return content;
}

} // namespace

QString Station::open(bool streamsListed)
{
    const auto content = contentOf(m_clock.now(), streamsListed);
    if (const QStringList problems = registry::problemsOf(content); !problems.isEmpty())
        return problems.join(QLatin1Char('\n'));
    auto key = secrets::generateStationKey();
    if (!key)
        return toLogText(key.error());
    if (const auto kept =
            secrets::createKeyFile(m_paths.keyFile(), *key, Secret(QByteArray(kPassphrase)));
        !kept)
        return toLogText(kept.error());
    m_sealer = std::make_unique<secrets::Sealer>(std::move(*key));
    auto opened = registry::SqliteRegistry::open(
        m_paths.registry(), registry::SqliteRegistry::Mode::Create, m_sealer.get());
    if (!opened)
        return toLogText(opened.error());
    m_registry = std::move(*opened);
    if (const auto stored = m_registry->replaceAll(content); !stored)
        return toLogText(stored.error());
    m_feed = std::make_unique<registry::SqliteFactsFeed>(m_paths.registry(), m_clock);
    if (const auto started = m_feed->start(); !started)
        return toLogText(started.error());
    m_journal = std::make_unique<journal::FileJournal>(m_paths.journal(), m_clock, m_sealer.get());
    if (const auto ready = m_journal->open(); !ready)
        return toLogText(ready.error());
    m_gate = std::make_unique<access::Gate>(*m_feed, *m_registry, *m_journal, m_clock);
    return {};
}

access::SessionContext Station::session(const PersonId &person) const
{
    return {{QStringLiteral("session-") + person.value},
            person,
            QStringLiteral("M-") + person.value,
            law::kRoom};
}

access::Request Station::request(const PersonId &person, const CameraId &camera, Act act) const
{
    return {person, act, camera, law::kRoom, QString(), {}, false};
}

std::unique_ptr<live::View> Station::watch(const PersonId &person, const CameraId &camera,
                                           const live::Showing &showing)
{
    auto view =
        std::make_unique<live::View>(*m_gate, session(person), request(person, camera, Act::Live),
                                     render::Backend::Cpu, showing, nullptr, hub);
    view->feed()->setTargetSize({320, 180});
    return view;
}

int Station::vigiectl(const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(qEnvironmentVariable("VIGIECTL"),
                  arguments + QStringList{QStringLiteral("--data"), m_paths.folder});
    process.write(QByteArray(kPassphrase) + '\n');
    process.closeWriteChannel();
    const bool ended =
        QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, kLongestCommandMs);
    m_said = process.readAll();
    return ended && process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
}

QList<QJsonObject> Station::records(const QString &operation) const
{
    QList<QJsonObject> found;
    QFile file(m_paths.journal());
    if (!file.open(QIODevice::ReadOnly))
        return found;
    while (!file.atEnd()) {
        const QJsonObject record = QJsonDocument::fromJson(file.readLine())
                                       .object()
                                       .value(QStringLiteral("record"))
                                       .toObject();
        if (operation.isEmpty() || record.value(QStringLiteral("operation")) == operation)
            found.append(record);
    }
    return found;
}

Instant Station::instantOf(const QJsonObject &record)
{
    return instantFromIso(record.value(QStringLiteral("ts_utc")).toString()).value_or(Instant());
}

} // namespace vigie::test
