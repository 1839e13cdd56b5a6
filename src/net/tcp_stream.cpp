// SPDX-License-Identifier: GPL-3.0-or-later
#include <net/byte_stream.h>

#include <net/socket_handle.h>

#include <QtCore/QStringList>

#include <netinet/in.h>
#include <netinet/tcp.h>

#include <algorithm>
#include <cerrno>

namespace vigie::net {
namespace {

class TcpStream final : public ByteStream {
public:
    explicit TcpStream(SocketHandle socket) : m_socket(std::move(socket)) { }

    [[nodiscard]] Result<std::size_t> read(std::span<char> into) override
    {
        const ssize_t count = ::recv(m_socket.get(), into.data(), into.size(), 0);
        if (count > 0)
            return static_cast<std::size_t>(count);
        if (count == 0)
            return fail(ErrorCode::Unreachable, QStringLiteral("the peer closed the connection"));
        return nothingOrLost();
    }
    [[nodiscard]] Result<std::size_t> write(std::span<const char> bytes) override
    {
        const ssize_t count = ::send(m_socket.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count >= 0)
            return static_cast<std::size_t>(count);
        return nothingOrLost();
    }
    [[nodiscard]] pollfd wanted(bool sending) const override
    {
        return {m_socket.get(), static_cast<short>(sending ? POLLIN | POLLOUT : POLLIN), 0};
    }
    [[nodiscard]] QString peerAddress() const override
    {
        return numericAddress(m_socket.get(), &::getpeername);
    }
    [[nodiscard]] QString localAddress() const override
    {
        return numericAddress(m_socket.get(), &::getsockname);
    }

private:
    static Result<std::size_t> nothingOrLost()
    {
        if (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR)
            return std::size_t{0};
        return fail(ErrorCode::Unreachable, lastSystemError());
    }
    SocketHandle m_socket;
};

Result<std::unique_ptr<ByteStream>> connectOne(const QString &address, quint16 port, Deadline until,
                                               Interrupt &interrupt)
{
    const std::optional<SocketAddress> to = SocketAddress::of(address, port);
    if (!to)
        return fail(ErrorCode::InvalidArgument, QStringLiteral("not a numeric address"));
    SocketHandle socket(::socket(to->family(), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!socket.isOpen())
        return fail(ErrorCode::Unreachable, lastSystemError());
    const int on = 1;
    ::setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on); // requests are small and waited for
    if (::connect(socket.get(), to->get(), to->size()) != 0 && errno != EINPROGRESS)
        return fail(ErrorCode::Unreachable, lastSystemError());
    pollfd ready{socket.get(), POLLOUT, 0};
    const Result<bool> connected = waitFor({&ready, 1}, until, interrupt);
    if (!connected)
        return fail(connected);
    if (!*connected)
        return fail(ErrorCode::TimedOut, QStringLiteral("nothing answers at this address"));
    int error = 0;
    socklen_t size = sizeof error;
    ::getsockopt(socket.get(), SOL_SOCKET, SO_ERROR, &error, &size);
    if (error != 0) {
        errno = error;
        return fail(ErrorCode::Unreachable, lastSystemError());
    }
    return std::make_unique<TcpStream>(std::move(socket));
}

} // namespace

Result<std::unique_ptr<ByteStream>> connectTcp(const QStringList &addresses, quint16 port, Deadline until,
                                               Interrupt &interrupt)
{
    Result<std::unique_ptr<ByteStream>> stream = fail(ErrorCode::Internal, QStringLiteral("no address"));
    for (qsizetype i = 0; i < addresses.size(); ++i) {
        const auto now = std::chrono::steady_clock::now();
        const Deadline share = now + (until - now) / (addresses.size() - i);
        stream = connectOne(addresses.at(i), port, share, interrupt);
        if (stream || stream.error().code == ErrorCode::Cancelled)
            break;
    }
    return stream;
}

} // namespace vigie::net
