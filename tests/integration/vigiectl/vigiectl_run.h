// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QJsonObject>
#include <QtCore/QStringList>
#include <QtCore/QTemporaryDir>

namespace vigie::test {

inline constexpr char kPassphrase[] = "quatre mots bien choisis";

/// What a run of vigiectl did.
struct Run {
    int status = -1; ///< -1: it did not end by itself
    QByteArray out;
    QByteArray err;

    /// The lines of standard output, each read as JSON.
    [[nodiscard]] QList<QJsonObject> json() const;
    /// All of it, for a failed test.
    [[nodiscard]] QString text() const;
};

/// Runs the real program, without a keychain and without a screen, \p input on its standard input.
[[nodiscard]] Run vigiectl(const QStringList &arguments, const QByteArray &input = {},
                           const QHash<QString, QString> &environment = {});

/// A station's folder, not yet made.
class StationFolder {
public:
    [[nodiscard]] QString path() const { return m_parent.filePath(QStringLiteral("station")); }
    [[nodiscard]] QString file(const QString &name) const
    {
        return path() + QLatin1Char('/') + name;
    }
    [[nodiscard]] QString journal() const { return file(QStringLiteral("journal.jsonl")); }
    /// A file beside the station's folder.
    [[nodiscard]] QString beside(const QString &name) const { return m_parent.filePath(name); }
    /// Writes \p bytes to beside(\p name); its path.
    [[nodiscard]] QString put(const QString &name, const QByteArray &bytes) const;
    /// With this folder named, and the passphrase as input.
    [[nodiscard]] Run run(QStringList arguments, const QByteArray &more = {}) const;
    /// vigiectl registry demo.
    [[nodiscard]] Run makeDemo() const;

private:
    QTemporaryDir m_parent;
};

[[nodiscard]] QByteArray bytesOf(const QString &path);
/// The example of src/registry/FORMAT.md.
[[nodiscard]] QByteArray exampleRegistry();
[[nodiscard]] QString demoPlan();

} // namespace vigie::test
