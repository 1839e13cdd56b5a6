// SPDX-License-Identifier: GPL-3.0-or-later
#include <evidence/journal_export.h>

#include <core/private_file.h>
#include <evidence/journal_csv.h>
#include <journal/file_journal.h>

#include <QtCore/QCryptographicHash>
#include <QtCore/QDir>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QSaveFile>
#include <QtCore/QTemporaryDir>

namespace vigie::evidence {
namespace {

constexpr char kFormat[] = "vigie-journal-export/1";
constexpr QLatin1String kLines("journal.jsonl");
constexpr QLatin1String kTable("journal.csv");
constexpr QLatin1String kManifest("manifest.json");
constexpr QLatin1String kSignature("manifest.sig");
constexpr qint64 kLargestManifest = 64 * 1024;
constexpr qint64 kLargestSignature = 512;
constexpr qint64 kBlock = 1024 * 1024;

QByteArray signedBytes(const QByteArray &chain, const QByteArray &manifest)
{
    return QByteArray(kFormat) + '\n' + chain + '\n' + manifest;
}

QByteArray sha256(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

tl::unexpected<Error> wrong(QLatin1String file, const char *why)
{
    return fail(ErrorCode::Corrupt, QStringLiteral("%1: %2").arg(file, QLatin1String(why)));
}

/// One file of an export, hashed while it is written; readable by its owner alone, for it says who did what.
class Written {
public:
    Written(const QDir &folder, QLatin1String name) : m_name(name), m_file(folder.filePath(name)) { }
    [[nodiscard]] Result<> open()
    {
        if (!m_file.open(QIODevice::WriteOnly) || !m_file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner))
            return fileFailure(m_file);
        return {};
    }
    [[nodiscard]] Result<> add(const QByteArray &bytes)
    {
        if (m_file.write(bytes) != bytes.size())
            return fileFailure(m_file);
        m_hash.addData(bytes);
        m_size += bytes.size();
        return {};
    }
    [[nodiscard]] Result<> finish() { return m_file.commit() ? Result<>() : fileFailure(m_file); }
    [[nodiscard]] QJsonObject entry() const
    {
        return {{QStringLiteral("name"), m_name}, {QStringLiteral("bytes"), m_size}, {QStringLiteral("sha256"), QString::fromLatin1(m_hash.result().toHex())}};
    }

private:
    const QLatin1String m_name;
    QSaveFile m_file;
    QCryptographicHash m_hash{QCryptographicHash::Sha256};
    qint64 m_size = 0;
};

QByteArray manifestOf(const ExportRequest &request, const journal::ChainReport &report, const QJsonArray &files)
{
    const journal::Checkpoints &signs = report.checkpoints;
    QJsonObject through{{QStringLiteral("seq"), report.head.sequence}, {QStringLiteral("hash"), QString::fromLatin1(report.head.hash)}};
    if (report.head.at)
        through.insert(QStringLiteral("ts_utc"), toIso(*report.head.at));
    const QJsonObject manifest{
        {QStringLiteral("format"), QString::fromLatin1(kFormat)},
        {QStringLiteral("created_utc"), toIso(request.at)},
        {QStringLiteral("reader"), QJsonObject{{QStringLiteral("matricule"), request.matricule}, {QStringLiteral("category"), request.category}}},
        {QStringLiteral("purpose"), readingPurposeName(*request.motive.purpose)},
        {QStringLiteral("motive"), request.motive.text.trimmed()},
        {QStringLiteral("filter"), toJson(request.filter)},
        {QStringLiteral("chain"), QString::fromLatin1(signs.chain)},
        {QStringLiteral("through"), through},
        {QStringLiteral("signed_through"), signs.newest},
        {QStringLiteral("files"), files},
        {QStringLiteral("use"), QStringLiteral("LIL art. 101 : uniquement à des fins de vérification de la licéité, d’autocontrôle, d’intégrité et de "
                                               "sécurité, ou de procédure pénale ; jamais pour l’évaluation du personnel")},
    };
    return QJsonDocument(manifest).toJson(QJsonDocument::Indented);
}

Result<ExportReport> writeInto(const QDir &folder, const QString &journal, const secrets::Sealer &sealer,
                               const ExportRequest &request, const journal::GoOn &goOn)
{
    // With its head, its purges and its signatures; what is read below is checked once more, as far as it goes.
    if (const auto whole = journal::verifyJournal(journal, &sealer, {}, goOn); !whole)
        return fail(whole);
    Written lines(folder, kLines);
    Written table(folder, kTable);
    for (Written *file : {&lines, &table}) {
        if (const auto opened = file->open(); !opened)
            return fail(opened);
    }
    if (const auto head = table.add(csvHead()); !head)
        return fail(head);
    const auto report = journal::readRecords(
        journal, request.filter,
        [&](const QJsonObject &record, const journal::ChainHead &, const QByteArray &line) -> Result<> {
            const auto added = lines.add(line);
            return added ? table.add(csvLine(record, line)) : added;
        },
        goOn);
    if (!report)
        return fail(report);
    for (Written *file : {&lines, &table}) {
        if (const auto finished = file->finish(); !finished)
            return fail(finished);
    }
    const QByteArray chain = report->checkpoints.chain;
    if (chain.isEmpty())
        return fail(ErrorCode::NotFound, QStringLiteral("%1: no record yet").arg(journal));
    const auto signer = journal::checkpointSigner(sealer, chain);
    if (!signer)
        return fail(signer);
    const QByteArray manifest = manifestOf(request, *report, {lines.entry(), table.entry()});
    const auto signature = signer->sign(signedBytes(chain, manifest));
    if (!signature)
        return fail(signature);
    const QByteArray said = QByteArray(kFormat) + ' ' + chain + ' ' + signer->publicKey().toBase64() + ' ' + signature->toBase64() + '\n';
    if (const auto written = writePrivately(folder.filePath(kManifest), manifest); !written)
        return fail(written);
    if (const auto written = writePrivately(folder.filePath(kSignature), said); !written)
        return fail(written);
    return ExportReport{sha256(manifest), report->head};
}

Result<QByteArray> readSmall(const QDir &folder, QLatin1String name, qint64 limit)
{
    QFile file(folder.filePath(name));
    if (!file.open(QIODevice::ReadOnly))
        return fail(file.exists() ? ErrorCode::Io : ErrorCode::NotFound, QStringLiteral("%1: %2").arg(file.fileName(), file.errorString()));
    if (file.size() > limit)
        return wrong(name, "larger than any of its kind");
    return file.readAll();
}

/// Who signed \p manifest.
Result<journal::Checkpoints> signerOf(const QByteArray &manifest, const QByteArray &said)
{
    const QList<QByteArray> words = said.trimmed().split(' ');
    if (words.size() != 4 || words.at(0) != kFormat)
        return wrong(kSignature, "not the signature of an export");
    const auto signer = journal::fromKeyLine(journal::keyLine(words.at(1), QByteArray::fromBase64(words.at(2))));
    if (!signer)
        return wrong(kSignature, "no chain and key");
    if (!secrets::isSignedBy(signer->key, signedBytes(signer->chain, manifest), QByteArray::fromBase64(words.at(3))))
        return wrong(kManifest, "its signature is not right");
    return *signer;
}

/// Size and hash of \p name, as the manifest says.
Result<> checkFile(const QDir &folder, const QJsonArray &files, int at, QLatin1String name)
{
    const QJsonObject said = files.at(at).toObject();
    if (said.value(QLatin1String("name")).toString() != name)
        return wrong(kManifest, "other files than an export has");
    QFile file(folder.filePath(name));
    if (!file.open(QIODevice::ReadOnly))
        return fail(file.exists() ? ErrorCode::Io : ErrorCode::NotFound, QStringLiteral("%1: %2").arg(file.fileName(), file.errorString()));
    QCryptographicHash hash(QCryptographicHash::Sha256);
    qint64 size = 0;
    while (!file.atEnd()) {
        const QByteArray block = file.read(kBlock);
        if (block.isEmpty())
            return fileFailure(file);
        hash.addData(block);
        size += block.size();
    }
    if (size != said.value(QLatin1String("bytes")).toInteger(-1)
        || hash.result().toHex() != said.value(QLatin1String("sha256")).toString().toLatin1())
        return wrong(name, "not the file that was exported");
    return {};
}

/// That the table says what the lines say, and the lines what was asked for.
Result<> checkContent(const QDir &folder, const journal::Filter &filter, qint64 through)
{
    QFile lines(folder.filePath(kLines));
    QFile table(folder.filePath(kTable));
    for (QFile *file : {&lines, &table}) {
        if (!file->open(QIODevice::ReadOnly))
            return fileFailure(*file);
    }
    const auto is = [&table](const QByteArray &expected) { return table.read(expected.size()) == expected; };
    if (!is(csvHead()))
        return wrong(kTable, "not the table of the lines");
    const auto checked = journal::checkExcerpt(lines, filter, [&](const QJsonObject &record, const journal::ChainHead &head, const QByteArray &line) -> Result<> {
        if (head.sequence > through)
            return wrong(kLines, "a record after the newest that was read");
        return is(csvLine(record, line)) ? Result<>() : wrong(kTable, "not the table of the lines");
    });
    if (!checked)
        return checked;
    return table.atEnd() ? Result<>() : wrong(kTable, "not the table of the lines");
}

} // namespace

Result<ExportReport> writeExport(const QString &folder, const QString &journal, const secrets::Sealer &sealer,
                                 const ExportRequest &request, const journal::GoOn &goOn)
{
    if (!request.motive.isComplete())
        return fail(ErrorCode::InvalidArgument, QStringLiteral("an export without a motive"));
    const QString wanted = QDir::cleanPath(QDir(folder).absolutePath());
    if (QFileInfo::exists(wanted))
        return fail(ErrorCode::AlreadyExists, wanted);
    QTemporaryDir making(wanted + QStringLiteral("-XXXXXX"));
    if (!making.isValid())
        return fail(ErrorCode::Io, QStringLiteral("%1: %2").arg(wanted, making.errorString()));
    auto report = writeInto(QDir(making.path()), journal, sealer, request, goOn);
    if (!report)
        return report;
    if (!QDir().rename(making.path(), wanted))
        return fail(QFileInfo::exists(wanted) ? ErrorCode::AlreadyExists : ErrorCode::Io, wanted);
    making.setAutoRemove(false);
    return report;
}

Result<ExportCheck> verifyExport(const QString &folder, const std::optional<journal::Checkpoints> &key)
{
    const QDir dir(folder);
    const auto manifest = readSmall(dir, kManifest, kLargestManifest);
    if (!manifest)
        return fail(manifest);
    const auto said = readSmall(dir, kSignature, kLargestSignature);
    if (!said)
        return fail(said);
    const auto signer = signerOf(*manifest, *said);
    if (!signer)
        return fail(signer);
    if (key && (key->chain != signer->chain || key->key != signer->key))
        return wrong(kSignature, "of another journal, or signed by another key, than the one that is known");
    const QJsonObject json = QJsonDocument::fromJson(*manifest).object();
    if (json.value(QLatin1String("format")).toString() != QLatin1String(kFormat)
        || json.value(QLatin1String("chain")).toString().toLatin1() != signer->chain)
        return wrong(kManifest, "not the manifest of an export");
    const auto filter = journal::filterFromJson(json.value(QLatin1String("filter")).toObject());
    if (!filter)
        return wrong(kManifest, "what was asked for cannot be read");
    const QJsonArray files = json.value(QLatin1String("files")).toArray();
    if (files.size() != 2)
        return wrong(kManifest, "other files than an export has");
    if (const auto lines = checkFile(dir, files, 0, kLines); !lines)
        return fail(lines);
    if (const auto table = checkFile(dir, files, 1, kTable); !table)
        return fail(table);
    const qint64 through = json.value(QLatin1String("through")).toObject().value(QLatin1String("seq")).toInteger();
    if (const auto content = checkContent(dir, *filter, through); !content)
        return fail(content);
    return ExportCheck{*signer, QString::fromUtf8(*manifest)};
}

} // namespace vigie::evidence
