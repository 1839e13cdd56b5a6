// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <settings/settings.h>
#include <ui/shell/desk_memory.h>

namespace vigie::shell {

/// DeskMemory in the settings file of this station, a section per person. Anything damaged there reads as the default.
/// Thread: GUI.
class SettingsMemory final : public DeskMemoryStore {
public:
    explicit SettingsMemory(settings::Settings &settings) : m_settings(settings) { }
    [[nodiscard]] DeskMemory load(const PersonId &person) const override;
    void save(const PersonId &person, const DeskMemory &memory) override;

private:
    settings::Settings &m_settings;
};

} // namespace vigie::shell
