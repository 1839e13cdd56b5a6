// SPDX-License-Identifier: GPL-3.0-or-later
#include <settings/settings.h>

namespace vigie::settings {

Settings::Settings(const QString &file) : m_store(file, QSettings::IniFormat) { }

bool Settings::isWritable()
{
    m_store.sync();
    return m_store.status() == QSettings::NoError && m_store.isWritable();
}

QString Settings::path(const char *name, Scope scope, const PersonId &person)
{
    const QString key = QString::fromLatin1(name);
    return scope == Scope::Person ? QStringLiteral("person-%1/%2").arg(person.value, key)
                                  : QStringLiteral("station/%1").arg(key);
}

} // namespace vigie::settings
