// SPDX-License-Identifier: GPL-3.0-or-later
#include <ptz/sqlite_leases.h>

#include <ptz/lease_book.h>

#include <array>
#include <poll.h>

namespace vigie::ptz {
namespace {

constexpr std::array kSchema{storage::Migration{1, "CREATE TABLE lease (camera TEXT PRIMARY KEY, state TEXT NOT NULL) WITHOUT ROWID"}};
constexpr int kApplicationId = 0x5647'4c53; // "VGLS"

} // namespace

SqliteLeases::SqliteLeases(QString path, const Clock &clock) : m_path(std::move(path)), m_clock(clock) { }

Result<> SqliteLeases::open()
{
    storage::OpenOptions options;
    options.create = true;
    options.busyTimeout = std::chrono::milliseconds(500);
    options.schema = kSchema;
    options.applicationId = kApplicationId;
    auto database = storage::Database::open(m_path, options);
    if (!database)
        return fail(database);
    m_database = std::move(*database);
    const auto version = m_database->dataVersion();
    m_seen = version ? *version : 0;
    return {};
}

Result<QList<LeaseState>> SqliteLeases::act(const QList<LeaseAsk> &asks)
{
    QList<LeaseState> answers;
    for (const LeaseAsk &ask : asks) {
        auto answer = act(ask);
        if (!answer)
            return fail(answer);
        answers.append(*std::move(answer));
    }
    return answers;
}

Result<LeaseState> SqliteLeases::act(const LeaseAsk &ask)
{
    const bool looks = ask.verb == LeaseVerb::Look;
    auto transaction = looks ? storage::Transaction::beginReading(*m_database) : storage::Transaction::begin(*m_database);
    if (!transaction)
        return fail(transaction);
    auto reading = m_database->prepare("SELECT state FROM lease WHERE camera = ?");
    if (!reading)
        return fail(reading);
    const auto there = reading->bind(1, ask.camera.value).step();
    if (!there)
        return fail(there);
    auto book = LeaseBook::fromJson(*there ? reading->text(0).toUtf8() : QByteArray());
    if (!book)
        book = LeaseBook(); // nobody can rely on what cannot be read, and no camera is lost to it
    reading->reset();
    // Dated once nobody else can write: what is promised counts from here.
    const LeaseState state = book->apply(ask, m_clock.sinceBoot().count());
    if (looks)
        return state;
    auto writing = m_database->prepare("INSERT INTO lease VALUES (?1, ?2) ON CONFLICT (camera) DO UPDATE SET state = ?2");
    if (!writing)
        return fail(writing);
    writing->bind(1, ask.camera.value).bind(2, QString::fromUtf8(book->toJson()));
    if (const auto written = writing->run(); !written)
        return fail(written);
    if (const auto done = transaction->commit(); !done)
        return fail(done);
    return state;
}

Result<bool> SqliteLeases::waitForChange(std::chrono::milliseconds limit, int wake)
{
    while (limit.count() > 0) {
        const auto version = m_database->dataVersion();
        if (!version)
            return fail(version);
        if (*version != m_seen) {
            m_seen = *version;
            return true;
        }
        const auto slice = std::min(limit, kLookEvery);
        pollfd woken{wake, POLLIN, 0};
        if (::poll(&woken, 1, static_cast<int>(slice.count())) > 0)
            return false;
        limit -= slice;
    }
    return false;
}

} // namespace vigie::ptz
