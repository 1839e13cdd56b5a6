// SPDX-License-Identifier: GPL-3.0-or-later
#include "doctor.h"

#include <core/result.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QDeadlineTimer>
#include <QtCore/QDir>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QProcess>

#include <unistd.h>

namespace vigie::ctl::doctor {
namespace {

using namespace std::chrono_literals;

constexpr auto kLimit = 20s; ///< a driver that has to wake its device takes a second
constexpr qsizetype kLongestWord = 4096; ///< characters of what a probe may say

/// One `vigiectl doctor-probe`, under way.
class Probe {
public:
    /// \param onScreen  with the display of this session, where there is one; without any otherwise
    Probe(const QString &what, bool onScreen)
    {
        auto environment = QProcessEnvironment::systemEnvironment();
        if (!onScreen)
            environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
        m_process.setProcessEnvironment(environment);
        m_process.start(QCoreApplication::applicationFilePath(),
                        {QStringLiteral("doctor-probe"), what});
    }
    ~Probe()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    Probe(const Probe &) = delete;
    Probe &operator=(const Probe &) = delete;

    /// \return TimedOut, Internal (it broke down)
    [[nodiscard]] Result<QJsonObject> answer(const QDeadlineTimer &deadline)
    {
        if (m_process.state() != QProcess::NotRunning
            && !m_process.waitForFinished(static_cast<int>(deadline.remainingTime())))
            return fail(ErrorCode::TimedOut, QStringLiteral("no answer"));
        if (m_process.exitStatus() != QProcess::NormalExit || m_process.exitCode() != 0)
            return fail(ErrorCode::Internal, lastLine(m_process.readAllStandardError()));
        // Drivers print what they like; ours is the last line.
        const auto document =
            QJsonDocument::fromJson(lastLine(m_process.readAllStandardOutput()).toUtf8());
        if (!document.isObject())
            return fail(ErrorCode::Internal, QStringLiteral("the probe said nothing"));
        return document.object();
    }

private:
    static QString lastLine(const QByteArray &text)
    {
        const QByteArray trimmed = text.trimmed();
        return QString::fromUtf8(trimmed.mid(trimmed.lastIndexOf('\n') + 1)).left(kLongestWord);
    }
    QProcess m_process;
};

bool hasScreen()
{
    for (const char *variable : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}) {
        if (!qEnvironmentVariableIsEmpty(variable))
            return true;
    }
    return false;
}

/// What keeps this account from the graphics card, as far as the files say.
QString graphicsAdvice()
{
    const QDir folder(QStringLiteral("/dev/dri"));
    const QStringList nodes = folder.entryList({QStringLiteral("renderD*")}, QDir::System);
    for (const QString &node : nodes) {
        const QByteArray path = QFile::encodeName(folder.filePath(node));
        if (::access(path.constData(), R_OK | W_OK) != 0)
            return QStringLiteral("Ajoutez ce compte au groupe « render » (%1 lui est fermé), puis "
                                  "rouvrez la session.")
                .arg(folder.filePath(node));
    }
    if (nodes.isEmpty() && !QFile::exists(QStringLiteral("/dev/nvidia0")))
        return QStringLiteral(
            "Aucune carte graphique n’est visible : rien à faire si le poste n’en "
            "a pas, sinon installez son pilote.");
    return QStringLiteral("Installez le pilote vidéo de la carte (intel-media-va-driver, "
                          "mesa-va-drivers ou le pilote NVIDIA).");
}

QString codecText(const QJsonObject &facts, const char *codec)
{
    const QString value = facts.value(QLatin1String(codec)).toString();
    return value == QLatin1String("cpu") ? QStringLiteral("processeur") : value;
}

Finding decoding(const Result<QJsonObject> &answer)
{
    Finding finding{"decode", QStringLiteral("Décodage")};
    if (!answer) {
        finding.state = State::Blocking;
        finding.text = QStringLiteral("le pilote vidéo fait échouer l’essai");
        finding.advice =
            QStringLiteral("Mettez à jour ou retirez le pilote vidéo (VA-API, NVIDIA, VDPAU).");
        finding.facts = {{QStringLiteral("error"), toLogText(answer.error())}};
        return finding;
    }
    finding.facts = *answer;
    finding.text = QStringLiteral("H.264 : %1, H.265 : %2, MJPEG : %3")
                       .arg(codecText(*answer, "h264"), codecText(*answer, "h265"),
                            codecText(*answer, "mjpeg"));
    if (answer->value(QStringLiteral("h264")).toString() == QLatin1String("cpu")) {
        finding.state = State::Notice;
        finding.text += QStringLiteral(" (aucun décodeur matériel utilisable)");
        finding.advice = graphicsAdvice();
    }
    return finding;
}

Finding drawing(const Result<QJsonObject> &answer, bool screen)
{
    Finding finding{"render", QStringLiteral("Affichage")};
    if (!answer) {
        finding.state = State::Blocking;
        finding.text = QStringLiteral("aucune fenêtre ne peut s’ouvrir sur cet écran");
        finding.advice = QStringLiteral("Lancez la console depuis la session graphique de ce poste "
                                        "(DISPLAY ou WAYLAND_DISPLAY désigne un écran qui ne "
                                        "répond pas).");
        finding.facts = {{QStringLiteral("error"), toLogText(answer.error())}};
        return finding;
    }
    finding.facts = *answer;
    finding.facts.insert(QStringLiteral("screen"), screen);
    const QString detail = answer->value(QStringLiteral("detail")).toString();
    const QString reason = answer->value(QStringLiteral("reason")).toString();
    const bool gpu = answer->value(QStringLiteral("backend")).toString() == QLatin1String("gpu");
    finding.text =
        (gpu ? QStringLiteral("carte graphique (%1)") : QStringLiteral("processeur (%1)"))
            .arg(detail);
    if (!screen) {
        finding.state = State::Notice;
        finding.text = QStringLiteral("pas d’écran dans cette session");
        finding.advice =
            QStringLiteral("Relancez cette commande depuis la session graphique du poste.");
    } else if (!gpu && reason != QLatin1String("requested")) {
        finding.state = State::Notice;
        finding.text = reason == QLatin1String("software-opengl")
            ? QStringLiteral("processeur ; OpenGL n’est que logiciel (%1)").arg(detail)
            : QStringLiteral("processeur ; pas d’OpenGL");
        finding.advice = graphicsAdvice();
    }
    return finding;
}

/// Whether pictures go from the decoder to the screen as they are.
Finding copying(const Result<QJsonObject> &answer)
{
    Finding finding{"zeroCopy", QStringLiteral("Images sans copie")};
    if (!answer) {
        finding.state = State::Notice;
        finding.text = QStringLiteral("l’essai a échoué");
        finding.advice = QStringLiteral("Mettez « render/zero-copy » à « false » dans les réglages du poste, puis mettez à jour le pilote vidéo.");
        finding.facts = {{QStringLiteral("error"), toLogText(answer.error())}};
        return finding;
    }
    finding.facts = *answer;
    QStringList reasons;
    for (const auto &each : answer->value(QLatin1String("ways")).toArray()) {
        const QJsonObject way = each.toObject();
        const QString name = way.value(QLatin1String("name")).toString();
        if (!way.value(QLatin1String("works")).toBool()) {
            reasons.append(QStringLiteral("%1 : %2").arg(name, way.value(QLatin1String("reason")).toString()));
            continue;
        }
        if (answer->value(QLatin1String("works")).toBool()) {
            finding.text = QStringLiteral("oui (%1)").arg(name);
            return finding;
        }
    }
    finding.state = State::Notice;
    finding.text = QStringLiteral("non (%1)").arg(reasons.join(QStringLiteral(" ; ")));
    const bool card = answer->value(QLatin1String("decoder")).toBool() && answer->value(QLatin1String("gpu")).toBool();
    finding.advice = card ? QStringLiteral("Sous X11, lancez la console avec QT_XCB_GL_INTEGRATION=xcb_egl ; sinon chaque image est copiée une fois, "
                                           "sans autre conséquence.")
                          : QStringLiteral("Rien à faire : sans carte graphique qui décode et affiche, il n’y a rien à épargner.");
    return finding;
}

Finding steering(const Result<QJsonObject> &answer)
{
    Finding finding{"joystick", QStringLiteral("Joystick")};
    if (!answer) {
        finding.state = State::Notice;
        finding.text = QStringLiteral("la recherche a échoué");
        finding.advice = QStringLiteral("Débranchez les manettes et relancez cette commande.");
        finding.facts = {{QStringLiteral("error"), toLogText(answer.error())}};
        return finding;
    }
    finding.facts = *answer;
    if (answer->value(QStringLiteral("devices")).toInt() > 0) {
        finding.text = answer->value(QStringLiteral("device")).toString();
        return finding;
    }
    finding.state = State::Notice;
    finding.text = QStringLiteral("aucun ; les caméras se pilotent à la souris et au clavier");
    finding.advice =
        QStringLiteral("Branchez-le, il est reconnu sans redémarrer ; s’il l’est déjà, "
                       "ajoutez ce compte au groupe « input ».");
    return finding;
}

} // namespace

QList<Finding> lookAtMachine()
{
    const bool screen = hasScreen();
    Probe decode(QStringLiteral("decode"), false);
    Probe render(QStringLiteral("render"), screen);
    Probe zeroCopy(QStringLiteral("zero-copy"), screen);
    Probe joystick(QStringLiteral("joystick"), false);
    const QDeadlineTimer deadline(kLimit);
    return {decoding(decode.answer(deadline)), drawing(render.answer(deadline), screen), copying(zeroCopy.answer(deadline)),
            steering(joystick.answer(deadline))};
}

} // namespace vigie::ctl::doctor
