"""Work passes, certificates, and what they stand on: keys, status lists, the words behind codes, sites and their gates."""

from xinlian.credentials.models.certificates import Certificate, CertificateTemplate, OutsideCertificate
from xinlian.credentials.models.codes import Level, LevelScheme, Trade
from xinlian.credentials.models.gates import Gate, Scan, Site, SiteWorker
from xinlian.credentials.models.keys import SigningKey, TrustBundle, TrustRoot
from xinlian.credentials.models.listeners import Listener, Telling
from xinlian.credentials.models.passes import Appeal, PassStep, Portrait, WorkPass
from xinlian.credentials.models.statuses import StatusChange, StatusList

__all__ = [
    "Appeal",
    "Certificate",
    "CertificateTemplate",
    "Gate",
    "Level",
    "LevelScheme",
    "Listener",
    "OutsideCertificate",
    "PassStep",
    "Portrait",
    "Scan",
    "SigningKey",
    "Site",
    "SiteWorker",
    "StatusChange",
    "StatusList",
    "Telling",
    "Trade",
    "TrustBundle",
    "TrustRoot",
    "WorkPass",
]
