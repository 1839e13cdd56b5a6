// SPDX-License-Identifier: GPL-3.0-or-later
#include "tile_face.h"

#include "tile_truth.h"

#include <core/paris_time.h>

#include <QtCore/QCoreApplication>

#include <cmath>

namespace vigie::wall {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(vigie::wall::TileFace)
};

struct StateLook {
    StateIcon icon;
    Tone tone;
    QString word;
};

StateLook lookOf(const TileFacts &facts)
{
    switch (facts.state) {
    case live::ViewState::Asking: return {StateIcon::Asking, Tone::Busy, Text::tr("Request in progress")};
    case live::ViewState::Refused: return {StateIcon::Refused, Tone::Denied, Text::tr("Refused")};
    case live::ViewState::Waiting: return {StateIcon::Asking, Tone::Warning, Text::tr("Waiting")};
    case live::ViewState::Connecting:
        // A picture that is there is the last one: it must not be taken for a live one.
        return {StateIcon::Connecting, Tone::Busy, facts.hadPicture ? Text::tr("Last picture") : Text::tr("Connecting…")};
    case live::ViewState::Playing: return {StateIcon::Live, Tone::Good, Text::tr("Live")};
    case live::ViewState::Lost:
        return {StateIcon::Lost, Tone::Bad,
                facts.hadPicture ? Text::tr("Picture lost") : Text::tr("No picture")};
    case live::ViewState::Curtained: return {StateIcon::Cut, Tone::Denied, Text::tr("Cut")};
    }
    return {StateIcon::None, Tone::Quiet, {}};
}

/// Minutes before the end at which the person is warned, nearest first (law table, row 5).
constexpr std::chrono::minutes kFirstWarning{30};
constexpr std::chrono::minutes kSecondWarning{15};
constexpr std::chrono::minutes kLastWarning{5};

void addEndWarning(TileFace &face, const access::Decision &decision, Instant now)
{
    if (!decision.until || *decision.until <= now)
        return;
    const auto left = *decision.until - now;
    if (left > kFirstWarning)
        return;
    // HH:MM: the minute is what the relief is called for.
    const QString at = paris::timeText(*decision.until).left(5);
    const auto minutes = std::chrono::ceil<std::chrono::minutes>(left).count();
    face.badgeTone = left <= kLastWarning ? Tone::Bad : Tone::Warning;
    face.badge = left <= kSecondWarning ? Text::tr("Right ends at %1 (in %2 min)").arg(at).arg(minutes)
                                        : Text::tr("Right ends at %1").arg(at);
}

/// "sub" and "main" are names of the registry; any other is shown as it is there.
QString streamText(const QString &name)
{
    if (name == QLatin1String("sub"))
        return Text::tr("small stream");
    if (name == QLatin1String("main"))
        return Text::tr("main stream");
    return name;
}

QString technicalText(const TileFacts &facts)
{
    QStringList parts;
    if (!facts.stream.name.isEmpty())
        parts.append(streamText(facts.stream.name));
    if (!facts.stats.decoder.isEmpty())
        parts.append(facts.stats.decoder);
    if (facts.state == live::ViewState::Playing && facts.stats.fps >= 0.5)
        parts.append(Text::tr("%1 fps").arg(std::lround(facts.stats.fps)));
    return parts.join(QStringLiteral(" · "));
}

/// The sentence of a tile that waits for its commune's line.
QString linkText(const live::LinkBudget::Use &link)
{
    return Text::tr("Waiting: the line of %1 is full (%2 of %3 Mbit/s)")
        .arg(link.name)
        .arg(std::lround(link.usedKbps / 1000.0))
        .arg(std::lround(link.limitKbps / 1000.0));
}

void fillCard(TileFace &face, const TileFacts &facts, const Sentences &sentences)
{
    face.kind = TileFace::Kind::Card;
    for (const access::Reason &reason : facts.decision.reasons)
        face.reasons.append({reason.text, reason.basis, reason.remedy});
    if (facts.state == live::ViewState::Curtained) {
        face.cardTitle = facts.endCause && sentences.endCause ? sentences.endCause(*facts.endCause)
                                                              : Text::tr("Picture cut");
    } else {
        face.cardTitle = Text::tr("Access refused");
    }
    if (face.reasons.isEmpty() && facts.error && sentences.error)
        face.reasons.append({sentences.error(*facts.error), {}, {}});
}

