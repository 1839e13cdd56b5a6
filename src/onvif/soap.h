// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>
#include <core/secret.h>
#include <core/time.h>

#include <QtCore/QByteArray>
#include <QtCore/QList>
#include <QtCore/QString>

/// SOAP 1.2 as ONVIF devices speak it: writing an envelope, reading an answer into a small tree.
/// Pure; any thread.
namespace vigie::onvif {

namespace ns {
inline constexpr char kEnvelope[] = "http://www.w3.org/2003/05/soap-envelope";
inline constexpr char kEnvelope11[] =
    "http://schemas.xmlsoap.org/soap/envelope/"; ///< old devices answer faults so
inline constexpr char kDevice[] = "http://www.onvif.org/ver10/device/wsdl";
inline constexpr char kMedia[] = "http://www.onvif.org/ver10/media/wsdl";
inline constexpr char kPtz[] = "http://www.onvif.org/ver20/ptz/wsdl";
inline constexpr char kDiscovery[] = "http://schemas.xmlsoap.org/ws/2005/04/discovery";
inline constexpr char kAddressing[] = "http://schemas.xmlsoap.org/ws/2004/08/addressing";
inline constexpr char kSchema[] = "http://www.onvif.org/ver10/schema";
} // namespace ns

/// Longest answer accepted, bytes.
inline constexpr qsizetype kMaximumSize = qsizetype{2} * 1024 * 1024;
/// Deepest element accepted in an answer.
inline constexpr int kMaximumDepth = 64;
/// Most elements accepted in an answer.
inline constexpr int kMaximumElements = 20000;

/// One element. Prefixes are forgotten; elements of namespaces that are neither SOAP's nor those
/// above (a maker's own additions) are left out with all they hold, so that a local name says
/// enough.
struct Element {
    QString nameSpace;
    QString name;
    QString text; ///< trimmed
    QList<std::pair<QString, QString>> attributes; ///< local name, value
    QList<Element> children;

    [[nodiscard]] bool is(const char *inNameSpace, QLatin1String localName) const;
    [[nodiscard]] const Element *
    child(QLatin1String localName) const; ///< first of that name; null if none
    [[nodiscard]] QList<const Element *> childrenNamed(QLatin1String localName) const;
    /// Follows child() along \p path; null where it breaks.
    [[nodiscard]] const Element *at(std::initializer_list<QLatin1String> path) const;
    [[nodiscard]] QString textOf(QLatin1String localName) const;
    [[nodiscard]] QString attribute(QLatin1String localName) const;
};

/// The first element inside the Body. \return Protocol (not XML, not SOAP, too deep, too large, a
/// DTD), Refused (a fault that speaks of authority), NotSupported (a fault: action not supported),
/// InvalidArgument (other faults: the reason text)
[[nodiscard]] Result<Element> readAnswer(const QByteArray &xml);

/// Escapes text for an element or an attribute.
[[nodiscard]] QString escaped(const QString &text);

/// What UsernameToken needs.
struct Credentials {
    QString user;
    const Secret *password = nullptr; ///< null: no security header
    Instant deviceTime; ///< now, as the device sees it
};
/// A whole envelope around \p body (which uses the prefixes tds, trt, tptz and tt). A fresh nonce
/// each call.
[[nodiscard]] QByteArray envelope(const QString &body, const Credentials &credentials);

} // namespace vigie::onvif
