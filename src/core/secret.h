// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QString>

namespace vigie {

/// Bytes that must not leak: wiped when they go, copyable only by clone(), never convertible to text by accident,
/// never printed (there is no operator<< and QDebug shows "Secret(…)" is refused at compile time).
class Secret {
public:
    Secret() = default;
    /// Takes the bytes; the caller's copy is the caller's to wipe.
    explicit Secret(QByteArray bytes);
    static Secret fromUtf8(const QString &text) { return Secret(text.toUtf8()); }
    ~Secret();
    Secret(Secret &&other) noexcept;
    Secret &operator=(Secret &&other) noexcept;
    Secret(const Secret &) = delete;
    Secret &operator=(const Secret &) = delete;

    [[nodiscard]] Secret clone() const;
    [[nodiscard]] bool isEmpty() const { return m_bytes.isEmpty(); }
    [[nodiscard]] qsizetype size() const { return m_bytes.size(); }
    /// The bytes themselves, valid while this lives. Name is long on purpose: grep for it to see who looks.
    [[nodiscard]] const QByteArray &revealBytes() const { return m_bytes; }

private:
    void wipe() noexcept;
    QByteArray m_bytes;
};

} // namespace vigie
