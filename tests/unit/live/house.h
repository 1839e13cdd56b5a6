// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fake_streams.h"

#include <live/view.h>
#include <support/fake_feed.h>
#include <support/fake_journal.h>
#include <support/fake_vault.h>
#include <support/law_world.h>

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

namespace vigie::test {

/// A tile that the small stream fills, and one that it does not.
inline const live::Showing kSmall{{320, 180}, 1.0, false, media::Importance::Visible};
inline const live::Showing kLarge{{1920, 1080}, 1.0, false, media::Importance::Visible};

/// A real gate on fakes, and the streams that its views open.
struct House {
    FakeClock clock;
    FakeFeed feed{law::world()};
    FakeVault vault;
    FakeJournal journal;
    access::Gate gate{feed, vault, journal, clock};
    FakeStreams streams;
    live::StreamSetup streamSetup; ///< of hubs made from now on
    std::shared_ptr<live::StreamHub> hub; ///< null: each view has its own
    const access::SessionContext session{
        {QStringLiteral("session-1")}, law::kOperator, QStringLiteral("M-operateur"), law::kRoom};

    /// With the GPU back end the feed holds the very frame that was shown: number() below.
    std::unique_ptr<live::View> open(const CameraId &camera = law::kCamera,
                                     const live::Showing &showing = kSmall)
    {
        return std::make_unique<live::View>(gate, session, request(camera), render::Backend::Gpu,
                                            showing, nullptr, hub ? hub : alone());
    }
    [[nodiscard]] static access::Request request(const CameraId &camera = law::kCamera)
    {
        return {law::kOperator, Act::Live, camera, law::kRoom, QString(), {}, false};
    }
    /// A hub that one view has for itself.
    [[nodiscard]] std::shared_ptr<live::StreamHub> alone()
    {
        live::StreamSetup setup = streamSetup;
        setup.makeSession = streams.factory();
        return std::make_shared<live::StreamHub>(std::move(setup));
    }
    /// From now on all views share one.
    void shareStreams() { hub = alone(); }
    /// With picture number 1 on it.
    std::unique_ptr<live::View> playing(const live::Showing &showing = kSmall)
    {
        auto view = open(law::kCamera, showing);
        const auto before = streams.made.size();
        [&] { QTRY_COMPARE(streams.made.size(), before + 1); }();
        streams.last().play(1);
        [&] { QTRY_COMPARE(view->streamName(), streams.last().options.stream.name); }();
        return view;
    }
    void change(const std::function<void(registry::Facts &)> &what)
    {
        registry::Facts facts = feed.copy();
        what(facts);
        feed.publish(std::move(facts));
    }
    void suspend(bool suspended = true)
    {
        change([&](registry::Facts &facts) {
            auto &from = facts.agrements[law::kOperator].first().suspendedFrom;
            from = suspended ? std::optional(law::kNow) : std::nullopt;
        });
    }
};

/// Number of the picture on the tile, 0 if there is none.
inline int shownBy(const live::View &view)
{
    const auto frame = view.feed()->takeFrame();
    return frame ? static_cast<int>(frame->pts.count()) : 0;
}

} // namespace vigie::test
