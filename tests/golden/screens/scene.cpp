// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene.h"

#include "street.h"

#include <access/reasons.h>

#include <QtCore/QCoreApplication>
#include <QtTest/QTest>
#include <QtWidgets/QWidget>

namespace vigie::test {
namespace {

using access::Because;
using access::reason;

QString ofMayor(int number)
{
    return number <= 6 ? QStringLiteral("maire de Beauvais") : QStringLiteral("maire de Compiègne");
}

void watch(FakeView &view, int number)
{
    view.allow(QStringLiteral("Maire") + ofMayor(number).mid(5),
               QStringLiteral("Visionnage sous l’autorité exclusive du ") + ofMayor(number));
    view.play();
}

void refuseFor(FakeView &view, int number)
{
    switch (number) {
    case 10:
        view.refuse({reason(Because::OutsideHabilitation, QStringLiteral("Commune de Creil")),
                     reason(Because::ConventionExpired, QStringLiteral("n° 2023-114"), QStringLiteral("31/10/2026")),
                     reason(Because::CameraNotListed, QStringLiteral("2021-0417"))});
        break;
    case 13:
    case 14: view.refuse({reason(Because::AuthorisationExpired, QStringLiteral("30/09/2026"))}); break;
    case 15: view.refuse({reason(Because::JournalUnavailable)}); break;
    case 16: view.refuse({reason(Because::OutsideHabilitation, QStringLiteral("Commune de Chantilly"))}); break;
    case 17:
    case 18:
        view.refuse({reason(Because::OutsideHabilitation, QStringLiteral("Commune de Noyon")),
                     reason(Because::AccordCommuneMissing, QStringLiteral("Commune de Noyon"))});
        break;
    default: view.refuse({reason(Because::OutsideHabilitation, QStringLiteral("Commune de Creil"))}); break;
    }
}

} // namespace

void showActive(QWidget &window)
{
    window.show();
    window.activateWindow();
    (void)QTest::qWaitForWindowActive(&window);
}

QImage pictureOf(QWidget &window)
{
    QCoreApplication::processEvents();
    return window.grab().toImage();
}

CameraId cam(int number) { return CameraId{QStringLiteral("cam-%1").arg(number, 2, 10, QLatin1Char('0'))}; }

void answer(const CameraId &camera, FakeView &view, Instant now)
{
    const int number = camera.value.mid(4).toInt();
    switch (number) {
    case 2:
        watch(view, number);
        view.answer.until = now + std::chrono::minutes(12);
        break;
    case 3:
        watch(view, number);
        view.answer.alerts = {reason(Because::EnquiryTooOld, QStringLiteral("12/03/2021"))};
        break;
    case 5:
        watch(view, number);
        view.now = live::ViewState::Connecting;
        break;
    case 6:
        watch(view, number);
        view.numbers = {};
        view.failure = Error{ErrorCode::Refused, {}};
        view.now = live::ViewState::Lost;
        break;
    case 7:
        view.answer.reasons = {reason(Because::AgrementSuspended)};
        view.cause = access::EndCause::RightLost;
        view.now = live::ViewState::Curtained;
        break;
    case 9: view.now = live::ViewState::Asking; break;
    default:
        if (number <= 8)
            watch(view, number);
        else
            refuseFor(view, number);
    }
}

void loseLink(FakeViews &views, const CameraId &camera)
{
    FakeView &view = views.view(camera.value);
    view.numbers.lastError = Error{ErrorCode::Unreachable, {}};
    view.become(live::ViewState::Lost);
}

void deliverPictures(FakeViews &views)
{
    for (auto it = views.open_.cbegin(); it != views.open_.cend(); ++it) {
        const int number = it.key().value.mid(4).toInt();
        const live::ViewState state = it.value()->now;
        const bool frozen = state == live::ViewState::Lost && it.value()->numbers.fps > 0.0;
        if (state == live::ViewState::Playing || frozen)
            it.value()->pictures->present(
                streetFrame(number, number == 2 ? Light::Snow : number % 3 == 0 ? Light::Night : Light::Day));
    }
}

} // namespace vigie::test
