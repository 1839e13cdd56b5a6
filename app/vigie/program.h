// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "department_sign_in.h"
#include "graphics.h"
#include "options.h"
#include "password_door.h"
#include "registry_admin_door.h"
#include "station.h"

#include <access/gate.h>
#include <evidence/journal_desk.h>
#include <input/joysticks.h>
#include <live/key_picture.h>
#include <live/stream_finder.h>
#include <live/stream_hub.h>
#include <media/governor.h>
#include <ui/admin/admin_window.h>
#include <ui/evidence/journal_window.h>
#include <ui/ptz/gate_steering.h>
#include <ui/shell/console.h>
#include <ui/shell/settings_memory.h>

namespace vigie::app {

class Tour;

/// The composition root: builds every object once and passes it on by reference. Thread: GUI.
class Program final : public QObject {
    Q_OBJECT
public:
    explicit Program(Options options);
    ~Program() override;

    /// Shows the first screen: the key's passphrase where it is needed, else the sign-in.
    void start();

private:
    [[nodiscard]] shell::SignInView &keyView();
    void askForKey(const std::optional<Error> &after = std::nullopt);
    void useKey(const Secret &passphrase);
    void showProblem(const Error &error);
    [[nodiscard]] static QString keyIsMissing();
    void open(Secret key);
    [[nodiscard]] std::shared_ptr<live::StreamHub> makeStreams() const;
    void makeDoor();
    [[nodiscard]] std::unique_ptr<shell::Desk> openDesk(const access::SessionContext &session);
    void leaveDepartment();
    void administer(const access::SessionContext &session);
    void closeAdministration();
    void readJournal(const access::SessionContext &session);
    void followJournalRight();
    void closeJournal();
    [[nodiscard]] shell::MapGround ground() const;
    [[nodiscard]] shell::MainWindow *mainWindow() const;
    void connectJoystick();
    void showJoystick();

    const Options m_options;
    bool m_passphraseFromInput = false; ///< still to be read
    Graphics m_graphics;
    std::shared_ptr<media::Governor> m_governor; ///< shares the processor among all pictures
    std::unique_ptr<shell::SignInView> m_keyView; ///< only until the station is open
    std::unique_ptr<Station> m_station;
    std::unique_ptr<DepartmentLine> m_line; ///< of the person signed in, with a department's server
    std::unique_ptr<access::Gate> m_gate; ///< with a department's server, of the person signed in
    std::unique_ptr<live::KeyPictureAsker> m_keyPictures;
    std::unique_ptr<live::StreamFinder> m_streamFinder;
    std::shared_ptr<live::StreamHub> m_streams;
    std::unique_ptr<PasswordDoor> m_passwords; ///< null with a department's server
    std::unique_ptr<DepartmentSignIn> m_department; ///< null without one
    std::unique_ptr<shell::SettingsMemory> m_memory;
    std::unique_ptr<shell::Console> m_console;
    std::unique_ptr<RegistryAdminDoor> m_adminDoor; ///< of the person signed in, once they asked for it
    std::unique_ptr<admin::AdminWindow> m_admin;
    PersonId m_journalReader;
    std::unique_ptr<evidence::JournalDesk> m_journalDesk; ///< likewise
    std::unique_ptr<evidenceui::JournalWindow> m_journal;
    std::unique_ptr<input::Joysticks> m_joysticks;
    std::unique_ptr<Tour> m_tour;
};

} // namespace vigie::app
