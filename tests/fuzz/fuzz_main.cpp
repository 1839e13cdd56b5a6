// SPDX-License-Identifier: GPL-3.0-or-later
//
// Stands in for libFuzzer where there is none: usage fuzz_<target> [--rounds N] [--seed S]
// FOLDER|FILE… Each file goes in as it is, then N mutations of it, the same on every machine. An
// input that crashes, breaks a promise, or takes too long is written to crash-<target> in the
// working folder.
#include "fuzz.h"
#include "mutations.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>

#include <csignal>
#include <ctime>

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

// Present in a program built with a sanitizer, which ends without a signal.
extern "C" __attribute__((weak)) void __sanitizer_set_death_callback(void (*callback)());

using namespace vigie::fuzz;

namespace {

constexpr qsizetype kLongestInput = qsizetype{64} * 1024;
/// CPU time one input may take; a hundred times what the slowest takes.
constexpr double kSlow = 2.0;
/// Address space a target may take, without a sanitizer: a parser that reserves what a hostile
/// length says ends here.
constexpr rlim_t kMostMemory = rlim_t{2} << 30U;

// A signal handler has nothing but globals. NOLINTBEGIN
QByteArray current;
QByteArray crashFile;
// NOLINTEND

void keepInput()
{
    const int fd = ::open(crashFile.constData(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (fd < 0)
        return;
    std::ignore = ::write(fd, current.constData(), static_cast<std::size_t>(current.size()));
    ::close(fd);
}

void onSignal(int number)
{
    keepInput();
    std::signal(number, SIG_DFL);
    std::raise(number);
}

double cpuSeconds()
{
    timespec now{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

double run(const QByteArray &input)
{
    current = input;
    const double before = cpuSeconds();
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t *>(current.constData()),
                           static_cast<std::size_t>(current.size()));
    const double took = cpuSeconds() - before;
    if (took > kSlow)
        std::fprintf(stderr, "%.2f s of CPU time\n", took);
    require(took <= kSlow, "an input is read in time");
    return took;
}

QList<QByteArray> seedsIn(const QString &path)
{
    QStringList files;
    const QDir folder(path);
    if (QFileInfo(path).isDir()) {
        for (const QString &name : folder.entryList(QDir::Files, QDir::Name))
            files.append(folder.filePath(name));
    } else {
        files.append(path);
    }
    QList<QByteArray> seeds;
    for (const QString &name : std::as_const(files)) {
        QFile file(name);
        if (file.open(QIODevice::ReadOnly))
            seeds.append(file.readAll());
    }
    return seeds;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    int rounds = 400;
    std::uint64_t seed = 20261124;
    QList<QByteArray> seeds;
    const QStringList arguments = app.arguments().mid(1);
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        if (arguments.at(i) == QLatin1StringView("--rounds"))
            rounds = arguments.value(++i).toInt();
        else if (arguments.at(i) == QLatin1StringView("--seed"))
            seed = arguments.value(++i).toULongLong();
        else
            seeds.append(seedsIn(arguments.at(i)));
    }
    if (seeds.isEmpty()) {
        std::fprintf(stderr, "no seed: %s [--rounds N] [--seed S] FOLDER|FILE…\n", argv[0]);
        return 2;
    }
    crashFile = "crash-" + QFileInfo(QString::fromLocal8Bit(argv[0])).fileName().toLocal8Bit();
    for (const int number : {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL})
        std::signal(number, onSignal);
    if (__sanitizer_set_death_callback) {
        __sanitizer_set_death_callback(keepInput);
    } else {
        const rlimit most{kMostMemory, kMostMemory};
        ::setrlimit(RLIMIT_AS, &most);
    }

    double slowest = 0.0;
    qsizetype inputs = 0;
    Random random(seed);
    for (const QByteArray &whole : std::as_const(seeds)) {
        slowest = std::max(slowest, run(whole));
        ++inputs;
        for (int round = 0; round < rounds; ++round) {
            const QByteArray &other = seeds.at(random.below(seeds.size()));
            slowest = std::max(slowest, run(mutated(whole, other, kLongestInput, random)));
            ++inputs;
        }
    }
    std::printf("%lld seeds, %lld inputs, slowest %.1f ms, %.1f s\n",
                static_cast<long long>(seeds.size()), static_cast<long long>(inputs),
                slowest * 1000.0, cpuSeconds());
    return 0;
}
