// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/paris_time.h>
#include <support/law_world.h>

#include <QtCore/QRandomGenerator>

#include <algorithm>

namespace vigie::test {

using namespace law;
using access::Request;

/// A registry in which anything may be missing, over, not yet begun, suspended or doubled.
class LawChaos {
public:
    explicit LawChaos(quint32 seed) : m_random(seed) { }

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

    /// More of it than a sound registry ever holds: everything that the rule has a word for comes up.
    /// \param calm  that many times less of it
    void spoil(Facts &f, int calm = 1)
    {
        const auto oneIn = [this, calm](int n) { return this->oneIn(n * calm); };
        for (Commune &c : f.communes) {
            if (oneIn(40))
                c.authority.clear();
            if (oneIn(40)) {
                c.authority.clear();
                c.name.clear();
            }
            if (oneIn(40))
                c.department = pick(QStringList{QString(), QStringLiteral("80"), QStringLiteral("6")});
        }
        for (Camera &c : f.cameras) {
            if (oneIn(25))
                c.system = oneIn(2) ? SystemId() : SystemId{QStringLiteral("nowhere")};
        }
        for (System &s : f.systems) {
            if (oneIn(20))
                s.cameras.clear();
            if (oneIn(25))
                s.authorisationNumber.clear();
            if (oneIn(25))
                s.purposes.clear();
            if (oneIn(25))
                s.purposes.remove(8);
        }
        for (Person &p : f.persons) {
            if (oneIn(20))
                p.employerKind = pick(QStringList{QString(), QStringLiteral("prive"), QStringLiteral("commune"),
                                                  QStringLiteral("departement"), QStringLiteral("epci")});
            if (oneIn(20))
                p.employer = pick(QStringList{QString(), QStringLiteral("Commune de Beauvais"), QStringLiteral("SMO Oise")});
        }
        for (auto &list : f.agrements) {
            if (oneIn(25)) {
                list.clear();
                continue;
            }
            for (Agrement &a : list) {
                if (oneIn(25))
                    a.number.clear();
                if (oneIn(15))
                    a.departments = {QStringLiteral("80")};
                if (this->oneIn(6))
                    a.lastEnquiry = this->oneIn(2) ? std::optional<Date>() : day(2021, 11, 24 - static_cast<unsigned>(below(3)));
                if (oneIn(200))
                    a.lastEnquiry = day(2020, 2, 29);
            }
        }
        for (auto &list : f.habilitations) {
            if (oneIn(25)) {
                list.clear();
                continue;
            }
            for (Habilitation &h : list) {
                if (oneIn(12))
                    h.communes.clear();
                if (oneIn(12))
                    h.designatedBy.clear();
                if (h.kind == HabilitationKind::Destinataire && oneIn(8))
                    h.communes = {pick(QList<Insee>{kBeauvais, kAgnetz})};
                if (h.kind == HabilitationKind::PoliceMunicipale && oneIn(3))
                    h.convention = {QStringLiteral("conv-pm")};
                if (oneIn(15))
                    h.convention = pick(QList<TitleId>{{QStringLiteral("conv-csd")}, {QStringLiteral("nowhere")}});
            }
        }
        if (this->oneIn(3)) {
            const PersonId who = pick(QList<PersonId>{kOperator, kCommunal});
            MiseADisposition loan{{QStringLiteral("mad-") + who.value}, who, pick(QList<Insee>{kCreil, kAgnetz, kBeauvais}),
                                  range({day(2026, 11, this->oneIn(6) ? 26 : 1), day(2026, 12, 31)}), !oneIn(8), {}};
            if (oneIn(6))
                loan.denouncedAt = instant();
            f.misesADisposition[who].append(loan);
        }
        for (auto &list : f.formations) {
            if (oneIn(12))
                list.clear();
            else if (oneIn(12))
                list.append({list.constFirst().person, range({day(2026, 11, 25), day(2028, 1, 1)})});
        }
        for (Convention &c : f.conventions) {
            if (oneIn(15))
                c.parties.removeFirst();
            for (auto &party : c.parties) {
                if (oneIn(15))
                    party.accordMembres = oneIn(2) ? std::optional<Date>() : date();
            }
            if (c.kind == ConventionKind::PolicePluricommunale && this->oneIn(3)) {
                c.parties.append({kAgnetz, {}, {}});
                c.validity.until = date();
            }
        }
        if (oneIn(8)) {
            Convention second = f.conventions.value({QStringLiteral("conv-csd")});
            second.id = {QStringLiteral("conv-bis")};
            second.validity = range({day(2026, 1, 1), day(2026, 12, 31)});
            f.conventions.insert(second.id, second);
        }
        for (auto &a : f.arretes) {
            if (oneIn(12))
                a.systems.clear();
        }
        for (Post &p : f.posts) {
            p.registered = !oneIn(25);
            if (oneIn(25))
                p.secured = false;
            if (oneIn(40))
                p.name.clear();
        }
        for (auto &list : f.duties) {
            if (oneIn(20))
                list.clear();
            else if (oneIn(6))
                list.removeAt(below(static_cast<int>(list.size())));
            for (Duty &d : list) {
                if (oneIn(15))
                    d.during.until.reset();
                if (oneIn(15))
                    d.during.from.reset();
            }
        }
        measures(f, calm);
        settle(f);
    }
    /// What is decided beside the titles: law_chaos_measures.cpp.
    void measures(Facts &f, int calm);
    /// The same of a question.
    void measures(Request &r);
    DailyWindow window() { return {below(24 * 60), oneIn(8) ? 0 : below(24 * 60)}; }

