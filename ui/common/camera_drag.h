// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/ids.h>

#include <QtCore/QList>

#include <memory>

class QMimeData;

namespace vigie::ui {

/// "application/x-vigie-camera": camera ids in UTF-8, one a line. What map and tree let go and the
/// mosaic takes.
[[nodiscard]] QString cameraMimeType();
[[nodiscard]] std::unique_ptr<QMimeData> cameraMimeData(const QList<CameraId> &cameras);
/// Ids in their order, without repeats; anything that is not a well-formed id, and whatever comes
/// after the first 256, is left out: another program may have made the data.
[[nodiscard]] QList<CameraId> camerasIn(const QMimeData *data);

} // namespace vigie::ui
