// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the settings file says a person's mosaic was.
#include "fuzz.h"

#include <ui/wall/mosaic_state.h>

using namespace vigie;
using namespace vigie::wall;
using fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto state = mosaicStateFromJson(fuzz::bytesOf(data, size));
    if (!state) {
        require(state.error().code == ErrorCode::InvalidArgument, "one kind of refusal");
        return 0;
    }
    require(state->cameras.size() <= kMaximumTiles, "no more cameras than tiles");
    require(state->selected >= 0 && state->selected < tileCount(state->layout),
            "the selected tile is there");
    for (const CameraId &camera : state->cameras)
        require(camera.isNull() || camera.isWellFormed(), "ids are ids");
    const auto again = mosaicStateFromJson(toJson(*state));
    require(again && *again == *state, "written and read back");
    return 0;
}
