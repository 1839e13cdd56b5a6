// SPDX-License-Identifier: GPL-3.0-or-later
#include <registry/json.h>

#include <QtCore/QHash>
#include <QtCore/QRegularExpression>
#include <QtCore/QSet>

#include <algorithm>
#include <vector>

namespace vigie::registry {
namespace {

/// Deeper than anything in a registry; what lies below has the place of what holds it.
constexpr std::size_t kDeepest = 8;
/// As long as a problem repeats a key.
constexpr qsizetype kLongestKey = 60;

/// Goes through a JSON text that QJsonDocument has accepted and tells where each value begins.
class Walk {
public:
    explicit Walk(const QByteArray &json) : m_json(json) { }

    /// \p visit is given the path of each value ("$.cameras[17].site"), where it begins, and the text it is, if it is one.
    template <typename Visit> void run(Visit visit)
    {
        while (m_at < m_json.size()) {
            const char c = m_json.at(m_at);
            if (c == '"') {
                const qsizetype begin = m_at;
                const QByteArray text = string();
                if (!m_levels.empty() && m_levels.back().expectsKey)
                    enterKey(text);
                else
                    tell(visit, begin, text);
            } else if (c == '{' || c == '[') {
                tell(visit, m_at, {});
                m_levels.push_back({c == '{', c == '{', 0, {}});
                ++m_at;
            } else if (c == '}' || c == ']') {
                if (!m_levels.empty())
                    m_levels.pop_back();
                ++m_at;
            } else if (c == ',') {
                if (!m_levels.empty()) {
                    ++m_levels.back().index;
                    m_levels.back().expectsKey = m_levels.back().isObject;
                }
                ++m_at;
            } else if (c == '-' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z')) {
                tell(visit, m_at, {});
                while (m_at < m_json.size() && !QByteArrayView(",]} \t\r\n").contains(m_json.at(m_at)))
                    ++m_at;
            } else {
                ++m_at; // white space and colons
            }
        }
    }

private:
    struct Level {
        bool isObject;
        bool expectsKey;
        qsizetype index; ///< of the element, in a list
        QString key; ///< of the value, in an object
    };

    QByteArray string()
    {
        const qsizetype begin = ++m_at;
        while (m_at < m_json.size() && m_json.at(m_at) != '"')
            m_at += m_json.at(m_at) == '\\' ? 2 : 1;
        const QByteArray text = m_json.mid(begin, std::min(m_at - begin, 8 * kLongestKey));
        m_at = std::min(m_at + 1, m_json.size());
        return text;
    }
    void enterKey(const QByteArray &key)
    {
        m_levels.back().key = QString::fromUtf8(key).left(kLongestKey);
        m_levels.back().expectsKey = false;
    }
    template <typename Visit> void tell(Visit &visit, qsizetype begin, const QByteArray &text)
    {
        if (m_levels.size() > kDeepest)
            return;
        QString path = QStringLiteral("$");
        for (const Level &level : m_levels) {
            if (level.isObject)
                path += QLatin1Char('.') + level.key;
            else
                path += QLatin1Char('[') + QString::number(level.index) + QLatin1Char(']');
        }
        visit(path, begin, text);
    }

