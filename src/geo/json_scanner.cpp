// SPDX-License-Identifier: GPL-3.0-or-later
#include <geo/json_scanner.h>

#include <charconv>
#include <cmath>
#include <cstring>

namespace vigie::geo {
namespace {

constexpr char kFirst = 1; // no member of this container has been read yet
constexpr char kObject = 2;

} // namespace

JsonScanner::JsonScanner(QByteArrayView bytes, int maxDepth)
    : m_at(bytes.data()),
      m_begin(bytes.data()),
      m_end(bytes.data() + bytes.size()),
      m_maxDepth(maxDepth)
{
    if (bytes.startsWith("\xEF\xBB\xBF")) // a byte order mark, as some exports write
        m_at += 3;
}

Error JsonScanner::error() const
{
    if (m_error.isEmpty())
        return {ErrorCode::Internal, QStringLiteral("no JSON error")};
    return {ErrorCode::Corrupt, m_error};
}

bool JsonScanner::bad(const char *what)
{
    if (m_error.isEmpty())
        m_error = QStringLiteral("byte %1: %2").arg(m_at - m_begin).arg(QLatin1StringView(what));
    m_at = m_end;
    return false;
}

void JsonScanner::skipSpace()
{
    while (m_at != m_end && (*m_at == ' ' || *m_at == '\n' || *m_at == '\r' || *m_at == '\t'))
        ++m_at;
}

JsonScanner::Next JsonScanner::peek()
{
    skipSpace();
    if (failed())
        return Next::Bad;
    if (m_at == m_end)
        return Next::End;
    switch (*m_at) {
    case '{':
        return Next::Object;
    case '[':
        return Next::Array;
    case '"':
        return Next::String;
    case 't':
    case 'f':
    case 'n':
        return Next::Literal;
    default:
        return *m_at == '-' || (*m_at >= '0' && *m_at <= '9') ? Next::Number : Next::Bad;
    }
}

bool JsonScanner::startsPosition()
{
    if (peek() != Next::Array)
        return false;
    const char *at = m_at;
    ++m_at;
    const Next inside = peek();
    m_at = at;
    return inside == Next::Number;
}

bool JsonScanner::enter(char open)
{
    skipSpace();
    if (failed())
        return false;
    if (m_at == m_end || *m_at != open)
        return bad(open == '{' ? "an object was expected" : "an array was expected");
    if (m_levels.size() >= m_maxDepth)
        return bad("nested too deeply");
    ++m_at;
    m_levels.append(open == '{' ? char(kFirst | kObject) : kFirst);
    return true;
}

bool JsonScanner::enterObject()
{
    return enter('{');
}

bool JsonScanner::enterArray()
{
    return enter('[');
}

bool JsonScanner::step(char close)
{
    skipSpace();
    if (failed())
        return false;
    if (m_levels.isEmpty() || ((m_levels.back() & kObject) != 0) != (close == '}'))
        return bad("not inside a container");
    if (m_at == m_end)
        return bad("the file ends too early");
    const bool first = (m_levels.back() & kFirst) != 0;
    if (*m_at == close) {
        ++m_at;
        m_levels.chop(1);
        return false;
    }
    if (!first) {
        if (*m_at != ',')
            return bad("a comma was expected");
        ++m_at;
    }
    m_levels.back() = static_cast<char>(m_levels.back() & ~kFirst);
    return true;
}

bool JsonScanner::nextMember(QString &name)
{
    if (!step('}') || !readString(name))
        return false;
    skipSpace();
    if (m_at == m_end || *m_at != ':')
        return bad("a colon was expected");
    ++m_at;
    return true;
}

bool JsonScanner::nextElement()
{
    return step(']');
}

bool JsonScanner::readHex(char32_t &unit)
{
    if (m_end - m_at < 4)
        return bad("a broken escape");
    unsigned value = 0;
    const auto [rest, problem] = std::from_chars(m_at, m_at + 4, value, 16);
    if (problem != std::errc() || rest != m_at + 4)
        return bad("a broken escape");
    m_at += 4;
    unit = value;
    return true;
}

bool JsonScanner::skipString()
{
    ++m_at; // the opening quote
    while (m_at != m_end && *m_at != '"') {
        if (static_cast<unsigned char>(*m_at) < 0x20)
            return bad("a control character in a text");
        m_at += *m_at == '\\' && m_end - m_at > 1 ? 2 : 1;
    }
    if (m_at == m_end)
        return bad("the file ends inside a text");
    ++m_at;
    return true;
}

bool JsonScanner::readString(QString &text, qsizetype maxLength)
{
    skipSpace();
    if (failed())
        return false;
    if (m_at == m_end || *m_at != '"')
        return bad("a text was expected");
    const char *start = m_at + 1;
    if (!skipString())
        return false;
    const char *stop = m_at - 1;
    if (stop - start > maxLength)
        return bad("a text is too long");
    if (!std::memchr(start, '\\', static_cast<size_t>(stop - start))) {
        text = QString::fromUtf8(start, stop - start);
        return true;
    }
    const char *after = m_at;
    m_at = start;
    QByteArray utf8;
    QString result;
    const auto flush = [&utf8, &result] {
        result += QString::fromUtf8(utf8);
        utf8.clear();
    };
    while (m_at != stop) {
        if (*m_at != '\\') {
            utf8.append(*m_at++);
            continue;
        }
        ++m_at;
        const char escape = *m_at++;
        static constexpr char kNames[] = "\"\\/bfnrt";
        static constexpr char kValues[] = "\"\\/\b\f\n\r\t";
        if (escape == 'u') {
            char32_t unit = 0;
            if (!readHex(unit))
                return false;
            flush();
            result += QChar(static_cast<char16_t>(unit)); // surrogates join by themselves in UTF-16
        } else if (const char *known = std::strchr(kNames, escape); escape != '\0' && known) {
            utf8.append(kValues[known - kNames]);
        } else {
            return bad("an unknown escape");
        }
    }
    flush();
    m_at = after;
    text = result;
    return true;
}

bool JsonScanner::readNumber(double &number)
{
    if (peek() != Next::Number)
        return bad("a number was expected");
    const auto [rest, problem] = std::from_chars(m_at, m_end, number);
    if (problem == std::errc::result_out_of_range) {
        number = HUGE_VAL; // "1e999": a number by grammar, refused by every range check
    } else if (problem != std::errc()) {
        return bad("a broken number");
    }
    m_at = rest;
    return true;
}

bool JsonScanner::skip()
{
    const auto base = m_levels.size();
    do {
        switch (peek()) {
        case Next::Object:
        case Next::Array:
            if (!enter(*m_at))
                return false;
            break;
        case Next::String:
            if (!skipString())
                return false;
            break;
        case Next::Number: {
            double ignored = 0;
            if (!readNumber(ignored))
                return false;
            break;
        }
        case Next::Literal: {
            static constexpr const char *kLiterals[] = {"true", "false", "null"};
            bool known = false;
            for (const char *literal : kLiterals) {
                const auto length = static_cast<qsizetype>(std::strlen(literal));
                if (m_end - m_at >= length
                    && std::memcmp(m_at, literal, static_cast<size_t>(length)) == 0) {
                    m_at += length;
                    known = true;
                    break;
                }
            }
            if (!known)
                return bad("an unknown word");
            break;
        }
        case Next::End:
            return bad("the file ends too early");
        case Next::Bad:
            return bad("not a value");
        }
        // Leave every container that ends here, and go to the next value of the one we are in.
        while (m_levels.size() > base) {
            skipSpace();
            const bool object = (m_levels.back() & kObject) != 0;
            QString name;
            if (object ? nextMember(name) : nextElement())
                break;
            if (failed())
                return false;
        }
    } while (m_levels.size() > base);
    return true;
}

bool JsonScanner::atEnd()
{
    skipSpace();
    return m_at == m_end && !failed();
}

} // namespace vigie::geo
