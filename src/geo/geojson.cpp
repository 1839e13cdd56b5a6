// SPDX-License-Identifier: GPL-3.0-or-later
#include <geo/geojson.h>

#include <geo/json_scanner.h>
#include <geo/mercator.h>

#include <QtCore/QFile>
#include <QtCore/QHash>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

#include <cmath>

namespace vigie::geo {
namespace {

using Kind = OutlineProblem::Kind;

/// "60057", "2A004"; digits that lost their leading zero in a spreadsheet get it back.
QString inseeFrom(QString text)
{
    text = text.trimmed().toUpper();
    if (text.size() == 4)
        text.prepend(u'0');
    if (text.size() != 5)
        return {};
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        const bool corsica = i == 1 && text.at(0) == u'2' && (c == u'A' || c == u'B');
        if (!corsica && (c < u'0' || c > u'9'))
            return {};
    }
    return text;
}

class Reader {
public:
    Reader(const QByteArray &bytes, const OutlineLimits &limits) : m_scan(bytes), m_limits(limits)
    {
    }

    Result<OutlineFile> read()
    {
        QString name;
        QString type;
        QString source;
        bool features = false;
        if (!m_scan.enterObject())
            return fail(m_scan.error().code, m_scan.error().detail);
        while (m_scan.nextMember(name)) {
            if (name == QLatin1StringView("type"))
                readText(type);
            else if (name == QLatin1StringView("attribution"))
                readText(m_file.attribution);
            else if (name == QLatin1StringView("source"))
                readText(source);
            else if (name == QLatin1StringView("features")
                     && m_scan.peek() == JsonScanner::Next::Array)
                features = readFeatures();
            else
                m_scan.skip();
            if (!m_refusal.isEmpty())
                return fail(ErrorCode::InvalidArgument, m_refusal);
        }
        if (!m_scan.failed() && !m_scan.atEnd())
            return fail(ErrorCode::Corrupt, QStringLiteral("text after the end of the document"));
        if (m_scan.failed())
            return fail(m_scan.error().code, m_scan.error().detail);
        if (type != QLatin1StringView("FeatureCollection") || !features)
            return fail(ErrorCode::InvalidArgument, QStringLiteral("not a FeatureCollection"));
        if (m_file.outlines.isEmpty())
            return fail(ErrorCode::InvalidArgument,
                        QStringLiteral("no usable outline, %1 problems").arg(m_file.problemCount));
        if (m_file.attribution.isEmpty())
            m_file.attribution = source;
        m_file.attribution = m_file.attribution.simplified().left(200);
        for (Outline &outline : m_file.outlines)
            outline.bounds = boundsOf(outline.rings);
        return m_file;
    }

private:
    struct RawRing {
        int depth = 0; ///< arrays around it inside "coordinates"
        bool outOfRange = false;
        Ring points;
    };

    void problem(Kind kind)
    {
        ++m_file.problemCount;
        if (m_file.problems.size() < kMaxProblems)
            m_file.problems.append({kind, m_feature, m_code});
    }

    /// A text, or a number written as one; anything else is passed over.
    void readText(QString &text)
    {
        if (m_scan.peek() == JsonScanner::Next::String) {
            std::ignore = m_scan.readString(text);
        } else if (m_scan.peek() == JsonScanner::Next::Number) {
            double number = 0;
            if (m_scan.readNumber(number) && number >= 0 && number < 1e6)
                text = QString::number(number, 'f', 0);
        } else {
            m_scan.skip();
        }
    }

    bool readFeatures()
    {
        if (!m_scan.enterArray())
            return false;
        for (m_feature = 0; m_scan.nextElement(); ++m_feature) {
            if (m_feature >= m_limits.features) {
                m_refusal = QStringLiteral("more than %1 features").arg(m_limits.features);
                return false;
            }
            if (m_scan.peek() != JsonScanner::Next::Object) {
                m_code.clear();
                problem(Kind::NotAnArea);
                m_scan.skip();
                continue;
            }
            if (!readFeature())
                return false;
        }
        return !m_scan.failed();
    }

