// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <onvif/discovery.h>
#include <registry/edits.h>
#include <ui/admin/draft.h>

#include <QtCore/QSet>
#include <QtWidgets/QDialog>

class QLabel;
class QPushButton;
class QTreeWidget;

namespace vigie::admin {

/// The ONVIF devices that answer on the networks of this machine, and which of them the registry has already. Choosing some makes
/// new cameras of them, to be completed: a device that answers is no camera of anybody's yet. Thread: GUI.
class FindDevices final : public QDialog {
    Q_OBJECT
public:
    /// \p draft outlives the dialog. Begins to search.
    FindDevices(const Draft &draft, std::unique_ptr<onvif::Discovery> discovery, QWidget *parent = nullptr);
    ~FindDevices() override;

Q_SIGNALS:
    void chosen(const QList<vigie::registry::EntityChange> &cameras);

private:
    void search();
    void add(const onvif::FoundDevice &device);
    void follow();
    void choose();
    [[nodiscard]] QList<int> checkedRows() const;

    const Draft &m_draft;
    const std::unique_ptr<onvif::Discovery> m_discovery;
    QSet<QString> m_knownHosts; ///< of the registry, when the search began
    QList<onvif::FoundDevice> m_devices; ///< as the rows
    QTreeWidget *m_list;
    QLabel *m_state;
    QPushButton *m_again;
    QPushButton *m_add;
};

/// A new camera that is reached at \p device; the rest is for whoever registers it.
[[nodiscard]] registry::EntityChange cameraOf(const onvif::FoundDevice &device);

/// Hosts of every endpoint in \p draft.
[[nodiscard]] QSet<QString> hostsOf(const Draft &draft);

} // namespace vigie::admin
