// SPDX-License-Identifier: GPL-3.0-or-later
#include <net/byte_stream.h>

#include <net/socket_handle.h>

#include <QtCore/QUrl>

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <array>
#include <new>

namespace vigie::net {
namespace {

template <auto Free> struct Deleter {
    template <typename T> void operator()(T *handle) const noexcept { Free(handle); }
};
using ContextPtr = std::unique_ptr<SSL_CTX, Deleter<&SSL_CTX_free>>;
using SslPtr = std::unique_ptr<SSL, Deleter<&SSL_free>>;
using BioMethodPtr = std::unique_ptr<BIO_METHOD, Deleter<&BIO_meth_free>>;

/// OpenSSL's own words for what just failed; empties its queue.
QString libraryError()
{
    std::array<char, 256> text{};
    const unsigned long code = ERR_get_error();
    ERR_clear_error();
    if (code == 0)
        return QStringLiteral("connection closed");
    ERR_error_string_n(code, text.data(), text.size());
    return QString::fromLatin1(text.data());
}

// OpenSSL's socket BIO writes with write(2), which kills the program when the peer has gone (SIGPIPE): this one goes
// over our stream.

int bioWrite(BIO *bio, const char *bytes, int size)
{
    BIO_clear_retry_flags(bio);
    const auto count = static_cast<ByteStream *>(BIO_get_data(bio))->write({bytes, static_cast<std::size_t>(size)});
    if (count && *count == 0)
        BIO_set_retry_write(bio);
    return count && *count > 0 ? static_cast<int>(*count) : -1;
}

int bioRead(BIO *bio, char *into, int size)
{
    BIO_clear_retry_flags(bio);
    const auto count = static_cast<ByteStream *>(BIO_get_data(bio))->read({into, static_cast<std::size_t>(size)});
    if (count && *count == 0)
        BIO_set_retry_read(bio);
    return count ? (*count > 0 ? static_cast<int>(*count) : -1) : 0;
}

long bioControl(BIO *, int command, long, void *)
{
    return command == BIO_CTRL_FLUSH ? 1 : 0;
}

BIO *makeBio(ByteStream &below)
{
    static const BioMethodPtr method = [] {
        BioMethodPtr made(BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "vigie"));
        if (!made)
            throw std::bad_alloc();
        BIO_meth_set_write(made.get(), &bioWrite);
        BIO_meth_set_read(made.get(), &bioRead);
        BIO_meth_set_ctrl(made.get(), &bioControl);
        return made;
    }();
    BIO *bio = BIO_new(method.get());
    if (bio == nullptr)
        throw std::bad_alloc();
    BIO_set_data(bio, &below);
    BIO_set_init(bio, 1);
    return bio;
}

/// One for the process and each kind of trust: reading the system's authorities takes 20 ms and megabytes.
SSL_CTX *context(bool verified)
{
    const auto make = [](bool checks) {
        ContextPtr made(SSL_CTX_new(TLS_client_method()));
        if (!made)
            throw std::bad_alloc();
        SSL_CTX_set_min_proto_version(made.get(), TLS1_2_VERSION);
        SSL_CTX_set_mode(made.get(), SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
        SSL_CTX_set_read_ahead(made.get(), 1); // few system calls
        // Records without data (key updates) would be read on and on within one call, past the interrupt.
        SSL_CTX_clear_mode(made.get(), SSL_MODE_AUTO_RETRY);
        if (checks) {
            SSL_CTX_set_default_verify_paths(made.get());
            SSL_CTX_set_verify(made.get(), SSL_VERIFY_PEER, nullptr);
        }
        return made;
    };
    if (verified) {
        static const ContextPtr strict = make(true);
        return strict.get();
    }
    static const ContextPtr open = make(false);
    return open.get();
}

class TlsStream final : public ByteStream {
public:
    TlsStream(std::unique_ptr<ByteStream> below, const TlsPeer &peer)
        : m_below(std::move(below)), m_ssl(SSL_new(context(peer.verified)))
    {
        if (!m_ssl)
            throw std::bad_alloc();
        BIO *bio = makeBio(*m_below);
        SSL_set_bio(m_ssl.get(), bio, bio);
        SSL_set_connect_state(m_ssl.get());
        const bool numeric = SocketAddress::of(peer.host, 0).has_value();
        QByteArray name = numeric ? peer.host.toLatin1() : QUrl::toAce(peer.host);
        m_verified = peer.verified;
        if (numeric) {
            if (const auto zone = name.indexOf('%'); zone >= 0) // which interface is no part of the address
                name.truncate(zone);
            m_nameIsChecked = X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(m_ssl.get()), name.constData()) == 1;
        } else {
            // An empty name would switch the check off.
            m_nameIsChecked = !name.isEmpty() && SSL_set1_host(m_ssl.get(), name.constData()) == 1;
            // SSL_set_tlsext_host_name(), whose macro casts as C does
            SSL_ctrl(m_ssl.get(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, name.data());
        }
    }
    ~TlsStream() override
    {
        if (SSL_is_init_finished(m_ssl.get()) == 1 && !m_broken)
            SSL_shutdown(m_ssl.get()); // says good-bye, does not wait for an answer
        ERR_clear_error();
    }
    TlsStream(const TlsStream &) = delete;
    TlsStream &operator=(const TlsStream &) = delete;

    [[nodiscard]] Result<> handshake(Deadline until, Interrupt &interrupt)
    {
        if (m_verified && !m_nameIsChecked)
            return fail(ErrorCode::Refused, QStringLiteral("certificate: there is no name to check it against"));
        while (true) {
            ERR_clear_error();
            const int done = SSL_do_handshake(m_ssl.get());
            if (done == 1)
                return {};
            const Result<std::size_t> later = explain(done);
            if (!later)
                return refusal(later.error());
            pollfd ready = wanted(false);
            const Result<bool> went = waitFor({&ready, 1}, until, interrupt);
            if (!went)
                return fail(went);
            if (!*went)
                return fail(ErrorCode::TimedOut, QStringLiteral("no answer to the TLS handshake"));
        }
    }
    [[nodiscard]] Result<std::size_t> read(std::span<char> into) override
    {
        std::size_t total = 0;
        while (total < into.size()) { // a record holds 16 KiB at most
            ERR_clear_error();
            std::size_t count = 0;
            const int done = SSL_read_ex(m_ssl.get(), into.data() + total, into.size() - total, &count);
            total += count;
            m_starved = false;
            if (done == 1) {
                m_wantsToWrite = false;
                continue;
            }
            if (total > 0)
                return total; // an error comes again with the next call
            return explain(done);
        }
        return total;
    }
    [[nodiscard]] Result<std::size_t> write(std::span<const char> bytes) override
    {
        ERR_clear_error();
        std::size_t count = 0;
        const int done = SSL_write_ex(m_ssl.get(), bytes.data(), bytes.size(), &count);
        if (done != 1)
            return explain(done);
        m_wantsToWrite = false;
        return count;
    }
    [[nodiscard]] pollfd wanted(bool sending) const override
    {
        return m_below->wanted(sending || m_wantsToWrite);
    }
    [[nodiscard]] bool hasBuffered() const override { return SSL_has_pending(m_ssl.get()) == 1 && !m_starved; }
    [[nodiscard]] QString peerAddress() const override { return m_below->peerAddress(); }
    [[nodiscard]] QString localAddress() const override { return m_below->localAddress(); }

private:
    /// 0: try again later.
    Result<std::size_t> explain(int done)
    {
        const int why = SSL_get_error(m_ssl.get(), done);
        m_wantsToWrite = why == SSL_ERROR_WANT_WRITE;
        m_starved = why == SSL_ERROR_WANT_READ;
        if (m_wantsToWrite || m_starved)
            return std::size_t{0};
        m_broken = true;
        if (why == SSL_ERROR_ZERO_RETURN)
            return fail(ErrorCode::Unreachable, QStringLiteral("the peer closed the connection"));
        if (why == SSL_ERROR_SYSCALL)
            return fail(ErrorCode::Unreachable, libraryError());
        return fail(ErrorCode::Protocol, QStringLiteral("TLS: ") + libraryError());
    }
    tl::unexpected<Error> refusal(const Error &error) const
    {
        const long verdict = SSL_get_verify_result(m_ssl.get());
        if (verdict == X509_V_OK || !m_verified) // noted there even where nothing is checked
            return tl::unexpected<Error>(error);
        return fail(ErrorCode::Refused,
                    QStringLiteral("certificate: ")
                        + QString::fromLatin1(X509_verify_cert_error_string(verdict)));
    }

    std::unique_ptr<ByteStream> m_below; // before m_ssl: it is used until that is gone
    SslPtr m_ssl;
    bool m_verified = false;
    bool m_nameIsChecked = false;
    bool m_wantsToWrite = false;
    bool m_starved = false; ///< what it holds is no whole record
    bool m_broken = false;
};

} // namespace

Result<std::unique_ptr<ByteStream>> startTls(std::unique_ptr<ByteStream> below, const TlsPeer &peer, Deadline until,
                                             Interrupt &interrupt)
{
    auto stream = std::make_unique<TlsStream>(std::move(below), peer);
    const Result<> done = stream->handshake(until, interrupt);
    if (!done)
        return fail(done);
    return stream;
}

} // namespace vigie::net