    bool readFeature()
    {
        m_code.clear();
        m_rings.clear();
        QString title;
        QString geometry;
        QString name;
        if (!m_scan.enterObject())
            return false;
        while (m_scan.nextMember(name)) {
            const bool object = m_scan.peek() == JsonScanner::Next::Object;
            if (object && name == QLatin1StringView("properties"))
                readProperties(title);
            else if (object && name == QLatin1StringView("geometry"))
                readGeometry(geometry);
            else
                m_scan.skip();
            if (!m_refusal.isEmpty())
                return false;
        }
        if (m_scan.failed())
            return false;
        keep(title, geometry);
        return true;
    }

    void readProperties(QString &title)
    {
        QString name;
        QString code;
        if (!m_scan.enterObject())
            return;
        while (m_scan.nextMember(name)) {
            const QString key = name.toLower();
            if (key == QLatin1StringView("code") || key == QLatin1StringView("insee_com")
                || key == QLatin1StringView("code_insee") || key == QLatin1StringView("insee"))
                readText(code);
            else if (key == QLatin1StringView("nom") || key == QLatin1StringView("nom_officiel")
                     || key == QLatin1StringView("nom_com"))
                readText(title);
            else
                m_scan.skip();
        }
        m_code = inseeFrom(code);
        title = title.simplified().left(120);
    }

    void readGeometry(QString &geometry)
    {
        QString name;
        if (!m_scan.enterObject())
            return;
        while (m_scan.nextMember(name)) {
            if (name == QLatin1StringView("type"))
                readText(geometry);
            else if (name == QLatin1StringView("coordinates")
                     && m_scan.peek() == JsonScanner::Next::Array)
                readCoordinates(0);
            else
                m_scan.skip();
            if (!m_refusal.isEmpty())
                return;
        }
    }

    /// Reads nested arrays of any depth down to positions; which depth is right is known once
    /// "type" is.
    void readCoordinates(int depth)
    {
        if (depth > 4 || !m_scan.enterArray()) {
            if (depth > 4)
                m_scan.skip();
            return;
        }
        RawRing ring;
        ring.depth = depth;
        bool nested = false;
        while (m_scan.nextElement()) {
            if (m_scan.peek() != JsonScanner::Next::Array) {
                m_scan.skip(); // a number where a position should be
                ring.outOfRange = true;
                continue;
            }
            if (!readPosition(ring, depth)) {
                nested = true;
                readCoordinates(depth + 1);
            }
            if (!m_refusal.isEmpty() || m_scan.failed())
                return;
        }
        if (nested && !ring.points.isEmpty())
            ring.outOfRange = true; // positions and deeper arrays side by side: a point of it is lost
        if (!ring.points.isEmpty() || ring.outOfRange)
            m_rings.append(std::move(ring));
    }

    /// False when the array at the cursor is not a position; the cursor has then not moved.
    bool readPosition(RawRing &ring, int depth)
    {
        if (!m_scan.startsPosition())
            return false;
        double value[2] = {0, 0};
        int count = 0;
        if (!m_scan.enterArray())
            return true;
        while (m_scan.nextElement()) {
            if (count < 2 && m_scan.peek() == JsonScanner::Next::Number)
                std::ignore = m_scan.readNumber(value[count]);
            else
                m_scan.skip(); // altitude
            ++count;
        }
        if (++m_points > m_limits.points) {
            m_refusal = QStringLiteral("more than %1 points").arg(m_limits.points);
            return true;
        }
        const LatLon position{value[1], value[0]};
        // isValid() is false for NaN and infinity too. The poles are no commune, and would stretch
        // the map.
        if (count < 2 || !position.isValid() || std::abs(position.latitude) > kMaxLatitude
            || depth < 1)
            ring.outOfRange = true;
        else
            ring.points.append(project(position));
        return true;
    }

