// SPDX-License-Identifier: GPL-3.0-or-later
#include <certificates.h>

#include <QtCore/QList>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

namespace vigie::test {
namespace {

template <auto Free> struct Deleter {
    template <typename T> void operator()(T *handle) const noexcept { Free(handle); }
};
using KeyPtr = std::unique_ptr<EVP_PKEY, Deleter<&EVP_PKEY_free>>;
using CertificatePtr = std::unique_ptr<X509, Deleter<&X509_free>>;
using BioPtr = std::unique_ptr<BIO, Deleter<&BIO_free_all>>;

template <typename Write> QByteArray pem(Write write)
{
    const BioPtr bio(BIO_new(BIO_s_mem()));
    write(bio.get());
    QByteArray text(static_cast<qsizetype>(BIO_ctrl_pending(bio.get())), '\0');
    BIO_read(bio.get(), text.data(), static_cast<int>(text.size()));
    return text;
}

void extend(X509 *certificate, X509 *issuer, int kind, const QByteArray &value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value.constData());
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

/// \p issuer null: signs itself.
CertificatePtr make(EVP_PKEY *key, const QByteArray &name, X509 *issuer, EVP_PKEY *issuerKey, int fromDay, int toDay)
{
    constexpr long kDay = 24L * 3600;
    CertificatePtr made(X509_new());
    X509_set_version(made.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(made.get()), issuer == nullptr ? 1 : 2);
    X509_gmtime_adj(X509_getm_notBefore(made.get()), fromDay * kDay);
    X509_gmtime_adj(X509_getm_notAfter(made.get()), toDay * kDay);
    X509_set_pubkey(made.get(), key);
    X509_NAME *subject = X509_get_subject_name(made.get());
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char *>(name.constData()),
                               -1, -1, 0);
    X509_set_issuer_name(made.get(), issuer == nullptr ? subject : X509_get_subject_name(issuer));
    if (issuer == nullptr)
        extend(made.get(), made.get(), NID_basic_constraints, "critical,CA:TRUE");
    else
        extend(made.get(), issuer, NID_subject_alt_name, name);
    X509_sign(made.get(), issuerKey, EVP_sha256());
    return made;
}

} // namespace

struct Authority::Private {
    KeyPtr key{EVP_EC_gen("P-256")};
    CertificatePtr certificate = make(key.get(), "test authority", nullptr, key.get(), -2, 30);
};

Authority::Authority() : d(std::make_unique<Private>())
{
    m_identity.certificate = pem([this](BIO *bio) { PEM_write_bio_X509(bio, d->certificate.get()); });
}

Authority::~Authority() = default;

Identity Authority::issue(const QByteArray &subject, int fromDay, int toDay) const
{
    const KeyPtr key(EVP_EC_gen("P-256"));
    const CertificatePtr made = make(key.get(), subject, d->certificate.get(), d->key.get(), fromDay, toDay);
    return {pem([&](BIO *bio) { PEM_write_bio_X509(bio, made.get()); }),
            pem([&](BIO *bio) { PEM_write_bio_PrivateKey(bio, key.get(), nullptr, nullptr, 0, nullptr, nullptr); })};
}

} // namespace vigie::test
