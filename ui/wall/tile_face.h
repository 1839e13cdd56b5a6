// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <access/gate.h>
#include <live/view.h>
#include <media/session.h>

#include <QtCore/QStringList>

#include <functional>

/// What a tile says, as plain values: decided here, painted elsewhere. Pure, any thread.
namespace vigie::wall {

/// A camera as the tile names it.
struct CameraLabel {
    CameraId id;
    QString name;
    QString commune;
    QString site;
    registry::CameraKind kind = registry::CameraKind::Fixed;
    int number = 0; ///< that calls it from the keypad; 0: none
    bool operator==(const CameraLabel &) const = default;
};
/// The label of \p camera; its id stands in for the name when the registry does not know it.
[[nodiscard]] CameraLabel labelOf(const registry::Facts &facts, const CameraId &camera);

/// Sentences for people, given by the shell, which owns the words.
struct Sentences {
    std::function<QString(const Error &)> error;
    std::function<QString(access::EndCause)> endCause;
};

enum class Tone { Quiet, Good, Busy, Warning, Bad, Denied };
enum class StateIcon { None, Asking, Connecting, Live, Lost, Refused, Cut };

/// One reason on a card.
struct CardReason {
    QString text;
    QString basis;
    QString remedy;
    bool operator==(const CardReason &) const = default;
};

struct TileFace {
    enum class Kind {
        Empty, ///< no camera
        Card, ///< a card instead of a picture: the feed must not be painted
        Picture, ///< the feed may be painted, overlays on top
    };
    Kind kind = Kind::Empty;
    QString name;
    int number = 0; ///< that calls the camera from the keypad; 0: none
    QString commune;
    StateIcon icon = StateIcon::None;
    Tone tone = Tone::Quiet;
    QString state; ///< "Live", "Refused" …: the word beside the icon
    QString statement; ///< authority under which it is watched, whole sentence
    QString shortStatement; ///< the same without its first noun: "Sous l’autorité exclusive du maire de Beauvais"
    QString authority; ///< the same, shortest
    QString technical; ///< "small stream · software (h264) · 15 fps"
    QString notice; ///< sentence in the middle of the picture: why there is none
    QString noticeDetail; ///< since when, what happens next
    QString badge; ///< "Right ends at 00:00"
    Tone badgeTone = Tone::Quiet;
    QStringList alerts; ///< allowed, but somebody must act
    QString degraded; ///< what the picture does without, and why
    QString cardTitle;
    QList<CardReason> reasons;
    bool frozen = false; ///< what the feed holds is not live
    bool ptz = false;
    bool operator==(const TileFace &) const = default;
};

/// Everything a face is made of.
struct TileFacts {
    std::optional<CameraLabel> camera;
    live::ViewState state = live::ViewState::Asking;
    access::Decision decision;
    std::optional<Error> error;
    std::optional<access::EndCause> endCause;
    media::SessionStats stats;
    StreamEndpoint stream;
    live::Reason reason = live::Reason::None;
    live::LinkBudget::Use link; ///< the commune's line, where it is short
    std::optional<Instant> lostSince;
    bool hadPicture = false;
};

/// "101 · Place Jeanne-Hachette": the name with the number that calls it, where there is one.
[[nodiscard]] QString titleOf(const TileFace &face);

[[nodiscard]] TileFace faceOf(const TileFacts &facts, const Sentences &sentences, Instant now);

/// True only in the states in which a picture may be on the screen.
[[nodiscard]] bool mayShowPicture(live::ViewState state);

/// The whole face as one sentence, for screen readers and tooltips.
[[nodiscard]] QString spokenText(const TileFace &face);

} // namespace vigie::wall
