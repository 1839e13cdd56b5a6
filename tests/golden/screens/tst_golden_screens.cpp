// SPDX-License-Identifier: GPL-3.0-or-later
#include "screens.h"

#include <support/golden.h>
#include <support/test_main.h>
#include <ui/common/theme.h>

#include <QtCore/QDir>
#include <QtCore/QTranslator>
#include <QtGui/QFontDatabase>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>

using namespace vigie;
using namespace vigie::test;

namespace {

constexpr qint64 kLargestPicture = 150 * 1024;

/// The weights the screens use, from Debian's fonts-inter and fonts-dejavu-core.
const QStringList kFonts{QStringLiteral("opentype/inter/Inter-Light.otf"), QStringLiteral("opentype/inter/Inter-Regular.otf"),
                         QStringLiteral("opentype/inter/Inter-Medium.otf"), QStringLiteral("opentype/inter/Inter-SemiBold.otf"),
                         QStringLiteral("opentype/inter/Inter-Bold.otf"), QStringLiteral("truetype/dejavu/DejaVuSans.ttf"),
                         QStringLiteral("truetype/dejavu/DejaVuSans-Bold.ttf")};

QString fileName(const QString &screen) { return QString(screen).replace(u' ', u'_'); }

} // namespace

/// What people see, screen by screen, in French as it is shipped. A picture changes only by the target golden-accept,
/// after somebody has looked at it.
class TstGoldenScreens final : public QObject {
    Q_OBJECT
    QTranslator m_french;
    const QList<Screen> m_screens = shellScreens() + partScreens() + pictureScreens() + wallScreens() + evidenceScreens();

private Q_SLOTS:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support)"))); }

    void screens_data();
    void screens();
    void everyPictureIsOfAScreenAndSmall();
};

void TstGoldenScreens::initTestCase()
{
    if (qEnvironmentVariable("FONTCONFIG_FILE") != QStringLiteral(VIGIE_GOLDEN "/fonts.conf"))
        QSKIP("letters would be drawn as this machine prefers: start this test with ctest -L golden");
    for (const QString &font : kFonts) {
        const QString path = QStringLiteral("/usr/share/fonts/") + font;
        if (QFontDatabase::addApplicationFont(path) < 0)
            QSKIP(qPrintable(QStringLiteral("%1 is missing: install fonts-inter and fonts-dejavu-core").arg(path)));
    }
    QLocale::setDefault(QLocale(QLocale::French, QLocale::France));
    QVERIFY2(m_french.load(QStringLiteral(VIGIE_QM)), VIGIE_QM);
    QCoreApplication::installTranslator(&m_french);
    QApplication::setCursorFlashTime(0);
    ui::applyTheme(*qApp, ui::kDefaultPointSize);
    QCOMPARE(qApp->devicePixelRatio(), 1.0);
}

void TstGoldenScreens::screens_data()
{
    QTest::addColumn<int>("number");
    for (int number = 0; number < m_screens.size(); ++number)
        QTest::newRow(qPrintable(m_screens.at(number).name)) << number;
}

void TstGoldenScreens::screens()
{
    QFETCH(int, number);
    const Screen &screen = m_screens.at(number);
    const QString difference = compareGolden(screen.paint(), QStringLiteral(VIGIE_GOLDEN), fileName(screen.name));
    QVERIFY2(difference.isEmpty(), qPrintable(difference));
}

void TstGoldenScreens::everyPictureIsOfAScreenAndSmall()
{
    QStringList named;
    for (const Screen &screen : m_screens)
        named.append(fileName(screen.name) + QStringLiteral(".png"));
    const QFileInfoList pictures = QDir(QStringLiteral(VIGIE_GOLDEN)).entryInfoList({QStringLiteral("*.png")}, QDir::Files);
    QCOMPARE(pictures.size(), named.size());
    for (const QFileInfo &picture : pictures) {
        QVERIFY2(named.contains(picture.fileName()), qPrintable(picture.fileName() + QStringLiteral(" is of no screen")));
        QVERIFY2(picture.size() <= kLargestPicture, qPrintable(picture.fileName() + QStringLiteral(" is too large")));
    }
}

VIGIE_TEST(TstGoldenScreens)
#include "tst_golden_screens.moc"
