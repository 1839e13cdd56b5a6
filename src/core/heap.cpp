// SPDX-License-Identifier: GPL-3.0-or-later
#include <core/heap.h>

#include <malloc.h>

namespace vigie {
namespace {

/// Below a plane of a small stream's picture, above nearly every coded one. Naming it also stops glibc from raising it.
constexpr int kPicturesFrom = 192 * 1024; // bytes

} // namespace

void keepHeapWhole()
{
    mallopt(M_MMAP_THRESHOLD, kPicturesFrom);
}

} // namespace vigie
