"""PDF that anybody's reader can tell from a changed one: PAdES (ETSI EN 319 142, baseline B-B) by a key of the issuer.

The X.509 certificate is the key's own; the trust bundle, which the root signs, is what vouches for the key. A private
half is in memory only while it signs.
"""

import datetime
import io

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko_certvalidator.registry import SimpleCertificateStore

from xinlian.credentials.models import SigningKey
from xinlian.rows.refusals import Refused

NAMED_FOR = datetime.timedelta(days=3653)  # a reader shows the seal as sound for ten years; the key signs for one
FIELD = "Seal"
OFFICE = "电子证书签章"


def _private(scalar: bytes) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(scalar), ec.SECP256R1())


def self_signed(scalar: bytes, *, kid: str, issuer: str, begins_at: datetime.datetime) -> str:
    """The X.509 certificate of a P-256 key, in its issuer's name, as PEM."""
    key = _private(scalar)
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, issuer[:64]),
            x509.NameAttribute(NameOID.COMMON_NAME, f"{OFFICE} {kid}"),
        ]
    )
    use = dict.fromkeys(("data_encipherment", "key_agreement", "key_cert_sign", "crl_sign"), False)
    use |= dict.fromkeys(("key_encipherment", "encipher_only", "decipher_only"), False)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins_at)
        .not_valid_after(begins_at + NAMED_FOR)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(digital_signature=True, content_commitment=True, **use), critical=True)
        .sign(key, hashes.SHA256())
    )
    return made.public_bytes(serialization.Encoding.PEM).decode()


def sealed(pdf: bytes, key: SigningKey, reason: str) -> bytes:
    """The paper with the issuer's signature over all of it. Raises Refused key_missing when the private half is gone."""
    if not key.private:
        raise Refused("key_missing")
    scalar: str = key.private
    named = x509.load_pem_x509_certificate(key.x509.encode())
    certificate = asn1_x509.Certificate.load(named.public_bytes(serialization.Encoding.DER))
    private = asn1_keys.PrivateKeyInfo.load(
        _private(bytes.fromhex(scalar)).private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]  # no others stand above it
    meta = PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        reason=reason,
        name=key.issuer.name,
    )
    signer = PdfSigner(meta, SimpleSigner(signing_cert=certificate, signing_key=private, cert_registry=store))
    out = io.BytesIO()
    signer.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), output=out)
    return out.getvalue()
