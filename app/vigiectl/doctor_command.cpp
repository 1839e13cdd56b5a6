// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"
#include "console_io.h"
#include "doctor.h"

#include <algorithm>

namespace vigie::ctl {
namespace {

using doctor::Finding;
using doctor::State;

QString nameOf(State state)
{
    switch (state) {
    case State::Good:
        return QStringLiteral("good");
    case State::Notice:
        return QStringLiteral("notice");
    case State::Blocking:
        return QStringLiteral("blocking");
    }
    return {};
}

QString markOf(State state)
{
    switch (state) {
    case State::Good:
        return QStringLiteral("[bon]     ");
    case State::Notice:
        return QStringLiteral("[à voir]  ");
    case State::Blocking:
        return QStringLiteral("[bloquant]");
    }
    return {};
}

QJsonObject toJson(const Finding &finding)
{
    QJsonObject object = finding.facts;
    object.insert(QStringLiteral("state"), nameOf(finding.state));
    object.insert(QStringLiteral("text"), finding.text);
    object.insert(QStringLiteral("advice"), finding.advice);
    return object;
}

void printForPeople(const QList<Finding> &findings, qsizetype blocking)
{
    for (const Finding &finding : findings) {
        print(QStringLiteral("%1 %2 : %3").arg(markOf(finding.state), finding.title, finding.text));
        if (!finding.advice.isEmpty())
            print(QStringLiteral("            → ") + finding.advice);
    }
    if (blocking == 0)
        print(QStringLiteral("La console peut fonctionner sur ce poste."));
    else if (blocking == 1)
        print(QStringLiteral("La console ne peut pas fonctionner : un point bloquant."));
    else
        print(QStringLiteral("La console ne peut pas fonctionner : %1 points bloquants.")
                  .arg(blocking));
}

} // namespace

int doctorCommand(const QStringList &given)
{
    QStringList arguments = given;
    const auto paths = takeDataPaths(arguments);
    const bool json = takeFlag(arguments, QStringLiteral("--json"));
    if (!arguments.isEmpty())
        return usage(QStringLiteral(
            "usage: vigiectl doctor [--data DIR] [--json]\n"
            "  what this machine offers the console, and what to do where something is missing:\n"
            "  decoding, drawing, joystick, folder, key, registry, journal, clock; changes "
            "nothing\n"
            "  0 when the console could work here, 1 when something prevents it"));
    const QList<Finding> findings = doctor::lookAtMachine() + doctor::lookAtStation(paths);
    const auto blocking =
        std::count_if(findings.cbegin(), findings.cend(),
                      [](const Finding &finding) { return finding.state == State::Blocking; });
    if (json) {
        QJsonObject answer{{QStringLiteral("works"), blocking == 0}};
        for (const Finding &finding : findings)
            answer.insert(QLatin1String(finding.part), toJson(finding));
        printJson(answer);
    } else {
        printForPeople(findings, blocking);
    }
    return blocking == 0 ? 0 : 1;
}

} // namespace vigie::ctl
