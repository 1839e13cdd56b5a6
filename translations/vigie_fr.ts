<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
    <context>
        <name>vigie::admin::AdminWindow</name>
        <message>
            <source>Administration of the registry</source>
            <translation>Administration du registre</translation>
        </message>
        <message>
            <source>Search (Ctrl + F)</source>
            <translation>Rechercher (Ctrl + F)</translation>
        </message>
        <message>
            <source>New</source>
            <translation>Nouveau</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Retirer</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Annuler</translation>
        </message>
        <message>
            <source>Redo</source>
            <translation>Rétablir</translation>
        </message>
        <message>
            <source>Save…</source>
            <translation>Enregistrer…</translation>
        </message>
        <message>
            <source>Kinds of records</source>
            <translation>Rubriques</translation>
        </message>
        <message>
            <source>Calendar of what ends</source>
            <translation>Calendrier des échéances</translation>
        </message>
        <message>
            <source>The registry is being read…</source>
            <translation>Lecture du registre…</translation>
        </message>
        <message>
            <source>Nothing is changed.</source>
            <translation>Aucune modification.</translation>
        </message>
        <message>
            <source>Records to be saved: %1</source>
            <translation>Fiches à enregistrer : %1</translation>
        </message>
        <message>
            <source>To be mended before it can be saved: %1. The first: %2</source>
            <translation>À corriger avant d’enregistrer : %1. D’abord : %2</translation>
        </message>
        <message>
            <source>Not agreed: another administrator's matricule and password are needed.</source>
            <translation>Pas d’accord : il faut le matricule et le mot de passe d’un autre administrateur.</translation>
        </message>
        <message>
            <source>Saved, and in the journal.</source>
            <translation>Enregistré, et inscrit au journal.</translation>
        </message>
        <message>
            <source>Somebody else changed the same record meanwhile: %1. Their changes are shown, yours are kept and not saved yet: look at them and save again.</source>
            <translation>Quelqu’un d’autre a modifié la même fiche entre-temps : %1. Ses modifications sont affichées, les vôtres sont gardées et pas encore enregistrées : relisez puis enregistrez de nouveau.</translation>
        </message>
        <message>
            <source>Changed by both, as typed here: %1.</source>
            <translation>Modifié des deux côtés, tel que saisi ici : %1.</translation>
        </message>
        <message>
            <source>Some changes are not saved.</source>
            <translation>Des modifications ne sont pas enregistrées.</translation>
        </message>
        <message>
            <source>Go on editing</source>
            <translation>Continuer</translation>
        </message>
        <message>
            <source>Drop them</source>
            <translation>Les abandonner</translation>
        </message>
        <message>
            <source>Import…</source>
            <translation>Importer…</translation>
        </message>
        <message>
            <source>Export…</source>
            <translation>Exporter…</translation>
        </message>
        <message>
            <source>Exported, without any password: %1</source>
            <translation>Exporté, sans aucun mot de passe : %1</translation>
        </message>
        <message>
            <source>What is typed here is not right yet: mend it or undo it, then import.</source>
            <translation>Ce qui est saisi ici n’est pas encore correct : corrigez ou annulez, puis importez.</translation>
        </message>
        <message>
            <source>The file is read and checked…</source>
            <translation>Le fichier est lu et vérifié…</translation>
        </message>
        <message>
            <source>%1 changes nothing.</source>
            <translation>%1 ne change rien.</translation>
        </message>
        <message>
            <source>Imported, without what is not edited here (%1): vigiectl registry import --merge takes that. Nothing is saved yet.</source>
            <translation>Importé, sans ce qui ne se modifie pas ici (%1) : vigiectl registry import --merge le reprend. Rien n’est encore enregistré.</translation>
        </message>
        <message>
            <source>Added or changed by the file: %1. Look at them; nothing is saved yet.</source>
            <translation>Ajoutés ou modifiés par le fichier : %1. Relisez-les ; rien n’est encore enregistré.</translation>
        </message>
        <message>
            <source>Devices…</source>
            <translation>Appareils…</translation>
        </message>
    </context>
    <context>
        <name>vigie::admin::ApprovalDialog</name>
        <message>
            <source>Save the changes</source>
            <translation>Enregistrer les modifications</translation>
        </message>
        <message>
            <source>order, deliberation, letter …</source>
            <translation>arrêté, délibération, lettre…</translation>
        </message>
        <message>
            <source>A second administrator agrees to:</source>
            <translation>Un second administrateur approuve :</translation>
        </message>
        <message>
            <source>&amp;Act it rests on</source>
            <translation>&amp;Acte de référence</translation>
        </message>
        <message>
            <source>&amp;Matricule of the second administrator</source>
            <translation>&amp;Matricule du second administrateur</translation>
        </message>
        <message>
            <source>Their &amp;password</source>
            <translation>Son mot de &amp;passe</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Enregistrer</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Annuler</translation>
        </message>
    </context>
    <context>
        <name>vigie::admin::EntityForm</name>
        <message>
            <source>DD/MM/YYYY</source>
            <translation>JJ/MM/AAAA</translation>
        </message>
        <message>
            <source>DD/MM/YYYY HH:MM</source>
            <translation>JJ/MM/AAAA HH:MM</translation>
        </message>
    </context>
    <context>
        <name>vigie::admin::EntityModel</name>
        <message>
            <source>yes</source>
            <translation>oui</translation>
        </message>
        <message>
            <source>New, not saved yet</source>
            <translation>Nouveau, pas encore enregistré</translation>
        </message>
        <message>
            <source>Changed, not saved yet</source>
            <translation>Modifié, pas encore enregistré</translation>
        </message>
    </context>
    <context>
        <name>vigie::admin::Exchange</name>
        <message>
            <source>A file to be imported</source>
            <translation>Fichier à importer</translation>
        </message>
        <message>
            <source>Registry or table (*.json *.csv)</source>
            <translation>Registre ou tableau (*.json *.csv)</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>Tous les fichiers (*)</translation>
        </message>
        <message>
            <source>Where to export to</source>
            <translation>Où exporter</translation>
        </message>
        <message>
            <source>Whole registry (*.json)</source>
            <translation>Registre entier (*.json)</translation>
        </message>
        <message>
            <source>Table (*.csv)</source>
            <translation>Tableau (*.csv)</translation>
        </message>
        <message>
            <source>Nothing is imported</source>
            <translation>Rien n’est importé</translation>
        </message>
        <message>
            <source>To be mended in %1 before anything of it is taken: %2</source>
            <translation>À corriger dans %1 avant que rien n’en soit repris : %2</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Fermer</translation>
        </message>
    </context>
    <context>
        <name>vigie::admin::ExpiryModel</name>
        <message>
            <source>over</source>
            <translation>échu</translation>
        </message>
        <message>
            <source>today</source>
            <translation>aujourd’hui</translation>
        </message>
        <message>
            <source>D−%1</source>
            <translation>J−%1</translation>
        </message>
        <message>
            <source>Ends on</source>
            <translation>Échéance</translation>
        </message>
        <message>
            <source>Left</source>
            <translation>Reste</translation>
        </message>
        <message>
            <source>What ends</source>
            <translation>Ce qui prend fin</translation>
        </message>
        <message>
            <source>Which</source>
            <translation>Lequel</translation>
        </message>
        <message>
            <source>Of whom</source>
            <translation>De qui</translation>
        </message>
    </context>
    <context>
        <name>vigie::admin::FindDevices</name>
        <message>
            <source>Search &amp;again</source>
            <translation>&amp;Chercher encore</translation>
        </message>
        <message>
            <source>&amp;Add</source>
            <translation>&amp;Ajouter</translation>
        </message>
        <message>
            <source>Devices on the network</source>
            <translation>Appareils sur le réseau</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Nom</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>Modèle</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>Adresse</translation>
        </message>
        <message>
            <source>In the registry</source>
            <translation>Au registre</translation>
        </message>
        <message>
            <source>What a device says of itself is a hint. Each one chosen becomes a new camera, to be completed: site, system, number, user and password. Nothing is saved yet.</source>
            <translation>Ce qu’un appareil dit de lui-même n’est qu’un indice. Chaque appareil choisi devient une caméra à compléter : site, système, numéro, identifiant et mot de passe. Rien n’est encore enregistré.</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Fermer</translation>
        </message>
        <message>
            <source>already</source>
            <translation>déjà</translation>
        </message>
        <message>
            <source>Searching… found: %1</source>
            <translation>Recherche… trouvés : %1</translation>
        </message>
        <message>
            <source>Nothing answers. Cameras of other networks do not answer here: their address can be typed.</source>
            <translation>Rien ne répond. Les caméras d’autres réseaux ne répondent pas ici : leur adresse peut être saisie.</translation>
        </message>
        <message>
            <source>Found: %1</source>
            <translation>Trouvés : %1</translation>
        </message>
    </context>
    <context>
        <name>vigie::admin::Kinds</name>
        <message>
            <source>20:00-06:00; empty: at any hour</source>
            <translation>20:00-06:00 ; vide : à toute heure</translation>
        </message>
        <message>
            <source>Local authority agent</source>
            <translation>Agent territorial</translation>
        </message>
        <message>
            <source>Municipal police</source>
            <translation>Police municipale</translation>
        </message>
        <message>
            <source>Mayor</source>
            <translation>Maire</translation>
        </message>
        <message>
            <source>Delegated deputy mayor</source>
            <translation>Adjoint délégué</translation>
        </message>
        <message>
            <source>Elected member</source>
            <translation>Élu</translation>
        </message>
        <message>
            <source>President</source>
            <translation>Président</translation>
        </message>
        <message>
            <source>National police</source>
            <translation>Police nationale</translation>
        </message>
        <message>
            <source>Gendarmerie</source>
            <translation>Gendarmerie</translation>
        </message>
        <message>
            <source>Customs</source>
            <translation>Douanes</translation>
        </message>
        <message>
            <source>Fire and rescue</source>
            <translation>SDIS</translation>
        </message>
        <message>
            <source>Private operator</source>
            <translation>Opérateur privé</translation>
        </message>
        <message>
            <source>Department agent</source>
            <translation>Agent du département</translation>
        </message>
        <message>
            <source>Technician</source>
            <translation>Technicien</translation>
        </message>
        <message>
            <source>Administrator</source>
            <translation>Administrateur</translation>
        </message>
        <message>
            <source>Inspector</source>
            <translation>Contrôleur</translation>
        </message>
        <message>
            <source>Visitor</source>
            <translation>Visiteur</translation>
        </message>
        <message>
            <source>Commune</source>
            <translation>Commune</translation>
        </message>
        <message>
            <source>Intercommunal body</source>
            <translation>EPCI</translation>
        </message>
        <message>
            <source>Joint syndicate</source>
            <translation>Syndicat mixte</translation>
        </message>
        <message>
            <source>Department</source>
            <translation>Département</translation>
        </message>
        <message>
            <source>State</source>
            <translation>État</translation>
        </message>
        <message>
            <source>Private company</source>
            <translation>Entreprise privée</translation>
        </message>
        <message>
            <source>Agent</source>
            <translation>Agent</translation>
        </message>
        <message>
            <source>Mandate</source>
            <translation>Mandat</translation>
        </message>
        <message>
            <source>Recipient service</source>
            <translation>Service destinataire</translation>
        </message>
        <message>
            <source>Designation by the operator of a place</source>
            <translation>Désignation par l’exploitant du lieu</translation>
        </message>
        <message>
            <source>Shared centre (L132-14)</source>
            <translation>Centre mutualisé (L132-14)</translation>
        </message>
        <message>
            <source>Shared police (L512-1, L512-2)</source>
            <translation>Police pluricommunale (L512-1, L512-2)</translation>
        </message>
        <message>
            <source>Fixed</source>
            <translation>Fixe</translation>
        </message>
        <message>
            <source>Dome</source>
            <translation>Dôme</translation>
        </message>
        <message>
            <source>Panoramic</source>
            <translation>Panoramique</translation>
        </message>
        <message>
            <source>Room of the centre</source>
            <translation>Salle du centre</translation>
        </message>
        <message>
            <source>Office of a commune</source>
            <translation>Bureau d’une commune</translation>
        </message>
        <message>
            <source>Guest seat</source>
            <translation>Siège invité</translation>
        </message>
        <message>
            <source>Public road</source>
            <translation>Voie publique</translation>
        </message>
        <message>
            <source>Open to the public</source>
            <translation>Lieu ouvert au public</translation>
        </message>
        <message>
            <source>Private</source>
            <translation>Privé</translation>
        </message>
        <message>
            <source>Site</source>
            <translation>Site</translation>
        </message>
        <message>
            <source>Camera</source>
            <translation>Caméra</translation>
        </message>
        <message>
            <source>Communes</source>
            <translation>Communes</translation>
        </message>
        <message>
            <source>commune</source>
            <translation>commune</translation>
        </message>
        <message>
            <source>INSEE code</source>
            <translation>Code INSEE</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Nom</translation>
        </message>
        <message>
            <source>Authority</source>
            <translation>Autorité</translation>
        </message>
        <message>
            <source>Latitude</source>
            <translation>Latitude</translation>
        </message>
        <message>
            <source>Longitude</source>
            <translation>Longitude</translation>
        </message>
        <message>
            <source>Line, Mbit/s</source>
            <translation>Liaison, Mbit/s</translation>
        </message>
        <message>
            <source>0: no limit</source>
            <translation>0 : sans limite</translation>
        </message>
        <message>
            <source>Conventions and accords</source>
            <translation>Conventions et accords</translation>
        </message>
        <message>
            <source>convention</source>
            <translation>convention</translation>
        </message>
        <message>
            <source>Identifier</source>
            <translation>Identifiant</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>Nature</translation>
        </message>
        <message>
            <source>Reference</source>
            <translation>Référence</translation>
        </message>
        <message>
            <source>From</source>
            <translation>Du</translation>
        </message>
        <message>
            <source>Until</source>
            <translation>Au</translation>
        </message>
        <message>
            <source>Denounced on</source>
            <translation>Dénoncée le</translation>
        </message>
        <message>
            <source>Communes and accords</source>
            <translation>Communes et accords</translation>
        </message>
        <message>
            <source>One a line: INSEE; accord of the commune; accord of the members; hours</source>
            <translation>Une par ligne : INSEE ; accord de la commune ; accord des membres ; heures</translation>
        </message>
        <message>
            <source>Authorisations</source>
            <translation>Autorisations</translation>
        </message>
        <message>
            <source>authorisation</source>
            <translation>autorisation</translation>
        </message>
        <message>
            <source>Number of the order</source>
            <translation>Numéro de l’arrêté</translation>
        </message>
        <message>
            <source>Purposes (L251-2)</source>
            <translation>Finalités (L251-2)</translation>
        </message>
        <message>
            <source>1 to 11, separated by blanks</source>
            <translation>1 à 11, séparées par des espaces</translation>
        </message>
        <message>
            <source>Retention, days</source>
            <translation>Conservation, jours</translation>
        </message>
        <message>
            <source>31 at most</source>
            <translation>31 au plus</translation>
        </message>
        <message>
            <source>Place</source>
            <translation>Lieu</translation>
        </message>
        <message>
            <source>Provisional (L252-6)</source>
            <translation>Provisoire (L252-6)</translation>
        </message>
        <message>
            <source>End of the event</source>
            <translation>Fin de l’événement</translation>
        </message>
        <message>
            <source>Listed cameras</source>
            <translation>Caméras de la liste</translation>
        </message>
        <message>
            <source>Recipient services (L252-3)</source>
            <translation>Services destinataires (L252-3)</translation>
        </message>
        <message>
            <source>order</source>
            <translation>arrêté</translation>
        </message>
        <message>
            <source>Service</source>
            <translation>Service</translation>
        </message>
        <message>
            <source>May steer</source>
            <translation>Peut piloter</translation>
        </message>
        <message>
            <source>May replay</source>
            <translation>Peut relire</translation>
        </message>
        <message>
            <source>May extract</source>
            <translation>Peut extraire</translation>
        </message>
        <message>
            <source>Urgent (terrorism)</source>
            <translation>Urgence (terrorisme)</translation>
        </message>
        <message>
            <source>Sites</source>
            <translation>Sites</translation>
        </message>
        <message>
            <source>site</source>
            <translation>site</translation>
        </message>
        <message>
            <source>Cameras</source>
            <translation>Caméras</translation>
        </message>
        <message>
            <source>camera</source>
            <translation>caméra</translation>
        </message>
        <message>
            <source>Authorisation</source>
            <translation>Autorisation</translation>
        </message>
        <message>
            <source>Number</source>
            <translation>Numéro</translation>
        </message>
        <message>
            <source>Heading, degrees</source>
            <translation>Cap, degrés</translation>
        </message>
        <message>
            <source>Field of view, degrees</source>
            <translation>Champ, degrés</translation>
        </message>
        <message>
            <source>A dwelling is in view</source>
            <translation>Une habitation est visible</translation>
        </message>
        <message>
            <source>Sees into the communes</source>
            <translation>Voit les communes</translation>
        </message>
        <message>
            <source>Sector locked in the camera</source>
            <translation>Secteur verrouillé dans la caméra</translation>
        </message>
        <message>
            <source>User of the camera</source>
            <translation>Utilisateur de la caméra</translation>
        </message>
        <message>
            <source>Password of the camera</source>
            <translation>Mot de passe de la caméra</translation>
        </message>
        <message>
            <source>empty: stays as it is</source>
            <translation>vide : reste inchangé</translation>
        </message>
        <message>
            <source>ONVIF address</source>
            <translation>Adresse ONVIF</translation>
        </message>
        <message>
            <source>Secondary stream</source>
            <translation>Flux secondaire</translation>
        </message>
        <message>
            <source>Main stream</source>
            <translation>Flux principal</translation>
        </message>
        <message>
            <source>People</source>
            <translation>Personnes</translation>
        </message>
        <message>
            <source>person</source>
            <translation>personne</translation>
        </message>
        <message>
            <source>Matricule</source>
            <translation>Matricule</translation>
        </message>
        <message>
            <source>Quality</source>
            <translation>Qualité</translation>
        </message>
        <message>
            <source>Employer</source>
            <translation>Employeur</translation>
        </message>
        <message>
            <source>Kind of employer</source>
            <translation>Nature de l’employeur</translation>
        </message>
        <message>
            <source>Employing commune</source>
            <translation>Commune employeuse</translation>
        </message>
        <message>
            <source>Head of the room</source>
            <translation>Chef de salle</translation>
        </message>
        <message>
            <source>Signs in beside a second person only</source>
            <translation>N’ouvre qu’avec une seconde personne</translation>
        </message>
        <message>
            <source>Shared account: no picture</source>
            <translation>Compte partagé : aucune image</translation>
        </message>
        <message>
            <source>Disabled</source>
            <translation>Désactivé</translation>
        </message>
        <message>
            <source>New password</source>
            <translation>Nouveau mot de passe</translation>
        </message>
        <message>
            <source>Approvals (L132-14-1)</source>
            <translation>Agréments (L132-14-1)</translation>
        </message>
        <message>
            <source>approval</source>
            <translation>agrément</translation>
        </message>
        <message>
            <source>Person</source>
            <translation>Personne</translation>
        </message>
        <message>
            <source>Departments</source>
            <translation>Départements</translation>
        </message>
        <message>
            <source>Withdrawn on</source>
            <translation>Retiré le</translation>
        </message>
        <message>
            <source>Refused</source>
            <translation>Refusé</translation>
        </message>
        <message>
            <source>Suspended from</source>
            <translation>Suspendu du</translation>
        </message>
        <message>
            <source>Suspended until</source>
            <translation>Suspendu jusqu’au</translation>
        </message>
        <message>
            <source>Last enquiry</source>
            <translation>Dernière enquête</translation>
        </message>
        <message>
            <source>Authorised persons</source>
            <translation>Habilitations</translation>
        </message>
        <message>
            <source>title</source>
            <translation>habilitation</translation>
        </message>
        <message>
            <source>Issued under the employer</source>
            <translation>Délivrée chez l’employeur</translation>
        </message>
        <message>
            <source>Designated by</source>
            <translation>Désigné par</translation>
        </message>
        <message>
            <source>Convention</source>
            <translation>Convention</translation>
        </message>
        <message>
            <source>Hours</source>
            <translation>Heures</translation>
        </message>
        <message>
            <source>Secondments</source>
            <translation>Mises à disposition</translation>
        </message>
        <message>
            <source>secondment</source>
            <translation>mise à disposition</translation>
        </message>
        <message>
            <source>Signed</source>
            <translation>Signée</translation>
        </message>
        <message>
            <source>Trainings</source>
            <translation>Formations</translation>
        </message>
        <message>
            <source>training</source>
            <translation>formation</translation>
        </message>
        <message>
            <source>Posts</source>
            <translation>Postes</translation>
        </message>
        <message>
            <source>post</source>
            <translation>poste</translation>
        </message>
        <message>
            <source>Room</source>
            <translation>Salle</translation>
        </message>
        <message>
            <source>Controlled access</source>
            <translation>Accès contrôlé</translation>
        </message>
        <message>
            <source>In use</source>
            <translation>En service</translation>
        </message>
        <message>
            <source>Duties</source>
            <translation>Services</translation>
        </message>
        <message>
            <source>duty</source>
            <translation>service</translation>
        </message>
        <message>
            <source>Post</source>
            <translation>Poste</translation>
        </message>
        <message>
            <source>Seat locked</source>
            <translation>Siège verrouillé</translation>
        </message>
        <message>
            <source>Blocks</source>
            <translation>Blocages</translation>
        </message>
        <message>
            <source>block</source>
            <translation>blocage</translation>
        </message>
        <message>
            <source>Of</source>
            <translation>De</translation>
        </message>
        <message>
            <source>Which</source>
            <translation>Lequel</translation>
        </message>
        <message>
            <source>department, INSEE code, identifier</source>
            <translation>département, code INSEE, identifiant</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>Motif</translation>
        </message>
        <message>
            <source>Author</source>
            <translation>Auteur</translation>
        </message>
    </context>
    <context>
        <name>vigie::admin::Problems</name>
        <message>
            <source>To be filled in.</source>
            <translation>À renseigner.</translation>
        </message>
        <message>
            <source>“%1” is not in the registry.</source>
            <translation>« %1 » n’est pas au registre.</translation>
        </message>
        <message>
            <source>“%1” is not one of the choices.</source>
            <translation>« %1 » ne fait pas partie des choix.</translation>
        </message>
        <message>
            <source>1 to 64 letters without accents, digits, points, hyphens or underscores.</source>
            <translation>1 à 64 lettres sans accent, chiffres, points, tirets ou soulignés.</translation>
        </message>
        <message>
            <source>A number from %1 to %2.</source>
            <translation>Un nombre de %1 à %2.</translation>
        </message>
        <message>
            <source>From %1 to %2.</source>
            <translation>De %1 à %2.</translation>
        </message>
        <message>
            <source>Whole numbers only.</source>
            <translation>Nombres entiers seulement.</translation>
        </message>
        <message>
            <source>A day, such as 24/11/2026.</source>
            <translation>Un jour, par exemple 24/11/2026.</translation>
        </message>
        <message>
            <source>A day and an hour, such as 24/11/2026 21:00.</source>
            <translation>Un jour et une heure, par exemple 24/11/2026 21:00.</translation>
        </message>
        <message>
            <source>Too long: 1000 characters at most.</source>
            <translation>Trop long : 1000 caractères au plus.</translation>
        </message>
        <message>
            <source>Holds a character that cannot be printed.</source>
            <translation>Contient un caractère non imprimable.</translation>
        </message>
        <message>
            <source>Ends before it begins.</source>
            <translation>La fin précède le début.</translation>
        </message>
        <message>
            <source>A suspension ends after it began.</source>
            <translation>Une suspension finit après avoir commencé.</translation>
        </message>
        <message>
            <source>Is there twice.</source>
            <translation>Y figure deux fois.</translation>
        </message>
        <message>
            <source>Is that of %1 already.</source>
            <translation>Est déjà celui de %1.</translation>
        </message>
        <message>
            <source>Is the number of %1 already.</source>
            <translation>Est déjà le numéro de %1.</translation>
        </message>
        <message>
            <source>Overlaps %1, which says the same: end one of them.</source>
            <translation>Chevauche %1, qui dit la même chose : mettez fin à l’une des deux.</translation>
        </message>
        <message>
            <source>The position is missing.</source>
            <translation>La position manque.</translation>
        </message>
        <message>
            <source>Latitude and longitude are swapped.</source>
            <translation>Latitude et longitude sont inversées.</translation>
        </message>
        <message>
            <source>No position on earth.</source>
            <translation>Aucune position sur terre.</translation>
        </message>
        <message>
            <source>No commune has this INSEE code.</source>
            <translation>Aucune commune n’a ce code INSEE.</translation>
        </message>
        <message>
            <source>Is not the department of this INSEE code.</source>
            <translation>N’est pas le département de ce code INSEE.</translation>
        </message>
        <message>
            <source>The address of a stream begins with rtsp:// or rtsps://.</source>
            <translation>L’adresse d’un flux commence par rtsp:// ou rtsps://.</translation>
        </message>
        <message>
            <source>The ONVIF address begins with http:// or https://.</source>
            <translation>L’adresse ONVIF commence par http:// ou https://.</translation>
        </message>
        <message>
            <source>No user and no password within an address: they have fields of their own.</source>
            <translation>Ni utilisateur ni mot de passe dans une adresse : ils ont leurs champs.</translation>
        </message>
        <message>
            <source>Somebody else changed this meanwhile.</source>
            <translation>Quelqu’un d’autre l’a modifiée entre-temps.</translation>
        </message>
        <message>
            <source>Is in the registry already.</source>
            <translation>Est déjà au registre.</translation>
        </message>
        <message>
            <source>This value is not accepted.</source>
            <translation>Cette valeur n’est pas acceptée.</translation>
        </message>
    </context>
    <context>
        <name>vigie::app::Graphics</name>
        <message>
            <source>as set for this workstation</source>
            <translation>selon le réglage du poste</translation>
        </message>
        <message>
            <source>found and tried: %1</source>
            <translation>trouvée et essayée : %1</translation>
        </message>
        <message>
            <source>no graphics card answers</source>
            <translation>aucune carte graphique ne répond</translation>
        </message>
        <message>
            <source>no graphics card; its emulation would cost more</source>
            <translation>pas de carte graphique ; son émulation coûterait davantage</translation>
        </message>
        <message>
            <source>each picture is copied once: as set for this workstation</source>
            <translation>chaque image est copiée une fois : réglage du poste</translation>
        </message>
        <message>
            <source>pictures go to the screen without a copy: %1</source>
            <translation>les images vont à l’écran sans copie : %1</translation>
        </message>
        <message>
            <source>each picture is copied once</source>
            <translation>chaque image est copiée une fois</translation>
        </message>
        <message>
            <source>Graphics card</source>
            <translation>Carte graphique</translation>
        </message>
        <message>
            <source>Software rendering</source>
            <translation>Rendu logiciel</translation>
        </message>
        <message>
            <source>Software decoding</source>
            <translation>Décodage logiciel</translation>
        </message>
        <message>
            <source>the driver of the graphics card does not answer</source>
            <translation>le pilote de la carte graphique ne répond pas</translation>
        </message>
        <message>
            <source>Hardware decoding (%1)</source>
            <translation>Décodage matériel (%1)</translation>
        </message>
        <message>
            <source>a test picture was decoded and compared</source>
            <translation>une image d’essai a été décodée et comparée</translation>
        </message>
        <message>
            <source>no decoder of a graphics card is usable</source>
            <translation>aucun décodeur de carte graphique n’est utilisable</translation>
        </message>
    </context>
    <context>
        <name>vigie::app::Program</name>
        <message>
            <source>There is no registry on this workstation yet. Import one with: vigiectl registry import FILE</source>
            <translation>Il n’y a pas encore de registre sur ce poste. Importez-en un : vigiectl registry import FICHIER</translation>
        </message>
        <message>
            <source>No joystick</source>
            <translation>Pas de joystick</translation>
        </message>
        <message>
            <source>The department's key is not on this workstation. Ask the administrator for the file %1.</source>
            <translation>La clé du département n’est pas sur ce poste. Demandez le fichier %1 à l’administrateur.</translation>
        </message>
    </context>
    <context>
        <name>vigie::evidenceui::FilterBar</name>
        <message>
            <source>&amp;Refusals and cuts only</source>
            <translation>&amp;Refus et coupures seulement</translation>
        </message>
        <message>
            <source>Search</source>
            <translation>Rechercher</translation>
        </message>
        <message>
            <source>name or identifier</source>
            <translation>nom ou identifiant</translation>
        </message>
        <message>
            <source>All communes</source>
            <translation>Toutes les communes</translation>
        </message>
        <message>
            <source>All events</source>
            <translation>Tous les événements</translation>
        </message>
        <message>
            <source>Today</source>
            <translation>Aujourd’hui</translation>
        </message>
        <message>
            <source>The last 7 days</source>
            <translation>Les 7 derniers jours</translation>
        </message>
        <message>
            <source>The last 31 days</source>
            <translation>Les 31 derniers jours</translation>
        </message>
        <message>
            <source>From … to …</source>
            <translation>Du … au …</translation>
        </message>
        <message>
            <source>Everything kept</source>
            <translation>Tout ce qui est conservé</translation>
        </message>
        <message>
            <source>&amp;Matricule</source>
            <translation>&amp;Matricule</translation>
        </message>
        <message>
            <source>&amp;Camera</source>
            <translation>&amp;Caméra</translation>
        </message>
        <message>
            <source>C&amp;ommune</source>
            <translation>C&amp;ommune</translation>
        </message>
        <message>
            <source>&amp;Event</source>
            <translation>&amp;Événement</translation>
        </message>
        <message>
            <source>&amp;Period</source>
            <translation>&amp;Période</translation>
        </message>
        <message>
            <source>&amp;From</source>
            <translation>&amp;Du</translation>
        </message>
        <message>
            <source>&amp;To</source>
            <translation>&amp;Au</translation>
        </message>
        <message>
            <source>Search (Return)</source>
            <translation>Rechercher (Entrée)</translation>
        </message>
    </context>
    <context>
        <name>vigie::evidenceui::JournalModel</name>
        <message>
            <source>No.</source>
            <translation>N°</translation>
        </message>
        <message>
            <source>Date and time</source>
            <translation>Date et heure</translation>
        </message>
        <message>
            <source>Event</source>
            <translation>Événement</translation>
        </message>
        <message>
            <source>Decision</source>
            <translation>Décision</translation>
        </message>
        <message>
            <source>Matricule</source>
            <translation>Matricule</translation>
        </message>
        <message>
            <source>Camera</source>
            <translation>Caméra</translation>
        </message>
        <message>
            <source>Commune</source>
            <translation>Commune</translation>
        </message>
        <message>
            <source>Reason or motive</source>
            <translation>Raison ou motif</translation>
        </message>
    </context>
    <context>
        <name>vigie::evidenceui::JournalWindow</name>
        <message>
            <source>Journal of this workstation</source>
            <translation>Journal de ce poste</translation>
        </message>
        <message>
            <source>Never used to appraise staff: nothing here is counted or sorted by person. Each page that is opened is recorded.</source>
            <translation>Jamais utilisé pour évaluer le personnel : rien ici n’est compté ni trié par personne. Chaque page ouverte est enregistrée.</translation>
        </message>
        <message>
            <source>Records</source>
            <translation>Enregistrements</translation>
        </message>
        <message>
            <source>The whole record</source>
            <translation>L’enregistrement entier</translation>
        </message>
        <message>
            <source>Newer</source>
            <translation>Plus récents</translation>
        </message>
        <message>
            <source>Older</source>
            <translation>Plus anciens</translation>
        </message>
        <message>
            <source>Another motive</source>
            <translation>Autre motif</translation>
        </message>
        <message>
            <source>Export…</source>
            <translation>Exporter…</translation>
        </message>
        <message>
            <source>The marked field cannot be searched for: check it.</source>
            <translation>Le champ marqué ne peut pas être recherché : vérifiez-le.</translation>
        </message>
        <message>
            <source>The journal is being read…</source>
            <translation>Lecture du journal…</translation>
        </message>
        <message>
            <source>Nothing in the journal answers this.</source>
            <translation>Rien au journal ne répond à cette recherche.</translation>
        </message>
        <message>
            <source>Records no. %1 to %2</source>
            <translation>Enregistrements n° %1 à %2</translation>
        </message>
        <message>
            <source>The journal is read by administrators and inspectors only. The refusal is recorded.</source>
            <translation>Seuls les administrateurs et les contrôleurs consultent le journal. Le refus est enregistré.</translation>
        </message>
        <message>
            <source>There is such a folder already: choose another name. Nothing was exported.</source>
            <translation>Ce dossier existe déjà : choisissez un autre nom. Rien n’a été exporté.</translation>
        </message>
        <message>
            <source>The reading could not be recorded in time: nothing is shown. Tell the administrator.</source>
            <translation>La consultation n’a pas pu être enregistrée à temps : rien n’est affiché. Prévenez l’administrateur.</translation>
        </message>
        <message>
            <source>The journal is not whole: record no. %1 is damaged or missing. Do not go on: have it verified with vigiectl journal verify.</source>
            <translation>Le journal n’est pas entier : l’enregistrement n° %1 est abîmé ou manquant. N’allez pas plus loin : faites-le vérifier par vigiectl journal verify.</translation>
        </message>
        <message>
            <source>A new folder for the export</source>
            <translation>Nouveau dossier pour l’export</translation>
        </message>
        <message>
            <source>Export</source>
            <translation>Exporter</translation>
        </message>
        <message>
            <source>The whole journal is verified and the export written…</source>
            <translation>Vérification du journal entier et écriture de l’export…</translation>
        </message>
        <message>
            <source>Exported and signed: %1. Whoever receives it checks it with vigiectl journal verify-export.</source>
            <translation>Exporté et signé : %1. Qui le reçoit le vérifie par vigiectl journal verify-export.</translation>
        </message>
    </context>
    <context>
        <name>vigie::evidenceui::MotiveForm</name>
        <message>
            <source>Open the journal</source>
            <translation>Ouvrir le journal</translation>
        </message>
        <message>
            <source>What is the journal read for?</source>
            <translation>Pourquoi consulter le journal ?</translation>
        </message>
        <message>
            <source>The law has it read for the purposes below only (LIL art. 101). It is never used to appraise staff. Your matricule, the purpose, the motive and what you look for are recorded before anything is shown.</source>
            <translation>La loi n’en permet la consultation que pour les finalités ci-dessous (LIL art. 101). Il ne sert jamais à évaluer le personnel. Votre matricule, la finalité, le motif et votre recherche sont enregistrés avant tout affichage.</translation>
        </message>
        <message>
            <source>Choose a purpose</source>
            <translation>Choisir une finalité</translation>
        </message>
        <message>
            <source>request no., report, matter …</source>
            <translation>n° de demande, procès-verbal, affaire…</translation>
        </message>
        <message>
            <source>&amp;Purpose</source>
            <translation>&amp;Finalité</translation>
        </message>
        <message>
            <source>&amp;Motive</source>
            <translation>&amp;Motif</translation>
        </message>
        <message>
            <source>A purpose, and a motive of at least %1 characters.</source>
            <translation>Une finalité, et un motif d’au moins %1 caractères.</translation>
        </message>
    </context>
    <context>
        <name>vigie::evidenceui::RecordText</name>
        <message>
            <source>Session opened</source>
            <translation>Session ouverte</translation>
        </message>
        <message>
            <source>Session closed</source>
            <translation>Session fermée</translation>
        </message>
        <message>
            <source>Sign-in refused</source>
            <translation>Connexion refusée</translation>
        </message>
        <message>
            <source>Live view begun</source>
            <translation>Début de visionnage</translation>
        </message>
        <message>
            <source>Live view ended</source>
            <translation>Fin de visionnage</translation>
        </message>
        <message>
            <source>Access refused</source>
            <translation>Accès refusé</translation>
        </message>
        <message>
            <source>Picture cut</source>
            <translation>Image coupée</translation>
        </message>
        <message>
            <source>Steering begun</source>
            <translation>Début de pilotage</translation>
        </message>
        <message>
            <source>Steering ended</source>
            <translation>Fin de pilotage</translation>
        </message>
        <message>
            <source>Preset recalled</source>
            <translation>Préposition rappelée</translation>
        </message>
        <message>
            <source>Stop of the camera not confirmed</source>
            <translation>Arrêt de la caméra non confirmé</translation>
        </message>
        <message>
            <source>Registry changed</source>
            <translation>Registre modifié</translation>
        </message>
        <message>
            <source>Journal verified</source>
            <translation>Journal vérifié</translation>
        </message>
        <message>
            <source>Clock not trusted</source>
            <translation>Horloge non fiable</translation>
        </message>
        <message>
            <source>Registry unreachable</source>
            <translation>Registre injoignable</translation>
        </message>
        <message>
            <source>Signed checkpoint</source>
            <translation>Point de contrôle signé</translation>
        </message>
        <message>
            <source>Journal purged</source>
            <translation>Journal purgé</translation>
        </message>
        <message>
            <source>Records held</source>
            <translation>Enregistrements conservés (gel)</translation>
        </message>
        <message>
            <source>Hold lifted</source>
            <translation>Gel levé</translation>
        </message>
        <message>
            <source>Journal read</source>
            <translation>Journal consulté</translation>
        </message>
        <message>
            <source>Journal exported</source>
            <translation>Journal exporté</translation>
        </message>
        <message>
            <source>yes</source>
            <translation>oui</translation>
        </message>
        <message>
            <source>no</source>
            <translation>non</translation>
        </message>
        <message>
            <source>Allowed</source>
            <translation>Autorisé</translation>
        </message>
        <message>
            <source>Refused</source>
            <translation>Refusé</translation>
        </message>
        <message>
            <source>Verifying that processing is lawful</source>
            <translation>Vérification de la licéité du traitement</translation>
        </message>
        <message>
            <source>Self-control of the centre</source>
            <translation>Autocontrôle du centre</translation>
        </message>
        <message>
            <source>Integrity and security of the data</source>
            <translation>Intégrité et sécurité des données</translation>
        </message>
        <message>
            <source>Criminal proceedings</source>
            <translation>Procédure pénale</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1 : %2</translation>
        </message>
        <message>
            <source>Number</source>
            <translation>Numéro</translation>
        </message>
        <message>
            <source>Date and time in Paris</source>
            <translation>Date et heure de Paris</translation>
        </message>
        <message>
            <source>Universal time</source>
            <translation>Temps universel</translation>
        </message>
        <message>
            <source>Clock</source>
            <translation>Horloge</translation>
        </message>
        <message>
            <source>Event</source>
            <translation>Événement</translation>
        </message>
        <message>
            <source>Decision</source>
            <translation>Décision</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>Motif du refus</translation>
        </message>
        <message>
            <source>Legal basis</source>
            <translation>Base légale</translation>
        </message>
        <message>
            <source>Rows of the law table</source>
            <translation>Lignes de la table de droit</translation>
        </message>
        <message>
            <source>Matricule</source>
            <translation>Matricule</translation>
        </message>
        <message>
            <source>Quality</source>
            <translation>Qualité</translation>
        </message>
        <message>
            <source>Employer</source>
            <translation>Employeur</translation>
        </message>
        <message>
            <source>Agrement no.</source>
            <translation>Agrément n°</translation>
        </message>
        <message>
            <source>State of the agrement</source>
            <translation>État de l’agrément</translation>
        </message>
        <message>
            <source>Habilitation</source>
            <translation>Habilitation</translation>
        </message>
        <message>
            <source>Post</source>
            <translation>Poste</translation>
        </message>
        <message>
            <source>Room</source>
            <translation>Salle</translation>
        </message>
        <message>
            <source>Session</source>
            <translation>Session</translation>
        </message>
        <message>
            <source>Motive</source>
            <translation>Motif</translation>
        </message>
        <message>
            <source>Camera</source>
            <translation>Caméra</translation>
        </message>
        <message>
            <source>Commune</source>
            <translation>Commune</translation>
        </message>
        <message>
            <source>Regime</source>
            <translation>Régime</translation>
        </message>
        <message>
            <source>Authorisation no.</source>
            <translation>Autorisation n°</translation>
        </message>
        <message>
            <source>Authorised purposes</source>
            <translation>Finalités autorisées</translation>
        </message>
        <message>
            <source>Version of the registry</source>
            <translation>Version du registre</translation>
        </message>
        <message>
            <source>Identifier</source>
            <translation>Identifiant</translation>
        </message>
        <message>
            <source>Record before it</source>
            <translation>Enregistrement précédent</translation>
        </message>
        <message>
            <source>As it stands in the journal:</source>
            <translation>Tel qu’il figure au journal :</translation>
        </message>
        <message>
            <source>trusted</source>
            <translation>fiable</translation>
        </message>
        <message>
            <source>not trusted</source>
            <translation>non fiable</translation>
        </message>
        <message>
            <source>People at the post declared</source>
            <translation>Présents au poste déclarés</translation>
        </message>
    </context>
    <context>
        <name>vigie::map::Map</name>
        <message>
            <source>%1 km</source>
            <translation>%1 km</translation>
        </message>
        <message>
            <source>%1 m</source>
            <translation>%1 m</translation>
        </message>
        <message>
            <source>S</source>
            <comment>south</comment>
            <translation>S</translation>
        </message>
        <message>
            <source>N</source>
            <comment>north</comment>
            <translation>N</translation>
        </message>
        <message>
            <source>W</source>
            <comment>west</comment>
            <translation>O</translation>
        </message>
        <message>
            <source>E</source>
            <comment>east</comment>
            <translation>E</translation>
        </message>
        <message>
            <source>Outlines: %1</source>
            <translation>Contours : %1</translation>
        </message>
        <message>
            <source>Available</source>
            <translation>Disponible</translation>
        </message>
        <message>
            <source>On screen</source>
            <translation>À l’écran</translation>
        </message>
        <message>
            <source>Picture lost</source>
            <translation>Image perdue</translation>
        </message>
        <message>
            <source>Refused</source>
            <translation>Refusé</translation>
        </message>
        <message>
            <source>No camera</source>
            <translation>Aucune caméra</translation>
        </message>
        <message>
            <source>Images allowed</source>
            <translation>Images autorisées</translation>
        </message>
        <message>
            <source>Images refused</source>
            <translation>Images refusées</translation>
        </message>
        <message>
            <source>Some images refused</source>
            <translation>Images refusées en partie</translation>
        </message>
        <message numerus="yes">
            <source>%n camera(s)</source>
            <translation>
                <numerusform>%n caméra</numerusform>
                <numerusform>%n caméras</numerusform>
            </translation>
        </message>
        <message>
            <source>approximate outline</source>
            <translation>contour approximatif</translation>
        </message>
    </context>
    <context>
        <name>vigie::map::MapCard</name>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>et %n autre</numerusform>
                <numerusform>et %n autres</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 · %2</source>
            <translation>%1 · %2</translation>
        </message>
        <message>
            <source>Double-click to show, drag to the mosaic</source>
            <translation>Double-clic : afficher · glisser vers la mosaïque</translation>
        </message>
        <message numerus="yes">
            <source>%n site(s)</source>
            <translation>
                <numerusform>%n site</numerusform>
                <numerusform>%n sites</numerusform>
            </translation>
        </message>
        <message>
            <source>Double-click to zoom in</source>
            <translation>Double-clic pour agrandir</translation>
        </message>
    </context>
    <context>
        <name>vigie::map::MapWidget</name>
        <message>
            <source>%1 · %2</source>
            <translation>%1 · %2</translation>
        </message>
        <message>
            <source>Zoom in here</source>
            <translation>Agrandir ici</translation>
        </message>
        <message>
            <source>Show everything</source>
            <translation>Tout afficher</translation>
        </message>
        <message>
            <source>Zoom in</source>
            <translation>Agrandir</translation>
        </message>
        <message>
            <source>Zoom out</source>
            <translation>Réduire</translation>
        </message>
        <message>
            <source>Map of the sites</source>
            <translation>Carte des sites</translation>
        </message>
        <message>
            <source>No site to show</source>
            <translation>Aucun site à afficher</translation>
        </message>
        <message>
            <source>Sites appear here as soon as the registry holds one.</source>
            <translation>Les sites apparaîtront ici dès que le registre en contiendra.</translation>
        </message>
        <message>
            <source>imported file</source>
            <translation>fichier importé</translation>
        </message>
    </context>
    <context>
        <name>vigie::media</name>
        <message>
            <source>software (%1)</source>
            <translation>logiciel (%1)</translation>
        </message>
    </context>
    <context>
        <name>vigie::ptzui::PtzPanel</name>
        <message>
            <source>Zoom</source>
            <translation>Zoom</translation>
        </message>
        <message>
            <source>Zoom: springs back when let go</source>
            <translation>Zoom : revient au repos dès qu’on le lâche</translation>
        </message>
        <message>
            <source>Speed</source>
            <translation>Vitesse</translation>
        </message>
        <message>
            <source>Presets</source>
            <translation>Positions</translation>
        </message>
        <message>
            <source>Go to</source>
            <translation>Rejoindre</translation>
        </message>
        <message>
            <source>Read the presets</source>
            <translation>Lire les positions</translation>
        </message>
        <message>
            <source>Select a tile that shows a camera.</source>
            <translation>Choisissez une vignette qui montre une caméra.</translation>
        </message>
        <message>
            <source>This camera is fixed.</source>
            <translation>Cette caméra est fixe.</translation>
        </message>
        <message>
            <source>Steering not allowed: %1</source>
            <translation>Pilotage non autorisé : %1</translation>
        </message>
        <message>
            <source>Ready: arrow keys, + and −, stick or joystick.</source>
            <translation>Prêt : flèches, + et −, manette à l’écran ou joystick.</translation>
        </message>
        <message>
            <source>Request in progress…</source>
            <translation>Demande en cours…</translation>
        </message>
        <message>
            <source>Moving</source>
            <translation>En mouvement</translation>
        </message>
        <message>
            <source>You hold this camera.</source>
            <translation>Vous tenez cette caméra.</translation>
        </message>
        <message>
            <source>No camera selected</source>
            <translation>Aucune caméra choisie</translation>
        </message>
        <message>
            <source>Stop not confirmed: the camera may still be moving. Watch the picture; the stop is repeated.</source>
            <translation>Arrêt non confirmé : la caméra bouge peut-être encore. Surveillez l’image, l’arrêt est répété.</translation>
        </message>
        <message>
            <source>The camera has no preset.</source>
            <translation>La caméra n’a aucune position enregistrée.</translation>
        </message>
        <message>
            <source>No picture here: nothing can be steered.</source>
            <translation>Pas d’image dans cette vignette : rien à piloter.</translation>
        </message>
    </context>
    <context>
        <name>vigie::ptzui::StickWidget</name>
        <message>
            <source>Pan and tilt stick</source>
            <translation>Manette d’orientation</translation>
        </message>
        <message>
            <source>Drag to pan and tilt, turn the wheel to zoom</source>
            <translation>Tirez pour orienter, molette pour zoomer</translation>
        </message>
    </context>
    <context>
        <name>vigie::shell::BookDialog</name>
        <message>
            <source>&amp;Rename…</source>
            <translation>&amp;Renommer…</translation>
        </message>
        <message>
            <source>&amp;Delete</source>
            <translation>&amp;Supprimer</translation>
        </message>
        <message>
            <source>Kept layouts and tours</source>
            <translation>Dispositions et séquences enregistrées</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Fermer</translation>
        </message>
        <message>
            <source>layout</source>
            <translation>disposition</translation>
        </message>
        <message>
            <source>tour</source>
            <translation>séquence</translation>
        </message>
        <message>
            <source>Nothing is kept yet: Ctrl + S keeps the mosaic as it is.</source>
            <translation>Rien n’est encore enregistré : Ctrl + S enregistre la mosaïque telle qu’elle est.</translation>
        </message>
        <message>
            <source>%1 deleted. Ctrl + Z takes that back.</source>
            <translation>%1 supprimé. Ctrl + Z annule.</translation>
        </message>
        <message>
            <source>&amp;Change…</source>
            <translation>&amp;Modifier…</translation>
        </message>
        <message>
            <source>The steps of the tour: Enter</source>
            <translation>Les étapes de la ronde : Entrée</translation>
        </message>
        <message>
            <source>F2</source>
            <translation>F2</translation>
        </message>
        <message>
            <source>Del</source>
            <translation>Suppr</translation>
        </message>
    </context>
    <context>
        <name>vigie::shell::BrandMark</name>
        <message>
            <source>Video-protection operator console</source>
            <translation>Console d’exploitation de vidéoprotection</translation>
        </message>
    </context>
    <context>
        <name>vigie::shell::CameraDock</name>
        <message>
            <source>Camera, site, commune, INSEE…</source>
            <translation>Caméra, site, commune, INSEE…</translation>
        </message>
        <message>
            <source>Search a camera</source>
            <translation>Chercher une caméra</translation>
        </message>
        <message>
            <source>Search a camera (Ctrl + F)</source>
            <translation>Chercher une caméra (Ctrl + F)</translation>
        </message>
        <message>
            <source>Cameras</source>
            <translation>Caméras</translation>
        </message>
        <message>
            <source>No camera by that name</source>
            <translation>Aucune caméra de ce nom</translation>
        </message>
        <message>
            <source>Try part of a name, a commune or an INSEE code.</source>
            <translation>Essayez une partie du nom, une commune ou un code INSEE.</translation>
        </message>
        <message>
            <source>Clear the search</source>
            <translation>Effacer la recherche</translation>
        </message>
        <message>
            <source>The registry holds no camera</source>
            <translation>Le registre ne contient aucune caméra</translation>
        </message>
    </context>
    <context>
        <name>vigie::shell::CameraTreeModel</name>
        <message>
            <source>Commune unknown</source>
            <translation>Commune inconnue</translation>
        </message>
        <message>
            <source>Site unknown</source>
            <translation>Site inconnu</translation>
        </message>
        <message>
            <source>%1 (INSEE %2)</source>
            <translation>%1 (INSEE %2)</translation>
        </message>
        <message>
            <source>%1: not allowed</source>
            <translation>%1 : non autorisée</translation>
        </message>
    </context>
    <context>
        <name>vigie::shell::Console</name>
        <message>
            <source>Nobody was at this post: it is locked. The mosaic comes back with you.</source>
            <translation>Personne n’était à ce poste : il est verrouillé. La mosaïque revient avec vous.</translation>
        </message>
        <message>
            <source>This post is locked. The mosaic comes back with you.</source>
            <translation>Ce poste est verrouillé. La mosaïque revient avec vous.</translation>
        </message>
    </context>
    <context>
        <name>vigie::shell::DeskInfo</name>
        <message>
            <source>Territorial operator</source>
            <translation>Opérateur territorial</translation>
        </message>
        <message>
            <source>Communal police</source>
            <translation>Police municipale</translation>
        </message>
        <message>
            <source>Mayor</source>
            <translation>Maire</translation>
        </message>
        <message>
            <source>Deputy mayor, delegate</source>
            <translation>Adjoint délégué</translation>
        </message>
        <message>
            <source>Elected representative</source>
            <translation>Élu</translation>
        </message>
        <message>
            <source>President</source>
            <translation>Président</translation>
        </message>
        <message>
            <source>National police</source>
            <translation>Police nationale</translation>
        </message>
        <message>
            <source>Gendarmerie</source>
            <translation>Gendarmerie</translation>
        </message>
        <message>
            <source>Customs</source>
            <translation>Douanes</translation>
        </message>
        <message>
            <source>Fire and rescue service</source>
            <translation>Service d’incendie et de secours</translation>
        </message>
        <message>
            <source>Private operator</source>
            <translation>Opérateur privé</translation>
        </message>
        <message>
            <source>Department employee</source>
            <translation>Agent du département</translation>
        </message>
        <message>
            <source>Maintenance technician</source>
            <translation>Technicien de maintenance</translation>
        </message>
        <message>
            <source>Registry administrator</source>
            <translation>Administrateur du registre</translation>
        </message>
        <message>
            <source>Inspector</source>
            <translation>Contrôleur</translation>
        </message>
        <message>
            <source>Visitor</source>
            <translation>Visiteur</translation>
        </message>
        <message>
            <source>Shift chief</source>
            <translation>Chef de salle</translation>
        </message>
    </context>
    <context>
        <name>vigie::shell::ErrorText</name>
        <message>
            <source>A value is missing or is not valid. Check what was entered.</source>
            <translation>Une valeur manque ou n’est pas valable. Vérifiez la saisie.</translation>
        </message>
        <message>
            <source>This is not in the registry, or no longer.</source>
            <translation>Cet élément n’est pas, ou plus, dans le registre.</translation>
        </message>
        <message>
            <source>This exists already.</source>
            <translation>Cet élément existe déjà.</translation>
        </message>
        <message>
            <source>No answer. Check the network link.</source>
            <translation>Pas de réponse. Vérifiez la liaison réseau.</translation>
        </message>
        <message>
            <source>The answer took too long. Try again; if it goes on, check the link.</source>
            <translation>La réponse a trop tardé. Réessayez ; si cela dure, vérifiez la liaison.</translation>
        </message>
        <message>
            <source>Refused by the other side. Check the account and its rights.</source>
            <translation>Refusé par l’équipement. Vérifiez le compte et ses droits.</translation>
        </message>
        <message>
            <source>This equipment or this workstation cannot do that.</source>
            <translation>Cet équipement ou ce poste ne sait pas faire cela.</translation>
        </message>
        <message>
            <source>The equipment answered something unintelligible. Tell the maintenance.</source>
            <translation>L’équipement a répondu de façon incompréhensible. Prévenez la maintenance.</translation>
        </message>
        <message>
            <source>Stored data is damaged. Do not go on: tell the administrator.</source>
            <translation>Des données enregistrées sont abîmées. N’allez pas plus loin : prévenez l’administrateur.</translation>
        </message>
        <message>
            <source>The registry was written by a newer Vigie. Update this workstation.</source>
            <translation>Le registre a été écrit par une version plus récente de Vigie. Mettez ce poste à jour.</translation>
        </message>
        <message>
            <source>The disk is full. Free some space, or tell the administrator.</source>
            <translation>Le disque est plein. Libérez de la place ou prévenez l’administrateur.</translation>
        </message>
        <message>
            <source>Reading or writing failed. Check the disk, or tell the administrator.</source>
            <translation>Lecture ou écriture impossible. Vérifiez le disque ou prévenez l’administrateur.</translation>
        </message>
        <message>
            <source>No keychain service answers on this workstation. Use the key file and its passphrase.</source>
            <translation>Aucun trousseau de clés ne répond sur ce poste. Utilisez le fichier de clé et sa phrase secrète.</translation>
        </message>
        <message>
            <source>The keychain of this session is locked. Unlock it, then try again.</source>
            <translation>Le trousseau de clés de cette session est verrouillé. Déverrouillez-le, puis réessayez.</translation>
        </message>
        <message>
            <source>The passphrase does not open the key file.</source>
            <translation>La phrase secrète n’ouvre pas le fichier de clé.</translation>
        </message>
        <message>
            <source>The clock of this workstation cannot be trusted. No right can be checked until it is set.</source>
            <translation>L’horloge de ce poste n’est pas fiable. Aucun droit ne peut être vérifié tant qu’elle n’est pas réglée.</translation>
        </message>
        <message>
            <source>Somebody else is using it. Wait until it is free.</source>
            <translation>Quelqu’un d’autre s’en sert. Attendez qu’il se libère.</translation>
        </message>
        <message>
            <source>Cancelled.</source>
            <translation>Annulé.</translation>
        </message>
        <message>
            <source>Something failed inside Vigie. Try again; if it goes on, send the log to the maintenance.</source>
            <translation>Une défaillance s’est produite dans Vigie. Réessayez ; si cela dure, transmettez le journal technique à la maintenance.</translation>
        </message>
        <message>
            <source>The camera does not answer</source>
            <translation>La caméra ne répond pas</translation>
        </message>
        <message>
            <source>The camera takes too long to answer</source>
            <translation>La caméra tarde trop à répondre</translation>
        </message>
        <message>
            <source>The camera refuses the password of the centre: tell the administrator</source>
            <translation>La caméra refuse le mot de passe du centre : prévenez l’administrateur</translation>
        </message>
        <message>
            <source>The camera's video format is not supported: tell the maintenance</source>
            <translation>Le format vidéo de la caméra n’est pas pris en charge : prévenez la maintenance</translation>
        </message>
        <message>
            <source>The camera sends something unintelligible: tell the maintenance</source>
            <translation>La caméra envoie des données incompréhensibles : prévenez la maintenance</translation>
        </message>
        <message>
            <source>The camera sends a damaged picture: tell the maintenance</source>
            <translation>La caméra envoie une image abîmée : prévenez la maintenance</translation>
        </message>
        <message>
            <source>The camera accepts no further connection: tell the maintenance</source>
            <translation>La caméra n’accepte plus de connexion : prévenez la maintenance</translation>
        </message>
        <message>
            <source>The camera no longer offers this stream: tell the maintenance</source>
            <translation>La caméra ne propose plus ce flux : prévenez la maintenance</translation>
        </message>
        <message>
            <source>Number or password not recognised. Check caps lock, then try again.</source>
            <translation>Matricule ou mot de passe non reconnu. Vérifiez le verrouillage des majuscules, puis réessayez.</translation>
        </message>
        <message>
            <source>Enter your number and your password, and choose a post.</source>
            <translation>Saisissez votre matricule et votre mot de passe, et choisissez un poste.</translation>
        </message>
        <message>
            <source>Too many attempts. Wait a minute before you try again.</source>
            <translation>Trop d’essais. Attendez une minute avant de recommencer.</translation>
        </message>
        <message>
            <source>The registry does not answer: nobody can be recognised. Check the network, then try again.</source>
            <translation>Le registre ne répond pas : personne ne peut être reconnu. Vérifiez le réseau, puis réessayez.</translation>
        </message>
        <message>
            <source>The registry or the journal is damaged: no image can be shown. Tell the administrator.</source>
            <translation>Le registre ou le journal est abîmé : aucune image ne peut être montrée. Prévenez l’administrateur.</translation>
        </message>
        <message>
            <source>Closed by the operator</source>
            <translation>Fermée par l’opérateur</translation>
        </message>
        <message>
            <source>Picture cut: the right has ended</source>
            <translation>Image coupée : fin du droit</translation>
        </message>
        <message>
            <source>Picture cut: right withdrawn</source>
            <translation>Image coupée : droit retiré</translation>
        </message>
        <message>
            <source>Picture cut: the registry does not answer</source>
            <translation>Image coupée : le registre ne répond pas</translation>
        </message>
        <message>
            <source>Picture cut: the clock cannot be trusted</source>
            <translation>Image coupée : horloge non fiable</translation>
        </message>
        <message>
            <source>Picture cut: the journal cannot be written</source>
            <translation>Image coupée : écriture du journal impossible</translation>
        </message>
        <message>
            <source>Picture cut: session closed</source>
            <translation>Image coupée : session fermée</translation>
        </message>
        <message>
            <source>Picture cut</source>
            <translation>Image coupée</translation>
        </message>
        <message>
            <source>Too many attempts. Try again in %1 s.</source>
            <translation>Trop d’essais. Réessayez dans %1 s.</translation>
        </message>
        <message>
            <source>Too many attempts. Try again in %1 min.</source>
            <translation>Trop d’essais. Réessayez dans %1 min.</translation>
        </message>
        <message>
            <source>A second entitled person must sign in beside you.</source>
            <translation>Une deuxième personne habilitée doit se connecter à vos côtés.</translation>
        </message>
        <message>
            <source>The second person is not recognised, or may not vouch for a session. Nobody is signed in.</source>
            <translation>La deuxième personne n’est pas reconnue, ou ne peut pas encadrer une session. Personne n’est connecté.</translation>
        </message>
    </context>
    <context>
        <name>vigie::shell::KeepDialog</name>
        <message>
            <source>Mine</source>
            <translation>À moi</translation>
        </message>
        <message>
            <source>This post</source>
            <translation>Ce poste</translation>
        </message>
        <message>
            <source>Room: %1</source>
            <translation>Salle : %1</translation>
        </message>
        <message>
            <source>This number is another one's. Choose another number.</source>
            <translation>Ce numéro est déjà pris. Choisissez-en un autre.</translation>
        </message>
        <message>
            <source>This name is another one's. Choose another name.</source>
            <translation>Ce nom est déjà pris. Choisissez-en un autre.</translation>
        </message>
        <message>
            <source>Keep the layout</source>
            <translation>Enregistrer la disposition</translation>
        </message>
        <message>
            <source>Keep the tour</source>
            <translation>Enregistrer la séquence</translation>
        </message>
        <message>
            <source>&amp;Name</source>
            <translation>&amp;Nom</translation>
        </message>
        <message>
            <source>&amp;For</source>
            <translation>&amp;Pour</translation>
        </message>
        <message>
            <source>none</source>
            <translation>aucun</translation>
        </message>
        <message>
            <source>Typed after L on the keyboard to open it</source>
            <translation>À taper au clavier après L pour l’ouvrir</translation>
        </message>
        <message>
            <source>N&amp;umber</source>
            <translation>N&amp;uméro</translation>
        </message>
        <message>
            <source>Keep</source>
            <translation>Enregistrer</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Annuler</translation>
        </message>
        <message>
            <source>There is one of this name: it will be replaced. Ctrl + Z takes that back.</source>
            <translation>Ce nom existe : il sera remplacé. Ctrl + Z annule.</translation>
        </message>
    </context>
    <context>
        <name>vigie::shell::MainWindow</name>
        <message>
            <source>The registry does not answer: rights cannot be checked, pictures are cut after one minute at most. Check the network or call the administrator; they come back by themselves.</source>
            <translation>Le registre ne répond pas : les droits ne peuvent pas être vérifiés, les images sont coupées au bout d’une minute au plus. Vérifiez le réseau ou appelez l’administrateur ; elles reviendront d’elles-mêmes.</translation>
        </message>
        <message>
            <source>The journal cannot be written: without a record no picture is shown. Free some disk space or call the administrator.</source>
            <translation>Le journal ne peut pas être écrit : sans trace, aucune image n’est montrée. Libérez de la place sur le disque ou appelez l’administrateur.</translation>
        </message>
        <message>
            <source>The clock of this workstation cannot be trusted: no right can be checked, pictures are cut. Have the clock set; they come back when it is right again, or when Vigie is started again.</source>
            <translation>L’horloge de ce poste n’est pas fiable : aucun droit ne peut être vérifié, les images sont coupées. Faites régler l’horloge ; elles reviendront quand elle sera juste, ou au redémarrage de Vigie.</translation>
        </message>
        <message>
            <source>Nobody seems to be at this post: it is locked in %1 s. Press a key or move the mouse to go on.</source>
            <translation>Personne ne semble être à ce poste : verrouillage dans %1 s. Appuyez sur une touche ou bougez la souris pour continuer.</translation>
        </message>
        <message>
            <source>In %1 min, at %2, 1 picture is cut.</source>
            <translation>Dans %1 min, à %2, 1 image sera coupée.</translation>
        </message>
        <message>
            <source>In %1 min, at %2, %3 pictures are cut.</source>
            <translation>Dans %1 min, à %2, %3 images seront coupées.</translation>
        </message>
        <message>
            <source>Your duty ends: a shift chief can prolong it.</source>
            <translation>Votre service se termine : le chef de salle peut le prolonger.</translation>
        </message>
        <message>
            <source>A right ends: F6 says which, and who can mend it.</source>
            <translation>Un droit se termine : F6 dit lequel et qui peut y remédier.</translation>
        </message>
        <message>
            <source>Visitor mode: somebody without a title is in the room, every picture is cut. Ctrl + Shift + V brings them back once they have left.</source>
            <translation>Mode visiteur : une personne sans titre est dans la salle, toutes les images sont coupées. Ctrl + Maj + V les rétablit quand elle est partie.</translation>
        </message>
    </context>
    <context>
        <name>vigie::shell::MapMosaicPane</name>
        <message>
            <source>Edge between map and mosaic</source>
            <translation>Bord entre la carte et la mosaïque</translation>
        </message>
    </context>
    <context>
        <name>vigie::shell::PostPanel</name>
        <message>
            <source>At this post</source>
            <translation>Au poste</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Fermer</translation>
        </message>
        <message>
            <source>Why you watch</source>
            <translation>Pourquoi vous regardez</translation>
        </message>
        <message>
            <source>No motive given</source>
            <translation>Aucun motif indiqué</translation>
        </message>
        <message>
            <source>mission, call, incident …</source>
            <translation>mission, appel, incident…</translation>
        </message>
        <message>
            <source>&amp;Purpose (L251-2)</source>
            <translation>&amp;Finalité (L251-2)</translation>
        </message>
        <message>
            <source>&amp;In your words</source>
            <translation>&amp;En clair</translation>
        </message>
        <message>
            <source>Stands in the record of every camera you open from now on. A camera whose system is not authorised for that purpose is refused.</source>
            <translation>Inscrit au journal pour chaque caméra que vous ouvrez désormais. Une caméra dont le système n’est pas autorisé pour cette finalité est refusée.</translation>
        </message>
        <message>
            <source>Who else can see the screens</source>
            <translation>Qui d’autre voit les écrans</translation>
        </message>
        <message>
            <source>Somebody without a title is in the room: cut &amp;every picture (Ctrl + Shift + V)</source>
            <translation>Une personne sans titre est dans la salle : couper &amp;toutes les images (Ctrl + Maj + V)</translation>
        </message>
        <message>
            <source>Number (matricule) of somebody who comes in</source>
            <translation>Matricule de la personne qui entre</translation>
        </message>
        <message>
            <source>&amp;Add</source>
            <translation>&amp;Ajouter</translation>
        </message>
        <message>
            <source>&amp;Has left</source>
            <translation>Est &amp;partie</translation>
        </message>
        <message>
            <source>Pictures that one of them may not see are cut while they are here.</source>
            <translation>Les images que l’une d’elles n’a pas le droit de voir sont coupées tant qu’elle est là.</translation>
        </message>
        <message>
            <source>vouches for your session</source>
            <translation>encadre votre session</translation>
        </message>
        <message>
            <source>Nobody is known here under that number. If they have no title, cut every picture with the box above.</source>
            <translation>Ce matricule est inconnu ici. Si la personne n’a pas de titre, coupez toutes les images avec la case ci-dessus.</translation>
        </message>
        <message>
            <source>They are declared already.</source>
            <translation>Cette personne est déjà déclarée.</translation>
        </message>
        <message>
            <source>No more than %1 people can be declared.</source>
            <translation>On ne peut pas déclarer plus de %1 personnes.</translation>
        </message>
        <message>
            <source>They vouch for your session: lock the post when they leave (Ctrl + Shift + L).</source>
            <translation>Cette personne encadre votre session : verrouillez le poste quand elle part (Ctrl + Maj + L).</translation>
        </message>
    </context>
    <context>
        <name>vigie::shell::RightsPanel</name>
        <message>
            <source>Who am I, and what may I see?</source>
            <translation>Qui suis-je, que puis-je voir ?</translation>
        </message>
        <message>
            <source>Commune, camera, reason…</source>
            <translation>Commune, caméra, motif…</translation>
        </message>
        <message>
            <source>On duty until %1</source>
            <translation>En service jusqu’au %1</translation>
        </message>
        <message>
            <source>Off duty</source>
            <translation>Hors service</translation>
        </message>
        <message>
            <source>Approval %1 (L132-14-1)</source>
            <translation>Agrément %1 (L132-14-1)</translation>
        </message>
        <message>
            <source>without a number</source>
            <translation>sans numéro</translation>
        </message>
        <message>
            <source>, suspended since %1</source>
            <translation>, suspendu depuis le %1</translation>
        </message>
        <message>
            <source>Title for %1, until %2</source>
            <translation>Habilitation pour %1, jusqu’au %2</translation>
        </message>
        <message>
            <source>Title for %1</source>
            <translation>Habilitation pour %1</translation>
        </message>
        <message>
            <source>Commune, cameras</source>
            <translation>Commune, caméras</translation>
        </message>
        <message>
            <source>What the rule answers</source>
            <translation>Ce que répond la règle</translation>
        </message>
        <message>
            <source>%1 of %2 may be seen</source>
            <translation>%1 sur %2 visibles</translation>
        </message>
        <message>
            <source>Allowed until %1</source>
            <translation>Autorisé jusqu’au %1</translation>
        </message>
        <message>
            <source>Allowed</source>
            <translation>Autorisé</translation>
        </message>
        <message>
            <source>Basis: %1</source>
            <translation>Fondement : %1</translation>
        </message>
        <message>
            <source>Who can mend it: %1</source>
            <translation>Qui peut y remédier : %1</translation>
        </message>
    </context>
    <context>
        <name>vigie::shell::SignInView</name>
        <message>
            <source>Service number</source>
            <translation>Matricule</translation>
        </message>
        <message>
            <source>Password</source>
            <translation>Mot de passe</translation>
        </message>
        <message>
            <source>Post</source>
            <translation>Poste</translation>
        </message>
        <message>
            <source>Service &amp;number</source>
            <translation>&amp;Matricule</translation>
        </message>
        <message>
            <source>Pass&amp;word</source>
            <translation>Mot de &amp;passe</translation>
        </message>
        <message>
            <source>Caps lock is on.</source>
            <translation>Le verrouillage des majuscules est activé.</translation>
        </message>
        <message>
            <source>&amp;Post</source>
            <translation>P&amp;oste</translation>
        </message>
        <message>
            <source>Begin the session</source>
            <translation>Prendre le poste</translation>
        </message>
        <message>
            <source>Personal access. Each viewing is checked and recorded in the journal.</source>
            <translation>Accès personnel. Chaque visionnage est vérifié et consigné au journal.</translation>
        </message>
        <message>
            <source>Passphrase of the key file</source>
            <translation>Phrase secrète du fichier de clé</translation>
        </message>
        <message>
            <source>The same passphrase again</source>
            <translation>La même phrase secrète, à nouveau</translation>
        </message>
        <message>
            <source>No keychain service answers on this workstation. The station's key will be kept in a file protected by a passphrase. Choose one of at least %1 characters; the administrator keeps it.</source>
            <translation>Aucun trousseau de clés ne répond sur ce poste. La clé du poste sera gardée dans un fichier protégé par une phrase secrète. Choisissez-en une d’au moins %1 caractères ; l’administrateur la conserve.</translation>
        </message>
        <message>
            <source>Create the key file</source>
            <translation>Créer le fichier de clé</translation>
        </message>
        <message>
            <source>No keychain service answers on this workstation. Enter the passphrase of the key file, which the administrator keeps.</source>
            <translation>Aucun trousseau de clés ne répond sur ce poste. Saisissez la phrase secrète du fichier de clé, que l’administrateur conserve.</translation>
        </message>
        <message>
            <source>Open the key file</source>
            <translation>Ouvrir le fichier de clé</translation>
        </message>
        <message>
            <source>The keychain of this workstation is locked. Unlock it, then try again.</source>
            <translation>Le trousseau de clés de ce poste est verrouillé. Déverrouillez-le, puis réessayez.</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Réessayer</translation>
        </message>
        <message>
            <source>The passphrase must have at least %1 characters.</source>
            <translation>La phrase secrète doit compter au moins %1 caractères.</translation>
        </message>
        <message>
            <source>The two passphrases differ.</source>
            <translation>Les deux phrases secrètes diffèrent.</translation>
        </message>
        <message>
            <source>%1 (not secured)</source>
            <translation>%1 (non sécurisé)</translation>
        </message>
        <message>
            <source>Checking…</source>
            <translation>Vérification…</translation>
        </message>
        <message>
            <source>Enter your service number.</source>
            <translation>Saisissez votre matricule.</translation>
        </message>
        <message>
            <source>Enter your password.</source>
            <translation>Saisissez votre mot de passe.</translation>
        </message>
        <message>
            <source>Choose the post at which you are.</source>
            <translation>Choisissez le poste où vous êtes.</translation>
        </message>
        <message>
            <source>The keychain service that keeps this station's key does not answer. Start it, or put the station's key file back, then try again.</source>
            <translation>Le service de trousseau qui garde la clé de ce poste ne répond pas. Démarrez-le, ou remettez en place le fichier de clé du poste, puis réessayez.</translation>
        </message>
        <message>
            <source>Vigie cannot open on this workstation for the reason below.</source>
            <translation>Vigie ne peut pas s’ouvrir sur ce poste, pour la raison ci-dessous.</translation>
        </message>
        <message>
            <source>Give up</source>
            <translation>Renoncer</translation>
        </message>
        <message>
            <source>Vouch and begin the session</source>
            <translation>Encadrer et ouvrir la session</translation>
        </message>
        <message>
            <source>%1 is recognised and signs in beside a second entitled person only. That person enters their own number and password, and stays at the post.</source>
            <translation>%1 est reconnu et ne se connecte qu’aux côtés d’une deuxième personne habilitée. Celle-ci saisit son matricule et son mot de passe, et reste au poste.</translation>
        </message>
    </context>
    <context>
        <name>vigie::shell::StatusStrip</name>
        <message>
            <source>%1 live</source>
            <translation>%1 en direct</translation>
        </message>
        <message>
            <source>%1 connecting</source>
            <translation>%1 en connexion</translation>
        </message>
        <message>
            <source>%1 lost</source>
            <translation>%1 sans image</translation>
        </message>
        <message>
            <source>%1 refused or cut</source>
            <translation>%1 sans accès</translation>
        </message>
        <message>
            <source>No camera on the mosaic</source>
            <translation>Aucune caméra sur la mosaïque</translation>
        </message>
        <message>
            <source>No joystick</source>
            <translation>Pas de joystick</translation>
        </message>
        <message>
            <source>Registry reachable</source>
            <translation>Registre joignable</translation>
        </message>
        <message>
            <source>Registry unreachable</source>
            <translation>Registre injoignable</translation>
        </message>
        <message>
            <source>Rights cannot be checked.</source>
            <translation>Les droits ne peuvent pas être vérifiés.</translation>
        </message>
        <message>
            <source>Journal is being written</source>
            <translation>Journal en écriture</translation>
        </message>
        <message>
            <source>Journal cannot be written</source>
            <translation>Écriture du journal impossible</translation>
        </message>
        <message>
            <source>Without a record no image is shown.</source>
            <translation>Sans trace, aucune image n’est montrée.</translation>
        </message>
        <message>
            <source>The least watched pictures are lightened first; each tile says how.</source>
            <translation>Les images les moins regardées sont allégées d’abord ; chaque vignette dit comment.</translation>
        </message>
        <message>
            <source>Their cameras send late or in bursts; this workstation keeps up.</source>
            <translation>Leurs caméras envoient en retard ou par à-coups ; ce poste suit.</translation>
        </message>
        <message>
            <source>Processor too busy, pictures lightened: %1</source>
            <translation>Processeur surchargé, images allégées : %1</translation>
        </message>
        <message>
            <source>Network too slow, pictures late: %1</source>
            <translation>Réseau trop lent, images en retard : %1</translation>
        </message>
    </context>
    <context>
        <name>vigie::shell::TopBar</name>
        <message>
            <source>Show or hide the list of cameras</source>
            <translation>Montrer ou cacher la liste des caméras</translation>
        </message>
        <message>
            <source>Map</source>
            <translation>Carte</translation>
        </message>
        <message>
            <source>Map only (F2)</source>
            <translation>Carte seule (F2)</translation>
        </message>
        <message>
            <source>Both</source>
            <translation>Les deux</translation>
        </message>
        <message>
            <source>Map and mosaic (F3)</source>
            <translation>Carte et mosaïque (F3)</translation>
        </message>
        <message>
            <source>Mosaic</source>
            <translation>Mosaïque</translation>
        </message>
        <message>
            <source>Mosaic only (F4)</source>
            <translation>Mosaïque seule (F4)</translation>
        </message>
        <message>
            <source>Full screen (F11)</source>
            <translation>Plein écran (F11)</translation>
        </message>
        <message>
            <source>Keys (F1)</source>
            <translation>Touches (F1)</translation>
        </message>
        <message>
            <source>Sign out</source>
            <translation>Quitter le poste</translation>
        </message>
        <message>
            <source>Off duty</source>
            <translation>Hors service</translation>
        </message>
        <message>
            <source>No duty at this post covers this moment: no image is shown.</source>
            <translation>Aucun service à ce poste ne couvre cet instant : aucune image n’est montrée.</translation>
        </message>
        <message>
            <source>On duty until %1</source>
            <translation>Jusqu’à %1</translation>
        </message>
        <message>
            <source>Your duty ends on %1.</source>
            <translation>Votre service se termine le %1.</translation>
        </message>
        <message>
            <source>On duty</source>
            <translation>En service</translation>
        </message>
        <message>
            <source>On duty until the %1</source>
            <translation>Jusqu’au %1</translation>
        </message>
        <message>
            <source>More layouts</source>
            <translation>Autres dispositions</translation>
        </message>
        <message>
            <source>Walls, kept layouts, tours</source>
            <translation>Murs d’images, dispositions, séquences</translation>
        </message>
        <message>
            <source>Administration of the registry (Ctrl + Shift + A)</source>
            <translation>Administration du registre (Ctrl + Maj + A)</translation>
        </message>
        <message>
            <source>Who am I, and what may I see? (F6)</source>
            <translation>Qui suis-je, que puis-je voir ? (F6)</translation>
        </message>
        <message>
            <source>Journal (Ctrl + Shift + J)</source>
            <translation>Journal (Ctrl + Maj + J)</translation>
        </message>
        <message>
            <source>Why I watch, and who else is here (F7)</source>
            <translation>Motif et personnes présentes (F7)</translation>
        </message>
        <message>
            <source>Purpose: %1</source>
            <translation>Finalité : %1</translation>
        </message>
        <message>
            <source>1 other person is declared here</source>
            <translation>1 autre personne est déclarée ici</translation>
        </message>
        <message>
            <source>%1 other people are declared here</source>
            <translation>%1 autres personnes sont déclarées ici</translation>
        </message>
        <message>
            <source>Visitor: pictures cut</source>
            <translation>Visiteur : images coupées</translation>
        </message>
    </context>
    <context>
        <name>vigie::shell::TourDialog</name>
        <message>
            <source>Tour</source>
            <translation>Séquence</translation>
        </message>
        <message>
            <source>Camera or layout</source>
            <translation>Caméra ou disposition</translation>
        </message>
        <message>
            <source>Position</source>
            <translation>Position</translation>
        </message>
        <message>
            <source>Seconds</source>
            <translation>Secondes</translation>
        </message>
        <message>
            <source>Add the selected camera</source>
            <translation>Ajouter la caméra choisie</translation>
        </message>
        <message>
            <source>Add the cameras of the mosaic</source>
            <translation>Ajouter celles de la mosaïque</translation>
        </message>
        <message>
            <source>Add a layout</source>
            <translation>Ajouter une disposition</translation>
        </message>
        <message>
            <source>Up</source>
            <translation>Monter</translation>
        </message>
        <message>
            <source>Down</source>
            <translation>Descendre</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Retirer</translation>
        </message>
        <message>
            <source>Start</source>
            <translation>Lancer</translation>
        </message>
        <message>
            <source>Keep…</source>
            <translation>Enregistrer…</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Fermer</translation>
        </message>
        <message>
            <source>Layout: %1</source>
            <translation>Disposition : %1</translation>
        </message>
        <message>
            <source>not there any more</source>
            <translation>disparue</translation>
        </message>
        <message>
            <source>as it stands</source>
            <translation>telle quelle</translation>
        </message>
        <message>
            <source>Add cameras, or whole layouts. Each is shown for its seconds, one after the other.</source>
            <translation>Ajoutez des caméras, ou des dispositions entières. Chacune est montrée le temps indiqué, l’une après l’autre.</translation>
        </message>
        <message>
            <source>Take back</source>
            <translation>Annuler</translation>
        </message>
        <message>
            <source>Tour: %1</source>
            <translation>Ronde : %1</translation>
        </message>
        <message>
            <source>Alt + up</source>
            <translation>Alt + haut</translation>
        </message>
        <message>
            <source>Alt + down</source>
            <translation>Alt + bas</translation>
        </message>
        <message>
            <source>Del</source>
            <translation>Suppr</translation>
        </message>
        <message>
            <source>Ctrl + Z</source>
            <translation>Ctrl + Z</translation>
        </message>
        <message>
            <source>A tour has %1 steps at most.</source>
            <translation>Une ronde a %1 étapes au plus.</translation>
        </message>
    </context>
    <context>
        <name>vigie::shell::TourPresets</name>
        <message>
            <source>it is being steered</source>
            <translation>elle est en cours de pilotage</translation>
        </message>
        <message>
            <source>no right to steer it</source>
            <translation>pas le droit de la piloter</translation>
        </message>
    </context>
    <context>
        <name>vigie::shell::WallBook</name>
        <message>
            <source>a layout kept</source>
            <translation>disposition enregistrée</translation>
        </message>
        <message>
            <source>a tour kept</source>
            <translation>séquence enregistrée</translation>
        </message>
        <message>
            <source>a name changed</source>
            <translation>nom changé</translation>
        </message>
        <message>
            <source>%1 deleted</source>
            <translation>%1 supprimé</translation>
        </message>
    </context>
    <context>
        <name>vigie::shell::WallRoom</name>
        <message>
            <source>New wall of pictures</source>
            <translation>Nouveau mur d’images</translation>
        </message>
        <message>
            <source>Keep the layout…</source>
            <translation>Enregistrer la disposition…</translation>
        </message>
        <message>
            <source>Take back</source>
            <translation>Annuler</translation>
        </message>
        <message>
            <source>There is nothing to take back.</source>
            <translation>Il n’y a rien à annuler.</translation>
        </message>
        <message>
            <source>Taken back: %1</source>
            <translation>Annulé : %1</translation>
        </message>
        <message>
            <source>There are %1 walls already. Close one first.</source>
            <translation>Il y a déjà %1 murs d’images. Fermez-en un d’abord.</translation>
        </message>
        <message>
            <source>Layouts cannot be kept: the registry could not be opened for it.</source>
            <translation>Les dispositions ne peuvent pas être enregistrées : le registre n’a pas pu être ouvert pour cela.</translation>
        </message>
        <message>
            <source>This layout is damaged: it stays as it is, and the mosaic too.</source>
            <translation>Cette disposition est endommagée : elle reste telle quelle, la mosaïque aussi.</translation>
        </message>
        <message>
            <source>This tour is damaged: it stays as it is.</source>
            <translation>Cette séquence est endommagée : elle reste telle quelle.</translation>
        </message>
        <message>
            <source>Wall %1</source>
            <translation>Mur %1</translation>
        </message>
        <message>
            <source>Kept layouts and tours…</source>
            <translation>Dispositions et séquences enregistrées…</translation>
        </message>
        <message>
            <source>Take back: %1</source>
            <translation>Annuler : %1</translation>
        </message>
        <message>
            <source>Tours</source>
            <translation>Séquences</translation>
        </message>
        <message>
            <source>New tour…</source>
            <translation>Nouvelle séquence…</translation>
        </message>
        <message>
            <source>Stop the tour</source>
            <translation>Arrêter la séquence</translation>
        </message>
        <message>
            <source>Tour</source>
            <translation>Séquence</translation>
        </message>
        <message>
            <source>Change a tour…</source>
            <translation>Modifier une ronde…</translation>
        </message>
    </context>
    <context>
        <name>vigie::shell::WallWindows</name>
        <message>
            <source>a wall closed</source>
            <translation>mur d’images fermé</translation>
        </message>
    </context>
    <context>
        <name>vigie::ui::ClockLabel</name>
        <message>
            <source>The clock of this computer cannot be trusted.</source>
            <translation>L’heure de cet ordinateur n’est pas fiable.</translation>
        </message>
    </context>
    <context>
        <name>vigie::ui::MessageBar</name>
        <message>
            <source>Close this message</source>
            <translation>Fermer ce message</translation>
        </message>
    </context>
    <context>
        <name>vigie::wall::CardPainter</name>
        <message>
            <source>Drop a camera here, or double-click one in the list or on the map</source>
            <translation>Déposez une caméra ici, ou double-cliquez dans la liste ou sur la carte</translation>
        </message>
        <message>
            <source>and 1 other reason</source>
            <translation>et 1 autre motif</translation>
        </message>
        <message>
            <source>and %1 other reasons</source>
            <translation>et %1 autres motifs</translation>
        </message>
        <message>
            <source>Legal basis: %1</source>
            <translation>Fondement : %1</translation>
        </message>
        <message>
            <source>Who can mend it: %1</source>
            <translation>Qui peut y remédier : %1</translation>
        </message>
    </context>
    <context>
        <name>vigie::wall::KeyHelp</name>
        <message>
            <source>Keys</source>
            <translation>Touches</translation>
        </message>
    </context>
    <context>
        <name>vigie::wall::LayoutMenu</name>
        <message>
            <source>One tile</source>
            <translation>Une vignette</translation>
        </message>
        <message>
            <source>8 tiles, wide</source>
            <translation>8 vignettes, en largeur</translation>
        </message>
        <message>
            <source>18 tiles, wide</source>
            <translation>18 vignettes, en largeur</translation>
        </message>
        <message>
            <source>%1 tiles</source>
            <translation>%1 vignettes</translation>
        </message>
    </context>
    <context>
        <name>vigie::wall::Mosaic</name>
        <message>
            <source>another layout</source>
            <translation>autre disposition</translation>
        </message>
        <message>
            <source>a camera opened</source>
            <translation>caméra ouverte</translation>
        </message>
        <message>
            <source>cameras opened</source>
            <translation>caméras ouvertes</translation>
        </message>
        <message>
            <source>two tiles swapped</source>
            <translation>vignettes échangées</translation>
        </message>
        <message>
            <source>a tile emptied</source>
            <translation>vignette vidée</translation>
        </message>
        <message>
            <source>the mosaic emptied</source>
            <translation>mosaïque vidée</translation>
        </message>
        <message>
            <source>a tile moved to another window</source>
            <translation>vignette passée dans une autre fenêtre</translation>
        </message>
        <message>
            <source>the hot spot</source>
            <translation>vignette suiveuse</translation>
        </message>
    </context>
    <context>
        <name>vigie::wall::MosaicKeys</name>
        <message>
            <source>Mosaic</source>
            <translation>Mosaïque</translation>
        </message>
        <message>
            <source>Arrows, Tab</source>
            <translation>Flèches, Tab</translation>
        </message>
        <message>
            <source>select the neighbouring tile</source>
            <translation>choisir la vignette voisine</translation>
        </message>
        <message>
            <source>Enter, double click</source>
            <translation>Entrée, double clic</translation>
        </message>
        <message>
            <source>enlarge the tile, with its main stream</source>
            <translation>agrandir la vignette, en flux principal</translation>
        </message>
        <message>
            <source>Esc</source>
            <translation>Échap</translation>
        </message>
        <message>
            <source>back to the mosaic</source>
            <translation>revenir à la mosaïque</translation>
        </message>
        <message>
            <source>Del</source>
            <translation>Suppr</translation>
        </message>
        <message>
            <source>empty the tile</source>
            <translation>vider la vignette</translation>
        </message>
        <message>
            <source>F5</source>
            <translation>F5</translation>
        </message>
        <message>
            <source>ask again for a refused or cut camera</source>
            <translation>redemander une caméra refusée ou coupée</translation>
        </message>
        <message>
            <source>Steering (movable camera selected)</source>
            <translation>Pilotage (caméra mobile choisie)</translation>
        </message>
        <message>
            <source>Arrows</source>
            <translation>Flèches</translation>
        </message>
        <message>
            <source>pan and tilt while held (with Shift: slowly)</source>
            <translation>orienter tant que la touche est tenue (avec Maj : lentement)</translation>
        </message>
        <message>
            <source>Page up, Page down, +, −</source>
            <translation>Page préc., Page suiv., +, −</translation>
        </message>
        <message>
            <source>zoom while held</source>
            <translation>zoomer tant que la touche est tenue</translation>
        </message>
        <message>
            <source>Ctrl + arrows</source>
            <translation>Ctrl + flèches</translation>
        </message>
        <message>
            <source>Window</source>
            <translation>Fenêtre</translation>
        </message>
        <message>
            <source>F2, F3, F4</source>
            <translation>F2, F3, F4</translation>
        </message>
        <message>
            <source>map only, map and mosaic, mosaic only</source>
            <translation>carte seule, carte et mosaïque, mosaïque seule</translation>
        </message>
        <message>
            <source>F11</source>
            <translation>F11</translation>
        </message>
        <message>
            <source>full screen</source>
            <translation>plein écran</translation>
        </message>
        <message>
            <source>Ctrl + F</source>
            <translation>Ctrl + F</translation>
        </message>
        <message>
            <source>search a camera</source>
            <translation>chercher une caméra</translation>
        </message>
        <message>
            <source>F1 or ?</source>
            <translation>F1 ou ?</translation>
        </message>
        <message>
            <source>this help</source>
            <translation>cette aide</translation>
        </message>
        <message>
            <source>I</source>
            <translation>I</translation>
        </message>
        <message>
            <source>what each picture is made of: stream, delay, losses</source>
            <translation>de quoi chaque image est faite : flux, retard, pertes</translation>
        </message>
        <message>
            <source>Digits, then Enter</source>
            <translation>Chiffres, puis Entrée</translation>
        </message>
        <message>
            <source>call a camera by its number into the tile</source>
            <translation>appeler une caméra par son numéro dans la vignette</translation>
        </message>
        <message>
            <source>T, L, then digits</source>
            <translation>T, L, puis chiffres</translation>
        </message>
        <message>
            <source>select a tile, open a kept layout by its number</source>
            <translation>choisir une vignette, ouvrir une disposition par son numéro</translation>
        </message>
        <message>
            <source>Ctrl + Shift + arrows, drag</source>
            <translation>Ctrl + Maj + flèches, glisser</translation>
        </message>
        <message>
            <source>carry the tile, also to another window</source>
            <translation>déplacer la vignette, même vers une autre fenêtre</translation>
        </message>
        <message>
            <source>Ctrl + Z</source>
            <translation>Ctrl + Z</translation>
        </message>
        <message>
            <source>take back what was done to the mosaic</source>
            <translation>annuler ce qui a été fait à la mosaïque</translation>
        </message>
        <message>
            <source>H</source>
            <translation>H</translation>
        </message>
        <message>
            <source>the tile follows the selection, or no longer</source>
            <translation>la vignette suit la sélection, ou cesse de la suivre</translation>
        </message>
        <message>
            <source>Space, Ctrl + Page up, down</source>
            <translation>Espace, Ctrl + Page préc., suiv.</translation>
        </message>
        <message>
            <source>pause a tour, previous step, next step</source>
            <translation>séquence : pause, étape précédente, suivante</translation>
        </message>
        <message>
            <source>Ctrl + N, Ctrl + S</source>
            <translation>Ctrl + N, Ctrl + S</translation>
        </message>
        <message>
            <source>new wall of pictures, keep the layout</source>
            <translation>nouveau mur d’images, enregistrer la disposition</translation>
        </message>
        <message>
            <source>Wheel, +, −, then Home</source>
            <translation>Molette, +, −, puis Début</translation>
        </message>
        <message>
            <source>zoom into the picture (P: the whole panorama), back to all of it</source>
            <translation>zoomer dans l’image (P : tout le panorama), puis toute l’image</translation>
        </message>
        <message>
            <source>Ctrl + Shift + L</source>
            <translation>Ctrl + Maj + L</translation>
        </message>
        <message>
            <source>lock the post</source>
            <translation>verrouiller le poste</translation>
        </message>
        <message>
            <source>F6</source>
            <translation>F6</translation>
        </message>
        <message>
            <source>who am I, what may I see</source>
            <translation>qui suis-je, que puis-je voir</translation>
        </message>
        <message>
            <source>F7</source>
            <translation>F7</translation>
        </message>
        <message>
            <source>why I watch, who else is here</source>
            <translation>motif, personnes présentes</translation>
        </message>
        <message>
            <source>Ctrl + Shift + V</source>
            <translation>Ctrl + Maj + V</translation>
        </message>
        <message>
            <source>a visitor comes in: cut every picture; and back</source>
            <translation>un visiteur entre : couper toutes les images, puis les rétablir</translation>
        </message>
    </context>
    <context>
        <name>vigie::wall::MosaicView</name>
        <message>
            <source>Mosaic</source>
            <translation>Mosaïque</translation>
        </message>
        <message>
            <source>Tile %1: %2</source>
            <translation>Vignette %1 : %2</translation>
        </message>
    </context>
    <context>
        <name>vigie::wall::NumberPad</name>
        <message>
            <source>No camera has the number %1</source>
            <translation>Aucune caméra n’a le numéro %1</translation>
        </message>
        <message>
            <source>There is no tile %1</source>
            <translation>Il n’y a pas de vignette %1</translation>
        </message>
        <message>
            <source>No layout has the number %1</source>
            <translation>Aucune disposition n’a le numéro %1</translation>
        </message>
        <message>
            <source>Camera</source>
            <translation>Caméra</translation>
        </message>
        <message>
            <source>Tile</source>
            <translation>Vignette</translation>
        </message>
        <message>
            <source>Layout</source>
            <translation>Disposition</translation>
        </message>
        <message>
            <source>1 to %1</source>
            <translation>de 1 à %1</translation>
        </message>
        <message>
            <source>Enter: call it · Esc: cancel</source>
            <translation>Entrée : appeler · Échap : annuler</translation>
        </message>
    </context>
    <context>
        <name>vigie::wall::TileFace</name>
        <message>
            <source>Request in progress</source>
            <translation>Demande en cours</translation>
        </message>
        <message>
            <source>Refused</source>
            <translation>Refusé</translation>
        </message>
        <message>
            <source>Connecting…</source>
            <translation>Connexion…</translation>
        </message>
        <message>
            <source>Live</source>
            <translation>En direct</translation>
        </message>
        <message>
            <source>Picture lost</source>
            <translation>Image perdue</translation>
        </message>
        <message>
            <source>No picture</source>
            <translation>Pas d’image</translation>
        </message>
        <message>
            <source>Cut</source>
            <translation>Coupé</translation>
        </message>
        <message>
            <source>Right ends at %1 (in %2 min)</source>
            <translation>Fin du droit à %1 (dans %2 min)</translation>
        </message>
        <message>
            <source>Right ends at %1</source>
            <translation>Fin du droit à %1</translation>
        </message>
        <message>
            <source>%1 fps</source>
            <translation>%1 i/s</translation>
        </message>
        <message>
            <source>Picture cut</source>
            <translation>Image coupée</translation>
        </message>
        <message>
            <source>Access refused</source>
            <translation>Accès refusé</translation>
        </message>
        <message>
            <source>Picture lost: trying again</source>
            <translation>Image perdue — nouvelle tentative</translation>
        </message>
        <message>
            <source>No picture: trying again</source>
            <translation>Pas d’image — nouvelle tentative</translation>
        </message>
        <message>
            <source>since %1</source>
            <translation>depuis %1</translation>
        </message>
        <message>
            <source>empty</source>
            <translation>vide</translation>
        </message>
        <message>
            <source>small stream</source>
            <translation>flux réduit</translation>
        </message>
        <message>
            <source>main stream</source>
            <translation>flux principal</translation>
        </message>
        <message>
            <source>Waiting</source>
            <translation>En attente</translation>
        </message>
        <message>
            <source>Last picture</source>
            <translation>Dernière image</translation>
        </message>
        <message>
            <source>Waiting: the line of %1 is full (%2 of %3 Mbit/s)</source>
            <translation>En attente : la liaison de %1 est pleine (%2 sur %3 Mbit/s)</translation>
        </message>
    </context>
    <context>
        <name>vigie::wall::TileMark</name>
        <message>
            <source>Follows the selection</source>
            <translation>Suit la sélection</translation>
        </message>
    </context>
    <context>
        <name>vigie::wall::TileMenu</name>
        <message>
            <source>Back to the mosaic</source>
            <translation>Revenir à la mosaïque</translation>
        </message>
        <message>
            <source>Enlarge</source>
            <translation>Agrandir</translation>
        </message>
        <message>
            <source>Ask again</source>
            <translation>Redemander</translation>
        </message>
        <message>
            <source>Empty the tile</source>
            <translation>Vider la vignette</translation>
        </message>
        <message>
            <source>Empty the whole mosaic</source>
            <translation>Vider toute la mosaïque</translation>
        </message>
        <message>
            <source>Follow the selection</source>
            <translation>Suivre la sélection</translation>
        </message>
    </context>
    <context>
        <name>vigie::wall::TileTruth</name>
        <message>
            <source>small (%1)</source>
            <translation>petit (%1)</translation>
        </message>
        <message>
            <source>main (%1)</source>
            <translation>principal (%1)</translation>
        </message>
        <message>
            <source>%1 fps</source>
            <translation>%1 i/s</translation>
        </message>
        <message>
            <source>%1 kbit/s</source>
            <translation>%1 kbit/s</translation>
        </message>
        <message>
            <source>%1 Mbit/s</source>
            <translation>%1 Mbit/s</translation>
        </message>
        <message>
            <source>%1 ms</source>
            <translation>%1 ms</translation>
        </message>
        <message>
            <source>by the camera’s clock</source>
            <translation>à l’horloge de la caméra</translation>
        </message>
        <message>
            <source>from arrival, by our clock</source>
            <translation>depuis l’arrivée, à notre horloge</translation>
        </message>
        <message>
            <source>nothing left out</source>
            <translation>rien n’est omis</translation>
        </message>
        <message>
            <source>some pictures left out</source>
            <translation>certaines images omises</translation>
        </message>
        <message>
            <source>smaller stream asked for</source>
            <translation>flux plus petit demandé</translation>
        </message>
        <message>
            <source>key pictures only</source>
            <translation>images clés seules</translation>
        </message>
        <message>
            <source>processor too busy</source>
            <translation>processeur surchargé</translation>
        </message>
        <message>
            <source>network too slow</source>
            <translation>réseau trop lent</translation>
        </message>
        <message>
            <source>the only one</source>
            <translation>le seul</translation>
        </message>
        <message>
            <source>fills the tile</source>
            <translation>remplit la vignette</translation>
        </message>
        <message>
            <source>tile enlarged</source>
            <translation>vignette agrandie</translation>
        </message>
        <message>
            <source>tile selected</source>
            <translation>vignette choisie</translation>
        </message>
        <message>
            <source>digital zoom</source>
            <translation>zoom numérique</translation>
        </message>
        <message>
            <source>processor too busy for more</source>
            <translation>processeur surchargé</translation>
        </message>
        <message>
            <source>line full</source>
            <translation>liaison pleine</translation>
        </message>
        <message>
            <source>the other cannot be decoded</source>
            <translation>l’autre ne se décode pas</translation>
        </message>
        <message>
            <source>Key pictures only: processor too busy</source>
            <translation>Images clés seules : processeur surchargé</translation>
        </message>
        <message>
            <source>Smaller stream: processor too busy</source>
            <translation>Flux réduit : processeur surchargé</translation>
        </message>
        <message>
            <source>Fewer pictures: processor too busy</source>
            <translation>Moins d’images : processeur surchargé</translation>
        </message>
        <message>
            <source>Smaller stream: line full</source>
            <translation>Flux réduit : liaison pleine</translation>
        </message>
        <message>
            <source>Another stream: the usual one cannot be decoded</source>
            <translation>Autre flux : l’habituel ne se décode pas</translation>
        </message>
        <message>
            <source>Network too slow</source>
            <translation>Réseau trop lent</translation>
        </message>
        <message>
            <source>Stream</source>
            <translation>Flux</translation>
        </message>
        <message>
            <source>Because</source>
            <translation>Motif</translation>
        </message>
        <message>
            <source>Picture</source>
            <translation>Image</translation>
        </message>
        <message>
            <source>Delay</source>
            <translation>Retard</translation>
        </message>
        <message>
            <source>Bit rate</source>
            <translation>Débit</translation>
        </message>
        <message>
            <source>Codec</source>
            <translation>Codec</translation>
        </message>
        <message>
            <source>Decoder</source>
            <translation>Décodage</translation>
        </message>
        <message>
            <source>Rendering</source>
            <translation>Rendu</translation>
        </message>
        <message>
            <source>graphics card</source>
            <translation>carte graphique</translation>
        </message>
        <message>
            <source>processor</source>
            <translation>processeur</translation>
        </message>
        <message>
            <source>Effort</source>
            <translation>Allègement</translation>
        </message>
        <message>
            <source>Dropped</source>
            <translation>Perdues</translation>
        </message>
        <message>
            <source>%1 pictures · %2 jumps to live</source>
            <translation>%1 images · %2 sauts au direct</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>Réseau</translation>
        </message>
        <message>
            <source>%1 packets lost · %2 reconnections</source>
            <translation>%1 paquets perdus · %2 reconnexions</translation>
        </message>
        <message>
            <source>Buffer</source>
            <translation>Tampon</translation>
        </message>
        <message>
            <source>%1 ms · jitter %2 ms</source>
            <translation>%1 ms · gigue %2 ms</translation>
        </message>
        <message>
            <source>Line</source>
            <translation>Liaison</translation>
        </message>
        <message>
            <source>%1: %2 of %3 Mbit/s</source>
            <translation>%1 : %2 sur %3 Mbit/s</translation>
        </message>
        <message>
            <source>No key pictures: remains may show</source>
            <translation>Sans image clé : restes possibles</translation>
        </message>
        <message>
            <source>without a copy</source>
            <translation>sans copie</translation>
        </message>
        <message>
            <source>one copy: as set</source>
            <translation>une copie : réglage du poste</translation>
        </message>
        <message>
            <source>one copy: no other way works here</source>
            <translation>une copie : rien d’autre ne marche ici</translation>
        </message>
        <message>
            <source>one copy: the direct way failed</source>
            <translation>une copie : la voie directe a échoué</translation>
        </message>
        <message>
            <source>one copy: many pictures under way</source>
            <translation>une copie : beaucoup d’images en cours</translation>
        </message>
    </context>
    <context>
        <name>vigie::wall::TourRunner</name>
        <message>
            <source>a layout</source>
            <translation>une disposition</translation>
        </message>
        <message>
            <source>a layout does not fit into one tile</source>
            <translation>une disposition ne tient pas dans une vignette</translation>
        </message>
        <message>
            <source>it is not there any more</source>
            <translation>elle n’existe plus</translation>
        </message>
        <message>
            <source>%1 stays where it is: %2</source>
            <translation>%1 ne bouge pas : %2</translation>
        </message>
        <message>
            <source>%1 skipped: %2</source>
            <translation>%1 sautée : %2</translation>
        </message>
        <message>
            <source>no right to see it</source>
            <translation>pas de droit de la voir</translation>
        </message>
        <message>
            <source>it gives no picture</source>
            <translation>elle ne donne pas d’image</translation>
        </message>
    </context>
    <context>
        <name>vigie::wall::WallWindow</name>
        <message>
            <source>Wall %1</source>
            <translation>Mur %1</translation>
        </message>
        <message>
            <source>Walls</source>
            <translation>Murs d’images</translation>
        </message>
        <message>
            <source>Full screen</source>
            <translation>Plein écran</translation>
        </message>
        <message>
            <source>On screen %1: %2, %3 × %4</source>
            <translation>Sur l’écran %1 : %2, %3 × %4</translation>
        </message>
        <message>
            <source>In a window</source>
            <translation>Dans une fenêtre</translation>
        </message>
    </context>
    <context>
        <name>vigie::wall::Walls</name>
        <message>
            <source>%1 · %2 · paused</source>
            <translation>%1 · %2 · en pause</translation>
        </message>
        <message>
            <source>%1 · %2 · %3 s</source>
            <translation>%1 · %2 · %3 s</translation>
        </message>
    </context>
</TS>