    /// Every id once and every list in the order of a registry's.
    static void settle(Facts &f)
    {
        const auto unique = [](auto &map) {
            for (auto &list : map) {
                int n = 0;
                QSet<QString> seen;
                for (auto &each : list) {
                    if (seen.contains(each.id.value))
                        each.id.value += QStringLiteral("-%1").arg(++n);
                    seen.insert(each.id.value);
                }
                std::sort(list.begin(), list.end(), [](const auto &a, const auto &b) { return a.id.value < b.id.value; });
            }
        };
        // What a registry always has may be empty, but is there.
        const auto there = [](QString &text) {
            if (text.isNull())
                text = QStringLiteral("");
        };
        for (Commune &c : f.communes) {
            there(c.name);
            there(c.department);
            there(c.authority);
        }
        for (System &s : f.systems)
            there(s.name);
        for (Person &p : f.persons)
            there(p.name);
        for (Post &p : f.posts)
            there(p.name);
        unique(f.agrements);
        unique(f.habilitations);
        unique(f.misesADisposition);
        unique(f.gels);
        unique(f.derogations);
        unique(f.controles);
        for (auto &list : f.duties)
            std::sort(list.begin(), list.end(), [](const Duty &a, const Duty &b) { return a.id < b.id; });
        std::sort(f.arretes.begin(), f.arretes.end(), [](const auto &a, const auto &b) { return a.id < b.id; });
        f.index();
    }

    /// A question that may name what is not there.
    Request wildRequest(const Facts &f)
    {
        Request r = request(f);
        measures(r);
        if (oneIn(40))
            r.person = oneIn(2) ? PersonId() : PersonId{QStringLiteral("nobody")};
        if (oneIn(40))
            r.camera = oneIn(2) ? CameraId() : CameraId{QStringLiteral("nothing")};
        if (oneIn(30))
            r.post = oneIn(2) ? PostId() : PostId{QStringLiteral("nowhere")};
        if (oneIn(10))
            r.motive = pick(QStringList{QStringLiteral("PTZ"), QStringLiteral("L251-2-12"), QStringLiteral("curiosité"),
                                        QStringLiteral("L251-2-11"), QStringLiteral("L251-2-1")});
        if (oneIn(12))
            r.present.append(oneIn(4) ? PersonId{QStringLiteral("nobody")} : pick(f.persons.keys()));
        return r;
    }

    /// Now, or within a millisecond of when something begins or ends, or around a change of the clocks.
    Instant moment(const Facts &f)
    {
        const std::chrono::milliseconds nudge(below(3) - 1);
        switch (below(10)) {
        case 0: {
            const DateRange range = pick(f.conventions.values()).validity;
            return (range.until ? paris::endOf(*range.until) : kNow) + nudge;
        }
        case 1:
            return paris::startOf(date()) + nudge;
        case 2: {
            const auto duties = pick(f.duties.values());
            return (duties.isEmpty() ? kNow : duties.constFirst().during.until.value_or(kNow)) + nudge;
        }
        case 3: // the night in which an hour comes twice, and the one that lacks one
            return paris::startOf(oneIn(2) ? day(2026, 10, 25) : day(2027, 3, 28)) + std::chrono::minutes(below(1500));
        default:
            return kNow;
        }
    }

private:
    QRandomGenerator m_random;
};

} // namespace vigie::test
