// SPDX-License-Identifier: GPL-3.0-or-later
#include "soap.h"

#include <QtCore/QRegularExpression>
#include <QtCore/QXmlStreamReader>

namespace vigie::camsim {

namespace {
constexpr qsizetype kMaxBytes = 256 * 1024;
constexpr int kMaxDepth = 24;
constexpr int kMaxNodes = 4096;
constexpr qsizetype kMaxDetail = 200; // Qt quotes whole names in its errors
constexpr QStringView kEnvelope = u"http://www.w3.org/2003/05/soap-envelope";

bool readNode(QXmlStreamReader &xml, XmlNode &node, int depth, int &nodes)
{
    if (depth > kMaxDepth || ++nodes > kMaxNodes) {
        xml.raiseError(QStringLiteral("too deep or too large"));
        return false;
    }
    node.ns = xml.namespaceUri().toString();
    node.name = xml.name().toString();
    for (const auto &attribute : xml.attributes())
        node.attributes << attribute.name().toString() << attribute.value().toString();
    while (!xml.atEnd()) {
        switch (xml.readNext()) {
        case QXmlStreamReader::StartElement:
            if (!readNode(xml, node.children.emplace_back(), depth + 1, nodes))
                return false;
            break;
        case QXmlStreamReader::Characters:
            node.text += xml.text();
            break;
        case QXmlStreamReader::EndElement:
            return true;
        case QXmlStreamReader::DTD:
            xml.raiseError(QStringLiteral("DTD"));
            break;
        default:
            break;
        }
    }
    return false;
}

std::optional<UsernameToken> readToken(const XmlNode &header)
{
    const XmlNode *security = header.child(u"Security");
    const XmlNode *node = security ? security->child(u"UsernameToken") : nullptr;
    if (!node)
        return std::nullopt;
    UsernameToken token;
    token.user = node->childText(u"Username");
    token.created = node->childText(u"Created");
    token.nonce = QByteArray::fromBase64(node->childText(u"Nonce").toLatin1());
    if (const XmlNode *password = node->child(u"Password")) {
        token.password = password->text.trimmed();
        token.passwordType = password->attribute(u"Type").section(u'#', -1);
    }
    return token;
}
} // namespace

const XmlNode *XmlNode::child(QStringView childName) const
{
    for (const XmlNode &node : children) {
        if (node.name == childName)
            return &node;
    }
    return nullptr;
}

QString XmlNode::childText(QStringView childName) const
{
    const XmlNode *node = child(childName);
    return node ? node->text.trimmed() : QString();
}

QString XmlNode::attribute(QStringView attributeName) const
{
    for (qsizetype i = 0; i + 1 < attributes.size(); i += 2) {
        if (attributes[i] == attributeName)
            return attributes[i + 1];
    }
    return {};
}

Result<SoapCall> parseSoap(const QByteArray &bytes)
{
    if (bytes.size() > kMaxBytes)
        return fail(ErrorCode::Protocol, QStringLiteral("request too large"));
    QXmlStreamReader xml(bytes);
    XmlNode envelope;
    int nodes = 0;
    while (!xml.atEnd() && xml.readNext() != QXmlStreamReader::StartElement) {
        if (xml.tokenType() == QXmlStreamReader::DTD)
            return fail(ErrorCode::Protocol, QStringLiteral("DTD"));
    }
    if (xml.hasError() || xml.atEnd() || !readNode(xml, envelope, 0, nodes))
        return fail(ErrorCode::Protocol, xml.errorString().left(kMaxDetail));
    if (envelope.name != u"Envelope" || envelope.ns != kEnvelope)
        return fail(ErrorCode::Protocol, QStringLiteral("not a SOAP 1.2 envelope"));
    const XmlNode *body = envelope.child(u"Body");
    if (!body || body->ns != kEnvelope || body->children.empty())
        return fail(ErrorCode::Protocol, QStringLiteral("no body"));
    SoapCall call;
    call.operation = body->children.front();
    if (const XmlNode *header = envelope.child(u"Header"))
        call.token = readToken(*header);
    return call;
}

QByteArray soapEnvelope(const QString &body)
{
    return (QStringLiteral("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                           "<env:Envelope xmlns:env=\"http://www.w3.org/2003/05/soap-envelope\""
                           " xmlns:tds=\"http://www.onvif.org/ver10/device/wsdl\""
                           " xmlns:trt=\"http://www.onvif.org/ver10/media/wsdl\""
                           " xmlns:tr2=\"http://www.onvif.org/ver20/media/wsdl\""
                           " xmlns:tptz=\"http://www.onvif.org/ver20/ptz/wsdl\""
                           " xmlns:tt=\"http://www.onvif.org/ver10/schema\""
                           " xmlns:ter=\"http://www.onvif.org/ver10/error\"><env:Body>")
            + body + QStringLiteral("</env:Body></env:Envelope>\n"))
        .toUtf8();
}

QByteArray soapFaultEnvelope(const SoapFault &fault)
{
    QString code;
    for (auto it = fault.subcodes.crbegin(); it != fault.subcodes.crend(); ++it)
        code =
            QStringLiteral("<env:Subcode><env:Value>%1</env:Value>%2</env:Subcode>").arg(*it, code);
    return soapEnvelope(
        QStringLiteral(
            "<env:Fault><env:Code><env:Value>%1</env:Value>%2</env:Code>"
            "<env:Reason><env:Text xml:lang=\"en\">%3</env:Text></env:Reason></env:Fault>")
            .arg(fault.receiver ? QStringLiteral("env:Receiver") : QStringLiteral("env:Sender"),
                 code, fault.reason.toHtmlEscaped()));
}

std::optional<qint64> parseDuration(const QString &text)
{
    static const QRegularExpression shape(
        QStringLiteral("^P(?:(\\d{1,4})D)?(?:T(?:(\\d{1,5})H)?(?:(\\d{1,6})M)?(?:(\\d{1,8}(?:\\."
                       "\\d{1,9})?)S)?)?$"));
    const auto match = shape.match(text.trimmed());
    if (!match.hasMatch() || text.trimmed().size() < 3 || text.trimmed().endsWith(u'T'))
        return std::nullopt;
    const double seconds = match.captured(1).toDouble() * 86400
        + match.captured(2).toDouble() * 3600 + match.captured(3).toDouble() * 60
        + match.captured(4).toDouble();
    return static_cast<qint64>(seconds * 1000);
}

} // namespace vigie::camsim
