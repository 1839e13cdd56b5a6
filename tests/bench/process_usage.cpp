// SPDX-License-Identifier: GPL-3.0-or-later
#include "process_usage.h"

#include <QtCore/QByteArrayList>
#include <QtCore/QFile>

#include <malloc.h>
#include <sys/resource.h>
#include <unistd.h>

namespace vigie::bench {
namespace {

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The number after "name:" in a /proc table; -1 without.
double field(const QByteArray &table, const QByteArray &name)
{
    for (const QByteArray &line : table.split('\n')) {
        if (line.startsWith(name) && line.mid(name.size()).startsWith(':'))
            return line.mid(name.size() + 1).simplified().split(' ').first().toDouble();
    }
    return -1.0;
}

double seconds(const timeval &time)
{
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
}

} // namespace

double ownCpuSeconds()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double cpuSecondsOf(qint64 pid)
{
    const QByteArray stat = contents(QStringLiteral("/proc/%1/stat").arg(pid));
    const QByteArrayList fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    if (fields.size() < 13)
        return -1.0;
    // utime and stime are fields 14 and 15 of the line; 3 is the first after the name
    return (fields.at(11).toDouble() + fields.at(12).toDouble())
        / static_cast<double>(sysconf(_SC_CLK_TCK));
}

double ownPssMb()
{
    return qMax(0.0, field(contents(QStringLiteral("/proc/self/smaps_rollup")), "Pss")) / 1024.0;
}

double ownAnonymousMb()
{
    return qMax(0.0, field(contents(QStringLiteral("/proc/self/smaps_rollup")), "Pss_Anon")) / 1024.0;
}

double ownHeapInUseMb()
{
    const struct mallinfo2 info = mallinfo2();
    return static_cast<double>(info.uordblks + info.hblkhd) / (1024.0 * 1024.0);
}

int ownThreads()
{
    return static_cast<int>(field(contents(QStringLiteral("/proc/self/status")), "Threads"));
}

} // namespace vigie::bench
