// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide_cases.h"

namespace vigie::test {

using namespace law;

QList<DecideCase> beginningCases()
{
    const auto later = day(2026, 11, 25); // tomorrow
    return {
        {"5 mayor, mandate not begun",
         [later](Situation &s) {
             s.request.person = kMayor;
             s.facts.habilitations[kMayor].first().validity.from = later;
         },
         {}, {5}, {}, {0, 28, 0, 28}, QStringLiteral("Mandat en vigueur à compter du 25/11/2026")},
        {"45 police municipale, training planned only",
         [later](Situation &s) {
             s.request.person = kPolice;
             s.facts.formations[kPolice].first().validity.from = later;
         },
         {}, {45}, {}, {0, 0, 0, 25}, QStringLiteral("prévue à compter du 25/11/2026")},
        {"31 gendarme, arrêté not in force yet",
         [later](Situation &s) {
             s.request.person = kGendarme;
             for (ArreteDestinataire &arrete : s.facts.arretes)
                 arrete.validity.from = later;
         },
         {}, {31}, {}, {0, 0, 0, 25}, QStringLiteral("en vigueur à compter du 25/11/2026")},
    };
}

} // namespace vigie::test
