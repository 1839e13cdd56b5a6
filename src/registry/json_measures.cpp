// SPDX-License-Identifier: GPL-3.0-or-later
#include "json_measures.h"

#include "json_out.h"

namespace vigie::registry::detail {
namespace {

LegalParameters readParameters(Fields &f)
{
    LegalParameters parameters;
    parameters.graceSeconds = f.whole("graceSeconds", 60, 0, 60);
    parameters.enquiryYears = f.whole("enquiryYears", 5, 1, 50);
    if (f.has("warningMinutes")) {
        // In whatever order they stand: the longest comes first.
        const QSet<int> minutes = f.numbers("warningMinutes");
        parameters.warningMinutes = QList<int>(minutes.cbegin(), minutes.cend());
        std::sort(parameters.warningMinutes.begin(), parameters.warningMinutes.end(), std::greater<>());
    }
    return parameters;
}

QJsonValue parametersJson(const LegalParameters &parameters)
{
    QJsonArray minutes;
    for (const int minute : parameters.warningMinutes)
        minutes.append(minute);
    return Out()
        .add("effective", std::optional(parameters.effective))
        .number("graceSeconds", parameters.graceSeconds)
        .number("enquiryYears", parameters.enquiryYears)
        .list("warningMinutes", minutes);
}

std::optional<QString> legalBasisFromName(const QString &name)
{
    static const QStringList kBases{QStringLiteral("60-1"), QStringLiteral("77-1-1"), QStringLiteral("99-3"),
                                    QStringLiteral("autre")};
    return kBases.contains(name) ? std::optional(name) : std::nullopt;
}

void readRequisitions(Fields &root, Facts &facts)
{
    root.objects("requisitions", [&](Fields &f) {
        Requisition requisition;
        requisition.id = f.id<TitleId>("id", true);
        requisition.number = f.text("number");
        requisition.legalBasis = f.choice<QString>("legalBasis", QStringLiteral("autre"), legalBasisFromName);
        requisition.authority = f.text("authority");
        requisition.procedure = f.text("procedure");
        requisition.oral = f.flag("oral");
        requisition.cameras = f.ids<CameraId>("cameras");
        requisition.images = {f.instant("imagesFrom"), f.instant("imagesUntil")};
        requisition.extractor = f.id<PersonId>("extractor");
        requisition.validator = f.id<PersonId>("validator");
        requisition.validity = f.range();
        if (facts.requisitions.contains(requisition.id))
            f.problem("id", QStringLiteral("'%1' appears twice").arg(requisition.id.value.left(80)));
        else
            facts.requisitions.insert(requisition.id, requisition);
    });
    root.objects("gels", [&](Fields &f) {
        const Gel gel{f.id<TitleId>("id", true),
                      f.id<CameraId>("camera", true),
                      f.id<TitleId>("requisition", true),
                      {f.instant("imagesFrom"), f.instant("imagesUntil")},
                      f.id<PersonId>("approver"),
                      f.instant("until")};
        facts.gels[gel.camera].append(gel);
    });
}

} // namespace

void readMeasures(Fields &root, Facts &facts)
{
    root.object("parameters", [&](Fields &f) {
        const Date first = facts.parameters.effective;
        facts.parameters = readParameters(f);
        facts.parameters.effective = f.date("effective").value_or(first);
    });
    root.objects("laterParameters", [&](Fields &f) {
        LegalParameters later = readParameters(f);
        if (const auto effective = f.date("effective"))
            later.effective = *effective;
        else if (!f.has("effective"))
            f.problem("effective", QStringLiteral("is missing"));
        facts.laterParameters.append(later);
    });
    root.objects("blocks", [&](Fields &f) {
        facts.blocks.append({f.id<TitleId>("id", true),
                             f.choice<BlockScope>("scope", BlockScope::Department, blockScopeFromName),
                             f.text("target", true), f.text("reason", true), f.id<PersonId>("author"), f.span()});
    });
    readRequisitions(root, facts);
    root.objects("derogations", [&](Fields &f) {
        const Derogation derogation{f.id<TitleId>("id", true), f.id<PersonId>("person", true), f.ids<Insee>("communes"),
                                    f.text("reference"),       f.id<PersonId>("responsible"),  f.id<PersonId>("second"),
                                    f.span()};
        facts.derogations[derogation.person].append(derogation);
    });
    root.objects("controles", [&](Fields &f) {
        const Controle controle{f.id<TitleId>("id", true), f.id<PersonId>("person", true), f.text("report"),
                                f.id<PersonId>("supervisor"), f.span()};
        facts.controles[controle.person].append(controle);
    });
    root.objects("traitements", [&](Fields &f) {
        facts.traitements.append({f.id<TitleId>("id", true), f.text("reference"), f.texts("events"),
                                  f.ids<SystemId>("systems"), f.text("model"), f.flag("biometric"), f.range()});
    });
}

void writeMeasures(const Facts &facts, QJsonObject &root)
{
    const auto put = [&root](const char *key, const QJsonValue &value) { root.insert(QLatin1String(key), value); };
    const auto listed = [](const auto &list, auto make) {
        QJsonArray array;
        for (const auto &item : list)
            array.append(make(item));
        return array;
    };
    put("parameters", parametersJson(facts.parameters));
    put("laterParameters", listed(facts.laterParameters, parametersJson));
    put("blocks", listed(facts.blocks, [](const Block &b) -> QJsonValue {
            return Out()
                .add("id", b.id)
                .add("scope", blockScopeName(b.scope))
                .add("target", b.target)
                .add("reason", b.reason)
                .add("author", b.author)
                .span(b.during);
        }));
    put("requisitions", sorted(facts.requisitions, [](const Requisition &q) {
            return Out()
                .add("id", q.id)
                .add("number", q.number)
                .add("legalBasis", q.legalBasis)
                .add("authority", q.authority)
                .add("procedure", q.procedure)
                .flag("oral", q.oral)
                .ids("cameras", q.cameras)
                .add("imagesFrom", q.images.from)
                .add("imagesUntil", q.images.until)
                .add("extractor", q.extractor)
                .add("validator", q.validator)
                .range(q.validity);
        }));
    put("gels", flattened(facts.gels, [](const Gel &g) {
            return Out()
                .add("id", g.id)
                .add("camera", g.camera)
                .add("requisition", g.requisition)
                .add("imagesFrom", g.images.from)
                .add("imagesUntil", g.images.until)
                .add("approver", g.approver)
                .add("until", g.until);
        }));
    put("derogations", flattened(facts.derogations, [](const Derogation &d) {
            return Out()
                .add("id", d.id)
                .add("person", d.person)
                .ids("communes", d.communes)
                .add("reference", d.reference)
                .add("responsible", d.responsible)
                .add("second", d.second)
                .span(d.during);
        }));
    put("controles", flattened(facts.controles, [](const Controle &c) {
            return Out()
                .add("id", c.id)
                .add("person", c.person)
                .add("report", c.report)
                .add("supervisor", c.supervisor)
                .span(c.during);
        }));
    put("traitements", listed(facts.traitements, [](const Traitement &t) -> QJsonValue {
            return Out()
                .add("id", t.id)
                .add("reference", t.reference)
                .list("events", QJsonArray::fromStringList(t.events))
                .ids("systems", t.systems)
                .add("model", t.model)
                .flag("biometric", t.biometric)
                .range(t.validity);
        }));
}

} // namespace vigie::registry::detail
