"""A certificate as an Open Badge. Source: 1EdTech Open Badges 3.0; W3C Verifiable Credentials Data Model 2.0."""

from dataclasses import dataclass
from typing import Any

from xinlian.engines.seals.badges.documents import CREDENTIALS, OPEN_BADGES, Document
from xinlian.engines.seals.errors import SealError


@dataclass(frozen=True, slots=True)
class Badge:
    """What a certificate says. `uid`, `of`: of the certificate and of what is certified, as UUIDs; `holder`: a name;
    `begins`, `ends`: as XML Schema's dateTime, `ends` empty for one without end; `criteria`: what was asked for it;
    `issuer_id`: an identifier whose keys anybody finds; `listed`: the address of the status list, and the place in it.
    """

    uid: str
    of: str
    number: str
    holder: str
    title: str
    about: str
    criteria: str
    issuer_id: str
    issuer: str
    begins: str
    ends: str
    listed: tuple[str, int]
    field: str = ""
    level: str = ""

    def document(self) -> Document:
        """As JSON-LD, without proofs."""
        return {
            "@context": [CREDENTIALS, OPEN_BADGES],
            "id": f"urn:uuid:{self.uid}",
            "type": ["VerifiableCredential", "OpenBadgeCredential"],
            "issuer": {"id": self.issuer_id, "type": ["Profile"], "name": self.issuer},
            "name": self.title,
            "validFrom": self.begins,
            **({"validUntil": self.ends} if self.ends else {}),
            "credentialSubject": self._subject(),
            "credentialStatus": {
                "id": f"{self.listed[0]}#{self.listed[1]}",
                "type": "BitstringStatusListEntry",
                "statusPurpose": "revocation",
                "statusListIndex": str(self.listed[1]),
                "statusListCredential": self.listed[0],
            },
        }

    def _subject(self) -> Document:
        achievement: Document = {
            "id": f"urn:uuid:{self.of}",
            "type": ["Achievement"],
            "achievementType": "Certificate",
            "inLanguage": "zh-Hans",
            "name": self.title,
            "description": self.about,
            "criteria": {"narrative": self.criteria},
        }
        achievement |= {"fieldOfStudy": self.field} if self.field else {}
        achievement |= {"specialization": self.level} if self.level else {}
        who = {"type": "IdentityObject", "identityType": "name", "hashed": False, "identityHash": self.holder}
        return {
            "type": ["AchievementSubject"],
            "identifier": [who],
            "licenseNumber": self.number,
            "achievement": achievement,
        }


def read(document: Document) -> Badge:
    """The certificate in a document that was checked. Raises SealError not_a_badge when it is of another kind."""
    try:
        subject, status = document["credentialSubject"], document["credentialStatus"]
        achievement = subject["achievement"]
        found = Badge(
            uid=document["id"].removeprefix("urn:uuid:"),
            of=achievement["id"].removeprefix("urn:uuid:"),
            number=subject["licenseNumber"],
            holder=subject["identifier"][0]["identityHash"],
            title=document["name"],
            about=achievement["description"],
            criteria=achievement["criteria"]["narrative"],
            issuer_id=document["issuer"]["id"],
            issuer=document["issuer"]["name"],
            begins=document["validFrom"],
            ends=document.get("validUntil", ""),
            listed=(status["statusListCredential"], int(status["statusListIndex"])),
            field=achievement.get("fieldOfStudy", ""),
            level=achievement.get("specialization", ""),
        )
        whole = found.document() == {key: value for key, value in document.items() if key != "proof"}
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise SealError("not_a_badge") from error
    if not whole:
        raise SealError("not_a_badge")
    return found


def controller(issuer_id: str, keys: list[tuple[str, str, str]]) -> Document:
    """The document in which anybody finds an issuer's keys: (method, Multikey, since when it is revoked or nothing).

    Source: W3C Controlled Identifiers 1.0. A revoked key is still named, with the moment, and vouches for nothing new.
    """
    methods: list[dict[str, Any]] = []
    for method, text, revoked in keys:
        one = {"id": method, "type": "Multikey", "controller": issuer_id, "publicKeyMultibase": text}
        methods.append(one | ({"revoked": revoked} if revoked else {}))
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": issuer_id,
        "verificationMethod": methods,
        "assertionMethod": [method for method, _, revoked in keys if not revoked],
    }
