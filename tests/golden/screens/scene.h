// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "../../ui/wall/fake_camera_views.h"

#include <core/time.h>

#include <QtGui/QImage>

class QWidget;

namespace vigie::test {

/// Shows \p window and waits until the keyboard is its own.
void showActive(QWidget &window);
/// \p window once everything asked of it so far is laid out.
[[nodiscard]] QImage pictureOf(QWidget &window);

[[nodiscard]] CameraId cam(int number);

/// What became of the request for \p camera, one of oiseFacts(): every state of a tile is among the eighteen.
void answer(const CameraId &camera, FakeView &view, Instant now);
/// Cuts the link of \p camera, which had a picture until now.
void loseLink(FakeViews &views, const CameraId &camera);
/// A street in every tile that may show one; the tiles know their sizes already.
void deliverPictures(FakeViews &views);

} // namespace vigie::test
