// SPDX-License-Identifier: GPL-3.0-or-later
#include "find_devices.h"

#include <ui/common/theme.h>

#include <QtCore/QJsonArray>
#include <QtCore/QUuid>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTreeWidget>
#include <QtWidgets/QVBoxLayout>

namespace vigie::admin {
namespace {

constexpr auto kSearchFor = std::chrono::seconds(4);
enum Column { NameColumn, HardwareColumn, AddressColumn, StateColumn, ColumnCount };

} // namespace

registry::EntityChange cameraOf(const onvif::FoundDevice &device)
{
    const QString name = device.name.isEmpty() ? device.hardware : device.name;
    return {QStringLiteral("cameras"),
            {},
            {{QStringLiteral("id"), QUuid::createUuid().toString(QUuid::WithoutBraces).left(13)},
             {QStringLiteral("name"), name.isEmpty() ? device.url.host() : name},
             {QStringLiteral("kind"), device.hasPtz ? QStringLiteral("ptz") : QStringLiteral("fixed")},
             {QStringLiteral("endpoint"), QJsonObject{{QStringLiteral("onvif"), device.url.toString()}}}}};
}

QSet<QString> hostsOf(const Draft &draft)
{
    QSet<QString> hosts;
    for (const Draft::Record &record : draft.records(QStringLiteral("cameras"))) {
        const QJsonObject endpoint = record.now.value(QLatin1String("endpoint")).toObject();
        hosts.insert(QUrl(endpoint.value(QLatin1String("onvif")).toString()).host());
        for (const QJsonValue &stream : endpoint.value(QLatin1String("streams")).toArray())
            hosts.insert(QUrl(stream.toObject().value(QLatin1String("url")).toString()).host());
    }
    hosts.remove(QString());
    return hosts;
}

FindDevices::FindDevices(const Draft &draft, std::unique_ptr<onvif::Discovery> discovery, QWidget *parent)
    : QDialog(parent)
    , m_draft(draft)
    , m_discovery(std::move(discovery))
    , m_list(new QTreeWidget(this))
    , m_state(new QLabel(this))
    , m_again(new QPushButton(tr("Search &again"), this))
    , m_add(new QPushButton(tr("&Add"), this))
{
    setObjectName(QStringLiteral("findDevices"));
    setWindowTitle(tr("Devices on the network"));
    resize(860, 460);
    m_list->setObjectName(QStringLiteral("foundDevices"));
    m_list->setAccessibleName(windowTitle());
    m_list->setRootIsDecorated(false);
    m_list->setColumnCount(ColumnCount);
    m_list->setHeaderLabels({tr("Name"), tr("Model"), tr("Address"), tr("In the registry")});
    m_list->header()->setSectionResizeMode(AddressColumn, QHeaderView::Stretch);
    m_list->header()->setStretchLastSection(false);
    for (const int column : {int{NameColumn}, int{HardwareColumn}})
        m_list->setColumnWidth(column, 200);
    m_state->setObjectName(QStringLiteral("findState"));
    m_state->setTextFormat(Qt::PlainText);
    auto *about = new QLabel(tr("What a device says of itself is a hint. Each one chosen becomes a new camera, to be completed: site, system, "
                                "number, user and password. Nothing is saved yet."),
                             this);
    about->setWordWrap(true);
    about->setProperty("role", QStringLiteral("secondary"));
    m_again->setObjectName(QStringLiteral("searchAgain"));
    m_add->setObjectName(QStringLiteral("addDevices"));
    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(m_again, QDialogButtonBox::ActionRole);
    buttons->addButton(m_add, QDialogButtonBox::AcceptRole);
    buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole);
    auto *column = new QVBoxLayout(this);
    column->addWidget(about);
    column->addWidget(m_list, 1);
    column->addWidget(m_state);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_add, &QPushButton::clicked, this, &FindDevices::choose);
    connect(m_again, &QPushButton::clicked, this, &FindDevices::search);
    connect(m_list, &QTreeWidget::itemChanged, this, &FindDevices::follow);
    connect(m_discovery.get(), &onvif::Discovery::found, this, &FindDevices::add);
    connect(m_discovery.get(), &onvif::Discovery::finished, this, &FindDevices::follow);
    search();
}

FindDevices::~FindDevices()
{
    m_list->disconnect(this);
}

void FindDevices::search()
{
    m_devices.clear();
    m_list->clear();
    m_knownHosts = hostsOf(m_draft); // once: there may be a hundred thousand cameras
    m_discovery->start(kSearchFor);
    follow();
}

void FindDevices::add(const onvif::FoundDevice &device)
{
    const bool isKnown = m_knownHosts.contains(device.url.host());
    m_devices.append(device);
    auto *row = new QTreeWidgetItem({device.name, device.hardware, device.url.toString(), isKnown ? tr("already") : QString()});
    for (int column = 0; column < ColumnCount; ++column)
        row->setToolTip(column, row->text(column));
    if (isKnown)
        row->setForeground(StateColumn, ui::colours::kTextSecondary);
    else
        row->setCheckState(NameColumn, Qt::Unchecked);
    m_list->addTopLevelItem(row);
    follow();
}

QList<int> FindDevices::checkedRows() const
{
    QList<int> rows;
    for (int row = 0; row < m_list->topLevelItemCount(); ++row) {
        if (m_list->topLevelItem(row)->checkState(NameColumn) == Qt::Checked)
            rows.append(row);
    }
    return rows;
}

void FindDevices::follow()
{
    const bool searches = m_discovery->isRunning();
    m_again->setEnabled(!searches);
    m_add->setEnabled(!checkedRows().isEmpty());
    if (searches)
        m_state->setText(tr("Searching… found: %1").arg(m_devices.size()));
    else if (m_devices.isEmpty())
        m_state->setText(tr("Nothing answers. Cameras of other networks do not answer here: their address can be typed."));
    else
        m_state->setText(tr("Found: %1").arg(m_devices.size()));
}

void FindDevices::choose()
{
    QList<registry::EntityChange> cameras;
    for (const int row : checkedRows())
        cameras.append(cameraOf(m_devices.at(row)));
    if (cameras.isEmpty())
        return;
    m_discovery->stop();
    Q_EMIT chosen(cameras);
    accept();
}

} // namespace vigie::admin
