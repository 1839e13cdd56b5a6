// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <access/gate.h>
#include <ui/ptz/steering.h>
#include <ui/wall/camera_view.h>

namespace vigie::shell {

/// Why somebody watches.
struct WatchMotive {
    static constexpr int kLongest = 200; ///< characters of \c words
    QString code; ///< of access::motives(); empty: none given
    QString words; ///< mission, call, incident
    bool operator==(const WatchMotive &) const = default;
};

/// Who else can see the screens of a post.
struct Company {
    static constexpr qsizetype kMost = 16; ///< a department's server takes no more
    QList<PersonId> present; ///< declared, without whoever sits there
    bool visitor = false; ///< somebody without any title is in the room
    bool operator==(const Company &) const = default;
};

/// What one signed-in person may reach from this console: the only thing the main window is given of the gate. Closing
/// it, or destroying it, ends every grant of the session. Thread: GUI.
class Desk : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    [[nodiscard]] virtual const access::SessionContext &session() const = 0;
    [[nodiscard]] virtual wall::CameraViews &views() = 0;
    [[nodiscard]] virtual ptzui::SteeringRights &steering() = 0;
    /// Probable answer to a live view, without a record.
    [[nodiscard]] virtual access::Decision preview(const CameraId &camera) const = 0;
    [[nodiscard]] virtual access::Circumstances circumstances() const = 0;
    [[nodiscard]] virtual WatchMotive motive() const = 0;
    /// Stands in the record of every camera opened from now on.
    virtual void setMotive(const WatchMotive &motive) = 0;
    [[nodiscard]] virtual Company company() const = 0;
    /// What somebody present may not see is cut before this returns; recorded. Whoever vouches for the session stays in it.
    virtual void setCompany(const Company &company) = 0;
    /// Why a session ends. Stands in the journal.
    enum class Closing { SignedOut, Locked, Idle };
    /// Sign-out: every grant ends now.
    virtual void close(Closing why = Closing::SignedOut) = 0;

Q_SIGNALS:
    void rightsMayHaveChanged();
    void circumstancesChanged();
    void companyChanged();
    void motiveChanged();
};

} // namespace vigie::shell
