// SPDX-License-Identifier: GPL-3.0-or-later
#include <core/paris_time.h>
#include <support/law_world.h>
#include <support/test_main.h>

#include <QtCore/QRandomGenerator>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::access;
using namespace vigie::test::law;

namespace {

/// A registry in which anything may be missing, over, not yet begun, suspended or doubled.
class Chaos {
public:
    explicit Chaos(quint32 seed) : m_random(seed) { }

    bool oneIn(int n) { return m_random.bounded(n) == 0; }
    int below(int n) { return m_random.bounded(n); }
    template <typename T> const T &pick(const QList<T> &list)
    {
        return list.at(m_random.bounded(list.size()));
    }
    Instant instant()
    {
        return kNow + std::chrono::milliseconds(m_random.bounded(-200000000, 200000000));
    }
    Date date()
    {
        return Date(std::chrono::sys_days(paris::dateAt(kNow))
                    + std::chrono::days(m_random.bounded(-2, 4)));
    }
    DateRange range(DateRange usual)
    {
        if (oneIn(6))
            usual.until = date();
        if (oneIn(12))
            usual.from = date();
        return usual;
    }
    template <typename Title> void suspend(Title &title)
    {
        if (oneIn(12))
            title.suspendedFrom = instant();
        if (oneIn(12))
            title.suspendedUntil = instant();
    }

    Facts facts()
    {
        Facts f = world();
        for (auto &list : f.agrements) {
            if (oneIn(4))
                list.append(list.first());
            for (Agrement &a : list) {
                a.validity = range(a.validity);
                suspend(a);
                if (oneIn(12))
                    a.withdrawnOn = date();
                a.refused = oneIn(20);
                if (oneIn(8))
                    a.departments.append(QStringLiteral("80"));
            }
        }
        for (auto &list : f.habilitations) {
            if (oneIn(4))
                list.append(list.first());
            for (Habilitation &h : list) {
                h.validity = range(h.validity);
                suspend(h);
                if (oneIn(4) && !h.communes.isEmpty())
                    h.communes.append(kAmiens);
                if (oneIn(15))
                    h.employer.clear();
                if (oneIn(10))
                    h.convention = {QStringLiteral("conv-pm")};
            }
        }
        if (oneIn(2)) {
            MiseADisposition loan{
                {QStringLiteral("mad")}, kOperator, kCreil, range({}), !oneIn(6), {}};
            if (oneIn(5))
                loan.denouncedAt = instant();
            f.misesADisposition[kOperator].append(loan);
        }
        Convention police;
        police.id = {QStringLiteral("conv-pm")};
        police.kind = ConventionKind::PolicePluricommunale;
        police.parties = {{kBeauvais, {}, {}}};
        f.conventions.insert(police.id, police);
        for (Convention &c : f.conventions) {
            c.validity = range(c.validity);
            if (oneIn(10))
                c.denouncedAt = instant();
            for (auto &party : c.parties) {
                if (oneIn(12))
                    party.accordCommune = oneIn(2) ? std::optional<Date>() : date();
            }
        }
        for (System &s : f.systems) {
            s.validity = range(s.validity);
            if (oneIn(10))
                s.purposes.remove(5);
        }
        for (auto &a : f.arretes) {
            a.validity = range(a.validity);
            a.ptzAllowed = oneIn(2);
            a.replayAllowed = oneIn(2);
        }
        for (auto &list : f.formations) {
            for (Formation &t : list)
                t.validity = range(t.validity);
        }
        for (auto &list : f.duties) {
            for (Duty &d : list) {
                if (oneIn(3))
                    d.during = {instant(), instant()};
                d.locked = oneIn(20);
            }
        }
        for (Person &p : f.persons) {
            p.disabled = oneIn(40);
            p.sharedAccount = oneIn(40);
        }
        f.index();
        return f;
    }

    Request request(const Facts &f)
    {
        Request r;
        // People who may see something come up more often.
        r.person = oneIn(5) ? pick(f.persons.keys())
                            : pick(QList<PersonId>{kOperator, kOperator, kCommunal, kPolice, kMayor,
                                                   kGendarme, kFirefighter});
        r.act = pick(QList<Act>{Act::Live, Act::Live, Act::Ptz, Act::Replay, Act::Extract});
        r.camera = pick(
            QList<CameraId>{kCamera, kCamera, kCamera, kAgnetzCamera, kCreilCamera, kAmiensCamera});
        r.post = pick(QList<PostId>{kRoom, kRoom, kOffice, kLaptop});
        r.motive = pick(QStringList{QString(), QStringLiteral("L251-2-5"),
                                    QStringLiteral("L251-2-8"), QStringLiteral("L251-2-4")});
        if (oneIn(5))
            r.present = {pick(f.persons.keys())};
        r.visitorMode = oneIn(30);
        return r;
    }

