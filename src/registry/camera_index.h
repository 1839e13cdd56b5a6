// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <registry/model.h>

#include <string>
#include <vector>

namespace vigie::registry {

/// Lower case, without accents, ligatures apart, apostrophes and dashes as spaces: what is compared when somebody types.
[[nodiscard]] QString searchText(const QString &text);

/// Finds cameras as somebody types: by the words of their name, site and commune, their number, their INSEE code and their
/// id, in any order, the last letters not typed yet. Only where nothing holds a word as it was typed, words with a wrong,
/// a missing or an additional letter are taken for it. Made once for each change of the registry; a search among a hundred
/// thousand cameras takes milliseconds. Immutable: any thread.
class CameraIndex {
public:
    explicit CameraIndex(const Facts &facts);

    /// Cameras that hold every word of \p typed, the closest first, then by name; every camera when nothing is typed.
    /// \param most  how many at most
    [[nodiscard]] QList<CameraId> find(const QString &typed, qsizetype most) const;
    [[nodiscard]] qsizetype size() const { return static_cast<qsizetype>(m_cameras.size()); }

private:
    using Cost = std::uint8_t;
    struct Word {
        std::u16string text;
        std::vector<std::uint32_t> cameras; ///< places in m_cameras, each once
    };
    /// Lowers the cost of the cameras that hold \p typed. \return whether there are any
    bool markHolders(const std::u16string &typed, std::vector<Cost> &costs) const;
    bool markAlike(const std::u16string &typed, std::vector<Cost> &costs) const;

    std::vector<CameraId> m_cameras; ///< by name
    std::vector<Word> m_words; ///< by text
};

} // namespace vigie::registry
