// SPDX-License-Identifier: GPL-3.0-or-later
#include "screens.h"
#include "scene.h"

#include "../../ui/shell/fake_desk.h"
#include "../../ui/wall/oise_facts.h"

#include <access/reasons.h>
#include <support/fake_clock.h>
#include <ui/shell/error_text.h>

#include <QtCore/QCoreApplication>

namespace vigie::test {
namespace {

using namespace vigie::shell;

constexpr const char *kNoRegistry =
    "There is no registry on this workstation yet. Import one with: vigiectl registry import FILE";

/// What the program itself says, as it is shipped.
QString words(const char *text, const char *context = "vigie::app::Program") { return QCoreApplication::translate(context, text); }
constexpr char kGraphics[] = "vigie::app::Graphics";

struct Entrance {
    SignInView view;

    Entrance()
    {
        view.resize(1280, 720);
        view.setPosts({{PostId{QStringLiteral("poste-1")}, QStringLiteral("Poste 1 — salle du CSD"), true},
                       {PostId{QStringLiteral("poste-9")}, QStringLiteral("Poste 9 — couloir"), false}},
                      PostId{QStringLiteral("poste-1")});
        view.setFooter(QStringLiteral("Registre de démonstration — 18 caméras, 6 communes"));
    }
    QImage picture()
    {
        showActive(view);
        return pictureOf(view);
    }
};

QImage signIn() { return Entrance().picture(); }

QImage wrongPassword()
{
    Entrance entrance;
    entrance.view.fill(QStringLiteral("OP-0417"), QStringLiteral("mauvais"), PostId{QStringLiteral("poste-9")});
    (void)entrance.picture();
    entrance.view.showError(signInSentenceFor({ErrorCode::Refused, {}}));
    return entrance.picture();
}

QImage keyFile(KeyNeed need, const QString &error = {})
{
    Entrance entrance;
    entrance.view.setKeyNeed(need);
    if (!error.isEmpty())
        entrance.view.showError(error);
    return entrance.picture();
}

/// The console of Claire Delmotte, who may see Beauvais.
struct Room {
    FakeClock clock;
    FixedFacts registry{oiseFacts()};
    FakeMemory memory;
    FakeDesk desk;
    std::unique_ptr<MainWindow> window;

