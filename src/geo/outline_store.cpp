// SPDX-License-Identifier: GPL-3.0-or-later
#include <geo/outline_store.h>

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QHash>
#include <QtCore/QSaveFile>
#include <QtCore/QStorageInfo>

namespace vigie::geo {
namespace {

const QString &separator()
{
    static const QString text = QStringLiteral(" · ");
    return text;
}

} // namespace

OutlineStore::OutlineStore(QString folder) : m_folder(std::move(folder)) { }

QString OutlineStore::filePath() const
{
    return QDir(m_folder).filePath(QStringLiteral("communes.geojson"));
}

Result<> OutlineStore::load()
{
    // Several departments may have been put together: our own file may be larger than one import.
    const OutlineLimits limits{
        .bytes = 256LL * 1024 * 1024, .points = 16'000'000, .features = 40'000};
    auto file = readOutlineFile(filePath(), limits);
    if (!file) {
        m_outlines.clear();
        m_attribution.clear();
        if (file.error().code == ErrorCode::NotFound)
            return {};
        return fail(file);
    }
    m_outlines = std::move(file->outlines);
    m_attribution = file->attribution;
    return {};
}

Result<OutlineFile> OutlineStore::importFile(const QString &path, const QString &attribution)
{
    auto file = readOutlineFile(path);
    if (!file)
        return file;
    QList<Outline> merged = m_outlines;
    QHash<Insee, qsizetype> index;
    for (qsizetype i = 0; i < merged.size(); ++i)
        index.insert(merged.at(i).code, i);
    for (const Outline &outline : std::as_const(file->outlines)) {
        if (const auto known = index.constFind(outline.code); known != index.constEnd())
            merged[*known] = outline;
        else
            merged.append(outline);
    }
    if (!attribution.isEmpty())
        file->attribution = attribution;
    QStringList sources = m_attribution.split(separator(), Qt::SkipEmptyParts);
    if (!file->attribution.isEmpty() && !sources.contains(file->attribution))
        sources.append(file->attribution);

    if (!QDir().mkpath(m_folder))
        return fail(ErrorCode::Io, m_folder + QStringLiteral(": cannot be created"));
    QFile::setPermissions(m_folder,
                          QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    const QByteArray bytes = writeOutlines(merged, sources.join(separator()));
    QSaveFile out(filePath());
    if (!out.open(QIODevice::WriteOnly) || out.write(bytes) != bytes.size() || !out.commit()) {
        const bool full = QStorageInfo(m_folder).bytesAvailable() < bytes.size();
        return fail(full ? ErrorCode::DiskFull : ErrorCode::Io,
                    filePath() + QStringLiteral(": ") + out.errorString());
    }
    m_outlines = std::move(merged);
    m_attribution = sources.join(separator());
    return file;
}

Result<> OutlineStore::clear()
{
    QFile file(filePath());
    if (file.exists() && !file.remove())
        return fail(ErrorCode::Io, filePath() + QStringLiteral(": ") + file.errorString());
    m_outlines.clear();
    m_attribution.clear();
    return {};
}

} // namespace vigie::geo
