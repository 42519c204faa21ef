package io.fleetwire.knox;

import io.fleetwire.web.Authorization;
import io.fleetwire.web.BodyRule;
import io.fleetwire.web.HttpMethod;
import io.fleetwire.web.Problem;
import io.fleetwire.web.ProblemException;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import java.util.List;

/// The certificate that receivers verify by, at both paths under which the vendor's pages name it.
/// It is public: whoever receives a callback may have no token.
final class CertificateRoutes {
  private final CertificateRotation certificates;

  CertificateRoutes(CertificateRotation certificates) {
    this.certificates = certificates;
  }

  List<Route> routes() {
    return List.of(route("/kwn/v1/downloadCertificate"), route("/downloadCertificate"));
  }

  private Route route(String path) {
    return new Route(
        HttpMethod.GET, path, new Authorization.Open(), new BodyRule.None(), this::download);
  }

  private Reply download(Request request) {
    SigningIdentity wanted = isNext(request) ? next() : certificates.current();
    return Reply.attachment(CertificateDesk.FILE, CertificateDesk.MEDIA_TYPE, wanted.pem());
  }

  private SigningIdentity next() {
    return certificates
        .findNext()
        .map(ServedCertificate::identity)
        .orElseThrow(
            () ->
                new ProblemException(
                    new Problem.NotFound(
                        "no next certificate is published; the current one goes on")));
  }

  private static boolean isNext(Request request) {
    return switch (request.query("next").orElse("false")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new ProblemException(Problem.Invalid.of("next", "required true or false"));
    };
  }
}
