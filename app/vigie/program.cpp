// SPDX-License-Identifier: GPL-3.0-or-later
#include "program.h"

#include "demo_tour.h"
#include "department_keep.h"
#include "department_watch.h"

#include <access/journal_right.h>
#include <geo/outline_store.h>
#include <secrets/station_key.h>
#include <settings/keys.h>
#include <ui/shell/error_text.h>
#include <ui/shell/gate_desk.h>

#include <QtCore/QFile>
#include <QtCore/QLoggingCategory>
#include <QtWidgets/QApplication>

namespace vigie::app {
namespace {

Q_LOGGING_CATEGORY(lcProgram, "vigie.program", QtInfoMsg)

constexpr auto kJournalLimit = std::chrono::milliseconds(3000);

} // namespace

Program::Program(Options options)
    : m_options(std::move(options))
    , m_passphraseFromInput(m_options.passphraseFromInput)
    , m_governor(std::make_shared<media::Governor>())
{
}

Program::~Program()
{
    // No hand steers any more; then pictures, then heads that may still move (the desk waits for them in an event loop of its
    // own), then the record of it all.
    m_tour.reset();
    m_joysticks.reset();
    closeAdministration();
    closeJournal();
    m_console.reset();
    m_streams.reset();
    if (m_station && m_station->journalState) {
        QCoreApplication::processEvents();
        if (const auto flushed = m_station->journal->flush(kJournalLimit); !flushed)
            qCWarning(lcProgram) << "journal at exit:" << toLogText(flushed.error());
        m_station->rememberJournal();
    }
}

void Program::start()
{
    if (const auto folder = settings::ensureFolder(m_options.paths); !folder) {
        showProblem(folder.error());
        return;
    }
    if (std::exchange(m_passphraseFromInput, false))
        useKey(readPassphraseFromInput());
    else if (secrets::keyPlace(m_options.paths.keyFile()) == secrets::KeyPlace::Keychain)
        useKey({});
    else
        askForKey();
}

shell::SignInView &Program::keyView()
{
    if (!m_keyView) {
        m_keyView = std::make_unique<shell::SignInView>();
        m_keyView->setWindowTitle(QStringLiteral("Vigie"));
        m_keyView->resize(1280, 800);
        connect(m_keyView.get(), &shell::SignInView::passphraseGiven, this, [this] { useKey(m_keyView->takePassphrase()); });
        connect(m_keyView.get(), &shell::SignInView::retryAsked, this, &Program::start);
    }
    m_keyView->show();
    return *m_keyView;
}

/// The sign-in screen with its form closed, until the key is there.
void Program::askForKey(const std::optional<Error> &after)
{
    shell::SignInView &view = keyView();
    switch (secrets::keyPlace(m_options.paths.keyFile())) {
    case secrets::KeyPlace::Keychain: view.setKeyNeed(shell::KeyNeed::Retry); break;
    case secrets::KeyPlace::LockedKeychain: view.setKeyNeed(shell::KeyNeed::UnlockKeychain); break;
    case secrets::KeyPlace::KeyFile: view.setKeyNeed(shell::KeyNeed::Passphrase); break;
    case secrets::KeyPlace::Nowhere:
        if (!departmentServer(m_options.paths).isEmpty()) {
            view.setKeyNeed(shell::KeyNeed::Retry);
            view.showError(keyIsMissing());
            return;
        }
        // With a registry there must be a key somewhere: a new one could not open it.
        view.setKeyNeed(QFile::exists(m_options.paths.registry()) ? shell::KeyNeed::StartKeychain : shell::KeyNeed::CreatePassphrase);
        break;
    }
    view.showError(after ? shell::signInSentenceFor(*after) : QString());
}

void Program::useKey(const Secret &passphrase)
{
    // A keychain is waited for in an event loop: nobody asks a second time meanwhile.
    if (m_keyView)
        m_keyView->setBusy(true);
    auto key = obtainKey(m_options.paths, passphrase);
    if (m_keyView)
        m_keyView->setBusy(false);
    if (!key && key.error().code == ErrorCode::NotFound) {
        showProblem(key.error()); // the department's, which is not made here
        return;
    }
    if (!key) {
        qCWarning(lcProgram) << "station key:" << toLogText(key.error());
        if (m_options.isGuided())
            QCoreApplication::exit(1);
        else
            askForKey(key.error());
        return;
    }
    open(std::move(*key));
}

QString Program::keyIsMissing()
{
    return tr("The department's key is not on this workstation. Ask the administrator for the file %1.")
        .arg(QStringLiteral("station.key"));
}

/// Nothing can be opened: says why, and tries again when the person asks to.
void Program::showProblem(const Error &error)
{
    qCCritical(lcProgram) << "the station cannot be opened:" << toLogText(error);
    if (m_options.isGuided()) {
        QCoreApplication::exit(1);
        return;
    }
    keyView().setKeyNeed(shell::KeyNeed::Retry);
    if (error.code != ErrorCode::NotFound)
        keyView().showError(shell::sentenceFor(error));
    else if (!departmentServer(m_options.paths).isEmpty())
        keyView().showError(keyIsMissing());
    else
        keyView().showError(tr("There is no registry on this workstation yet. Import one with: vigiectl registry import FILE"));
}

void Program::open(Secret key)
{
    auto station = openStation(m_options.paths, std::move(key));
    if (!station) {
        showProblem(station.error());
        return;
    }
    if (m_keyView) {
        m_keyView->hide();
        m_keyView.release()->deleteLater(); // one of its fields may be the one that called
    }
    m_station = std::move(*station);
    m_graphics.settle(*m_station->settings);
    makeDoor();
    m_keyPictures = std::make_unique<live::KeyPictureAsker>(m_station->clock);
    m_streamFinder = std::make_unique<live::StreamFinder>(m_station->clock);
    m_streams = makeStreams();
    m_memory = std::make_unique<shell::SettingsMemory>(*m_station->settings);
    m_console = std::make_unique<shell::Console>(
        m_department ? static_cast<shell::SignInDoor &>(*m_department) : *m_passwords, [this](const access::SessionContext &session) { return openDesk(session); },
        shell::MainWindowParts{*m_station->feed, m_station->clock, *m_memory, m_graphics.backend(), m_graphics.info(), ground(),
                               m_station->layouts.get(),
                               [this](const access::SessionContext &session) { administer(session); },
                               [this](const access::SessionContext &session) { readJournal(session); }});
    connect(m_station->journal.get(), &journal::Journal::writableChanged, m_console.get(), [this](bool writable) {
        if (auto *window = mainWindow())
            window->setJournalWritable(writable);
    });
    connect(
        m_governor.get(), &media::Governor::changed, this,
        [this] {
            if (auto *window = mainWindow())
                window->setLoad(m_governor->report());
        },
        Qt::QueuedConnection);
    m_console->setIdleLimit(std::chrono::minutes(m_options.isGuided() ? 0 : m_station->settings->get(settings::keys::kIdleMinutes)));
    connect(m_console.get(), &shell::Console::signedIn, this, &Program::showJoystick);
    connect(m_console.get(), &shell::Console::signedOut, this, &Program::closeAdministration);
    connect(m_console.get(), &shell::Console::signedOut, this, &Program::closeJournal);
    connect(m_station->feed.get(), &registry::FactsFeed::changed, this, &Program::followJournalRight);
    connect(m_console.get(), &shell::Console::signedOut, this, &Program::leaveDepartment);
    connectJoystick();
    m_console->start();
    if (!m_station->journalState) {
        qCCritical(lcProgram) << "journal:" << toLogText(m_station->journalState.error());
        m_console->signInView().showError(shell::signInSentenceFor(m_station->journalState.error()));
    }
    if (m_options.keep) {
        m_tour = std::make_unique<DepartmentKeep>(
            *m_console,
            [this] {
                if (auto *window = mainWindow())
                    window->administer();
                return m_admin.get();
            },
            m_options.shots);
        m_tour->start();
    } else if (m_options.watch) {
        m_tour = std::make_unique<DepartmentWatch>(
            *m_console, *m_station->feed,
            DepartmentWatch::Plan{m_options.shots, m_options.seconds, m_options.cameraLog, m_options.cameraPlan});
        m_tour->start();
    } else if (m_options.tour) {
        m_tour = std::make_unique<DemoTour>(*m_console, *m_station->feed, *m_joysticks,
                                            DemoTour::Plan{m_options.shots, m_options.seconds, m_options.cameraLog, m_options.cameraPlan});
        m_tour->start();
    }
}

std::shared_ptr<live::StreamHub> Program::makeStreams() const
{
    live::StreamSetup setup;
    setup.hardware = m_graphics.hardware();
    setup.surfaces = m_graphics.surfaces();
    setup.hardwareAllowed = m_station->settings->get(settings::keys::kHardwareDecode);
    setup.unverifiedTlsAllowed = m_station->settings->get(settings::keys::kUnverifiedTls);
    setup.hiddenDelay = std::chrono::seconds(m_station->settings->get(settings::keys::kHiddenSeconds));
    setup.governor = m_governor;
    setup.askForKeyPicture = [this](const CameraEndpoint &endpoint, const StreamEndpoint &stream) { return m_keyPictures->ask(endpoint, stream); };
    setup.findStreams = [this](const CameraEndpoint &endpoint, live::StreamsFound found) { return m_streamFinder->find(endpoint, std::move(found)); };
    return std::make_shared<live::StreamHub>(std::move(setup));
}

/// Who recognises people; and the gate, where there is one for all of them.
void Program::makeDoor()
{
    Station &station = *m_station;
    if (station.sessionFeed) {
        m_department = std::make_unique<DepartmentSignIn>(
            DepartmentSignIn::Parts{station.server, *station.settings, *station.sealer, *station.journal, station.clock});
        return;
    }
    m_gate = std::make_unique<access::Gate>(*station.feed, *station.vault, *station.journal, station.clock);
    m_passwords = std::make_unique<PasswordDoor>(
        PasswordDoor::Parts{m_options.paths.registry(), *station.feed, *station.journal, *station.settings, station.clock});
}

/// The desk is closed by now: what ended with it is told to the server before the line goes.
void Program::leaveDepartment()
{
    if (!m_department)
        return;
    m_gate.reset();
    m_station->sessionFeed->follow(nullptr);
    m_line.reset();
}

std::unique_ptr<shell::Desk> Program::openDesk(const access::SessionContext &session)
{
    if (m_department) {
        m_line = m_department->takeLine();
        m_station->sessionFeed->follow(&m_line->feed);
        m_gate = std::make_unique<access::Gate>(m_line->feed, m_line->door, *m_station->journal, m_station->clock);
    }
    const ptzui::SteeringParts steering{*m_gate, *m_station->journal, *m_station->feed, m_station->clock,
                                        ptzui::onvifControllers(m_station->clock)};
    return std::make_unique<shell::GateDesk>(shell::DeskParts{*m_gate, *m_station->journal, m_graphics.backend(), m_streams}, session,
                                             std::make_unique<ptzui::GateSteeringRights>(steering, session));
}

void Program::administer(const access::SessionContext &session)
{
    if (m_admin && m_admin->isVisible()) {
        m_admin->raise();
        m_admin->activateWindow();
        return;
    }
    closeAdministration();
    std::shared_ptr<const RegistryWay> way = m_department ? wayToDepartment(m_department->reached(), *m_station->sealer)
                                                          : wayToOwnRegistry(m_options.paths.registry(), *m_station->sealer);
    m_adminDoor = std::make_unique<RegistryAdminDoor>(
        RegistryAdminDoor::Parts{std::move(way), *m_station->journal, m_station->clock}, session);
    m_admin = std::make_unique<admin::AdminWindow>(admin::AdminWindow::Parts{
        *m_adminDoor, m_station->clock, [](const Error &error) { return shell::sentenceFor(error); }});
    m_admin->show();
    m_admin->activateWindow();
}

/// What was not saved is not kept: whoever signs in next is somebody else.
void Program::closeAdministration()
{
    m_admin.reset();
    m_adminDoor.reset();
}

void Program::readJournal(const access::SessionContext &session)
{
    if (m_journal && m_journal->isVisible()) {
        m_journal->raise();
        m_journal->activateWindow();
        return;
    }
    closeJournal();
    m_journalReader = session.person;
    Station &station = *m_station;
    m_journalDesk = std::make_unique<evidence::JournalDesk>(
        evidence::JournalDesk::Parts{station.paths.journal(), *station.journal, *station.sealer, station.clock,
                                     [&station] { return station.feed->facts(); }},
        session);
    m_journal = std::make_unique<evidenceui::JournalWindow>(evidenceui::JournalWindow::Parts{
        *m_journalDesk, *station.feed, station.clock, [](const Error &error) { return shell::sentenceFor(error); }});
    m_journal->show();
    m_journal->activateWindow();
}

/// A right that is taken takes off the screen what it showed.
void Program::followJournalRight()
{
    const auto facts = m_station->feed->facts();
    if (m_journal && (!facts || !access::mayReadJournal(*facts, m_journalReader)))
        closeJournal();
}

/// Of whoever signed out or locked the post: what they read is off the screen before anybody else sits down.
void Program::closeJournal()
{
    m_journal.reset();
    m_journalDesk.reset();
}

/// Outlines are an ornament: without them the map marks approximate areas, so a damaged file is no more than a warning.
shell::MapGround Program::ground() const
{
    geo::OutlineStore store(m_options.paths.folder);
    if (const auto loaded = store.load(); !loaded)
        qCWarning(lcProgram) << "outlines of communes:" << toLogText(loaded.error());
    return {store.outlines(), store.attribution()};
}

void Program::connectJoystick()
{
    const double deadZone = m_station->settings->get(settings::keys::kPtzDeadZone);
    const bool invertTilt = m_station->settings->get(settings::keys::kPtzInvertTilt);
    m_joysticks = std::make_unique<input::Joysticks>([deadZone, invertTilt](int axes) {
        input::AxisMap map = input::defaultMap(axes);
        map.deadZone = deadZone;
        map.invertTilt = map.invertTilt != invertTilt;
        return map;
    });
    connect(m_joysticks.get(), &input::Joysticks::stateChanged, this, &Program::showJoystick);
    connect(m_joysticks.get(), &input::Joysticks::unplugged, this, [this] {
        if (auto *window = mainWindow())
            window->steerByJoystick(0.0, 0.0, 0.0);
    });
    m_joysticks->start();
}

/// Null while nobody is signed in, and while the program ends.
shell::MainWindow *Program::mainWindow() const
{
    return m_console ? m_console->mainWindow() : nullptr;
}

void Program::showJoystick()
{
    const input::JoystickState state = m_joysticks->take();
    if (m_console && !state.device.isEmpty())
        m_console->touch();
    if (auto *window = mainWindow()) {
        window->setJoystick(state.device.isEmpty() ? tr("No joystick") : state.device, !state.device.isEmpty());
        window->steerByJoystick(state.axes.pan, state.axes.tilt, state.axes.zoom);
    }
}

} // namespace vigie::app
