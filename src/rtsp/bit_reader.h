// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <rtsp/byte_reader.h>

namespace vigie::rtsp {

/// Bits of an H.264 or H.265 NAL unit behind its header, emulation prevention bytes left out. Behind the end come zeros.
class BitReader {
public:
    explicit BitReader(Bytes bytes) : m_bytes(bytes) { }

    [[nodiscard]] std::uint32_t bit()
    {
        if (m_bit == 0 && !nextByte())
            return 0;
        --m_bit;
        return (m_byte >> m_bit) & 1U;
    }
    /// \param count  up to 32
    [[nodiscard]] std::uint32_t bits(int count)
    {
        std::uint32_t value = 0;
        for (; count > 0; --count)
            value = (value << 1) | bit();
        return value;
    }
    void skip(int count)
    {
        for (; count > 0; --count)
            static_cast<void>(bit());
    }
    /// Exp-Golomb; nonsense of over 31 leading zeros reads as 2^32 - 1.
    [[nodiscard]] std::uint32_t ue()
    {
        int zeros = 0;
        while (bit() == 0) {
            if (++zeros > 31)
                return ~0U;
        }
        return ((1U << zeros) | bits(zeros)) - 1U;
    }

private:
    bool nextByte()
    {
        if (m_zeros >= 2 && m_at < m_bytes.size() && m_bytes[m_at] == 3) {
            ++m_at;
            m_zeros = 0;
        }
        if (m_at >= m_bytes.size())
            return false;
        m_byte = m_bytes[m_at++];
        m_zeros = m_byte == 0 ? m_zeros + 1 : 0;
        m_bit = 8;
        return true;
    }

    Bytes m_bytes;
    std::size_t m_at = 0;
    int m_zeros = 0;
    int m_bit = 0; ///< left in m_byte
    std::uint32_t m_byte = 0;
};

} // namespace vigie::rtsp
