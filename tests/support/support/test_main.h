// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QObject>

#include <functional>
#include <memory>

namespace vigie::test {

/// Registers a test class under its name; called by VIGIE_TEST before main().
bool registerTest(const char *name, std::function<std::unique_ptr<QObject>()> make);

} // namespace vigie::test

/// Ends each tst_*.cpp: makes the class known to the executable's main().
/// The program takes `--case Class` (one class) and passes every other argument to Qt Test.
#define VIGIE_TEST(Class) \
    static const bool registered##Class = \
        ::vigie::test::registerTest(#Class, [] { return std::unique_ptr<QObject>(new Class); });
