// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <journal/chain.h>
#include <secrets/sealer.h>

#include <functional>
#include <utility>

#include <sys/file.h>

/// The journal's two files, for the writer and for verification.
namespace vigie::journal::detail {

/// errno as an error: DiskFull, NotFound or Io.
[[nodiscard]] tl::unexpected<Error> systemFailure(const QString &what);

/// FILE.head: number and hash of the newest record, authenticated.
[[nodiscard]] QString headPath(const QString &path);
/// "<sequence, 20 digits> <hash> <tag or 64 dashes>\n": always the same length, so that one write
/// replaces it whole.
[[nodiscard]] QByteArray headLine(const ChainHead &head, const secrets::Sealer *sealer);
/// What FILE.head says. \return NotFound (also: made, and no record yet), Corrupt
[[nodiscard]] Result<ChainHead> readHead(const QString &path, const secrets::Sealer *sealer);

/// Opens \p path for appending, made 0600 when missing. \return the descriptor; DiskFull, Io
[[nodiscard]] Result<int> openToAppend(const QString &path);
/// Whether \p path names the file that is open as \p fd.
[[nodiscard]] bool isSameFile(int fd, const QString &path);

/// What was made and renamed in the folder of \p path survives a power cut.
[[nodiscard]] Result<> syncFolderOf(const QString &path);

/// Waits two milliseconds, for want of an event to wait for; true.
bool shortPause();

/// flock() of an open file, let go with this.
class FileLock {
public:
    /// Tries for two seconds. \p pause waits a little and says whether to go on trying.
    /// \return Busy, Io
    [[nodiscard]] static Result<FileLock> take(int fd, int kind,
                                               const std::function<bool()> &pause = shortPause);
    ~FileLock();
    FileLock(FileLock &&other) noexcept : m_fd(std::exchange(other.m_fd, -1)) { }
    FileLock(const FileLock &) = delete;
    FileLock &operator=(const FileLock &) = delete;
    FileLock &operator=(FileLock &&) = delete;

private:
    explicit FileLock(int fd) : m_fd(fd) { }
    int m_fd;
};

} // namespace vigie::journal::detail
