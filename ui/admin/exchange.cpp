// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange.h"

#include <core/private_file.h>
#include <registry/csv.h>
#include <registry/import_changes.h>
#include <registry/json.h>

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QJsonDocument>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QVBoxLayout>

namespace vigie::admin {
namespace {

Result<QByteArray> contentOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(file.exists() ? ErrorCode::Io : ErrorCode::NotFound, QStringLiteral("%1: %2").arg(path, file.errorString()));
    if (file.size() > registry::kMaximumJsonBytes)
        return fail(ErrorCode::InvalidArgument, QStringLiteral("%1: %2 bytes").arg(path).arg(file.size()));
    return file.readAll();
}

} // namespace

Exchange::Exchange(QWidget &window) : QObject(&window), m_window(window)
{
    m_pool.setMaxThreadCount(1);
}

Exchange::~Exchange()
{
    m_pool.waitForDone();
}

QFileDialog *Exchange::dialog(const QString &title)
{
    if (m_busy || m_dialog)
        return nullptr;
    m_dialog = new QFileDialog(&m_window, title, QDir::homePath());
    m_dialog->setObjectName(QStringLiteral("exchangeFile"));
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    return m_dialog;
}

void Exchange::askForImport()
{
    QFileDialog *asked = dialog(tr("A file to be imported"));
    if (asked == nullptr)
        return;
    asked->setFileMode(QFileDialog::ExistingFile);
    asked->setNameFilters({tr("Registry or table (*.json *.csv)"), tr("All files (*)")});
    connect(asked, &QFileDialog::fileSelected, this, &Exchange::importChosen);
    asked->open();
}

void Exchange::askForExport()
{
    QFileDialog *asked = dialog(tr("Where to export to"));
    if (asked == nullptr)
        return;
    asked->setAcceptMode(QFileDialog::AcceptSave);
    asked->setNameFilters({tr("Whole registry (*.json)"), tr("Table (*.csv)")});
    asked->setDefaultSuffix(QStringLiteral("json"));
    connect(asked, &QFileDialog::filterSelected, asked, [asked](const QString &filter) {
        asked->setDefaultSuffix(filter.contains(QLatin1String(".csv")) ? QStringLiteral("csv") : QStringLiteral("json"));
    });
    connect(asked, &QFileDialog::fileSelected, this, &Exchange::exportChosen);
    asked->open();
}

void Exchange::importFile(const QString &path, const registry::Content &base)
{
    if (std::exchange(m_busy, true))
        return;
    m_pool.start([this, path, base] {
        QStringList problems;
        const auto bytes = contentOf(path);
        const auto changes = bytes ? registry::changesFromFile(base, *bytes, problems) : Result<QList<registry::EntityChange>>(fail(bytes));
        QMetaObject::invokeMethod(
            this,
            [this, path, changes, problems] {
                m_busy = false;
                if (changes)
                    Q_EMIT read(path, *changes);
                else if (!problems.isEmpty())
                    Q_EMIT refused(path, problems);
                else
                    Q_EMIT failed(changes.error());
            },
            Qt::QueuedConnection);
    });
}

void Exchange::exportFile(const QString &path, const registry::Content &content, const QString &list)
{
    if (std::exchange(m_busy, true))
        return;
    const bool isTable = path.endsWith(QLatin1String(".csv"), Qt::CaseInsensitive);
    const registry::CsvKind kind = list == QLatin1String("persons") ? registry::CsvKind::People : registry::CsvKind::Cameras;
    m_pool.start([this, path, content, isTable, kind] {
        // Readable by whoever exports it alone: addresses of cameras stand in it.
        const auto done = writePrivately(path, isTable ? registry::toCsv(content, kind) : QJsonDocument(registry::toJson(content)).toJson());
        QMetaObject::invokeMethod(
            this,
            [this, path, done] {
                m_busy = false;
                if (done)
                    Q_EMIT written(path);
                else
                    Q_EMIT failed(done.error());
            },
            Qt::QueuedConnection);
    });
}

void showProblems(QWidget &window, const QString &path, const QStringList &problems)
{
    auto *box = new QDialog(&window);
    box->setObjectName(QStringLiteral("importProblems"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(Exchange::tr("Nothing is imported"));
    box->resize(820, 460);
    auto *column = new QVBoxLayout(box);
    auto *what = new QLabel(Exchange::tr("To be mended in %1 before anything of it is taken: %2").arg(QFileInfo(path).fileName()).arg(problems.size()), box);
    what->setTextFormat(Qt::PlainText);
    what->setWordWrap(true);
    auto *list = new QPlainTextEdit(problems.join(QLatin1Char('\n')), box);
    list->setObjectName(QStringLiteral("problemList"));
    list->setReadOnly(true);
    list->setAccessibleName(what->text());
    list->setTabChangesFocus(true);
    auto *buttons = new QDialogButtonBox(box);
    buttons->addButton(Exchange::tr("Close"), QDialogButtonBox::AcceptRole);
    QObject::connect(buttons, &QDialogButtonBox::accepted, box, &QDialog::accept);
    column->addWidget(what);
    column->addWidget(list, 1);
    column->addWidget(buttons);
    box->open();
}

} // namespace vigie::admin
