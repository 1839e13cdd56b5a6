// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QString>

#include <sys/socket.h>

#include <optional>
#include <utility>

namespace vigie::net {

/// Owns a file descriptor of the kernel's.
class SocketHandle {
public:
    SocketHandle() = default;
    explicit SocketHandle(int descriptor) : m_descriptor(descriptor) { }
    ~SocketHandle();
    SocketHandle(SocketHandle &&other) noexcept : m_descriptor(std::exchange(other.m_descriptor, -1)) { }
    SocketHandle &operator=(SocketHandle &&other) noexcept
    {
        std::swap(m_descriptor, other.m_descriptor);
        return *this;
    }
    SocketHandle(const SocketHandle &) = delete;
    SocketHandle &operator=(const SocketHandle &) = delete;
    [[nodiscard]] int get() const { return m_descriptor; }
    [[nodiscard]] bool isOpen() const { return m_descriptor >= 0; }

private:
    int m_descriptor = -1;
};

/// An IPv4 or IPv6 address with a port.
class SocketAddress {
public:
    SocketAddress() = default;
    /// \p numeric  with a zone for link-local IPv6 ("fe80::1%eth0"). Empty: it is no address.
    [[nodiscard]] static std::optional<SocketAddress> of(const QString &numeric, quint16 port);
    [[nodiscard]] int family() const { return m_storage.ss_family; }
    [[nodiscard]] const sockaddr *get() const { return reinterpret_cast<const sockaddr *>(&m_storage); }
    /// For the kernel to write into, up to sizeof(sockaddr_storage).
    [[nodiscard]] sockaddr *get() { return reinterpret_cast<sockaddr *>(&m_storage); }
    [[nodiscard]] socklen_t size() const;
    [[nodiscard]] quint16 port() const;
    void setPort(quint16 port);
    /// The same host, whatever the ports.
    [[nodiscard]] bool sameHost(const SocketAddress &other) const;
    [[nodiscard]] QString numeric() const; ///< without the port

private:
    sockaddr_storage m_storage{};
};

/// \param of  getpeername or getsockname. Empty: it has none.
[[nodiscard]] QString numericAddress(int socket, int (*of)(int, sockaddr *, socklen_t *));
/// errno in words.
[[nodiscard]] QString lastSystemError();

} // namespace vigie::net
