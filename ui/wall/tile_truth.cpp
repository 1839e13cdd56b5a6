// SPDX-License-Identifier: GPL-3.0-or-later
#include "tile_truth.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QLocale>

namespace vigie::wall {
namespace {

using media::Effort;
using media::Shortage;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(vigie::wall::TileTruth)
};

/// More than this between the scene and the screen is felt when steering.
constexpr std::chrono::milliseconds kLateDelay{500};

QString unknown()
{
    return QStringLiteral("–");
}

QString oneDecimal(double value)
{
    return QLocale().toString(value, 'f', 1);
}

QString streamText(const TileFacts &facts)
{
    const QString name = facts.stream.name;
    if (name == QLatin1String("sub"))
        return Text::tr("small (%1)").arg(name);
    if (name == QLatin1String("main"))
        return Text::tr("main (%1)").arg(name);
    return name.isEmpty() ? unknown() : name;
}

QString pictureText(const media::SessionStats &stats)
{
    if (stats.pictureSize.isEmpty())
        return unknown();
    const QString size = QStringLiteral("%1 × %2").arg(stats.pictureSize.width()).arg(stats.pictureSize.height());
    return stats.fps > 0.0 ? size + QStringLiteral(" · ") + Text::tr("%1 fps").arg(oneDecimal(stats.fps)) : size;
}

QString rateText(double kbps)
{
    if (kbps <= 0.0)
        return unknown();
    return kbps < 1000.0 ? Text::tr("%1 kbit/s").arg(qRound(kbps)) : Text::tr("%1 Mbit/s").arg(oneDecimal(kbps / 1000.0));
}

QString delayText(const media::SessionStats &stats)
{
    if (!stats.delay)
        return unknown();
    const QString delay = Text::tr("%1 ms").arg(stats.delay->count());
    return delay + QStringLiteral(" · ")
        + (stats.delayFromCamera ? Text::tr("by the camera’s clock") : Text::tr("from arrival, by our clock"));
}

QString effortText(Effort effort)
{
    switch (effort) {
    case Effort::Full: return Text::tr("nothing left out");
    case Effort::SkipNonReference: return Text::tr("some pictures left out");
    case Effort::LowerStream: return Text::tr("smaller stream asked for");
    case Effort::KeyFramesOnly: return Text::tr("key pictures only");
    }
    return {};
}

QString shortageText(Shortage shortage)
{
    switch (shortage) {
    case Shortage::None: return {};
    case Shortage::Processor: return Text::tr("processor too busy");
    case Shortage::Network: return Text::tr("network too slow");
    }
    return {};
}

/// How a picture of a hardware decoder came to where it is painted; of the processor's there is nothing to say.
QString copyText(const media::SessionStats &stats)
{
    switch (stats.copyReason) {
    case media::CopyReason::Processor: return {};
    case media::CopyReason::None: return Text::tr("without a copy");
    case media::CopyReason::SwitchedOff: return Text::tr("one copy: as set");
    case media::CopyReason::NotProven: return Text::tr("one copy: no other way works here");
    case media::CopyReason::Refused: return Text::tr("one copy: the direct way failed");
    case media::CopyReason::Held: return Text::tr("one copy: many pictures under way");
    }
    return {};
}

QString joined(const QStringList &parts)
{
    QStringList some = parts;
    some.removeAll(QString());
    return some.isEmpty() ? unknown() : some.join(QStringLiteral(" · "));
}

} // namespace

QString reasonText(live::Reason reason)
{
    switch (reason) {
    case live::Reason::None: return unknown();
    case live::Reason::OnlyOne: return Text::tr("the only one");
    case live::Reason::FillsTile: return Text::tr("fills the tile");
    case live::Reason::Enlarged: return Text::tr("tile enlarged");
    case live::Reason::Selected: return Text::tr("tile selected");
    case live::Reason::Zoomed: return Text::tr("digital zoom");
    case live::Reason::MachineShort: return Text::tr("processor too busy for more");
    case live::Reason::LinkBudget: return Text::tr("line full");
    case live::Reason::OtherFailed: return Text::tr("the other cannot be decoded");
    }
    return {};
}

