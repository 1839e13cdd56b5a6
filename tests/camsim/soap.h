// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>

#include <QtCore/QStringList>

#include <vector>

namespace vigie::camsim {

/// An element, named by namespace and local name; prefixes mean nothing.
struct XmlNode {
    QString ns;
    QString name;
    QString text;
    QStringList attributes; ///< name, value, name, value…
    std::vector<XmlNode> children;

    /// \return the first child of that local name, null if none
    [[nodiscard]] const XmlNode *child(QStringView childName) const;
    /// \return the trimmed text of a child, empty if there is none
    [[nodiscard]] QString childText(QStringView childName) const;
    [[nodiscard]] QString attribute(QStringView attributeName) const;
};

/// WS-Security UsernameToken as it came.
struct UsernameToken {
    QString user;
    QString passwordType; ///< the URI's last part: PasswordDigest or PasswordText
    QString password;
    QByteArray nonce; ///< decoded
    QString created;
};

struct SoapCall {
    XmlNode operation; ///< the first element of the body
    std::optional<UsernameToken> token;
};

/// Reads one SOAP 1.2 request of at most 256 KiB, 24 levels and 4096 elements. \return Protocol
[[nodiscard]] Result<SoapCall> parseSoap(const QByteArray &bytes);

struct SoapFault {
    bool receiver = false; ///< env:Receiver instead of env:Sender
    QStringList subcodes; ///< outermost first: {"ter:InvalidArgVal", "ter:NoProfile"}
    QString reason;
};

/// A whole envelope around \p body; the prefixes tds trt tr2 tptz tt ter are declared.
[[nodiscard]] QByteArray soapEnvelope(const QString &body);
[[nodiscard]] QByteArray soapFaultEnvelope(const SoapFault &fault);

/// xs:duration of days and smaller ("PT1.5S") in milliseconds; empty if it is none.
[[nodiscard]] std::optional<qint64> parseDuration(const QString &text);

} // namespace vigie::camsim
