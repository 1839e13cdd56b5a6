// SPDX-License-Identifier: GPL-3.0-or-later
#include "filter_bar.h"

#include <core/paris_time.h>
#include <journal/journal.h>
#include <ui/common/icon.h>
#include <ui/evidence/record_text.h>

#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QCompleter>
#include <QtWidgets/QDateEdit>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QStyle>

#include <algorithm>

namespace vigie::evidenceui {
namespace {

QDate toQt(Date date)
{
    return {static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
            static_cast<int>(static_cast<unsigned>(date.day()))};
}

Date fromQt(const QDate &date)
{
    return Date(std::chrono::year(date.year()), std::chrono::month(static_cast<unsigned>(date.month())),
                std::chrono::day(static_cast<unsigned>(date.day())));
}

Date daysBefore(Date date, int days)
{
    return Date(std::chrono::sys_days(date) - std::chrono::days(days));
}

void mark(QWidget &field, bool invalid)
{
    field.setProperty("invalid", invalid);
    field.style()->unpolish(&field);
    field.style()->polish(&field);
}

} // namespace

FilterBar::FilterBar(const registry::Facts *facts, const Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_clock(clock)
    , m_matricule(new QLineEdit(this))
    , m_camera(new QLineEdit(this))
    , m_commune(new QComboBox(this))
    , m_event(new QComboBox(this))
    , m_period(new QComboBox(this))
    , m_from(new QDateEdit(this))
    , m_until(new QDateEdit(this))
    , m_refusals(new QCheckBox(tr("&Refusals and cuts only"), this))
    , m_search(new QPushButton(ui::icon(ui::IconId::Search), tr("Search"), this))
{
    setObjectName(QStringLiteral("filterBar"));
    m_matricule->setMaxLength(100);
    m_camera->setMaxLength(200);
    m_camera->setPlaceholderText(tr("name or identifier"));
    m_commune->addItem(tr("All communes"), QString());
    m_event->addItem(tr("All events"), QString());
    for (int event = 0; event < journal::kEventCount; ++event) {
        const QString name = journal::eventName(static_cast<journal::Event>(event));
        m_event->addItem(eventText(name), name);
    }
    for (const auto &[period, words] : {std::pair(Period::Today, tr("Today")), std::pair(Period::SevenDays, tr("The last 7 days")),
                                        std::pair(Period::ThirtyOneDays, tr("The last 31 days")), std::pair(Period::Between, tr("From … to …")),
                                        std::pair(Period::Everything, tr("Everything kept"))})
        m_period->addItem(words, static_cast<int>(period));
    const QDate today = toQt(paris::dateAt(m_clock.now()));
    for (QDateEdit *day : {m_from, m_until}) {
        day->setDisplayFormat(QStringLiteral("dd/MM/yyyy"));
        day->setCalendarPopup(true);
        day->setDate(today);
    }
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(12, 8, 12, 8);
    const auto place = [&](int row, int column, const QString &label, QWidget *field, const char *name) {
        auto *words = new QLabel(label, this);
        words->setBuddy(field);
        field->setObjectName(QLatin1String(name));
        grid->addWidget(words, row, 2 * column);
        grid->addWidget(field, row, 2 * column + 1);
        grid->setColumnStretch(2 * column + 1, 1);
    };
    place(0, 0, tr("&Matricule"), m_matricule, "filterMatricule");
    place(0, 1, tr("&Camera"), m_camera, "filterCamera");
    place(0, 2, tr("C&ommune"), m_commune, "filterCommune");
    place(0, 3, tr("&Event"), m_event, "filterEvent");
    grid->addWidget(m_event, 0, 7, 1, 2); // above the button as well
    place(1, 0, tr("&Period"), m_period, "filterPeriod");
    place(1, 1, tr("&From"), m_from, "filterFrom");
    place(1, 2, tr("&To"), m_until, "filterUntil");
    m_refusals->setObjectName(QStringLiteral("filterRefusals"));
    grid->addWidget(m_refusals, 1, 6, 1, 2);
    m_search->setObjectName(QStringLiteral("search"));
    m_search->setToolTip(tr("Search (Return)"));
    grid->addWidget(m_search, 1, 8);
    if (facts) {
        fillCameras(*facts);
        fillCommunes(*facts);
    }
    connect(m_period, &QComboBox::currentIndexChanged, this, &FilterBar::followPeriod);
    connect(m_search, &QPushButton::clicked, this, &FilterBar::searchAsked);
    for (QLineEdit *field : {m_matricule, m_camera})
        connect(field, &QLineEdit::returnPressed, this, &FilterBar::searchAsked);
    followPeriod();
}

void FilterBar::fillCameras(const registry::Facts &facts)
{
    QStringList names;
    for (const registry::Camera &camera : facts.cameras) {
        const QString words = QStringLiteral("%1 (%2)").arg(camera.name, camera.id.value);
        names.append(words);
        m_cameras.insert(words.toLower(), camera.id);
    }
    std::sort(names.begin(), names.end(), [](const QString &a, const QString &b) { return a.localeAwareCompare(b) < 0; });
    auto *completer = new QCompleter(names, m_camera);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    m_camera->setCompleter(completer);
}

void FilterBar::fillCommunes(const registry::Facts &facts)
{
    QList<registry::Commune> communes = facts.communes.values();
    std::sort(communes.begin(), communes.end(), [](const auto &a, const auto &b) { return a.name.localeAwareCompare(b.name) < 0; });
    for (const registry::Commune &commune : std::as_const(communes))
        m_commune->addItem(commune.name, commune.insee.value);
}

void FilterBar::followPeriod()
{
    const bool between = m_period->currentData().toInt() == static_cast<int>(Period::Between);
    m_from->setEnabled(between);
    m_until->setEnabled(between);
}

/// What is typed: one of the registry, or an identifier as it stands in the journal, for cameras that are gone; nullopt: a text
/// that can be none.
std::optional<CameraId> FilterBar::camera() const
{
    const QString typed = m_camera->text().trimmed();
    const auto known = m_cameras.constFind(typed.toLower());
    if (known != m_cameras.cend())
        return *known;
    if (typed.contains(QLatin1Char(' ')))
        return std::nullopt;
    return CameraId{typed};
}

Interval FilterBar::during() const
{
    const Date today = paris::dateAt(m_clock.now());
    switch (static_cast<Period>(m_period->currentData().toInt())) {
    case Period::Everything: return {};
    case Period::Today: return {paris::startOf(today), std::nullopt};
    case Period::SevenDays: return {paris::startOf(daysBefore(today, 6)), std::nullopt};
    case Period::ThirtyOneDays: return {paris::startOf(daysBefore(today, 30)), std::nullopt};
    case Period::Between: return paris::interval({fromQt(m_from->date()), fromQt(m_until->date())});
    }
    return {};
}

std::optional<journal::Filter> FilterBar::filter()
{
    journal::Filter filter;
    filter.matricule = m_matricule->text().trimmed();
    filter.commune = {m_commune->currentData().toString()};
    filter.event = m_event->currentData().toString();
    filter.refusalsOnly = m_refusals->isChecked();
    filter.during = during();
    const auto wanted = camera();
    mark(*m_camera, !wanted);
    mark(*m_until, filter.during.isEmpty());
    if (!wanted) {
        m_camera->setFocus();
        return std::nullopt;
    }
    if (filter.during.isEmpty()) {
        m_until->setFocus();
        return std::nullopt;
    }
    filter.camera = *wanted;
    return filter;
}

void FilterBar::focusFirst()
{
    m_matricule->setFocus(Qt::ShortcutFocusReason);
    m_matricule->selectAll();
}

} // namespace vigie::evidenceui
