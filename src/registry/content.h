// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/endpoint.h>
#include <registry/model.h>

#include <QtCore/QByteArray>
#include <QtCore/QStringList>

namespace vigie::registry {

/// How a person proves who they are. Apart from Facts: the rule of access has no use for it.
/// Without password and hash, whoever is in the registry already keeps the password they have.
struct PersonCredential {
    Secret password; ///< given in clear by an import; hashed before it is stored
    QByteArray hash; ///< Argon2id text
};

/// A whole registry, or a part to be merged: the facts, and what only the registry itself may hold.
/// An endpoint without a password keeps the one the registry has for that camera.
struct Content {
    Facts facts;
    QHash<PersonId, std::shared_ptr<const PersonCredential>> credentials;
    QHash<CameraId, std::shared_ptr<const CameraEndpoint>> endpoints;
};

/// Adds \p part to \p base: what has an id takes the place of what had it (trainings: those of the
/// person). Parameters stay those of \p base.
void mergeInto(Content &base, const Content &part);

/// Everything in \p content that contradicts itself: references to things that are not there, ids
/// that are not well formed, purposes outside 1 to 11, validity that ends before it begins … One
/// sentence each, with the place
/// ("cameras[cam-03].site: no site 'gare'"), the first two thousand. Empty when sound.
[[nodiscard]] QStringList problemsOf(const Content &content);

} // namespace vigie::registry
