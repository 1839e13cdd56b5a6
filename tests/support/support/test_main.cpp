// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/test_main.h>

#include <QtCore/QMap>
#include <QtCore/QStandardPaths>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>

#include <cstdio>

namespace vigie::test {
namespace {

using Factory = std::function<std::unique_ptr<QObject>()>;

QMap<QByteArray, Factory> &factories()
{
    static QMap<QByteArray, Factory> map;
    return map;
}

} // namespace

bool registerTest(const char *name, Factory make)
{
    factories().insert(QByteArray(name), std::move(make));
    return true;
}

} // namespace vigie::test

int main(int argc, char **argv)
{
    // Tests never touch the settings or data of the person who runs them.
    QStandardPaths::setTestModeEnabled(true);
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("vigie-test"));
    QStringList arguments = QApplication::arguments();
    QByteArray only;
    if (const auto at = arguments.indexOf(QStringLiteral("--case")); at > 0 && at + 1 < arguments.size()) {
        only = arguments.at(at + 1).toLatin1();
        arguments.remove(at, 2);
    }
    int failures = 0;
    int run = 0;
    const auto &all = vigie::test::factories();
    for (auto it = all.cbegin(); it != all.cend(); ++it) {
        if (!only.isEmpty() && it.key() != only)
            continue;
        const auto object = it.value()();
        failures += QTest::qExec(object.get(), arguments);
        ++run;
    }
    if (run == 0) {
        std::fprintf(stderr, "no test class named '%s'\n", only.constData());
        return 2;
    }
    return failures == 0 ? 0 : 1;
}
