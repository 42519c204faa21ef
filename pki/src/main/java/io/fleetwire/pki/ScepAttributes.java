package io.fleetwire.pki;

import io.fleetwire.pki.ScepHead.Nonce;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;

/// The signed attributes of SCEP messages (RFC 8894, section 3.2.1).
final class ScepAttributes {
  private static final ASN1ObjectIdentifier BASE =
      new ASN1ObjectIdentifier("2.16.840.1.113733.1.9");
  static final ASN1ObjectIdentifier MESSAGE_TYPE = BASE.branch("2");
  static final ASN1ObjectIdentifier PKI_STATUS = BASE.branch("3");
  static final ASN1ObjectIdentifier FAIL_INFO = BASE.branch("4");
  static final ASN1ObjectIdentifier SENDER_NONCE = BASE.branch("5");
  static final ASN1ObjectIdentifier RECIPIENT_NONCE = BASE.branch("6");
  static final ASN1ObjectIdentifier TRANSACTION_ID = BASE.branch("7");

  /// Clients use the hash of their key, in hexadecimal digits.
  private static final int TEXT_LENGTH_MAX = 256;

  /// RFC 8894 wants 16 bytes; some clients send more.
  private static final int NONCE_BYTES_MAX = 64;

  private ScepAttributes() {}

  static Attribute text(ASN1ObjectIdentifier name, String value) {
    return new Attribute(name, new DERSet(new DERPrintableString(value)));
  }

  static Attribute nonce(ASN1ObjectIdentifier name, Nonce nonce) {
    return new Attribute(name, new DERSet(new DEROctetString(nonce.bytes())));
  }

  static String text(AttributeTable attributes, ASN1ObjectIdentifier name) throws PkiFault {
    if (value(attributes, name) instanceof ASN1String text
        && !text.getString().isEmpty()
        && text.getString().length() <= TEXT_LENGTH_MAX
        && DERPrintableString.isPrintableString(text.getString())) {
      return text.getString();
    }
    throw new PkiFault("the SCEP attribute " + name + " is no short text");
  }

  static Nonce nonce(AttributeTable attributes, ASN1ObjectIdentifier name) throws PkiFault {
    if (value(attributes, name) instanceof ASN1OctetString octets
        && octets.getOctetsLength() <= NONCE_BYTES_MAX) {
      return new Nonce(octets.getOctets());
    }
    throw new PkiFault("the SCEP attribute " + name + " is no nonce");
  }

  private static ASN1Encodable value(AttributeTable attributes, ASN1ObjectIdentifier name)
      throws PkiFault {
    Attribute found = attributes.get(name);
    if (found == null || found.getAttrValues().size() != 1) {
      throw new PkiFault("the SCEP attribute " + name + " is missing");
    }
    return found.getAttrValues().getObjectAt(0);
  }
}
