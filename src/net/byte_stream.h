// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <net/interrupt.h>

#include <cstddef>
#include <memory>

namespace vigie::net {

/// A connected way of bytes to one peer that never blocks: who uses it waits for wanted() (waitFor) and tries again.
/// One owner, any thread. Bytes are kept nowhere but in the kernel (and in the TLS library: hasBuffered()).
class ByteStream {
public:
    virtual ~ByteStream() = default;
    /// \return how many bytes came; 0: none yet. Unreachable (the peer closed, or the network did)
    [[nodiscard]] virtual Result<std::size_t> read(std::span<char> into) = 0;
    /// \return how many of them were taken; 0: none now. Unreachable
    [[nodiscard]] virtual Result<std::size_t> write(std::span<const char> bytes) = 0;
    /// What to wait for. \p sending  there is something to write, not only to read
    [[nodiscard]] virtual pollfd wanted(bool sending) const = 0;
    /// Bytes are at hand that poll() does not see: read before waiting.
    [[nodiscard]] virtual bool hasBuffered() const { return false; }
    /// Numeric, of the peer that really answered.
    [[nodiscard]] virtual QString peerAddress() const = 0;
    [[nodiscard]] virtual QString localAddress() const = 0;
};

/// Connects to the first of \p addresses that answers, in order; no address may use up the time of those after it.
/// \param addresses  numeric, see resolveHost(); not empty
/// \return Unreachable (with the last reason), TimedOut, Cancelled
[[nodiscard]] Result<std::unique_ptr<ByteStream>> connectTcp(const QStringList &addresses, quint16 port,
                                                             Deadline until, Interrupt &interrupt);

/// Who answers an encrypted connection must be.
struct TlsPeer {
    QString host; ///< as it stands in the address: a name or a numeric address
    /// False: anybody. Else the certificate must lead to an authority of the system's (SSL_CERT_FILE and SSL_CERT_DIR
    /// are honoured, as by every program that uses OpenSSL), be in its time and name the host.
    bool verified = true;
};

/// TLS 1.2 or later over \p below, handshake done.
/// \return Refused (the certificate; the detail says why), Protocol (not TLS), Unreachable, TimedOut, Cancelled
[[nodiscard]] Result<std::unique_ptr<ByteStream>> startTls(std::unique_ptr<ByteStream> below, const TlsPeer &peer,
                                                           Deadline until, Interrupt &interrupt);

} // namespace vigie::net
