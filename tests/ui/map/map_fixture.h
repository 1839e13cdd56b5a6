// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ui/map/map_model.h>

#include <QtCore/QHash>
#include <QtCore/QSet>
#include <QtCore/QTranslator>

namespace vigie::test {

/// French straight from translations/fr.d, so that a render test shows what people will read and
/// notices a string nobody has translated.
class TsvTranslator final : public QTranslator {
public:
    explicit TsvTranslator(const QStringList &files);
    [[nodiscard]] QString translate(const char *context, const char *source,
                                    const char *disambiguation, int n) const override;
    [[nodiscard]] bool isEmpty() const override { return m_texts.isEmpty(); }
    /// Strings of vigie:: contexts that were asked for and have no French.
    [[nodiscard]] const QSet<QString> &missing() const { return m_missing; }

private:
    QHash<QString, QStringList> m_texts;
    mutable QSet<QString> m_missing;
};

/// Six communes of the Oise as the demonstration has them: allowed, refused and mixed, 14 sites, 29
/// cameras.
[[nodiscard]] map::MapModel demoModel();
/// \p sites sites with \p camerasEach cameras spread over the Oise, for measuring.
[[nodiscard]] map::MapModel largeModel(int sites, int camerasEach);
/// Path of the outlines beside the checkout; empty when they are not there.
[[nodiscard]] QString oiseOutlines();

} // namespace vigie::test
