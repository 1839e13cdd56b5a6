// SPDX-License-Identifier: GPL-3.0-or-later
#include <net/name_lookup.h>

#include <QtCore/QUrl>

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace vigie::net {
namespace {

constexpr qsizetype kMostAddresses = 8;
constexpr std::chrono::milliseconds kLook{50}; ///< at an answer that cannot wake

QString numeric(const addrinfo &info)
{
    std::array<char, NI_MAXHOST> text{};
    if (getnameinfo(info.ai_addr, info.ai_addrlen, text.data(), text.size(), nullptr, 0,
                    NI_NUMERICHOST)
        != 0)
        return {};
    return QString::fromLatin1(text.data());
}

/// Tries without asking anybody; empty when \p host is a name.
QString literal(const QByteArray &host)
{
    addrinfo hints{};
    hints.ai_flags = AI_NUMERICHOST;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo *found = nullptr;
    if (getaddrinfo(host.constData(), nullptr, &hints, &found) != 0)
        return {};
    const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owner(found, &freeaddrinfo);
    return numeric(*found);
}

NameLookups::Answer askSystem(const QByteArray &host)
{
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_ADDRCONFIG;
    addrinfo *found = nullptr;
    const int code = getaddrinfo(host.constData(), nullptr, &hints, &found);
    if (code != 0)
        return {{}, QString::fromUtf8(gai_strerror(code))};
    const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owner(found, &freeaddrinfo);
    QStringList addresses;
    for (const bool v4 : {true, false}) {
        for (const addrinfo *each = found; each != nullptr; each = each->ai_next) {
            if ((each->ai_family == AF_INET) == v4 && addresses.size() < kMostAddresses)
                addresses.append(numeric(*each));
        }
    }
    addresses.removeAll(QString());
    return {addresses, {}};
}

} // namespace

struct NameLookups::Lookup {
    explicit Lookup(QByteArray name) : host(std::move(name)) { }
    const QByteArray host;
    std::vector<std::shared_ptr<const Waker>> waiting; // Line::mutex
    std::optional<Answer> answer; // Line::mutex
};

struct NameLookups::Line {
    Ask ask;
    int mostThreads = 0;
    std::mutex mutex;
    int threads = 0; // mutex
    std::map<QByteArray, std::shared_ptr<Lookup>> open; // mutex; not answered yet, by host
    std::deque<std::shared_ptr<Lookup>> next; // mutex; no thread has taken them
};

NameLookups::NameLookups(Ask ask, int mostThreads) : m_line(std::make_shared<Line>())
{
    m_line->ask = std::move(ask);
    m_line->mostThreads = mostThreads;
}

void NameLookups::work(const std::shared_ptr<Line> &line)
{
    std::unique_lock lock(line->mutex);
    while (!line->next.empty()) {
        const std::shared_ptr<Lookup> lookup = std::move(line->next.front());
        line->next.pop_front();
        lock.unlock();
        Answer answer = line->ask(lookup->host);
        lock.lock();
        lookup->answer = std::move(answer);
        line->open.erase(lookup->host);
        for (const std::shared_ptr<const Waker> &each : lookup->waiting)
            each->wake();
    }
    --line->threads;
}

Result<QStringList> NameLookups::resolve(const QString &host, Interrupt &interrupt)
{
    const QByteArray ascii = host.contains(QLatin1Char(':')) ? host.toLatin1() : QUrl::toAce(host);
    if (ascii.isEmpty() || ascii.size() > 253)
        return fail(ErrorCode::InvalidArgument, QStringLiteral("no host in the stream's address"));
    if (const QString address = literal(ascii); !address.isEmpty())
        return QStringList(address);
    const auto answered = std::make_shared<const Waker>();
    std::shared_ptr<Lookup> lookup;
    {
        const std::scoped_lock lock(m_line->mutex);
        std::shared_ptr<Lookup> &open = m_line->open[ascii];
        if (!open) {
            open = std::make_shared<Lookup>(ascii);
            m_line->next.push_back(open);
        }
        lookup = open;
        lookup->waiting.push_back(answered);
        if (m_line->threads < m_line->mostThreads && !m_line->next.empty()) {
            std::thread(&NameLookups::work, m_line).detach();
            ++m_line->threads; // it waits for the mutex first
        }
    }
    while (true) {
        // A waker without a descriptor is looked at as often as the interrupt is.
        pollfd wait{answered->descriptor(), POLLIN, 0};
        const Result<bool> woken = waitFor({&wait, 1}, Deadline::clock::now() + kLook, interrupt);
        const std::scoped_lock lock(m_line->mutex);
        if (!woken) {
            leave(*m_line, lookup, answered);
            return fail(woken.error().code, QStringLiteral("name lookup given up"));
        }
        if (!lookup->answer)
            continue;
        if (lookup->answer->addresses.isEmpty())
            return fail(ErrorCode::Unreachable, QStringLiteral("name lookup: ") + lookup->answer->reason);
        return lookup->answer->addresses;
    }
}

void NameLookups::leave(Line &line, const std::shared_ptr<Lookup> &lookup, const std::shared_ptr<const Waker> &who)
{
    std::erase(lookup->waiting, who);
    if (!lookup->waiting.empty() || lookup->answer)
        return;
    // Nobody waits for it. What a thread asks already goes on, for who comes back for it; what stands in line leaves it.
    const auto at = std::ranges::find(line.next, lookup);
    if (at == line.next.end())
        return;
    line.next.erase(at);
    line.open.erase(lookup->host);
}

Result<QStringList> resolveHost(const QString &host, Interrupt &interrupt)
{
    static NameLookups system(&askSystem);
    return system.resolve(host, interrupt);
}

} // namespace vigie::net
