// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <registry/json.h>
#include <registry/sqlite_registry.h>
#include <secrets/sealer.h>

#include <QtCore/QJsonObject>
#include <QtCore/QTemporaryDir>

namespace vigie::test {

/// src/registry/FORMAT.md, and the example in it.
[[nodiscard]] QString formatPage();
[[nodiscard]] QJsonObject example();
/// The example with \p value in the place of what stands at \p path ("persons.0.category"); an
/// undefined one takes the key away.
[[nodiscard]] QByteArray exampleWith(const QString &path, const QJsonValue &value);

[[nodiscard]] QByteArray bytesOf(const QJsonObject &object);
/// Read without a problem, or an empty content and a failed test.
[[nodiscard]] registry::Content contentOf(const QByteArray &json);
/// As an export says it: contents are the same when these are.
[[nodiscard]] QByteArray textOf(const registry::Content &content);
[[nodiscard]] QByteArray textOf(const registry::Facts &facts);

[[nodiscard]] Secret secret(const char *text);

/// A station's folder with a registry that holds the example.
class RegistryBench {
public:
    RegistryBench();
    [[nodiscard]] bool isValid() const { return m_folder.isValid(); }
    [[nodiscard]] QString path() const { return m_folder.filePath(QStringLiteral("r.sqlite")); }
    [[nodiscard]] const secrets::Sealer &sealer() const { return m_sealer; }

    using Opened = Result<std::unique_ptr<registry::SqliteRegistry>>;
    [[nodiscard]] Opened create() const;
    /// As the station does, with its key.
    [[nodiscard]] Opened open() const;
    /// Created and filled. Null, and a failed test, where that cannot be.
    [[nodiscard]] std::unique_ptr<registry::SqliteRegistry> filled() const;

private:
    QTemporaryDir m_folder;
    secrets::Sealer m_sealer;
};

} // namespace vigie::test
