// SPDX-License-Identifier: GPL-3.0-or-later
#include <net/socket_handle.h>

#include <netdb.h>
#include <netinet/in.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>

namespace vigie::net {

SocketHandle::~SocketHandle()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

std::optional<SocketAddress> SocketAddress::of(const QString &numeric, quint16 port)
{
    addrinfo hints{};
    hints.ai_flags = AI_NUMERICHOST;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo *found = nullptr;
    if (::getaddrinfo(numeric.toLatin1().constData(), nullptr, &hints, &found) != 0)
        return std::nullopt;
    const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owner(found, &freeaddrinfo);
    SocketAddress address;
    std::memcpy(&address.m_storage, found->ai_addr, found->ai_addrlen);
    address.setPort(port);
    return address;
}

socklen_t SocketAddress::size() const
{
    return m_storage.ss_family == AF_INET6 ? sizeof(sockaddr_in6) : sizeof(sockaddr_in);
}

// sin_port and sin6_port lie at the same place: RFC 3493 3.3.
quint16 SocketAddress::port() const
{
    return ntohs(reinterpret_cast<const sockaddr_in *>(&m_storage)->sin_port);
}

void SocketAddress::setPort(quint16 port)
{
    reinterpret_cast<sockaddr_in *>(&m_storage)->sin_port = htons(port);
}

bool SocketAddress::sameHost(const SocketAddress &other) const
{
    if (m_storage.ss_family != other.m_storage.ss_family)
        return false;
    if (m_storage.ss_family == AF_INET) {
        return reinterpret_cast<const sockaddr_in *>(&m_storage)->sin_addr.s_addr
            == reinterpret_cast<const sockaddr_in *>(&other.m_storage)->sin_addr.s_addr;
    }
    const auto &mine = reinterpret_cast<const sockaddr_in6 *>(&m_storage)->sin6_addr;
    const auto &theirs = reinterpret_cast<const sockaddr_in6 *>(&other.m_storage)->sin6_addr;
    return std::memcmp(&mine, &theirs, sizeof mine) == 0;
}

QString SocketAddress::numeric() const
{
    std::array<char, NI_MAXHOST> text{};
    if (::getnameinfo(get(), size(), text.data(), text.size(), nullptr, 0, NI_NUMERICHOST) != 0)
        return {};
    return QString::fromLatin1(text.data());
}

QString numericAddress(int socket, int (*of)(int, sockaddr *, socklen_t *))
{
    SocketAddress address;
    socklen_t size = sizeof(sockaddr_storage);
    return of(socket, address.get(), &size) == 0 ? address.numeric() : QString();
}

QString lastSystemError()
{
    return QString::fromUtf8(std::strerror(errno));
}

} // namespace vigie::net
