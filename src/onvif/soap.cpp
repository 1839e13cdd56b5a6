// SPDX-License-Identifier: GPL-3.0-or-later
#include <onvif/soap.h>

#include <core/redact.h>

#include <QtCore/QCryptographicHash>
#include <QtCore/QRandomGenerator>
#include <QtCore/QXmlStreamReader>

#include <array>

namespace vigie::onvif {
namespace {

constexpr qsizetype kLongestText = qsizetype{16} * 1024;

bool isKnown(QStringView nameSpace)
{
    for (const char *known :
         {ns::kSchema, ns::kPtz, ns::kMedia, ns::kDevice, ns::kDiscovery, ns::kAddressing, ns::kEnvelope, ns::kEnvelope11}) {
        if (nameSpace == QLatin1String(known))
            return true;
    }
    return nameSpace.isEmpty(); // a SOAP 1.1 fault's parts have none
}

/// Reads the element the reader stands on, with everything in it.
class TreeReader {
public:
    explicit TreeReader(QXmlStreamReader &xml) : m_xml(xml) { }
    Result<> read(Element &element, int depth)
    {
        if (depth > kMaximumDepth)
            return fail(ErrorCode::Protocol,
                        QStringLiteral("XML deeper than %1 levels").arg(kMaximumDepth));
        if (++m_elements > kMaximumElements)
            return fail(ErrorCode::Protocol,
                        QStringLiteral("XML of more than %1 elements").arg(kMaximumElements));
        element.nameSpace = m_xml.namespaceUri().toString();
        element.name = m_xml.name().toString();
        for (const QXmlStreamAttribute &attribute : m_xml.attributes())
            element.attributes.append(
                {attribute.name().toString(), attribute.value().toString().left(kLongestText)});
        while (!m_xml.atEnd()) {
            switch (m_xml.readNext()) {
            case QXmlStreamReader::StartElement: {
                Element child;
                if (auto done = read(child, depth + 1); !done)
                    return done;
                if (isKnown(child.nameSpace))
                    element.children.append(std::move(child));
                break;
            }
            case QXmlStreamReader::Characters:
                if (element.text.size() < kLongestText)
                    element.text += m_xml.text();
                break;
            case QXmlStreamReader::EndElement:
                element.text = element.text.trimmed();
                return {};
            case QXmlStreamReader::DTD:
            case QXmlStreamReader::EntityReference:
                return fail(ErrorCode::Protocol, QStringLiteral("XML with a DTD or entities"));
            default:
                break;
            }
        }
        // The parser repeats names out of the answer, however long.
        return fail(ErrorCode::Protocol,
                    QStringLiteral("XML: %1").arg(redactedText(m_xml.errorString())));
    }

private:
    QXmlStreamReader &m_xml;
    int m_elements = 0;
};

QString faultText(const Element &fault)
{
    if (const Element *reason = fault.at({QLatin1String("Reason"), QLatin1String("Text")}))
        return reason->text;
    return fault.textOf(QLatin1String("faultstring"));
}

/// All words of a fault's codes, without prefixes.
QString faultCodes(const Element &fault)
{
    QString codes = fault.textOf(QLatin1String("faultcode"));
    for (const Element *code = fault.child(QLatin1String("Code")); code;
         code = code->child(QLatin1String("Subcode")))
        codes += QLatin1Char(' ') + code->textOf(QLatin1String("Value"));
    return codes;
}

tl::unexpected<Error> faultError(const Element &fault)
{
    const QString codes = faultCodes(fault);
    const QString all = codes + QLatin1Char(' ') + faultText(fault);
    const QString detail =
        redactedText(QStringLiteral("fault %1: %2").arg(codes.trimmed(), faultText(fault)));
    // Words differ from maker to maker.
    for (const char *word : {"NotAuthorized", "FailedAuthentication", "FailedCheck",
                             "not authorized", "Unauthorized", "InvalidSecurity"}) {
        if (all.contains(QLatin1String(word), Qt::CaseInsensitive))
            return fail(ErrorCode::Refused, detail);
    }
    for (const char *word : {"ActionNotSupported", "NotSupported", "OptionalActionNotImplemented",
                             "not implemented"}) {
        if (all.contains(QLatin1String(word), Qt::CaseInsensitive))
            return fail(ErrorCode::NotSupported, detail);
    }
    return fail(ErrorCode::InvalidArgument, detail);
}

QString usernameToken(const Credentials &credentials)
{
    std::array<quint32, 4> random{};
    QRandomGenerator::system()->fillRange(random.data(), static_cast<qsizetype>(random.size()));
    const QByteArray nonce(reinterpret_cast<const char *>(random.data()), sizeof random);
    const QString created = toIso(std::chrono::time_point_cast<std::chrono::milliseconds>(
        std::chrono::floor<std::chrono::seconds>(credentials.deviceTime)));
    QCryptographicHash hash(QCryptographicHash::Sha1);
    hash.addData(nonce);
    hash.addData(created.toLatin1());
    hash.addData(credentials.password->revealBytes());
    return QStringLiteral(
               "<s:Header><wsse:Security "
               "s:mustUnderstand=\"1\"><wsse:UsernameToken><wsse:Username>%1</wsse:Username>"
               "<wsse:Password "
               "Type=\"http://docs.oasis-open.org/wss/2004/01/"
               "oasis-200401-wss-username-token-profile-1.0#PasswordDigest\">%2</wsse:Password>"
               "<wsse:Nonce "
               "EncodingType=\"http://docs.oasis-open.org/wss/2004/01/"
               "oasis-200401-wss-soap-message-security-1.0#Base64Binary\">%3</wsse:Nonce>"
               "<wsu:Created>%4</wsu:Created></wsse:UsernameToken></wsse:Security></s:Header>")
        .arg(escaped(credentials.user), QString::fromLatin1(hash.result().toBase64()),
             QString::fromLatin1(nonce.toBase64()), created);
}

} // namespace

bool Element::is(const char *inNameSpace, QLatin1String localName) const
{
    return name == localName && nameSpace == QLatin1String(inNameSpace);
}

const Element *Element::child(QLatin1String localName) const
{
    for (const Element &element : children) {
        if (element.name == localName)
            return &element;
    }
    return nullptr;
}

QList<const Element *> Element::childrenNamed(QLatin1String localName) const
{
    QList<const Element *> found;
    for (const Element &element : children) {
        if (element.name == localName)
            found.append(&element);
    }
    return found;
}

const Element *Element::at(std::initializer_list<QLatin1String> path) const
{
    const Element *element = this;
    for (const QLatin1String step : path) {
        element = element->child(step);
        if (!element)
            return nullptr;
    }
    return element;
}

QString Element::textOf(QLatin1String localName) const
{
    const Element *element = child(localName);
    return element ? element->text : QString();
}

QString Element::attribute(QLatin1String localName) const
{
    for (const auto &[key, value] : attributes) {
        if (key == localName)
            return value;
    }
    return {};
}

Result<Element> readAnswer(const QByteArray &xml)
{
    if (xml.size() > kMaximumSize)
        return fail(ErrorCode::Protocol, QStringLiteral("XML of %1 bytes").arg(xml.size()));
    // Looked for before the parser sees it: Qt 6.4 reads a whole DTD before it says that there is
    // one. A zero byte would be UTF-16, in which the words could hide; no device speaks it.
    if (xml.contains("<!DOCTYPE") || xml.contains("<!ENTITY") || xml.contains('\0'))
        return fail(ErrorCode::Protocol, QStringLiteral("XML with a DTD or zero bytes"));
    QXmlStreamReader reader(xml);
    reader.setEntityExpansionLimit(0);
    while (!reader.atEnd() && reader.tokenType() != QXmlStreamReader::StartElement) {
        reader.readNext();
        if (reader.tokenType() == QXmlStreamReader::DTD)
            return fail(ErrorCode::Protocol, QStringLiteral("XML with a DTD"));
    }
    Element root;
    if (!reader.hasError() && reader.tokenType() == QXmlStreamReader::StartElement) {
        if (const auto read = TreeReader(reader).read(root, 1); !read)
            return fail(read);
    }
    const bool soap = root.is(ns::kEnvelope, QLatin1String("Envelope"))
        || root.is(ns::kEnvelope11, QLatin1String("Envelope"));
    if (!soap)
        return fail(ErrorCode::Protocol, QStringLiteral("not a SOAP envelope"));
    const Element *body = root.child(QLatin1String("Body"));
    if (!body || body->nameSpace != root.nameSpace || body->children.isEmpty())
        return fail(ErrorCode::Protocol, QStringLiteral("a SOAP envelope without a body we know"));
    const Element &first = body->children.constFirst();
    if (first.name == QLatin1String("Fault") && first.nameSpace == root.nameSpace)
        return faultError(first);
    return first;
}

QString escaped(const QString &text)
{
    QString clean;
    for (const QChar c : text) {
        if (c.unicode() >= 0x20 || c == QLatin1Char('\t'))
            clean.append(c); // control characters are not XML
    }
    return clean.toHtmlEscaped();
}

QByteArray envelope(const QString &body, const Credentials &credentials)
{
    const QString text =
        QStringLiteral("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
                       "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\""
                       " xmlns:wsse=\"http://docs.oasis-open.org/wss/2004/01/"
                       "oasis-200401-wss-wssecurity-secext-1.0.xsd\""
                       " xmlns:wsu=\"http://docs.oasis-open.org/wss/2004/01/"
                       "oasis-200401-wss-wssecurity-utility-1.0.xsd\""
                       " xmlns:tds=\"http://www.onvif.org/ver10/device/wsdl\" "
                       "xmlns:trt=\"http://www.onvif.org/ver10/media/wsdl\""
                       " xmlns:tptz=\"http://www.onvif.org/ver20/ptz/wsdl\" "
                       "xmlns:tt=\"http://www.onvif.org/ver10/schema\">");
    const QString header = credentials.password ? usernameToken(credentials) : QString();
    return QString(text + header + QStringLiteral("<s:Body>") + body
                   + QStringLiteral("</s:Body></s:Envelope>"))
        .toUtf8();
}

} // namespace vigie::onvif
