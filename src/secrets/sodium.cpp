// SPDX-License-Identifier: GPL-3.0-or-later
#include "sodium.h"

#include <sodium.h>

namespace vigie::secrets::detail {

bool ensureSodium()
{
    static const bool ready = sodium_init() >= 0;
    return ready;
}

} // namespace vigie::secrets::detail
