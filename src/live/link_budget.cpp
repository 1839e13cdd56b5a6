// SPDX-License-Identifier: GPL-3.0-or-later
#include <live/link_budget.h>

#include <QtCore/QSet>

#include <algorithm>
#include <numeric>
#include <utility>

namespace vigie::live {
namespace {

/// Of each new measurement; one a second comes.
constexpr double kSmoothing = 0.2;

/// Adds up what is paid for, each stream once.
class Bill {
public:
    [[nodiscard]] double with(const LinkBid &bid, int rate) const
    {
        const StreamRate &wanted = bid.rates.at(rate);
        return m_paid.contains({bid.camera, wanted.stream}) ? m_sum : m_sum + wanted.kbps;
    }
    void add(const LinkBid &bid, int rate)
    {
        const StreamRate &wanted = bid.rates.at(rate);
        if (m_paid[{bid.camera, wanted.stream}]++ == 0)
            m_sum += wanted.kbps;
    }
    void take(const LinkBid &bid, int rate)
    {
        const StreamRate &wanted = bid.rates.at(rate);
        const auto paid = m_paid.find({bid.camera, wanted.stream});
        if (--*paid > 0)
            return;
        m_paid.erase(paid);
        m_sum -= wanted.kbps;
    }
    [[nodiscard]] double sum() const { return m_sum; }

private:
    QHash<std::pair<CameraId, QString>, int> m_paid; ///< how many show it
    double m_sum = 0.0;
};

} // namespace

QList<int> share(double limitKbps, const QList<LinkBid> &bids)
{
    QList<int> order(bids.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
        const LinkBid &first = bids.at(a);
        const LinkBid &second = bids.at(b);
        if (first.importance != second.importance)
            return first.importance > second.importance;
        return first.held > 0 && second.held == 0;
    });
    QList<int> given(bids.size(), 0);
    Bill bill;
    const auto fits = [limitKbps](double sum, bool held) {
        return sum <= limitKbps * (held ? kFilledByOld : kFilledByNew);
    };
    for (const int index : std::as_const(order)) {
        const LinkBid &bid = bids.at(index);
        if (bid.rates.isEmpty() || !fits(bill.with(bid, 0), bid.held > 0))
            continue;
        bill.add(bid, 0);
        given[index] = 1;
    }
    for (const int index : std::as_const(order)) {
        const LinkBid &bid = bids.at(index);
        if (given.at(index) == 0)
            continue;
        bill.take(bid, 0);
        int best = 0;
        for (int rate = static_cast<int>(bid.rates.size()) - 1; rate > 0 && best == 0; --rate) {
            if (fits(bill.with(bid, rate), bid.held > rate))
                best = rate;
        }
        bill.add(bid, best);
        given[index] = best + 1;
    }
    return given;
}

int LinkBudget::claim(Id id, const Link &link, const CameraId &camera, media::Importance importance,
                      const QList<StreamRate> &rates)
{
    Claim &claim = m_claims[id];
    claim.link = link;
    claim.bid.camera = camera;
    claim.bid.importance = importance;
    claim.bid.rates = rates;
    claim.bid.held = std::min(claim.bid.held, static_cast<int>(rates.size()));
    shareAgain(link.name, id);
    return claim.allowance;
}

void LinkBudget::weigh(Id id, media::Importance importance)
{
    const auto found = m_claims.find(id);
    if (found == m_claims.end()
        || std::exchange(found->second.bid.importance, importance) == importance)
        return;
    // One that matters less may lose something as well, and hears of it like the others.
    shareAgain(found->second.link.name, 0);
}

void LinkBudget::release(Id id)
{
    const auto found = m_claims.find(id);
    if (found == m_claims.end())
        return;
    const QString link = found->second.link.name;
    m_claims.erase(found);
    shareAgain(link, id);
}

int LinkBudget::allowance(Id id) const
{
    const auto found = m_claims.find(id);
    return found == m_claims.end() ? 0 : found->second.allowance;
}

void LinkBudget::measured(const CameraId &camera, const QString &stream, double kbps)
{
    if (kbps <= 0.0)
        return;
    const auto known = m_measured.find({camera, stream});
    if (known == m_measured.end())
        m_measured.insert({camera, stream}, kbps);
    else
        *known += (kbps - *known) * kSmoothing;
    for (const auto &[id, claim] : m_claims) {
        if (claim.bid.camera == camera && claim.link.mbps > 0.0) {
            shareAgain(claim.link.name, 0);
            return;
        }
    }
}

LinkBudget::Use LinkBudget::use(Id id) const
{
    const auto found = m_claims.find(id);
    if (found == m_claims.end())
        return {};
    const Link &link = found->second.link;
    Bill bill;
    for (const auto &[other, claim] : m_claims) {
        LinkBid bid = claim.bid;
        bid.rates = known(bid);
        if (claim.link.name == link.name && claim.allowance > 0)
            bill.add(bid, claim.allowance - 1);
    }
    return {link.name, bill.sum(), link.mbps * 1000.0};
}

QList<StreamRate> LinkBudget::known(const LinkBid &bid) const
{
    QList<StreamRate> rates = bid.rates;
    for (StreamRate &rate : rates)
        rate.kbps = m_measured.value({bid.camera, rate.stream}, rate.kbps);
    return rates;
}

/// \p asking hears of its share by itself.
void LinkBudget::shareAgain(const QString &link, Id asking)
{
    QList<LinkBid> bids;
    QList<Claim *> claims;
    QList<Id> ids;
    double limit = 0.0;
    for (auto &[id, claim] : m_claims) {
        if (claim.link.name != link)
            continue;
        // The newest word of the registry counts for all.
        if (id == asking || limit == 0.0)
            limit = claim.link.mbps * 1000.0;
        LinkBid bid = claim.bid;
        bid.rates = known(bid);
        bids.append(bid);
        claims.append(&claim);
        ids.append(id);
    }
    QList<int> given;
    if (limit > 0.0) {
        given = share(limit, bids);
    } else {
        for (const LinkBid &bid : std::as_const(bids))
            given.append(static_cast<int>(bid.rates.size()));
    }
    bool others = false;
    for (qsizetype i = 0; i < claims.size(); ++i) {
        others = others || (claims.at(i)->allowance != given.at(i) && ids.at(i) != asking);
        claims.at(i)->allowance = given.at(i);
        claims.at(i)->bid.held = given.at(i);
    }
    if (!others || std::exchange(m_announced, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_announced = false;
            Q_EMIT changed();
        },
        Qt::QueuedConnection);
}

} // namespace vigie::live
