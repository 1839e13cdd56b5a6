// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/ids.h>
#include <settings/key.h>

#include <QtCore/QSettings>

namespace vigie::settings {

/// Reads and writes the keys of keys.h in one INI file. Thread: GUI.
class Settings {
public:
    /// \param file  absolute path; made when first written
    explicit Settings(const QString &file);

    /// \p person is needed for keys of Scope::Person and ignored for the others.
    template <typename T> [[nodiscard]] T get(const Key<T> &key, const PersonId &person = {}) const
    {
        return key.sanitized(m_store.value(path(key.name, key.scope, person)));
    }
    template <typename T> void set(const Key<T> &key, const T &value, const PersonId &person = {})
    {
        m_store.setValue(path(key.name, key.scope, person),
                         QVariant::fromValue(key.sanitized(QVariant::fromValue(value))));
    }
    /// What the last write came to: false when the file cannot be written.
    [[nodiscard]] bool isWritable();

private:
    [[nodiscard]] static QString path(const char *name, Scope scope, const PersonId &person);
    QSettings m_store;
};

} // namespace vigie::settings
