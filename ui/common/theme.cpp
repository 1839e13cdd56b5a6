// SPDX-License-Identifier: GPL-3.0-or-later
#include <ui/common/theme.h>

#include <QtCore/QFile>
#include <QtCore/QRegularExpression>
#include <QtGui/QFontDatabase>
#include <QtGui/QFontInfo>
#include <QtGui/QFontMetricsF>
#include <QtGui/QPalette>
#include <QtGui/QScreen>
#include <QtWidgets/QApplication>
#include <QtWidgets/QStyleFactory>

#include <algorithm>
#include <cmath>

// Outside any namespace: Q_INIT_RESOURCE declares a global function. A static library needs the
// call, or the linker drops the resource.
static void initVigieUiResource()
{
    Q_INIT_RESOURCE(vigie_ui);
}

namespace vigie::ui {
namespace {

double luminance(const QColor &colour)
{
    const auto channel = [](double value) {
        return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * channel(colour.redF()) + 0.7152 * channel(colour.greenF())
        + 0.0722 * channel(colour.blueF());
}

const QList<NamedColour> &otherColours()
{
    static const QList<NamedColour> list{
        {QStringLiteral("line"), colours::kLine},
        {QStringLiteral("lineStrong"), colours::kLineStrong},
        {QStringLiteral("onAccent"), colours::kOnAccent},
    };
    return list;
}

QPalette makePalette()
{
    using namespace colours;
    QPalette palette;
    palette.setColor(QPalette::Window, kWindow);
    palette.setColor(QPalette::WindowText, kText);
    palette.setColor(QPalette::Base, kBackdrop);
    palette.setColor(QPalette::AlternateBase, kPanel);
    palette.setColor(QPalette::Text, kText);
    palette.setColor(QPalette::PlaceholderText, kTextFaint);
    palette.setColor(QPalette::Button, kRaised);
    palette.setColor(QPalette::ButtonText, kText);
    palette.setColor(QPalette::BrightText, kError);
    palette.setColor(QPalette::ToolTipBase, kRaised);
    palette.setColor(QPalette::ToolTipText, kText);
    palette.setColor(QPalette::Highlight, kSelection);
    palette.setColor(QPalette::HighlightedText, kText);
    palette.setColor(QPalette::Link, kAccent);
    palette.setColor(QPalette::LinkVisited, kAccent);
    palette.setColor(QPalette::Light, kHover);
    palette.setColor(QPalette::Midlight, kLine);
    palette.setColor(QPalette::Mid, kLine);
    palette.setColor(QPalette::Dark, kBackdrop);
    palette.setColor(QPalette::Shadow, Qt::black);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, kTextFaint);
    return palette;
}

} // namespace

const QList<NamedColour> &backgroundColours()
{
    static const QList<NamedColour> list{
        {QStringLiteral("backdrop"), colours::kBackdrop},
        {QStringLiteral("window"), colours::kWindow},
        {QStringLiteral("panel"), colours::kPanel},
        {QStringLiteral("raised"), colours::kRaised},
        {QStringLiteral("hover"), colours::kHover},
        {QStringLiteral("selection"), colours::kSelection},
        {QStringLiteral("curtain"), colours::kCurtain},
    };
    return list;
}

const QList<NamedColour> &textColours()
{
    static const QList<NamedColour> list{
        {QStringLiteral("text"), colours::kText},
        {QStringLiteral("textSecondary"), colours::kTextSecondary},
        {QStringLiteral("textFaint"), colours::kTextFaint},
        {QStringLiteral("accent"), colours::kAccent},
        {QStringLiteral("accentHover"), colours::kAccentHover},
        {QStringLiteral("live"), colours::kLive},
        {QStringLiteral("lost"), colours::kLost},
        {QStringLiteral("warning"), colours::kWarning},
        {QStringLiteral("error"), colours::kError},
        {QStringLiteral("refused"), colours::kRefused},
        {QStringLiteral("idle"), colours::kIdle},
        {QStringLiteral("focus"), colours::kFocus},
    };
    return list;
}

double contrastRatio(const QColor &a, const QColor &b)
{
    const double la = luminance(a);
    const double lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

Spacing spacing(const QFontMetricsF &metrics)
{
    const double unit = std::max(3.0, metrics.height() / 5.0);
    const auto px = [unit](double units) { return static_cast<int>(std::lround(unit * units)); };
    return {px(1), px(2), px(4), px(6.5)};
}

double fontScale(const QFont &font)
{
    const QFontInfo info(font);
    return std::clamp(info.pixelSize() / 13.0, 0.6, 5.0);
}

QFont uiFont(double pointSize)
{
    const QStringList families = QFontDatabase::families();
    const auto has = [&families](const QString &family) { return families.contains(family); };
    const QString inter = QStringLiteral("Inter");
    const QString dejaVu = QStringLiteral("DejaVu Sans");
    QFont font;
    if (has(inter))
        font.setFamilies({inter, dejaVu});
    else if (has(dejaVu))
        font.setFamilies({dejaVu});
    font.setPointSizeF(std::clamp(pointSize, 6.0, 48.0));
    return font;
}

QFont tabularFont(const QFont &base)
{
    // Inter's tabular figures are an OpenType feature that Qt 6.4 cannot ask for; DejaVu's figures
    // all have one width. DejaVu is a wider design: a little smaller, it stands at the same height.
    QFont font(base);
    if (!QFontDatabase::families().contains(QStringLiteral("DejaVu Sans")))
        return font;
    font.setFamilies({QStringLiteral("DejaVu Sans")});
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * 0.95);
    else if (font.pixelSize() > 0)
        font.setPixelSize(std::max(6, static_cast<int>(std::lround(font.pixelSize() * 0.95))));
    return font;
}

double pointSizeFor(double logicalDpi, double physicalDpi, double devicePixelRatio)
{
    const bool scaledAlready = devicePixelRatio > 1.1 || logicalDpi > 110.0;
    if (scaledAlready || physicalDpi < 60.0 || physicalDpi > 400.0)
        return kDefaultPointSize;
    // Above the density of a desk screen, letters keep their height in millimetres.
    return kDefaultPointSize * std::clamp(physicalDpi / 110.0, 1.0, 1.8);
}

double pointSizeFor(const QScreen &screen)
{
    return pointSizeFor(screen.logicalDotsPerInch(), screen.physicalDotsPerInch(),
                        screen.devicePixelRatio());
}

QString styleSheet()
{
    initVigieUiResource();
    QFile file(QStringLiteral(":/vigie/style/vigie.qss"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QString source = QString::fromUtf8(file.readAll());
    QHash<QString, QString> values;
    for (const auto *list : {&backgroundColours(), &textColours(), &otherColours()}) {
        for (const NamedColour &entry : *list)
            values.insert(entry.name, entry.colour.name());
    }
    static const QRegularExpression name(QStringLiteral("@([A-Za-z]+)\\b"));
    QString sheet;
    qsizetype last = 0;
    for (auto it = name.globalMatch(source); it.hasNext();) {
        const auto match = it.next();
        if (!values.contains(match.captured(1)))
            continue; // stays "@name": a test refuses it
        sheet += source.mid(last, match.capturedStart() - last) + values.value(match.captured(1));
        last = match.capturedEnd();
    }
    return sheet + source.mid(last);
}

void applyTheme(QApplication &application, double pointSize)
{
    initVigieUiResource();
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setPalette(makePalette());
    if (pointSize <= 0.0) {
        const QScreen *screen = QApplication::primaryScreen();
        pointSize = screen ? pointSizeFor(*screen) : kDefaultPointSize;
    }
    QApplication::setFont(uiFont(pointSize));
    application.setStyleSheet(styleSheet());
}

} // namespace vigie::ui
