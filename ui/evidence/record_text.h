// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <evidence/reading_motive.h>
#include <registry/model.h>

#include <QtCore/QJsonObject>

/// A record of the journal in words. People stand in it by their matricule, and stay so: names are resolved elsewhere.
/// Thread: GUI.
namespace vigie::evidenceui {

/// Of an event by its name in the file; an unknown name (of a later Vigie) stays as it is.
[[nodiscard]] QString eventText(const QString &name);
[[nodiscard]] QString decisionText(const QString &decision);
[[nodiscard]] QString purposeText(evidence::ReadingPurpose purpose);
/// The label of a motive of any kind, or its code.
[[nodiscard]] QString motiveText(const QString &code);
/// "24/11/2026 11:00:00", in Paris.
[[nodiscard]] QString whenText(const QJsonObject &record);
/// The name the registry has for the camera of \p record, or what stands there. \p facts  may be null
[[nodiscard]] QString cameraText(const QJsonObject &record, const registry::Facts *facts);
[[nodiscard]] QString communeText(const QJsonObject &record, const registry::Facts *facts);
/// Why: the reasons of a refusal, or the motive.
[[nodiscard]] QString reasonText(const QJsonObject &record);
/// Everything that stands in it, a field a line, plain text.
[[nodiscard]] QString wholeText(const QJsonObject &record, const registry::Facts *facts);

} // namespace vigie::evidenceui
