// SPDX-License-Identifier: GPL-3.0-or-later
#include <media/decoder_slots.h>

namespace vigie::media {

std::unique_ptr<DecoderSlots::Slot> DecoderSlots::take()
{
    const std::scoped_lock lock(m_mutex);
    if (m_decoders == 0)
        return nullptr;
    --m_decoders;
    return std::make_unique<Slot>(shared_from_this());
}

int DecoderSlots::free() const
{
    const std::scoped_lock lock(m_mutex);
    return m_decoders;
}

std::size_t DecoderSlots::freeBytes() const
{
    const std::scoped_lock lock(m_mutex);
    return m_bytes;
}

DecoderSlots::Slot::~Slot()
{
    const std::scoped_lock lock(m_of->m_mutex);
    ++m_of->m_decoders;
    m_of->m_bytes += m_bytes;
}

bool DecoderSlots::Slot::reserve(std::size_t bytes)
{
    const std::scoped_lock lock(m_of->m_mutex);
    m_of->m_bytes += m_bytes;
    m_bytes = bytes <= m_of->m_bytes ? bytes : 0;
    m_of->m_bytes -= m_bytes;
    return m_bytes == bytes;
}

} // namespace vigie::media
