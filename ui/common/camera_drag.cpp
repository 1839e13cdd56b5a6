// SPDX-License-Identifier: GPL-3.0-or-later
#include <ui/common/camera_drag.h>

#include <QtCore/QMimeData>

namespace vigie::ui {

QString cameraMimeType()
{
    return QStringLiteral("application/x-vigie-camera");
}

std::unique_ptr<QMimeData> cameraMimeData(const QList<CameraId> &cameras)
{
    QStringList lines;
    for (const CameraId &camera : cameras)
        lines.append(camera.value);
    auto data = std::make_unique<QMimeData>();
    data->setData(cameraMimeType(), lines.join(u'\n').toUtf8());
    return data;
}

QList<CameraId> camerasIn(const QMimeData *data)
{
    constexpr qsizetype kMost = 256;
    QList<CameraId> cameras;
    if (!data || !data->hasFormat(cameraMimeType()))
        return cameras;
    const QString text = QString::fromUtf8(data->data(cameraMimeType()).left(kMost * 65));
    for (const QString &line : text.split(u'\n')) {
        const CameraId camera{line};
        if (camera.isWellFormed() && !cameras.contains(camera) && cameras.size() < kMost)
            cameras.append(camera);
    }
    return cameras;
}

} // namespace vigie::ui
