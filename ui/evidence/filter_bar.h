// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/clock.h>
#include <journal/journal_filter.h>
#include <registry/model.h>

#include <QtWidgets/QWidget>

class QCheckBox;
class QComboBox;
class QDateEdit;
class QLineEdit;
class QPushButton;

namespace vigie::evidenceui {

/// What is looked for in the journal. Thread: GUI.
class FilterBar final : public QWidget {
    Q_OBJECT
public:
    enum class Period { Everything, Today, SevenDays, ThirtyOneDays, Between };

    /// \p facts  for the names of cameras and communes; may be null. \p clock outlives this
    FilterBar(const registry::Facts *facts, const Clock &clock, QWidget *parent = nullptr);

    /// Nothing while a field says something that is not in the registry or a period ends before it begins: the field is marked.
    [[nodiscard]] std::optional<journal::Filter> filter();
    void focusFirst();

Q_SIGNALS:
    void searchAsked();

private:
    void fillCameras(const registry::Facts &facts);
    void fillCommunes(const registry::Facts &facts);
    void followPeriod();
    [[nodiscard]] std::optional<CameraId> camera() const;
    [[nodiscard]] Interval during() const;

    const Clock &m_clock;
    QLineEdit *m_matricule;
    QLineEdit *m_camera;
    QComboBox *m_commune;
    QComboBox *m_event;
    QComboBox *m_period;
    QDateEdit *m_from;
    QDateEdit *m_until;
    QCheckBox *m_refusals;
    QPushButton *m_search;
    QHash<QString, CameraId> m_cameras; ///< by id and by "name (id)", in small letters
};

} // namespace vigie::evidenceui
