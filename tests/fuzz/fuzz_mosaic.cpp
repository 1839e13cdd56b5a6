// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the settings file says a person's mosaic was, and what the registry keeps of a layout or a tour.
#include "fuzz.h"

#include <ui/wall/mosaic_state.h>
#include <ui/wall/tour.h>

using namespace vigie;
using namespace vigie::wall;
using fuzz::require;

namespace {

void readTour(const QByteArray &bytes)
{
    const auto tour = tourFromJson(bytes);
    if (!tour) {
        require(tour.error().code == ErrorCode::InvalidArgument, "one kind of refusal");
        return;
    }
    require(!tour->steps.isEmpty() && tour->steps.size() <= kMostTourSteps, "a tour has steps, and an end");
    for (const TourStep &step : tour->steps) {
        require(step.camera.isNull() != step.layout.isEmpty(), "a camera or a layout");
        require(step.dwell >= kShortestDwell && step.dwell <= kLongestDwell, "seconds of a tour");
    }
    const auto again = tourFromJson(toJson(*tour));
    require(again && *again == *tour, "written and read back");
}

void readMosaic(const QByteArray &bytes)
{
    const auto state = mosaicStateFromJson(bytes);
    if (!state) {
        require(state.error().code == ErrorCode::InvalidArgument, "one kind of refusal");
        return;
    }
    require(state->cameras.size() <= kMaximumTiles, "no more cameras than tiles");
    require(state->selected >= 0 && state->selected < tileCount(state->layout),
            "the selected tile is there");
    require(!state->hotSpot || (*state->hotSpot >= 0 && *state->hotSpot < tileCount(state->layout)),
            "the hot spot is there");
    for (const CameraId &camera : state->cameras)
        require(camera.isNull() || camera.isWellFormed(), "ids are ids");
    const auto again = mosaicStateFromJson(toJson(*state));
    require(again && *again == *state, "written and read back");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes = fuzz::bytesOf(data, size);
    readMosaic(bytes);
    readTour(bytes);
    return 0;
}
