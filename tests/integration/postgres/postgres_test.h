// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <support/postgres_cluster.h>
#include <support/test_main.h>

#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

namespace vigie::test {

inline QString serverReason()
{
    return QStringLiteral("no PostgreSQL server for tests: ") + PostgresCluster::reason();
}

} // namespace vigie::test

/// At the head of a test: its own server, or a skip that says why there is none.
#define VIGIE_NEED_POSTGRES() \
    do { \
        if (!::vigie::test::PostgresCluster::shared()) \
            QSKIP(qPrintable(::vigie::test::serverReason())); \
    } while (false)

/// QVERIFY of a Result, with its words.
#define VERIFY_RESULT(expression) \
    do { \
        const auto &verified = (expression); \
        QVERIFY2(verified.has_value(), \
                 qPrintable(verified ? QString() : ::vigie::toLogText(verified.error()))); \
    } while (false)
