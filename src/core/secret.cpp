// SPDX-License-Identifier: GPL-3.0-or-later
#include <core/secret.h>

#include <string.h>

namespace vigie {

Secret::Secret(QByteArray bytes)
    : m_bytes(std::move(bytes))
{
    m_bytes.detach();
}

Secret::~Secret() { wipe(); }

Secret::Secret(Secret &&other) noexcept
    : m_bytes(std::move(other.m_bytes))
{
    other.m_bytes = QByteArray();
}

Secret &Secret::operator=(Secret &&other) noexcept
{
    if (this != &other) {
        wipe();
        m_bytes = std::move(other.m_bytes);
        other.m_bytes = QByteArray();
    }
    return *this;
}

Secret Secret::clone() const
{
    return Secret(QByteArray(m_bytes.constData(), m_bytes.size()));
}

void Secret::wipe() noexcept
{
    // Only memory that is ours alone may be overwritten; a literal or a shared buffer is left to its owner.
    if (!m_bytes.isEmpty() && m_bytes.isDetached())
        explicit_bzero(m_bytes.data(), static_cast<size_t>(m_bytes.size()));
    m_bytes = QByteArray();
}

} // namespace vigie