QString degradedText(const TileFacts &facts)
{
    if (facts.state != live::ViewState::Playing)
        return {};
    if (facts.stats.guessed)
        return Text::tr("No key pictures: remains may show");
    if (facts.stats.effort == Effort::KeyFramesOnly)
        return Text::tr("Key pictures only: processor too busy");
    if (facts.reason == live::Reason::MachineShort)
        return Text::tr("Smaller stream: processor too busy");
    if (facts.stats.effort != Effort::Full)
        return Text::tr("Fewer pictures: processor too busy");
    if (facts.reason == live::Reason::LinkBudget)
        return Text::tr("Smaller stream: line full");
    if (facts.reason == live::Reason::OtherFailed)
        return Text::tr("Another stream: the usual one cannot be decoded");
    if (facts.stats.shortage == Shortage::Network)
        return Text::tr("Network too slow");
    return {};
}

QList<TruthLine> truthOf(const TileFacts &facts, render::Backend backend)
{
    if (!facts.camera || !mayShowPicture(facts.state))
        return {};
    const media::SessionStats &stats = facts.stats;
    const auto warnIf = [](bool bad) { return bad ? Tone::Warning : Tone::Quiet; };
    const bool lowered = facts.reason == live::Reason::MachineShort || facts.reason == live::Reason::LinkBudget
        || facts.reason == live::Reason::OtherFailed;
    QList<TruthLine> lines{
        {Text::tr("Stream"), streamText(facts), Tone::Quiet},
        {Text::tr("Because"), reasonText(facts.reason), warnIf(lowered)},
    };
    // Without a picture the words in the middle need the room, and there is nothing to say of one.
    if (facts.state == live::ViewState::Playing) {
        lines += {
            {Text::tr("Picture"), pictureText(stats), warnIf(stats.guessed)},
            {Text::tr("Delay"), delayText(stats), warnIf(stats.delay && *stats.delay > kLateDelay)},
            {Text::tr("Bit rate"), rateText(stats.kbps), Tone::Quiet},
            {Text::tr("Codec"), joined({stats.codec, stats.transport}), Tone::Quiet},
            {Text::tr("Decoder"), joined({stats.decoder}), warnIf(!stats.hardwareFallback.isEmpty())},
            {Text::tr("Rendering"), joined({backend == render::Backend::Gpu ? Text::tr("graphics card") : Text::tr("processor"), copyText(stats)}),
             warnIf(stats.copyReason == media::CopyReason::Refused)},
            {Text::tr("Effort"), joined({effortText(stats.effort), shortageText(stats.shortage)}),
             warnIf(stats.effort != Effort::Full || stats.shortage != Shortage::None)},
            {Text::tr("Dropped"), Text::tr("%1 pictures · %2 jumps to live").arg(stats.dropped).arg(stats.skippedToLive), Tone::Quiet},
            {Text::tr("Buffer"),
             Text::tr("%1 ms · jitter %2 ms")
                 .arg(stats.buffered.count())
                 .arg(oneDecimal(double(stats.peer.jitter.count()) / 1000.0)),
             Tone::Quiet},
        };
    }
    lines.append({Text::tr("Network"),
                  Text::tr("%1 packets lost · %2 reconnections").arg(stats.peer.lost).arg(stats.reconnects),
                  warnIf(stats.peer.lost > 0 || stats.reconnects > 0)});
    if (facts.link.limitKbps > 0.0)
        lines.append({Text::tr("Line"),
                      Text::tr("%1: %2 of %3 Mbit/s")
                          .arg(facts.link.name, oneDecimal(facts.link.usedKbps / 1000.0), oneDecimal(facts.link.limitKbps / 1000.0)),
                      warnIf(facts.reason == live::Reason::LinkBudget)});
    return lines;
}

} // namespace vigie::wall
