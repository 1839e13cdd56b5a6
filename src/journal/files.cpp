// SPDX-License-Identifier: GPL-3.0-or-later
#include "files.h"

#include <QtCore/QFile>
#include <QtCore/QFileInfo>

#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <cstring>
#include <mutex>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace vigie::journal::detail {
namespace {

constexpr auto kLockWait = std::chrono::seconds(2);
constexpr auto kLockPoll = std::chrono::milliseconds(2);
constexpr qsizetype kHeadBytes = 20 + 1 + 64 + 1 + 64 + 1; ///< see headLine()

} // namespace

tl::unexpected<Error> systemFailure(const QString &what)
{
    const int number = errno;
    const ErrorCode code = number == ENOSPC || number == EDQUOT || number == EFBIG
        ? ErrorCode::DiskFull
        : number == ENOENT ? ErrorCode::NotFound
                           : ErrorCode::Io;
    return fail(code,
                QStringLiteral("%1: %2").arg(what, QString::fromLocal8Bit(std::strerror(number))));
}

QString headPath(const QString &path)
{
    return path + QStringLiteral(".head");
}

QByteArray headLine(const ChainHead &head, const secrets::Sealer *sealer)
{
    const QByteArray body =
        QByteArray::number(head.sequence).rightJustified(20, '0') + ' ' + head.hash;
    QByteArray tag(64, '-');
    if (sealer) {
        if (const auto authenticated = sealer->authenticate(body))
            tag = authenticated->toHex();
    }
    return body + ' ' + tag + '\n';
}

Result<ChainHead> readHead(const QString &path, const secrets::Sealer *sealer)
{
    QFile file(headPath(path));
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::NotFound, headPath(path));
    const QByteArray line = file.read(256);
    if (line.isEmpty()) // made, and no record yet
        return fail(ErrorCode::NotFound, headPath(path));
    ChainHead head;
    bool isNumber = false;
    head.sequence = line.left(20).toLongLong(&isNumber);
    head.hash = line.mid(21, 64);
    if (!isNumber || line.size() != kHeadBytes || line.at(20) != ' ' || line.at(85) != ' '
        || !line.endsWith('\n'))
        return fail(ErrorCode::Corrupt, QStringLiteral("the head file is damaged"));
    const QByteArray tag = line.mid(86, 64);
    if (sealer) {
        const auto expected = sealer->authenticate(line.left(85));
        if (!expected)
            return fail(expected);
        if (expected->toHex() != tag)
            return fail(ErrorCode::Corrupt,
                        QStringLiteral("the head file was not written by this station"));
    }
    return head;
}

Result<int> openToAppend(const QString &path)
{
    constexpr mode_t kOwnerOnly = 0600;
    const int fd = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, kOwnerOnly);
    return fd >= 0 ? Result<int>(fd) : systemFailure(path);
}

bool isSameFile(int fd, const QString &path)
{
    struct stat ours { };
    struct stat named { };
    return ::fstat(fd, &ours) == 0 && ::stat(QFile::encodeName(path).constData(), &named) == 0 && ours.st_ino == named.st_ino
        && ours.st_dev == named.st_dev;
}

Result<> syncFolderOf(const QString &path)
{
    const QByteArray folder = QFile::encodeName(QFileInfo(path).absolutePath());
    const int fd = ::open(folder.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool kept = fd >= 0 && ::fsync(fd) == 0;
    const auto failed = systemFailure(QString::fromLocal8Bit(folder));
    if (fd >= 0)
        ::close(fd);
    return kept ? Result<>() : failed;
}

bool shortPause()
{
    std::mutex mutex;
    std::unique_lock lock(mutex);
    std::condition_variable().wait_for(lock, kLockPoll);
    return true;
}

Result<FileLock> FileLock::take(int fd, int kind, const std::function<bool()> &pause)
{
    const auto giveUpAt = std::chrono::steady_clock::now() + kLockWait;
    while (::flock(fd, kind | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK && errno != EINTR)
            return systemFailure(QStringLiteral("flock"));
        if (std::chrono::steady_clock::now() > giveUpAt || !pause())
            return fail(ErrorCode::Busy,
                        QStringLiteral("another process holds the journal's lock"));
    }
    return FileLock(fd);
}

FileLock::~FileLock()
{
    if (m_fd >= 0)
        ::flock(m_fd, LOCK_UN);
}

} // namespace vigie::journal::detail
