// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/test_main.h>
#include <ui/common/icon.h>
#include <ui/common/theme.h>

#include <QtGui/QFontInfo>
#include <QtGui/QFontMetricsF>
#include <QtGui/QImage>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>
#include <set>

using namespace vigie::ui;

class TstTheme final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(
            QRegularExpression(QStringLiteral("^(?!This plugin does not support)")));
    }

    void contrastIsWcag()
    {
        QVERIFY(std::abs(contrastRatio(Qt::black, Qt::white) - 21.0) < 0.001);
        // #767676 on white is the well-known edge of 4.5:1 (4.54).
        QVERIFY(std::abs(contrastRatio(QColor(0x76, 0x76, 0x76), Qt::white) - 4.54) < 0.01);
    }

    void everyTextReadsOnEveryLayer_data()
    {
        QTest::addColumn<QColor>("text");
        QTest::addColumn<QColor>("layer");
        for (const NamedColour &text : textColours()) {
            for (const NamedColour &layer : backgroundColours())
                QTest::addRow("%s on %s", qPrintable(text.name), qPrintable(layer.name))
                    << text.colour << layer.colour;
            QTest::addRow("onAccent on %s", qPrintable(text.name))
                << colours::kOnAccent << text.colour;
        }
    }
    void everyTextReadsOnEveryLayer()
    {
        QFETCH(QColor, text);
        QFETCH(QColor, layer);
        const double ratio = contrastRatio(text, layer);
        QVERIFY2(ratio >= 4.5, qPrintable(QStringLiteral("%1:1").arg(ratio)));
    }

    void focusStandsOutFromEveryLayer()
    {
        for (const NamedColour &layer : backgroundColours())
            QVERIFY2(contrastRatio(colours::kFocus, layer.colour) >= 3.0, qPrintable(layer.name));
    }

    void theSheetHasAllItsColours()
    {
        const QString sheet = styleSheet();
        QVERIFY(sheet.contains(QStringLiteral("QPushButton:focus")));
        // What is left of "@name" would be a colour that theme.h does not have.
        const QString rules = QString(sheet).remove(QRegularExpression(
            QStringLiteral("/\\*.*?\\*/"), QRegularExpression::DotMatchesEverythingOption));
        QVERIFY2(!rules.contains(u'@'), qPrintable(rules.mid(rules.indexOf(u'@'), 40)));
        // Sizes follow the font: pixels only for hairlines and rings.
        for (auto it = QRegularExpression(QStringLiteral("(\\d+)px")).globalMatch(rules);
             it.hasNext();)
            QVERIFY(it.next().captured(1).toInt() <= 2);
    }

    void everyIconDrawsAndNoTwoAreAlike()
    {
        std::set<QByteArray> pictures;
        for (int i = 0; i < kIconCount; ++i) {
            const auto id = static_cast<IconId>(i);
            const QImage image = iconPixmap(id, QSize(24, 24), Qt::red, 2.0)
                                     .toImage()
                                     .convertToFormat(QImage::Format_ARGB32);
            QCOMPARE(image.size(), QSize(48, 48));
            int drawn = 0;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x) {
                    const QColor c = image.pixelColor(x, y);
                    if (c.alpha() < 128)
                        continue;
                    ++drawn;
                    QVERIFY2(c.red() > 200 && c.green() < 40, qPrintable(iconName(id)));
                }
            }
            QVERIFY2(drawn > 60, qPrintable(iconName(id)));
            pictures.insert(
                QByteArray(reinterpret_cast<const char *>(image.constBits()), image.sizeInBytes()));
        }
        QCOMPARE(int(pictures.size()), kIconCount);
    }

    void smallDensePixelsGetLargerLetters_data()
    {
        QTest::addColumn<double>("logical");
        QTest::addColumn<double>("physical");
        QTest::addColumn<double>("ratio");
        QTest::addColumn<double>("points");
        QTest::newRow("24-inch full HD") << 96.0 << 92.0 << 1.0 << 10.0;
        QTest::newRow("27-inch 4K at scale 1") << 96.0 << 163.0 << 1.0 << 14.8;
        QTest::newRow("27-inch 4K at scale 2") << 96.0 << 163.0 << 2.0 << 10.0;
        QTest::newRow("the desktop already asks for large letters")
            << 144.0 << 163.0 << 1.0 << 10.0;
        QTest::newRow("55-inch 4K wall") << 96.0 << 80.0 << 1.0 << 10.0;
        QTest::newRow("a screen that lies") << 96.0 << 2540.0 << 1.0 << 10.0;
    }
    void smallDensePixelsGetLargerLetters()
    {
        QFETCH(double, logical);
        QFETCH(double, physical);
        QFETCH(double, ratio);
        QFETCH(double, points);
        const double got = pointSizeFor(logical, physical, ratio);
        QVERIFY2(std::abs(got - points) < 0.1, qPrintable(QString::number(got)));
    }

    void digitsOfClocksHaveOneWidth()
    {
        const QFontMetricsF metrics(tabularFont(uiFont(10)));
        const double eight = metrics.horizontalAdvance(u'8');
        for (char16_t digit = u'0'; digit <= u'9'; ++digit)
            QCOMPARE(metrics.horizontalAdvance(QChar(digit)), eight);
    }

    void keyboardFocusIsVisible()
    {
        applyTheme(*qApp, 10);
        QWidget window;
        auto *column = new QVBoxLayout(&window);
        auto *field = new QLineEdit(&window);
        auto *button = new QPushButton(QStringLiteral("Valider"), &window);
        column->addWidget(field);
        column->addWidget(button);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        for (QWidget *widget : {static_cast<QWidget *>(button), static_cast<QWidget *>(field)}) {
            widget->setFocus(Qt::TabFocusReason);
            QTRY_VERIFY(widget->hasFocus());
            const QImage image = widget->grab().toImage();
            const QColor edge = image.pixelColor(image.width() / 2, 1);
            QCOMPARE(edge.name(), colours::kFocus.name());
        }
    }
};

VIGIE_TEST(TstTheme)
#include "tst_theme.moc"
