// SPDX-License-Identifier: GPL-3.0-or-later
#include "registry_bench.h"

#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtTest/QTest>

namespace vigie::test {
namespace {

QJsonValue with(const QJsonValue &whole, QStringList path, const QJsonValue &value)
{
    if (path.isEmpty())
        return value;
    const QString key = path.takeFirst();
    if (whole.isArray()) {
        QJsonArray array = whole.toArray();
        const int index = key.toInt();
        while (array.size() <= index)
            array.append(QJsonObject());
        array.replace(index, with(array.at(index), path, value));
        return array;
    }
    QJsonObject object = whole.toObject();
    const QJsonValue changed = with(object.value(key), path, value);
    if (changed.isUndefined())
        object.remove(key);
    else
        object.insert(key, changed);
    return object;
}

} // namespace

QString formatPage()
{
    QFile page(QStringLiteral(VIGIE_FORMAT_PAGE));
    if (!page.open(QIODevice::ReadOnly))
        qFatal("no FORMAT.md");
    return QString::fromUtf8(page.readAll());
}

QJsonObject example()
{
    const QString page = formatPage();
    const auto from = page.indexOf(QLatin1String("```json\n")) + 8;
    const QString text = page.mid(from, page.indexOf(QLatin1String("\n```"), from) - from);
    QJsonParseError parse;
    const auto document = QJsonDocument::fromJson(text.toUtf8(), &parse);
    if (parse.error != QJsonParseError::NoError)
        qFatal("the example of FORMAT.md is no JSON: %s", qPrintable(parse.errorString()));
    return document.object();
}

QByteArray exampleWith(const QString &path, const QJsonValue &value)
{
    return bytesOf(with(example(), path.split(QLatin1Char('.')), value).toObject());
}

QByteArray bytesOf(const QJsonObject &object)
{
    return QJsonDocument(object).toJson();
}

registry::Content contentOf(const QByteArray &json)
{
    QStringList problems;
    auto content = registry::contentFromJson(json, problems);
    if (!content)
        QTest::qFail(qPrintable(problems.join(QLatin1Char('\n'))), __FILE__, __LINE__);
    return content ? std::move(*content) : registry::Content();
}

QByteArray textOf(const registry::Content &content)
{
    return bytesOf(registry::toJson(content));
}

QByteArray textOf(const registry::Facts &facts)
{
    registry::Content content;
    content.facts = facts;
    return textOf(content);
}

Secret secret(const char *text)
{
    return Secret(QByteArray(text));
}

RegistryBench::RegistryBench() : m_sealer(secrets::generateStationKey().value()) { }

RegistryBench::Opened RegistryBench::create() const
{
    return registry::SqliteRegistry::open(path(), registry::SqliteRegistry::Mode::Create,
                                          &m_sealer);
}

RegistryBench::Opened RegistryBench::open() const
{
    return registry::SqliteRegistry::open(path(), registry::SqliteRegistry::Mode::Existing,
                                          &m_sealer);
}

std::unique_ptr<registry::SqliteRegistry> RegistryBench::filled() const
{
    auto created = create();
    const Result<> stored =
        created ? (*created)->replaceAll(contentOf(bytesOf(example()))) : Result<>(fail(created));
    if (!stored) {
        QTest::qFail(qPrintable(toLogText(stored.error())), __FILE__, __LINE__);
        return nullptr;
    }
    return std::move(*created);
}

} // namespace vigie::test
