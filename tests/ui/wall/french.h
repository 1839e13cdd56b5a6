// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QHash>
#include <QtCore/QTranslator>

namespace vigie::test {

/// French straight from translations/fr.d, so that pictures of a test show what people see and a missing sentence is
/// found by the test of the window that says it.
class FrenchFromLists final : public QTranslator {
public:
    explicit FrenchFromLists(const QString &folder)
    {
        for (const QFileInfo &list : QDir(folder).entryInfoList({QStringLiteral("*.tsv")}, QDir::Files)) {
            QFile file(list.filePath());
            if (!file.open(QIODevice::ReadOnly))
                continue;
            for (const QByteArray &line : file.readAll().split('\n')) {
                const QList<QByteArray> parts = line.split('\t');
                if (parts.size() == 2)
                    m_words.insert(parts.at(0), QString::fromUtf8(parts.at(1)));
            }
        }
    }
    QString translate(const char *context, const char *source, const char *, int) const override
    {
        const QString words = m_words.value(QByteArray(source));
        if (words.isNull() && QByteArray(context).startsWith("vigie::"))
            m_missing.insert(QByteArray(source));
        return words;
    }
    [[nodiscard]] bool isEmpty() const override { return m_words.isEmpty(); }
    /// Sentences of ours that were asked for and have no French.
    [[nodiscard]] QSet<QByteArray> missing() const { return m_missing; }

private:
    QHash<QByteArray, QString> m_words;
    mutable QSet<QByteArray> m_missing;
};

} // namespace vigie::test
