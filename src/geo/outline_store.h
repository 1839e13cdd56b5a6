// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <geo/geojson.h>

namespace vigie::geo {

/// The outlines this station has imported, in one file of a folder of its own (the application's
/// data folder). What is stored is what was kept, written again by us, not the file as it came. One
/// owner; the file calls may take a second for a large file: not in the GUI thread where that
/// matters.
class OutlineStore {
public:
    /// \param folder  created on the first import, 0700
    explicit OutlineStore(QString folder);

    /// Reads what earlier imports left. No file is no error: outlines() is then empty.
    /// \return Corrupt or InvalidArgument when the file is damaged: it is left where it lies for a
    /// look, and the map
    ///         goes on with approximate areas
    [[nodiscard]] Result<> load();
    /// Adds the outlines of \p path to those held (a code already held is replaced) and saves them.
    /// \param attribution  the words the licence asks for; empty = those in the file
    /// \return what was kept and dropped of that file; or the errors of readOutlineFile(), Io,
    /// DiskFull; on any error
    ///         nothing changes
    [[nodiscard]] Result<OutlineFile> importFile(const QString &path,
                                                 const QString &attribution = {});
    /// Forgets everything imported. \return Io
    [[nodiscard]] Result<> clear();

    [[nodiscard]] const QList<Outline> &outlines() const { return m_outlines; }
    /// Sources of all imports, joined by " · "; empty when no file named one.
    [[nodiscard]] const QString &attribution() const { return m_attribution; }
    [[nodiscard]] QString filePath() const;

private:
    QString m_folder;
    QList<Outline> m_outlines;
    QString m_attribution;
};

} // namespace vigie::geo
