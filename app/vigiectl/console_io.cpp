// SPDX-License-Identifier: GPL-3.0-or-later
#include "console_io.h"

#include <secrets/station_key.h>

#include <QtCore/QFile>
#include <QtCore/QJsonDocument>

#include <cstdio>

#include <termios.h>
#include <unistd.h>

namespace vigie::ctl {
namespace {

constexpr std::size_t kLongestSecret = 4096;
constexpr qint64 kLongestKeyLine = 512;

/// No echo while a person types a secret; as it was afterwards.
class QuietTerminal {
public:
    QuietTerminal()
    {
        if (::isatty(STDIN_FILENO) == 0 || ::tcgetattr(STDIN_FILENO, &m_before) != 0)
            return;
        termios quiet = m_before;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        m_changed = ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet) == 0;
    }
    ~QuietTerminal()
    {
        if (m_changed) {
            ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before);
            std::fputc('\n', stderr);
        }
    }
    QuietTerminal(const QuietTerminal &) = delete;
    QuietTerminal &operator=(const QuietTerminal &) = delete;

private:
    termios m_before{};
    bool m_changed = false;
};

} // namespace

std::optional<QString> takeOption(QStringList &arguments, const QString &name)
{
    const auto at = arguments.indexOf(name);
    if (at < 0 || at + 1 >= arguments.size())
        return std::nullopt;
    const QString value = arguments.at(at + 1);
    arguments.remove(at, 2);
    return value;
}

bool takeFlag(QStringList &arguments, const QString &name)
{
    return arguments.removeAll(name) > 0;
}

settings::DataPaths takeDataPaths(QStringList &arguments)
{
    const auto folder = takeOption(arguments, QStringLiteral("--data"));
    return folder ? settings::DataPaths{*folder} : settings::standardDataPaths();
}

void print(const QString &line)
{
    const QByteArray bytes = line.toUtf8() + '\n';
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stdout);
}

void printJson(const QJsonObject &object)
{
    print(QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)));
}

void complain(const QString &line)
{
    std::fprintf(stderr, "%s\n", line.toUtf8().constData());
}

int usage(const QString &text)
{
    complain(text);
    return 2;
}

int report(const Error &error)
{
    complain(QStringLiteral("vigiectl: ") + toLogText(error));
    return 1;
}

Result<QByteArray> readFile(const QString &path, qint64 limit)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::NotFound, QStringLiteral("%1: %2").arg(path, file.errorString()));
    if (file.size() > limit)
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("%1 is larger than %2 bytes").arg(path).arg(limit));
    return file.readAll();
}

Result<journal::Checkpoints> readJournalKey(const QString &path)
{
    const auto line = readFile(path, kLongestKeyLine);
    if (!line)
        return fail(line);
    return journal::fromKeyLine(*line);
}

Secret readSecretLine()
{
    if (::isatty(STDIN_FILENO) != 0)
        std::fputs("? ", stderr);
    const QuietTerminal quiet;
    QByteArray line;
    for (int c = std::getchar();
         c != EOF && c != '\n' && line.size() < static_cast<qsizetype>(kLongestSecret);
         c = std::getchar())
        line.append(static_cast<char>(c));
    return Secret(std::move(line));
}

Result<std::unique_ptr<secrets::Sealer>> openSealer(const settings::DataPaths &paths,
                                                    bool mayCreate)
{
    auto key = secrets::obtainStationKey(paths.keyFile(), readSecretLine, mayCreate);
    if (!key)
        return fail(key);
    return std::make_unique<secrets::Sealer>(std::move(*key));
}

} // namespace vigie::ctl
