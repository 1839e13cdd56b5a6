// SPDX-License-Identifier: GPL-3.0-or-later
#include <registry/camera_index.h>

#include <algorithm>
#include <array>

namespace vigie::registry {
namespace {

constexpr std::uint8_t kNotHeld = 255;
// How far a word is from what was typed.
constexpr std::uint8_t kWholeWord = 0;
constexpr std::uint8_t kBeginning = 1;
constexpr std::uint8_t kWithin = 2;
constexpr std::uint8_t kOneSlip = 4; ///< and one more for each further
constexpr qsizetype kMostWords = 8; ///< of what is typed; costs of so many fit
constexpr std::size_t kLongestWord = 64; ///< bits of the comparison

/// How many slips a word of that length may hold.
unsigned slipsAllowed(std::size_t length)
{
    return length < 4 ? 0 : length < 6 ? 1 : 2;
}

/// Fewest letters to be added, taken away or changed to make \p typed the beginning of a word (Myers' bit vectors: the
/// columns of the table of edits, one bit a row).
class Slips {
public:
    explicit Slips(const std::u16string &typed) : m_typed(typed), m_last(std::uint64_t{1} << (typed.size() - 1))
    {
        for (std::size_t i = 0; i < typed.size(); ++i) {
            if (typed[i] < m_rows.size())
                m_rows[typed[i]] |= std::uint64_t{1} << i;
        }
    }
    [[nodiscard]] unsigned of(const std::u16string &word) const
    {
        std::uint64_t plus = ~std::uint64_t{0};
        std::uint64_t minus = 0;
        auto score = static_cast<unsigned>(m_typed.size());
        unsigned best = score;
        for (const char16_t letter : word) {
            const std::uint64_t equal = rowsOf(letter);
            const std::uint64_t across = equal | minus;
            const std::uint64_t down = (((equal & plus) + plus) ^ plus) | equal;
            std::uint64_t more = minus | ~(down | plus);
            std::uint64_t less = plus & down;
            score += (more & m_last) != 0 ? 1 : 0;
            score -= (less & m_last) != 0 ? 1 : 0;
            more = (more << 1U) | 1U;
            less <<= 1U;
            plus = less | ~(across | more);
            minus = more & across;
            best = std::min(best, score);
        }
        return best;
    }

private:
    [[nodiscard]] std::uint64_t rowsOf(char16_t letter) const
    {
        if (letter < m_rows.size())
            return m_rows[letter];
        std::uint64_t rows = 0;
        for (std::size_t i = 0; i < m_typed.size(); ++i)
            rows |= std::uint64_t{m_typed[i] == letter ? 1U : 0U} << i;
        return rows;
    }
    const std::u16string &m_typed;
    const std::uint64_t m_last;
    std::array<std::uint64_t, 128> m_rows{};
};

template <typename Add> void eachWord(const QString &text, Add add)
{
    for (const QString &word : searchText(text).split(QLatin1Char(' '), Qt::SkipEmptyParts))
        add(word.left(static_cast<qsizetype>(kLongestWord)).toStdU16String());
}

} // namespace

QString searchText(const QString &text)
{
    QString plain;
    const QString apart = text.normalized(QString::NormalizationForm_KD);
    plain.reserve(apart.size());
    for (const QChar c : apart) {
        if (c.category() == QChar::Mark_NonSpacing)
            continue;
        if (c == QLatin1Char('\'') || c == QChar(0x2019) || c == QLatin1Char('-') || c == QChar(0x2013))
            plain.append(QLatin1Char(' '));
        else if (c == QChar(0x153) || c == QChar(0x152)) // oe ligature has no decomposition
            plain.append(QStringLiteral("oe"));
        else
            plain.append(c.toLower());
    }
    return plain;
}

CameraIndex::CameraIndex(const Facts &facts)
{
    struct Named {
        QString name;
        const Camera *camera;
    };
    std::vector<Named> named;
    named.reserve(static_cast<std::size_t>(facts.cameras.size()));
    for (const Camera &camera : facts.cameras)
        named.push_back({searchText(camera.name), &camera});
    std::sort(named.begin(), named.end(), [](const Named &a, const Named &b) {
        return a.name != b.name ? a.name < b.name : a.camera->id < b.camera->id;
    });
    QHash<QString, std::size_t> places;
    const auto add = [&](const QString &text, std::uint32_t camera) {
        eachWord(text, [&](std::u16string word) {
            const QString key = QString::fromStdU16String(word);
            auto found = places.constFind(key);
            if (found == places.constEnd()) {
                found = places.insert(key, m_words.size());
                m_words.push_back({std::move(word), {}});
            }
            auto &cameras = m_words[*found].cameras;
            if (cameras.empty() || cameras.back() != camera)
                cameras.push_back(camera);
        });
    };
    for (const auto &[name, camera] : named) {
        const auto place = static_cast<std::uint32_t>(m_cameras.size());
        m_cameras.push_back(camera->id);
        add(name, place);
        add(camera->id.value, place);
        if (camera->number > 0)
            add(QString::number(camera->number), place);
        const Site site = facts.sites.value(camera->site);
        add(site.name, place);
        add(facts.communes.value(site.commune).name, place);
        add(site.commune.value, place);
    }
    std::sort(m_words.begin(), m_words.end(), [](const Word &a, const Word &b) { return a.text < b.text; });
}

bool CameraIndex::markHolders(const std::u16string &typed, std::vector<Cost> &costs) const
{
    bool any = false;
    for (const Word &word : m_words) {
        const std::size_t at = word.text.find(typed);
        if (at == std::u16string::npos)
            continue;
        const Cost cost = at > 0 ? kWithin : word.text.size() == typed.size() ? kWholeWord : kBeginning;
        for (const std::uint32_t camera : word.cameras)
            costs[camera] = std::min(costs[camera], cost);
        any = true;
    }
    return any;
}

bool CameraIndex::markAlike(const std::u16string &typed, std::vector<Cost> &costs) const
{
    const unsigned allowed = slipsAllowed(typed.size());
    if (allowed == 0)
        return false;
    bool any = false;
    const Slips slips(typed);
    for (const Word &word : m_words) {
        if (word.text.size() + allowed < typed.size())
            continue;
        const unsigned found = slips.of(word.text);
        if (found > allowed)
            continue;
        const Cost cost = static_cast<Cost>(kOneSlip + found - 1);
        for (const std::uint32_t camera : word.cameras)
            costs[camera] = std::min(costs[camera], cost);
        any = true;
    }
    return any;
}

QList<CameraId> CameraIndex::find(const QString &typed, qsizetype most) const
{
    std::vector<std::u16string> words;
    eachWord(typed, [&](std::u16string word) {
        if (static_cast<qsizetype>(words.size()) < kMostWords)
            words.push_back(std::move(word));
    });
    std::vector<Cost> total(m_cameras.size(), 0);
    for (const std::u16string &word : words) {
        std::vector<Cost> costs(m_cameras.size(), kNotHeld);
        if (!markHolders(word, costs) && !markAlike(word, costs))
            return {};
        for (std::size_t i = 0; i < total.size(); ++i)
            total[i] = total[i] == kNotHeld || costs[i] == kNotHeld ? kNotHeld : static_cast<Cost>(total[i] + costs[i]);
    }
    // They are in the order of their names: one pass for each distance keeps it.
    QList<CameraId> found;
    const auto furthest = static_cast<unsigned>(kMostWords) * (kOneSlip + 2U);
    std::array<std::uint32_t, 256> counts{};
    for (const Cost cost : total)
        ++counts[cost];
    for (unsigned cost = 0; cost <= furthest && found.size() < most; ++cost) {
        for (std::size_t i = 0; counts[cost] > 0 && i < total.size() && found.size() < most; ++i) {
            if (total[i] == cost) {
                found.append(m_cameras[i]);
                --counts[cost];
            }
        }
    }
    return found;
}

} // namespace vigie::registry
