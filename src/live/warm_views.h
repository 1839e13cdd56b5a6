// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <live/view.h>

#include <deque>

namespace vigie::live {

/// Views that no tile shows any more, kept a short while with their right, their last picture and
/// their paused stream, so that a camera called back is there with the next repaint. The right of
/// one that is not called back ends when that while is over, or at once when too many are kept, when
/// the gate ends it, or on clear(); the journal then says when it ended. Thread: GUI.
class WarmViews final : public QObject {
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds kKept{20'000};
    static constexpr std::size_t kMost = 32;

    explicit WarmViews(std::chrono::milliseconds kept = kKept, QObject *parent = nullptr);
    ~WarmViews() override; ///< clears

    /// Hides \p view and keeps it; one without a picture or a right goes at once.
    void keep(std::unique_ptr<View> view);
    /// The view of exactly this request, still hidden; null where none is kept.
    [[nodiscard]] std::unique_ptr<View> take(const access::Request &request);
    /// Every right that is kept here ends now.
    void clear();
    [[nodiscard]] int count() const { return static_cast<int>(m_kept.size()); }

private:
    struct Kept {
        quint64 number = 0;
        std::unique_ptr<View> view;
    };
    void drop(quint64 number);

    const std::chrono::milliseconds m_time;
    std::deque<Kept> m_kept; ///< the oldest first
    quint64 m_last = 0;
};

} // namespace vigie::live