    /// Takes one record away; returns what, for the message.
    QString removeSomething(Facts &f)
    {
        const auto takeFrom = [&](auto &hash) {
            if (hash.isEmpty())
                return;
            auto it = hash.begin();
            std::advance(it, below(static_cast<int>(hash.size())));
            if (it->isEmpty())
                return;
            it->removeAt(below(static_cast<int>(it->size())));
        };
        const auto takeKey = [&](auto &hash) {
            if (!hash.isEmpty())
                hash.remove(pick(hash.keys()));
        };
        const int which = below(11);
        switch (which) {
        case 0:
            takeFrom(f.agrements);
            break;
        case 1:
            takeFrom(f.habilitations);
            break;
        case 2:
            takeFrom(f.misesADisposition);
            break;
        case 3:
            takeFrom(f.formations);
            break;
        case 4:
            takeFrom(f.duties);
            break;
        case 5:
            takeKey(f.conventions);
            break;
        case 6:
            takeKey(f.systems);
            break;
        case 7:
            f.arretes.removeAt(below(static_cast<int>(f.arretes.size())));
            break;
        case 8:
            takeKey(f.persons);
            break;
        case 9:
            takeKey(f.posts);
            break;
        default:
            takeKey(f.sites);
            break;
        }
        f.index();
        return QString::number(which);
    }

private:
    QRandomGenerator m_random;
};

constexpr int kRounds = 8000;

} // namespace

/// What must hold for whatever the registry says.
class TstDecideProperties : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void everyAnswerIsComplete();
    void sameQuestionSameAnswer();
    void lessOnRecordNeverMeansMore();
    void untilIsRight();
    void nothingChangesBeforeTheNextBoundary();
    void anEmptyRegistryRefusesEverything();
};

void TstDecideProperties::everyAnswerIsComplete()
{
    Chaos chaos(1);
    int allowed = 0;
    for (int i = 0; i < kRounds; ++i) {
        const Facts facts = chaos.facts();
        const Request request = chaos.request(facts);
        const Decision decision =
            decide(facts, request, kNow, {!chaos.oneIn(30), !chaos.oneIn(30)});
        if (decision.allowed) {
            ++allowed;
            QVERIFY(!decision.authority.isEmpty() && !decision.statement.isEmpty());
            QVERIFY(decision.reasons.isEmpty() && !decision.titles.isEmpty()
                    && !decision.basis.isEmpty());
            QVERIFY(!decision.rows.isEmpty());
            QVERIFY(!decision.until || *decision.until > kNow);
            QVERIFY(request.act != Act::Extract);
        } else {
            QVERIFY(!decision.reasons.isEmpty() && !decision.rows.isEmpty());
            QVERIFY(decision.authority.isEmpty() && !decision.until && decision.titles.isEmpty());
        }
    }
    // The dice must not be loaded either way.
    QVERIFY2(allowed > kRounds / 20 && allowed < kRounds / 2, qPrintable(QString::number(allowed)));
}

void TstDecideProperties::sameQuestionSameAnswer()
{
    Chaos chaos(2);
    for (int i = 0; i < kRounds / 10; ++i) {
        const Facts facts = chaos.facts();
        Facts other = facts;
        other.persons.detach();
        other.habilitations.detach();
        const Request request = chaos.request(facts);
        const Decision first = decide(facts, request, kNow);
        QCOMPARE(decide(facts, request, kNow), first);
        QCOMPARE(decide(other, request, kNow), first);
    }
}

void TstDecideProperties::lessOnRecordNeverMeansMore()
{
    Chaos chaos(3);
    for (int i = 0; i < kRounds; ++i) {
        Facts facts = chaos.facts();
        const Request request = chaos.request(facts);
        if (decide(facts, request, kNow).allowed)
            continue;
        const QString what = chaos.removeSomething(facts);
        QVERIFY2(!decide(facts, request, kNow).allowed, qPrintable(what));
    }
}

void TstDecideProperties::untilIsRight()
{
    Chaos chaos(4);
    int seen = 0;
    for (int i = 0; i < kRounds; ++i) {
        const Facts facts = chaos.facts();
        const Request request = chaos.request(facts);
        const Decision decision = decide(facts, request, kNow);
        if (!decision.allowed || !decision.until)
            continue;
        ++seen;
        const auto span = *decision.until - kNow;
        QVERIFY(decide(facts, request, *decision.until - std::chrono::milliseconds(1)).allowed);
        QVERIFY(decide(facts, request, kNow + span / 2).allowed);
        QVERIFY(decide(facts, request, kNow + span / 3).allowed);
        QVERIFY(decide(facts, request, *decision.until) != decision);
    }
    QVERIFY(seen > 200);
}

void TstDecideProperties::nothingChangesBeforeTheNextBoundary()
{
    Chaos chaos(5);
    for (int i = 0; i < kRounds; ++i) {
        const Facts facts = chaos.facts();
        Request request = chaos.request(facts);
        request.present.clear();
        const Decision decision = decide(facts, request, kNow);
        const auto next = nextBoundary(facts, request.person, kNow);
        if (!next)
            continue;
        QVERIFY(*next > kNow);
        QCOMPARE(decide(facts, request, *next - std::chrono::milliseconds(1)), decision);
        if (decision.until)
            QVERIFY(*next <= *decision.until);
    }
}

void TstDecideProperties::anEmptyRegistryRefusesEverything()
{
    Chaos chaos(6);
    const Facts some = world();
    const Facts none;
    for (int i = 0; i < 1000; ++i) {
        const Decision decision = decide(none, chaos.request(some), kNow);
        QVERIFY(!decision.allowed && !decision.reasons.isEmpty());
    }
    QVERIFY(!decide(none, {}, kNow).allowed);
}

VIGIE_TEST(TstDecideProperties)
#include "tst_decide_properties.moc"
