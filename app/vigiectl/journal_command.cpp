// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"
#include "console_io.h"

#include <journal/file_journal.h>

namespace vigie::ctl {

int journalCommand(const QStringList &given)
{
    QStringList arguments = given;
    const auto paths = takeDataPaths(arguments);
    const bool authenticate = takeFlag(arguments, QStringLiteral("--authenticate"));
    if (arguments.isEmpty() || arguments.constFirst() != QLatin1String("verify")
        || arguments.size() > 2)
        return usage(QStringLiteral(
            "usage: vigiectl journal verify [FILE] [--data DIR] [--authenticate]\n"
            "  reads the whole chain; 0 when it is whole, 1 and the first broken record otherwise\n"
            "  --authenticate also checks the head with the station key (passphrase on standard "
            "input)"));
    std::unique_ptr<secrets::Sealer> sealer;
    if (authenticate) {
        auto opened = openSealer(paths);
        if (!opened)
            return report(opened.error());
        sealer = std::move(*opened);
    }
    const QString file = arguments.value(1, paths.journal());
    auto checked = journal::verifyJournal(file, sealer.get());
    if (checked && checked->tornTail) {
        // What a power cut leaves; the console cuts it at its next start. Until then it is not
        // whole.
        const QString place =
            QStringLiteral("record %1: unfinished").arg(checked->head.sequence + 1);
        checked = fail(ErrorCode::Corrupt, place);
    }
    QJsonObject answer{{QStringLiteral("file"), file},
                       {QStringLiteral("whole"), checked.has_value()}};
    if (checked) {
        answer.insert(QStringLiteral("records"), checked->head.sequence);
        answer.insert(QStringLiteral("head"), QString::fromLatin1(checked->head.hash));
        answer.insert(QStringLiteral("authenticated"), authenticate);
        if (checked->head.at)
            answer.insert(QStringLiteral("newest"), toIso(*checked->head.at));
    } else {
        answer.insert(QStringLiteral("error"), checked.error().detail);
    }
    printJson(answer);
    return checked ? 0 : report(checked.error());
}

} // namespace vigie::ctl
