// SPDX-License-Identifier: GPL-3.0-or-later
#include "event_log.h"

#include <QtCore/QDateTime>
#include <QtCore/QFile>
#include <QtCore/QJsonDocument>

#include <cerrno>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <unistd.h>

namespace vigie::camsim {

qint64 monotonicMs()
{
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return qint64{now.tv_sec} * 1000 + now.tv_nsec / 1000000;
}

EventLog::~EventLog()
{
    if (m_fd >= 0)
        ::close(m_fd);
}

Result<> EventLog::open(const QString &path)
{
    const std::scoped_lock lock(m_mutex);
    m_fd = ::open(QFile::encodeName(path).constData(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC,
                  0600);
    if (m_fd < 0)
        return fail(ErrorCode::Io, path + u": " + QString::fromLocal8Bit(std::strerror(errno)));
    return {};
}

void EventLog::write(const char *kind, const QString &camera, QJsonObject fields)
{
    fields.insert(u"t", QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs));
    fields.insert(u"mono_ms", monotonicMs());
    fields.insert(u"kind", QString::fromLatin1(kind));
    if (!camera.isEmpty())
        fields.insert(u"camera", camera);
    const QByteArray line = QJsonDocument(fields).toJson(QJsonDocument::Compact) + '\n';
    const std::scoped_lock lock(m_mutex);
    if (m_fd < 0)
        return;
    for (qsizetype done = 0; done < line.size();) {
        const ssize_t n =
            ::write(m_fd, line.constData() + done, static_cast<size_t>(line.size() - done));
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return; // full disk: the cameras go on, the test misses its line
        done += n;
    }
}

} // namespace vigie::camsim
