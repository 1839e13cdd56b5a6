// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <render/tile_feed.h>

#include <QtGui/QImage>

#include <memory>

namespace vigie::test {

/// Looks at a tile, as the person in front of it.
class Eye {
public:
    explicit Eye(std::shared_ptr<render::TileFeed> feed) : m_feed(std::move(feed)) { }
    /// The picture now; null where there is none.
    [[nodiscard]] QImage now() const { return m_feed->takeImage(); }
    /// The picture after \p count more have come, while the event loop turns; null when they do
    /// not.
    [[nodiscard]] QImage later(int count) const;
    /// How much two pictures \p count apart differ: near nothing where the camera stands still.
    [[nodiscard]] double unrest(int count) const;

private:
    const std::shared_ptr<render::TileFeed> m_feed;
};

/// Mean absolute difference in grey levels (0 to 255) over the middle of the picture, where the
/// simulated cameras show neither their clock nor traffic. 255 where one is missing.
[[nodiscard]] double difference(const QImage &a, const QImage &b);

} // namespace vigie::test
