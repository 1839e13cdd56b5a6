// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace vigie {

/// Has pieces of a picture's size taken from the system one by one, and given back when they are freed. glibc stops doing that
/// once a few were freed and keeps them in its arenas, between whatever lives longer: sessions that come and go for a night would
/// leave a heap that grows with nothing in it. Pools take such pieces once a session, so that it costs nothing that counts. Once,
/// at the start of a program that shows pictures.
void keepHeapWhole();

} // namespace vigie
