// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QList>
#include <QtCore/QString>

namespace vigie::admin {

/// How a value of vigie-registry/1 is shown and typed.
enum class FieldType {
    Text,
    Id, ///< of the record itself: typed once, never changed
    Choice,
    Flag,
    Number,
    Day, ///< "24/11/2026"
    Instant, ///< "24/11/2026 21:00", in Paris
    Reference, ///< id of a record of another list
    References, ///< several, separated by blanks
    Texts, ///< likewise
    Numbers, ///< likewise
    Parties, ///< communes of a convention, one a line
    Stream, ///< address of the stream of that name
    Secret, ///< written, never read
};

struct Option {
    QString value; ///< as in the registry
    QString text; ///< as people say it
};

/// One value of a record.
struct Field {
    QString key; ///< "name"; "endpoint.user" stands in an object of the record
    QString label;
    FieldType type = FieldType::Text;
    bool inTable = false;
    bool required = false;
    bool otherwise = false; ///< what a Flag is that is not written
    QString refersTo; ///< list of a Reference
    QList<Option> options; ///< of a Choice
    QString hint;
};

/// One kind of record, as the console declares it once.
struct Kind {
    QString list; ///< "persons"
    QString name; ///< "Personnes"
    QString singular; ///< "personne"
    QList<Field> fields;
    /// The field that says best which record it is, for references to it.
    QString titleKey;
};

/// Every kind, in the order of the menu. In the language of the moment.
[[nodiscard]] QList<Kind> kinds();

} // namespace vigie::admin