    explicit Room(PaneMode mode, wall::MosaicLayout layout = wall::MosaicLayout::Nine)
    {
        for (int number = 1; number <= 6; ++number)
            desk.fakeViews.allowed.insert(cam(number));
        desk.fakeViews.onOpen = [this](const CameraId &camera, FakeView &view) { answer(camera, view, clock.now()); };
        window = std::make_unique<MainWindow>(desk,
                                              MainWindowParts{registry,
                                                              clock,
                                                              memory,
                                                              render::Backend::Cpu,
                                                              {words("Software rendering", kGraphics), {}, words("Software decoding", kGraphics), {}},
                                                              {}});
        window->findChild<map::MapWidget *>()->setAnimated(false);
        window->resize(1366, 768);
        window->setPaneMode(mode);
        window->setMosaicLayout(layout);
        showActive(*window);
    }
    void open(const QList<int> &cameras)
    {
        for (const int number : cameras)
            window->openCamera(cam(number));
        window->selectTile(static_cast<int>(cameras.indexOf(3))); // the dome
        window->mosaicView().setFocus();
    }
    QImage picture()
    {
        (void)pictureOf(*window);
        deliverPictures(desk.fakeViews);
        return pictureOf(*window);
    }
    /// Every picture is cut for the same reason, as the gate does.
    void cutAll(access::EndCause cause, access::Because because)
    {
        for (FakeView *view : std::as_const(desk.fakeViews.open_)) {
            view->answer = {};
            view->answer.reasons = {access::reason(because)};
            view->cause = cause;
            view->pictures->curtain();
            view->become(live::ViewState::Curtained);
        }
    }
};

QImage everyStateOfATile()
{
    Room room(PaneMode::MosaicOnly);
    room.open({1, 2, 3, 4, 5, 6, 10, 7});
    loseLink(room.desk.fakeViews, cam(4));
    room.window->setJoystick(QStringLiteral("CH Products IP Desktop"), true);
    return room.picture();
}

QImage mapAndMosaic()
{
    Room room(PaneMode::Split, wall::MosaicLayout::Four);
    room.open({1, 2, 3, 13});
    return room.picture();
}

QImage keys()
{
    Room room(PaneMode::MosaicOnly, wall::MosaicLayout::Four);
    room.open({1, 3});
    room.window->mosaicView().setHelpShown(true);
    return room.picture();
}

QImage whoAmI()
{
    Room room(PaneMode::MosaicOnly, wall::MosaicLayout::Four);
    room.window->showRights();
    auto *panel = room.window->findChild<RightsPanel *>();
    showActive(*panel);
    return pictureOf(*panel);
}

QImage secondPerson()
{
    Entrance entrance;
    entrance.view.fill(QStringLiteral("OP-0500"), QStringLiteral("mot"), PostId{QStringLiteral("poste-1")});
    entrance.view.setBesideOf(QStringLiteral("OP-0500"));
    return entrance.picture();
}

QImage atThisPost()
{
    Room room(PaneMode::MosaicOnly, wall::MosaicLayout::Four);
    room.desk.watching = {QStringLiteral("L251-2-5"), QStringLiteral("appel 17, rue Carnot")};
    room.desk.people.present = {room.desk.context.person, PersonId{QStringLiteral("stagiaire-4")}};
    room.window->showPost();
    auto *panel = room.window->findChild<PostPanel *>();
    showActive(*panel);
    return pictureOf(*panel);
}

QImage visitorMode()
{
    Room room(PaneMode::Split, wall::MosaicLayout::Four);
    room.open({1, 3, 8});
    room.cutAll(access::EndCause::RightLost, access::Because::VisitorPresent);
    room.desk.setCompany({{}, true});
    return room.picture();
}

QImage clockUntrusted()
{
    Room room(PaneMode::MosaicOnly, wall::MosaicLayout::Four);
    room.open({1, 3, 8});
    room.desk.around.clockTrusted = false;
    Q_EMIT room.desk.circumstancesChanged();
    room.cutAll(access::EndCause::ClockUntrusted, access::Because::ClockUntrusted);
    return room.picture();
}

QImage journalBroken()
{
    Room room(PaneMode::Split, wall::MosaicLayout::Four);
    room.open({1, 3, 8});
    room.window->setJournalWritable(false);
    room.cutAll(access::EndCause::JournalFailed, access::Because::JournalUnavailable);
    return room.picture();
}

} // namespace

QList<Screen> shellScreens()
{
    return {{QStringLiteral("sign-in"), signIn},
            {QStringLiteral("wrong password"), wrongPassword},
            {QStringLiteral("passphrase of the key file"), [] { return keyFile(KeyNeed::Passphrase); }},
            {QStringLiteral("wrong passphrase"),
             [] { return keyFile(KeyNeed::Passphrase, signInSentenceFor({ErrorCode::WrongPassphrase, {}})); }},
            {QStringLiteral("new key file"), [] { return keyFile(KeyNeed::CreatePassphrase); }},
            {QStringLiteral("no registry yet"), [] { return keyFile(KeyNeed::Retry, words(kNoRegistry)); }},
            {QStringLiteral("every state of a tile"), everyStateOfATile},
            {QStringLiteral("map and mosaic"), mapAndMosaic},
            {QStringLiteral("keys"), keys},
            {QStringLiteral("who am I"), whoAmI},
            {QStringLiteral("second person"), secondPerson},
            {QStringLiteral("at this post"), atThisPost},
            {QStringLiteral("visitor mode"), visitorMode},
            {QStringLiteral("clock not trusted"), clockUntrusted},
            {QStringLiteral("journal cannot be written"), journalBroken}};
}

} // namespace vigie::test
