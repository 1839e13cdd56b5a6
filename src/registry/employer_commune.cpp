// SPDX-License-Identifier: GPL-3.0-or-later
#include "employer_commune.h"

namespace vigie::registry::detail {
namespace {

QString plain(const QString &text)
{
    return text.simplified().toLower().replace(QChar(u'’'), QChar(u'\''));
}

/// The names of communes that \p employer may stand for.
QStringList namesIn(const QString &employer)
{
    QStringList names{employer};
    for (const char *kind : {"commune ", "ville ", "mairie "}) {
        if (!employer.startsWith(QLatin1String(kind)))
            continue;
        const QString of = employer.mid(static_cast<qsizetype>(qstrlen(kind)));
        if (of.startsWith(QLatin1String("de ")))
            names.append(of.mid(3));
        else if (of.startsWith(QLatin1String("d'")))
            names.append(of.mid(2));
        else if (of.startsWith(QLatin1String("du ")))
            names.append(QStringLiteral("le ") + of.mid(3));
        else if (of.startsWith(QLatin1String("des ")))
            names.append(QStringLiteral("les ") + of.mid(4));
    }
    return names;
}

} // namespace

void fillEmployerCommunes(Facts &facts, const Facts *known)
{
    QHash<QString, QSet<Insee>> communes;
    for (const Facts *from : {static_cast<const Facts *>(&facts), known}) {
        if (!from)
            continue;
        for (const Commune &commune : from->communes)
            communes[plain(commune.name)].insert(commune.insee);
    }
    for (Person &person : facts.persons) {
        if (person.employerKind != QLatin1String("commune") || !person.employerCommune.isNull())
            continue;
        for (const QString &name : namesIn(plain(person.employer))) {
            const QSet<Insee> named = communes.value(name);
            if (named.size() == 1)
                person.employerCommune = *named.cbegin();
        }
    }
}

} // namespace vigie::registry::detail