    const QByteArray &m_json;
    qsizetype m_at = 0;
    std::vector<Level> m_levels;
};

/// "$.cameras[17].endpoint" of "$.cameras[17].endpoint.user"; empty at the top.
QString above(const QString &path)
{
    const qsizetype cut = std::max(path.lastIndexOf(QLatin1Char('.')), path.lastIndexOf(QLatin1Char('[')));
    return cut <= 0 ? QString() : path.left(cut);
}

/// The path of a problem: what stands before its first colon and blank.
QString pathOf(const QString &problem)
{
    const qsizetype end = problem.indexOf(QLatin1String(": "));
    return end < 0 ? QString() : problem.left(end);
}

/// Problems of a whole name things by their ids: "cameras[cam-03].site".
struct ById {
    QString list;
    QString id;
    QString rest;
};

std::optional<ById> byId(const QString &path)
{
    static const QRegularExpression kPlace(QStringLiteral("\\A(\\w+)\\[([^\\]]*)\\](.*)\\z"));
    const auto match = kPlace.match(path);
    if (!match.hasMatch())
        return std::nullopt;
    return ById{match.captured(1), match.captured(2), match.captured(3)};
}

/// Paths by index of the problems that name ids.
QHash<QString, QString> pathsByIndex(const QByteArray &json, const QStringList &problems)
{
    static const QRegularExpression kIdentity(QStringLiteral("\\A\\$\\.(\\w+)\\[\\d+\\]\\.(?:id|insee)\\z"));
    QSet<QString> wanted;
    for (const QString &problem : problems) {
        if (const auto place = byId(pathOf(problem)))
            wanted.insert(place->list + QLatin1Char('/') + place->id);
    }
    QHash<QString, QString> elements;
    if (!wanted.isEmpty()) {
        Walk(json).run([&](const QString &path, qsizetype, const QByteArray &text) {
            if (text.isEmpty() || !(path.endsWith(QLatin1String(".id")) || path.endsWith(QLatin1String(".insee"))))
                return;
            const auto match = kIdentity.match(path);
            const QString name = match.captured(1) + QLatin1Char('/') + QString::fromUtf8(text);
            if (match.hasMatch() && wanted.contains(name))
                elements.insert(name, above(path));
        });
    }
    QHash<QString, QString> paths;
    for (const QString &problem : problems) {
        const QString path = pathOf(problem);
        if (const auto place = byId(path)) {
            if (const auto element = elements.constFind(place->list + QLatin1Char('/') + place->id);
                element != elements.constEnd())
                paths.insert(path, *element + place->rest);
        }
    }
    return paths;
}

/// In characters, as editors count. Of a line longer than anybody edits, as programs write them, in bytes.
qsizetype columnOf(const QByteArray &json, qsizetype lineBegin, qsizetype offset)
{
    constexpr qsizetype kLongestEdited = 64 * 1024;
    const qsizetype bytes = offset - lineBegin;
    return 1 + (bytes > kLongestEdited ? bytes : QString::fromUtf8(json.mid(lineBegin, bytes)).size());
}

} // namespace

QStringList withPlaces(const QByteArray &json, const QStringList &problems)
{
    const QHash<QString, QString> byIndex = pathsByIndex(json, problems);
    QHash<QString, qsizetype> offsets; // of the wanted paths and of all above them: what is missing has no place
    for (const QString &problem : problems) {
        QString path = pathOf(problem);
        path = byIndex.value(path, path);
        for (; path.startsWith(QLatin1String("$.")); path = above(path))
            offsets.insert(path, -1);
    }
    Walk(json).run([&](const QString &path, qsizetype begin, const QByteArray &) {
        if (const auto wanted = offsets.find(path); wanted != offsets.end() && *wanted < 0)
            *wanted = begin;
    });
    std::vector<qsizetype> lines{0};
    for (qsizetype at = json.indexOf('\n'); at >= 0; at = json.indexOf('\n', at + 1))
        lines.push_back(at + 1);
    QStringList placed;
    for (const QString &problem : problems) {
        QString path = pathOf(problem);
        path = byIndex.value(path, path);
        qsizetype offset = -1;
        for (; offset < 0 && path.startsWith(QLatin1String("$.")); path = above(path))
            offset = offsets.value(path, -1);
        if (offset < 0) {
            placed.append(problem);
            continue;
        }
        const auto line = std::upper_bound(lines.begin(), lines.end(), offset) - lines.begin();
        const qsizetype column = columnOf(json, lines[static_cast<std::size_t>(line - 1)], offset);
        placed.append(QStringLiteral("line %1, column %2: %3").arg(line).arg(column).arg(problem));
    }
    return placed;
}

} // namespace vigie::registry
