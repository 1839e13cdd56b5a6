// SPDX-License-Identifier: GPL-3.0-or-later
#include <journal/checkpoint.h>

#include <journal/journal.h>

namespace vigie::journal {
namespace {

constexpr char kKeyWord[] = "vigie-journal-key/1";
constexpr qsizetype kChainBytes = 64;

/// Lines that no field can imitate: none holds a newline.
QByteArray signedBytes(const QJsonObject &record, const QByteArray &chain, const QString &why)
{
    const auto text = [&record](const char *key) { return record.value(QLatin1String(key)).toString().toUtf8(); };
    return QByteArray("vigie-journal-checkpoint/1\n") + chain + '\n'
        + QByteArray::number(record.value(QLatin1String("seq")).toInteger()) + '\n' + text("prev_hash") + '\n' + text("ts_utc")
        + '\n' + why.toUtf8() + '\n';
}

bool isChain(const QByteArray &chain)
{
    return chain.size() == kChainBytes && QByteArray::fromHex(chain).toHex() == chain;
}

tl::unexpected<Error> broken(const QJsonObject &record, const char *why)
{
    return fail(ErrorCode::Corrupt,
                QStringLiteral("record %1: a checkpoint %2").arg(record.value(QLatin1String("seq")).toInteger()).arg(QLatin1String(why)));
}

} // namespace

Result<secrets::Signer> checkpointSigner(const secrets::Sealer &sealer, const QByteArray &chain)
{
    return sealer.signer("journal " + chain);
}

Result<> signCheckpoint(QJsonObject &record, const secrets::Signer &signer, const QByteArray &chain, const QString &why)
{
    const auto signature = signer.sign(signedBytes(record, chain, why));
    if (!signature)
        return fail(signature);
    QJsonObject details{{QStringLiteral("chain"), QString::fromLatin1(chain)},
                        {QStringLiteral("key"), QString::fromLatin1(signer.publicKey().toBase64())},
                        {QStringLiteral("signature"), QString::fromLatin1(signature->toBase64())}};
    if (!why.isEmpty())
        details.insert(QStringLiteral("why"), why);
    record.insert(QStringLiteral("details"), details);
    return {};
}

Result<> follow(Checkpoints &seen, const QJsonObject &record, const QByteArray &hash)
{
    const qint64 number = record.value(QLatin1String("seq")).toInteger();
    if (number == 1)
        seen.chain = hash;
    if (record.value(QLatin1String("operation")).toString() != eventName(Event::Checkpoint))
        return {};
    const QJsonObject details = record.value(QLatin1String("details")).toObject();
    const auto bytes = [&details](const char *key) { return details.value(QLatin1String(key)).toString().toLatin1(); };
    const QByteArray chain = bytes("chain");
    const QByteArray key = QByteArray::fromBase64(bytes("key"));
    if (!isChain(chain) || (!seen.chain.isEmpty() && chain != seen.chain))
        return broken(record, "of another chain");
    if (!seen.key.isEmpty() && key != seen.key)
        return broken(record, "signed by another key");
    if (!secrets::isSignedBy(key, signedBytes(record, chain, details.value(QLatin1String("why")).toString()),
                             QByteArray::fromBase64(bytes("signature"))))
        return broken(record, "whose signature is not right");
    seen.chain = chain;
    seen.key = key;
    seen.newest = number;
    ++seen.count;
    return {};
}

QByteArray keyLine(const QByteArray &chain, const QByteArray &key)
{
    return QByteArray(kKeyWord) + ' ' + chain + ' ' + key.toBase64() + '\n';
}

Result<Checkpoints> fromKeyLine(const QByteArray &line)
{
    const QList<QByteArray> words = line.trimmed().split(' ');
    Checkpoints known;
    if (words.size() == 3 && words.at(0) == kKeyWord) {
        known.chain = words.at(1);
        known.key = QByteArray::fromBase64(words.at(2));
    }
    if (!isChain(known.chain) || known.key.size() != secrets::kPublicKeyBytes)
        return fail(ErrorCode::InvalidArgument, QStringLiteral("not the public key of a journal"));
    return known;
}

} // namespace vigie::journal
