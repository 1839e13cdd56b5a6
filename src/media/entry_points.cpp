// SPDX-License-Identifier: GPL-3.0-or-later
#include <media/entry_points.h>

namespace vigie::media {

void EntryPoints::came(const AccessUnit &unit)
{
    m_now = unit.received;
    if (!m_lastKey)
        m_lastKey = m_unbroken = m_now;
    m_pointsSeen = m_pointsSeen || unit.wholeAfter.value_or(0) > 0;
    if (unit.key) {
        m_keySeen = true;
        m_lastKey = m_now;
        m_keyless = false;
    } else if (m_now - *m_lastKey >= kLongestGroup || (m_pointsSeen && !m_keySeen)) {
        m_keyless = m_codec != VideoCodec::Mjpeg;
    }
    if (unit.afterLoss)
        lost();
}

bool EntryPoints::begins(const AccessUnit &unit)
{
    if (!m_awaited || m_wholeAfter)
        return false;
    if (unit.wholeAfter && (!unit.key || m_codec == VideoCodec::H265)) {
        // FFmpeg's H.264 decoder knows recovery points, counts by itself and gives no picture before; its H.265 decoder
        // knows none, and gives all.
        m_wholeAfter = m_codec == VideoCodec::H264 ? 0 : *unit.wholeAfter;
        return true;
    }
    if (!unit.key && m_keyless && !m_pointsSeen && m_now - m_unbroken >= kRefreshed) {
        m_awaited = false;
        m_guessed = true;
    }
    return false;
}

void EntryPoints::lost()
{
    m_unbroken = m_now;
    m_guessed = false;
    m_wholeAfter.reset();
    m_awaited = m_codec != VideoCodec::Mjpeg;
}

void EntryPoints::missedReference()
{
    if (!m_wholeAfter)
        lost();
}

bool EntryPoints::mayShow(bool key, bool damaged)
{
    if (m_wholeAfter.value_or(0) > 0 && !key) {
        --*m_wholeAfter;
        return false;
    }
    if (damaged) {
        lost();
        return false;
    }
    if (key || m_wholeAfter == 0) {
        m_awaited = false;
        m_guessed = m_guessed && !key;
        m_wholeAfter.reset();
    }
    return !m_awaited;
}

} // namespace vigie::media
