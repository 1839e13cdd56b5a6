// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>

namespace vigie::media {

/// How many streams one hardware device decodes at a time and what their surfaces take: a device
/// that is full does not refuse, it slows down all its streams or fails one that was already shown.
/// Whoever finds no room decodes on the processor. Any thread. Private to src/media.
class DecoderSlots : public std::enable_shared_from_this<DecoderSlots> {
public:
    static constexpr int kDecoders = 64; ///< the dearest rival's limit on one card
    static constexpr std::size_t kSurfaceBytes = std::size_t{2} << 30U;
    /// Surfaces of one decoder: what H.264 and H.265 may refer to, and a few under way.
    static constexpr std::size_t kSurfaces = 20;

    explicit DecoderSlots(int decoders = kDecoders, std::size_t surfaceBytes = kSurfaceBytes)
        : m_decoders(decoders), m_bytes(surfaceBytes)
    {
    }

    /// One decoder's place; gives everything back when it goes.
    class Slot {
    public:
        explicit Slot(std::shared_ptr<DecoderSlots> of) : m_of(std::move(of)) { }
        ~Slot();
        Slot(const Slot &) = delete;
        Slot &operator=(const Slot &) = delete;
        /// Instead of what it had. \return false: no room, and it keeps nothing
        [[nodiscard]] bool reserve(std::size_t bytes);

    private:
        const std::shared_ptr<DecoderSlots> m_of;
        std::size_t m_bytes = 0;
    };
    /// \return null: all are taken. Only for one that a shared_ptr holds.
    [[nodiscard]] std::unique_ptr<Slot> take();
    [[nodiscard]] int free() const;
    [[nodiscard]] std::size_t freeBytes() const;

private:
    mutable std::mutex m_mutex;
    int m_decoders; // m_mutex; free
    std::size_t m_bytes; // m_mutex; free
};

} // namespace vigie::media
