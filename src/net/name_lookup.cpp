// SPDX-License-Identifier: GPL-3.0-or-later
#include <net/name_lookup.h>

#include <QtCore/QUrl>

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

namespace vigie::net {
namespace {

constexpr qsizetype kMostAddresses = 8;

struct Lookup {
    std::mutex mutex;
    std::condition_variable done;
    bool finished = false; // mutex
    QStringList addresses; // mutex
    QString reason; // mutex
};

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

void lookUp(const std::shared_ptr<Lookup> &lookup, const QByteArray &host)
{
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_ADDRCONFIG;
    addrinfo *found = nullptr;
    const int code = getaddrinfo(host.constData(), nullptr, &hints, &found);
    QStringList addresses;
    if (code == 0) {
        const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owner(found, &freeaddrinfo);
        for (const bool v4 : {true, false}) {
            for (const addrinfo *each = found; each != nullptr; each = each->ai_next) {
                if ((each->ai_family == AF_INET) == v4 && addresses.size() < kMostAddresses)
                    addresses.append(numeric(*each));
            }
        }
        addresses.removeAll(QString());
    }
    const std::scoped_lock lock(lookup->mutex);
    lookup->addresses = addresses;
    lookup->reason = code == 0 ? QString() : QString::fromUtf8(gai_strerror(code));
    lookup->finished = true;
    lookup->done.notify_one();
}

} // namespace

Result<QStringList> resolveHost(const QString &host, Interrupt &interrupt)
{
    const QByteArray ascii = host.contains(QLatin1Char(':')) ? host.toLatin1() : QUrl::toAce(host);
    if (ascii.isEmpty() || ascii.size() > 253)
        return fail(ErrorCode::InvalidArgument, QStringLiteral("no host in the stream's address"));
    if (const QString address = literal(ascii); !address.isEmpty())
        return QStringList(address);
    auto lookup = std::make_shared<Lookup>();
    std::thread(lookUp, lookup, ascii).detach();
    std::unique_lock lock(lookup->mutex);
    while (!lookup->done.wait_for(lock, std::chrono::milliseconds(20),
                                  [&] { return lookup->finished; })) {
        if (interrupt.requested())
            return fail(ErrorCode::Cancelled, QStringLiteral("name lookup given up"));
    }
    if (lookup->addresses.isEmpty())
        return fail(ErrorCode::Unreachable, QStringLiteral("name lookup: ") + lookup->reason);
    return lookup->addresses;
}

} // namespace vigie::net