    void keep(const QString &title, const QString &geometry)
    {
        if (m_code.isEmpty()) {
            problem(Kind::NoCode);
            return;
        }
        const bool polygon = geometry == QLatin1StringView("Polygon");
        if ((!polygon && geometry != QLatin1StringView("MultiPolygon")) || m_rings.isEmpty()) {
            problem(Kind::NotAnArea);
            return;
        }
        QList<Ring> rings;
        for (RawRing &raw : m_rings) {
            if (raw.outOfRange) {
                problem(Kind::OutOfRange);
            } else if (raw.depth != (polygon ? 1 : 2)) {
                problem(Kind::NotAnArea);
            } else {
                Ring ring = tidied(raw.points);
                if (ring.size() < 3 || std::abs(signedArea(ring)) <= 0.0)
                    problem(Kind::BadRing);
                else
                    rings.append(std::move(ring));
            }
        }
        if (rings.isEmpty())
            return;
        const auto known = m_index.constFind(m_code);
        if (known != m_index.constEnd()) {
            m_file.outlines[*known].rings.append(rings);
            return;
        }
        m_index.insert(m_code, m_file.outlines.size());
        m_file.outlines.append({Insee{m_code}, title, rings, {}});
    }

    /// Without repeated neighbours, the last point included where it repeats the first.
    static Ring tidied(const Ring &points)
    {
        Ring ring;
        ring.reserve(points.size());
        for (const QPointF &p : points) {
            // Exact: QPointF's own == would take points a few metres apart for one in world units.
            if (ring.isEmpty() || p.x() != ring.last().x() || p.y() != ring.last().y())
                ring.append(p);
        }
        while (ring.size() > 1 && ring.first().x() == ring.last().x()
               && ring.first().y() == ring.last().y())
            ring.removeLast();
        return ring;
    }

    JsonScanner m_scan;
    OutlineLimits m_limits;
    OutlineFile m_file;
    QHash<QString, qsizetype> m_index;
    QList<RawRing> m_rings;
    QString m_code;
    QString m_refusal;
    qsizetype m_feature = 0;
    qint64 m_points = 0;
};

} // namespace

Result<OutlineFile> readOutlines(const QByteArray &bytes, const OutlineLimits &limits)
{
    if (bytes.size() > limits.bytes)
        return fail(
            ErrorCode::InvalidArgument,
            QStringLiteral("%1 bytes, at most %2 are read").arg(bytes.size()).arg(limits.bytes));
    return Reader(bytes, limits).read();
}

Result<OutlineFile> readOutlineFile(const QString &path, const OutlineLimits &limits)
{
    QFile file(path);
    if (!file.exists())
        return fail(ErrorCode::NotFound, path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Io, path + QStringLiteral(": ") + file.errorString());
    // One byte more than allowed tells a file that is too long from one that just fits, whatever
    // size() says of a pipe.
    const QByteArray bytes = file.read(limits.bytes + 1);
    if (file.error() != QFileDevice::NoError)
        return fail(ErrorCode::Io, path + QStringLiteral(": ") + file.errorString());
    return readOutlines(bytes, limits);
}

QByteArray writeOutlines(const QList<Outline> &outlines, const QString &attribution)
{
    const auto object = [](const QJsonObject &value) {
        return QJsonDocument(value).toJson(QJsonDocument::Compact);
    };
    QByteArray out;
    out += R"({"type":"FeatureCollection",)";
    out += object({{QStringLiteral("attribution"), attribution}}).mid(1).chopped(1);
    out += R"(,"features":[)";
    bool firstFeature = true;
    for (const Outline &outline : outlines) {
        out += firstFeature ? "\n" : ",\n";
        firstFeature = false;
        out += R"({"type":"Feature","properties":)";
        out += object(
            {{QStringLiteral("code"), outline.code.value}, {QStringLiteral("nom"), outline.name}});
        // Every ring as a part of its own: inside is an odd number of rings, so holes stay holes
        // for us.
        out += R"(,"geometry":{"type":"MultiPolygon","coordinates":[)";
        bool firstRing = true;
        for (const Ring &ring : outline.rings) {
            out += firstRing ? "[[" : ",[[";
            firstRing = false;
            for (qsizetype i = 0; i <= ring.size(); ++i) {
                const LatLon p = unproject(ring.at(i % ring.size()));
                out += i == 0 ? "[" : ",[";
                out += QByteArray::number(p.longitude, 'f', 7);
                out += ',';
                out += QByteArray::number(p.latitude, 'f', 7);
                out += ']';
            }
            out += "]]";
        }
        out += "]}}";
    }
    out += "\n]}\n";
    return out;
}

} // namespace vigie::geo
