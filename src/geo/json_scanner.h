// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>

namespace vigie::geo {

/// Pull parser of JSON (RFC 8259) that builds no tree: a document of 64 MiB of nested brackets
/// costs no memory here, where QJsonDocument would need some gigabytes. Every call returns false
/// after the first error and from then on; error() says what and at which byte. Does not own the
/// bytes. One thread.
class JsonScanner {
public:
    explicit JsonScanner(QByteArrayView bytes, int maxDepth = 32);

    enum class Next { Object, Array, String, Number, Literal, End, Bad };
    /// What stands at the cursor, without moving.
    [[nodiscard]] Next peek();

    /// True when an array stands at the cursor whose first element is a number; does not move.
    [[nodiscard]] bool startsPosition();

    [[nodiscard]] bool enterObject();
    /// Moves to the next member and reads its name; false at the end of the object (which is left)
    /// or on an error.
    [[nodiscard]] bool nextMember(QString &name);
    [[nodiscard]] bool enterArray();
    /// Moves to the next element; false at the end of the array (which is left) or on an error.
    [[nodiscard]] bool nextElement();
    /// \param maxLength  longer strings are an error
    [[nodiscard]] bool readString(QString &text, qsizetype maxLength = 4096);
    [[nodiscard]] bool readNumber(double &number);
    /// Passes over one value of any kind.
    bool skip();
    /// True when nothing but white space follows.
    [[nodiscard]] bool atEnd();

    [[nodiscard]] bool failed() const { return !m_error.isEmpty(); }
    /// Corrupt, "byte 17: …"; Internal when nothing failed.
    [[nodiscard]] Error error() const;

private:
    void skipSpace();
    bool bad(const char *what);
    bool enter(char open);
    /// The separator before the next member or element; false when the container ends.
    bool step(char close);
    bool readHex(char32_t &unit);
    bool skipString();

    const char *m_at;
    const char *m_begin;
    const char *m_end;
    int m_maxDepth;
    QByteArray m_levels; ///< one byte a container: whether it is an object, whether nothing of it
                         ///< was read yet
    QString m_error;
};

} // namespace vigie::geo