/// "Visionnage sous l’autorité …" without the noun. Statements are French data of the rule, not translated texts.
QString withoutFirstNoun(const QString &statement)
{
    const QString noun = QStringLiteral("Visionnage ");
    if (!statement.startsWith(noun) || statement.size() == noun.size())
        return statement;
    QString rest = statement.mid(noun.size());
    rest[0] = rest.at(0).toUpper();
    return rest;
}

void fillPicture(TileFace &face, const TileFacts &facts, const Sentences &sentences, Instant now)
{
    face.kind = TileFace::Kind::Picture;
    face.statement = facts.decision.statement;
    face.shortStatement = withoutFirstNoun(facts.decision.statement);
    face.authority = facts.decision.authority;
    face.technical = technicalText(facts);
    for (const access::Reason &alert : facts.decision.alerts)
        face.alerts.append(alert.text);
    addEndWarning(face, facts.decision, now);
    face.degraded = degradedText(facts);
    face.frozen = facts.state == live::ViewState::Lost || (facts.hadPicture && facts.state != live::ViewState::Playing);
    if (facts.state == live::ViewState::Lost) {
        face.notice =
            facts.hadPicture ? Text::tr("Picture lost: trying again") : Text::tr("No picture: trying again");
        QStringList details;
        const std::optional<Error> why = facts.error ? facts.error : facts.stats.lastError;
        if (why && sentences.error)
            details.append(sentences.error(*why));
        if (facts.lostSince)
            details.append(Text::tr("since %1").arg(paris::timeText(*facts.lostSince)));
        face.noticeDetail = details.join(QStringLiteral(" — "));
    } else if (facts.state == live::ViewState::Waiting) {
        face.notice = linkText(facts.link);
    } else if (!facts.hadPicture && facts.state != live::ViewState::Playing) {
        face.notice = face.state;
    }
}

} // namespace

CameraLabel labelOf(const registry::Facts &facts, const CameraId &camera)
{
    CameraLabel label;
    label.id = camera;
    label.name = camera.value;
    const auto found = facts.cameras.constFind(camera);
    if (found == facts.cameras.cend())
        return label;
    label.name = found->name;
    label.kind = found->kind;
    label.number = found->number;
    if (const auto site = facts.sites.constFind(found->site); site != facts.sites.cend()) {
        label.site = site->name;
        label.commune = facts.communes.value(site->commune).name;
    }
    return label;
}

QString titleOf(const TileFace &face)
{
    return face.number > 0 ? QStringLiteral("%1 · %2").arg(face.number).arg(face.name) : face.name;
}

bool mayShowPicture(live::ViewState state)
{
    switch (state) {
    case live::ViewState::Waiting:
    case live::ViewState::Connecting:
    case live::ViewState::Playing:
    case live::ViewState::Lost: return true;
    case live::ViewState::Asking:
    case live::ViewState::Refused:
    case live::ViewState::Curtained: return false;
    }
    return false;
}

TileFace faceOf(const TileFacts &facts, const Sentences &sentences, Instant now)
{
    TileFace face;
    if (!facts.camera)
        return face;
    face.name = facts.camera->name;
    face.number = facts.camera->number;
    face.commune = facts.camera->commune;
    face.ptz = facts.camera->kind == registry::CameraKind::Ptz;
    const StateLook look = lookOf(facts);
    face.icon = look.icon;
    face.tone = look.tone;
    face.state = look.word;
    if (mayShowPicture(facts.state)) {
        fillPicture(face, facts, sentences, now);
    } else if (facts.state == live::ViewState::Asking) {
        face.kind = TileFace::Kind::Card;
        face.cardTitle = look.word;
    } else {
        fillCard(face, facts, sentences);
    }
    return face;
}

QString spokenText(const TileFace &face)
{
    if (face.kind == TileFace::Kind::Empty)
        return Text::tr("empty");
    QStringList parts{face.name, face.commune, face.state, face.noticeDetail, face.statement, face.badge};
    parts += face.alerts;
    if (face.kind == TileFace::Kind::Card && face.cardTitle != face.state)
        parts.append(face.cardTitle);
    for (const CardReason &reason : face.reasons)
        parts.append(reason.text);
    parts.removeAll(QString());
    return parts.join(QStringLiteral(", "));
}

} // namespace vigie::wall
