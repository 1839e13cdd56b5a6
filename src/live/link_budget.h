// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/endpoint.h>
#include <media/session.h>

#include <QtCore/QHash>
#include <QtCore/QList>
#include <QtCore/QObject>

#include <map>

namespace vigie::live {

/// One of the streams that would do, and what it takes of the line.
struct StreamRate {
    QString stream; ///< its name within the camera
    double kbps = 0.0;
    bool operator==(const StreamRate &) const = default;
};

/// What one tile would like of a line.
struct LinkBid {
    CameraId camera; ///< a stream that two tiles show is paid for once
    media::Importance importance = media::Importance::Visible;
    QList<StreamRate> rates; ///< from the smallest to the one that it would like
    int held = 0; ///< how many of them it was given before
};

/// A newcomer, and a tile that would like a larger stream, leave this share of the line free …
inline constexpr double kFilledByNew = 0.95;
/// … and what is shown goes on up to this, since rates swing: between the two nothing changes.
inline constexpr double kFilledByOld = 1.05;

/// Shares a line of \p limitKbps. First everybody gets their smallest stream, the most important
/// first, among equals who has one already, then who came first; then, in the same order, what they
/// would like. Pure.
/// \return for each bid how many of its rates it may have; 0: it waits
[[nodiscard]] QList<int> share(double limitKbps, const QList<LinkBid> &bids);

/// What the sessions of this console take of each commune's line. Thread: GUI.
class LinkBudget final : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    using Id = quint64;
    struct Use {
        QString name; ///< of the commune
        double usedKbps = 0.0;
        double limitKbps = 0.0;
        bool operator==(const Use &) const = default;
    };

    [[nodiscard]] Id newId() { return ++m_lastId; }
    /// Says, or says anew, what \p id would like. Rates are nominal: where one was measured, that
    /// counts. \return how many of the rates it may have; all of them where the line has no limit
    int claim(Id id, const Link &link, const CameraId &camera, media::Importance importance,
              const QList<StreamRate> &rates);
    /// How much \p id matters now; nothing for one that claims nothing.
    void weigh(Id id, media::Importance importance);
    void release(Id id); ///< nothing for one that claims nothing
    /// What claim() would return now.
    [[nodiscard]] int allowance(Id id) const;
    /// What a stream takes in fact; 0 is not believed.
    void measured(const CameraId &camera, const QString &stream, double kbps);
    /// Of the line that \p id is on.
    [[nodiscard]] Use use(Id id) const;

Q_SIGNALS:
    /// Some allowance is another, of whom nobody asked just now: ask again. From the event loop.
    void changed();

private:
    struct Claim {
        Link link;
        LinkBid bid;
        int allowance = 0;
    };
    using StreamKey = std::pair<CameraId, QString>;
    [[nodiscard]] QList<StreamRate> known(const LinkBid &bid) const;
    void shareAgain(const QString &link, Id asking);

    std::map<Id, Claim> m_claims; ///< in order of arrival
    QHash<StreamKey, double> m_measured; ///< kbit/s, smoothed
    Id m_lastId = 0;
    bool m_announced = false;
};

} // namespace vigie::live
