// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/test_main.h>

#include <media/fallback_source.h>
#include <support/interrupts.h>

#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::media;

namespace {

struct Calls {
    int connects = 0;
    int closes = 0;
};

/// Connects, or fails as it was told; says its name as the transport.
class ToldSource final : public StreamSource {
public:
    ToldSource(QString name, std::optional<ErrorCode> failure, Calls &calls)
        : m_name(std::move(name)), m_failure(failure), m_calls(calls)
    {
    }
    [[nodiscard]] Result<StreamInfo> connect(const SourceRequest &, Interrupt &) override
    {
        ++m_calls.connects;
        if (m_failure)
            return fail(*m_failure, m_name);
        return StreamInfo{VideoCodec::H264, {}, m_name};
    }
    [[nodiscard]] Result<AccessUnit> next() override { return AccessUnit(); }
    void close() override { ++m_calls.closes; }

private:
    QString m_name;
    std::optional<ErrorCode> m_failure;
    Calls &m_calls;
};

} // namespace

class TstFallbackSource final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theSecondIsForWhatTheFirstCannotDo_data();
    void theSecondIsForWhatTheFirstCannotDo();
    void aPasswordIsForTheFirstAlone();
};

void TstFallbackSource::theSecondIsForWhatTheFirstCannotDo_data()
{
    using Failure = std::optional<ErrorCode>;
    QTest::addColumn<Failure>("first");
    QTest::addColumn<Failure>("second");
    QTest::addColumn<int>("secondTries");
    QTest::addColumn<QString>("answer"); // who gave it
    const auto ours = QStringLiteral("ours");
    const auto other = QStringLiteral("other");
    QTest::newRow("the first does") << Failure() << Failure() << 0 << ours;
    QTest::newRow("a codec it does not know") << Failure(ErrorCode::NotSupported) << Failure() << 1 << other;
    QTest::newRow("nor does the second: the first one's reason")
        << Failure(ErrorCode::NotSupported) << Failure(ErrorCode::NotSupported) << 1 << ours;
    QTest::newRow("the second fails otherwise") << Failure(ErrorCode::NotSupported) << Failure(ErrorCode::TimedOut) << 1 << other;
    QTest::newRow("a wrong password is not tried twice") << Failure(ErrorCode::Refused) << Failure() << 0 << ours;
    QTest::newRow("nor is one that nobody answers") << Failure(ErrorCode::Unreachable) << Failure() << 0 << ours;
    QTest::newRow("stopped meanwhile") << Failure(ErrorCode::Cancelled) << Failure() << 0 << ours;
}

void TstFallbackSource::theSecondIsForWhatTheFirstCannotDo()
{
    QFETCH(std::optional<ErrorCode>, first);
    QFETCH(std::optional<ErrorCode>, second);
    QFETCH(int, secondTries);
    QFETCH(QString, answer);
    Calls ours;
    Calls other;
    FallbackSource source(std::make_unique<ToldSource>(QStringLiteral("ours"), first, ours),
                          [&] { return std::make_unique<ToldSource>(QStringLiteral("other"), second, other); });
    test::NeverInterrupt never;
    const auto info = source.connect({}, never);
    QCOMPARE(ours.connects, 1);
    QCOMPARE(other.connects, secondTries);
    QCOMPARE(ours.closes, secondTries); // gone before the other comes
    QCOMPARE(info ? info->transport : info.error().detail, answer);
}

/// A peer that says it speaks something else would get it from the second for the asking.
void TstFallbackSource::aPasswordIsForTheFirstAlone()
{
    Calls ours;
    Calls other;
    FallbackSource source(std::make_unique<ToldSource>(QStringLiteral("ours"), ErrorCode::NotSupported, ours),
                          [&] { return std::make_unique<ToldSource>(QStringLiteral("other"), std::nullopt, other); });
    test::NeverInterrupt never;
    const Secret password(QByteArrayLiteral("S3cr3t"));
    SourceRequest request;
    request.user = QStringLiteral("op");
    request.password = &password;
    const auto info = source.connect(request, never);
    QVERIFY(!info);
    QCOMPARE(info.error().code, ErrorCode::NotSupported);
    QCOMPARE(other.connects, 0);
}

VIGIE_TEST(TstFallbackSource)
#include "tst_fallback_source.moc"
