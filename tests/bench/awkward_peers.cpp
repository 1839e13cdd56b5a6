// SPDX-License-Identifier: GPL-3.0-or-later
#include "awkward_peers.h"

#include <array>
#include <utility>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace vigie::bench {
namespace {

constexpr int kPollMs = 5;

sockaddr_in loopback(const char *address, quint16 port)
{
    sockaddr_in name{};
    name.sin_family = AF_INET;
    name.sin_port = htons(port);
    inet_pton(AF_INET, address, &name.sin_addr);
    return name;
}

Descriptor listenOn127(int backlog, quint16 &port)
{
    Descriptor listener(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in name = loopback("127.0.0.1", 0);
    socklen_t size = sizeof name;
    if (bind(listener.number(), reinterpret_cast<sockaddr *>(&name), size) != 0
        || listen(listener.number(), backlog) != 0
        || getsockname(listener.number(), reinterpret_cast<sockaddr *>(&name), &size) != 0)
        return Descriptor();
    port = ntohs(name.sin_port);
    return listener;
}

/// \return false: one of both is gone
bool pass(int from, int to)
{
    std::array<char, 65536> buffer{};
    const ssize_t got = recv(from, buffer.data(), buffer.size(), 0);
    for (ssize_t sent = 0; sent < got;) {
        const ssize_t now =
            send(to, buffer.data() + sent, static_cast<std::size_t>(got - sent), MSG_NOSIGNAL);
        if (now <= 0)
            return false;
        sent += now;
    }
    return got > 0;
}

} // namespace

Descriptor::~Descriptor()
{
    if (m_number >= 0)
        close(m_number);
}

Descriptor::Descriptor(Descriptor &&other) noexcept : m_number(std::exchange(other.m_number, -1)) { }

Descriptor &Descriptor::operator=(Descriptor &&other) noexcept
{
    std::swap(m_number, other.m_number);
    return *this;
}

SilentPeer::SilentPeer() : m_listener(listenOn127(64, m_port)) { }

BlackHole::BlackHole() : m_listener(listenOn127(0, m_port))
{
    constexpr int kMoreThanTheQueue = 8;
    const sockaddr_in name = loopback("127.0.0.1", m_port);
    for (int i = 0; i < kMoreThanTheQueue; ++i) {
        Descriptor each(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
        // EINPROGRESS: those that fit wait in the queue, the others for an answer that never comes
        if (connect(each.number(), reinterpret_cast<const sockaddr *>(&name), sizeof name) == 0 || errno == EINPROGRESS)
            m_waiting.push_back(std::move(each));
    }
}

StallingRelay::StallingRelay(const QByteArray &address, quint16 port)
    : m_address(address),
      m_target(port),
      m_listener(listenOn127(8, m_port)),
      m_thread([this](const std::stop_token &stop) { run(stop); })
{
}

void StallingRelay::run(const std::stop_token &stop)
{
    struct Pair {
        Descriptor client;
        Descriptor server;
    };
    std::vector<Pair> pairs;
    while (!stop.stop_requested()) {
        std::vector<pollfd> waits{{m_listener.number(), POLLIN, 0}};
        for (const Pair &pair : pairs) {
            waits.push_back({pair.client.number(), POLLIN, 0});
            waits.push_back({pair.server.number(), POLLIN, 0});
        }
        if (m_stalled) { // nobody is listened to
            poll(nullptr, 0, kPollMs);
            continue;
        }
        if (poll(waits.data(), waits.size(), kPollMs) <= 0)
            continue;
        for (std::size_t i = pairs.size(); i-- > 0;) {
            const Pair &pair = pairs[i];
            const bool up = waits[1 + 2 * i].revents == 0 || pass(pair.client.number(), pair.server.number());
            const bool down = waits[2 + 2 * i].revents == 0 || pass(pair.server.number(), pair.client.number());
            if (!up || !down)
                pairs.erase(pairs.begin() + static_cast<std::ptrdiff_t>(i));
        }
        if ((waits[0].revents & POLLIN) == 0)
            continue;
        Descriptor client(accept4(m_listener.number(), nullptr, nullptr, SOCK_CLOEXEC));
        Descriptor server(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
        const sockaddr_in name = loopback(m_address.constData(), m_target);
        if (client.number() >= 0
            && connect(server.number(), reinterpret_cast<const sockaddr *>(&name), sizeof name) == 0)
            pairs.push_back({std::move(client), std::move(server)});
    }
}

} // namespace vigie::bench
