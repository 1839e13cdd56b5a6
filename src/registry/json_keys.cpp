// SPDX-License-Identifier: GPL-3.0-or-later
#include "json_keys.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>

#include <vector>

namespace vigie::registry::detail {
namespace {

/// Position after the string that begins at \p at (its opening quote).
qsizetype endOfString(const QByteArray &json, qsizetype at)
{
    for (++at; at < json.size(); ++at) {
        if (json.at(at) == '\\')
            ++at;
        else if (json.at(at) == '"')
            return at + 1;
    }
    return json.size();
}

/// "\u0061" and "a" are one key.
QByteArray unescaped(const QByteArray &quoted)
{
    if (!quoted.contains('\\'))
        return quoted.mid(1, quoted.size() - 2);
    const auto text = QJsonDocument::fromJson('[' + quoted + ']').array().at(0).toString();
    return text.toUtf8();
}

} // namespace

void noteRepeatedKeys(const QByteArray &json, Problems &problems)
{
    struct Level {
        bool isObject;
        bool expectsKey;
        QSet<QByteArray> keys;
    };
    std::vector<Level> levels;
    qsizetype line = 1;
    for (qsizetype at = 0; at < json.size();) {
        const char c = json.at(at);
        if (c == '"') {
            const qsizetype end = endOfString(json, at);
            if (!levels.empty() && levels.back().isObject && levels.back().expectsKey) {
                const QByteArray key = unescaped(json.mid(at, end - at));
                if (levels.back().keys.contains(key))
                    problems.note(QStringLiteral("line %1: the key '%2' appears twice")
                                      .arg(line)
                                      .arg(QString::fromUtf8(key.left(60))));
                levels.back().keys.insert(key);
                levels.back().expectsKey = false;
            }
            at = end;
            continue;
        }
        if (c == '\n')
            ++line;
        else if (c == '{' || c == '[')
            levels.push_back({c == '{', c == '{', {}});
        else if ((c == '}' || c == ']') && !levels.empty())
            levels.pop_back();
        else if (c == ',' && !levels.empty())
            levels.back().expectsKey = levels.back().isObject;
        ++at;
    }
}

} // namespace vigie::registry::detail
