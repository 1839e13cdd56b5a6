// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <access/gate.h>
#include <support/fake_feed.h>
#include <support/fake_journal.h>
#include <support/fake_vault.h>
#include <support/law_world.h>
#include <support/test_main.h>

#include <QtTest/QTest>

namespace vigie::test {

using namespace vigie::access;
using namespace vigie::test::law;

inline const SessionContext kSession{
    {QStringLiteral("session-1")}, kOperator, QStringLiteral("M-operateur"), kRoom};

[[nodiscard]] inline Request ask(const CameraId &camera = kCamera, Act act = Act::Live)
{
    return {kOperator, act, camera, kRoom, QString(), {}, false};
}

/// The gate on fakes, and what its callers got.
struct House {
    FakeClock clock;
    FakeFeed feed{world()};
    FakeVault vault;
    FakeJournal journal;
    Gate gate{feed, vault, journal, clock};
    QObject context;
    std::vector<std::unique_ptr<Grant>> grants;
    std::vector<Refusal> refusals;

    void request(const Request &request, const SessionContext &session = kSession)
    {
        gate.request(session, request, &context,
                     [this](Outcome outcome) { take(std::move(outcome)); });
    }
    void take(Outcome outcome)
    {
        if (auto *grant = std::get_if<std::unique_ptr<Grant>>(&outcome))
            grants.push_back(std::move(*grant));
        else
            refusals.push_back(std::get<Refusal>(std::move(outcome)));
    }
    [[nodiscard]] std::size_t answers() const { return grants.size() + refusals.size(); }
    /// A live grant for \p camera, the journal emptied of its beginning.
    Grant &granted(const Request &wanted = ask())
    {
        const auto before = answers();
        request(wanted);
        [&] { QTRY_COMPARE(answers(), before + 1); }();
        [&] { QVERIFY(!grants.empty()); }();
        journal.written.clear();
        journal.units.clear();
        return *grants.back();
    }
    void change(const std::function<void(Facts &)> &what)
    {
        Facts facts = feed.copy();
        what(facts);
        feed.publish(std::move(facts));
    }
    void suspend(const PersonId &person)
    {
        change([&](Facts &facts) { facts.agrements[person].first().suspendedFrom = kNow; });
    }
};

/// Notes when a grant ends, and what was true at that moment.
struct Watch {
    explicit Watch(Grant &grant)
    {
        QObject::connect(&grant, &Grant::ended, &context,
                         [this, &grant](EndCause why, const Decision &how) {
                             ++count;
                             cause = why;
                             decision = how;
                             liveThen = grant.isLive();
                             endpointThen = !grant.endpoint().streams.isEmpty();
                         });
    }
    QObject context;
    int count = 0;
    EndCause cause = EndCause::ByUser;
    Decision decision;
    bool liveThen = true;
    bool endpointThen = false;
};

} // namespace vigie::test
