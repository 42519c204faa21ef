package io.fleetwire.portal;

import io.fleetwire.access.Organization;
import io.fleetwire.access.Permission;
import io.fleetwire.knox.CertificateDesk;
import io.fleetwire.knox.CertificateStatus;
import io.fleetwire.knox.RotationAnswer;
import io.fleetwire.web.Problem;
import io.fleetwire.web.ProblemException;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/// The certificate of Knox callbacks. It is one for the whole server, so only people of the
/// organization that runs it replace it. Thread-safe.
final class KnoxCertificateArea implements Area {
  static final String DOWNLOAD = KnoxTab.CERTIFICATE.path() + "/download";

  private static final String ROTATE = KnoxTab.CERTIFICATE.path() + "/rotate";
  private static final Set<Permission> SETTINGS = Set.of(Permission.SETTINGS);

  private final Pages pages;
  private final CertificateDesk desk;
  private final InstantSource clock;

  KnoxCertificateArea(Pages pages, CertificateDesk desk, InstantSource clock) {
    this.pages = pages;
    this.desk = desk;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Paths.get(KnoxTab.CERTIFICATE.path(), SETTINGS, this::certificate),
        Paths.get(DOWNLOAD, SETTINGS, this::download),
        Paths.get(ROTATE, SETTINGS, this::question),
        Paths.post(ROTATE, SETTINGS, this::rotate));
  }

  private Reply certificate(Request request) {
    CertificateView view =
        CertificateView.of(desk.status(), runsTheServer(request), clock.instant());
    return pages.show(
        request,
        KnoxTab.of(KnoxTab.CERTIFICATE),
        (out, frame) -> JteCertificateGenerated.render(out, NoInterceptor.INSTANCE, frame, view));
  }

  private Reply download(Request request) {
    boolean next = request.query("next").isPresent();
    return desk.download(request.principal(), next)
        .map(pem -> pages.save(CertificateDesk.FILE, CertificateDesk.MEDIA_TYPE, pem))
        .orElseThrow(
            () ->
                new ProblemException(
                    new Problem.NotFound(
                        "no next certificate is published; the current one goes on")));
  }

  private Reply question(Request request) {
    requireOperator(request);
    return pages.ask(request, Place.KNOX, CertificateView.rotation());
  }

  private Reply rotate(Request request) {
    requireOperator(request);
    return pages.goTo(
        KnoxTab.CERTIFICATE.path(),
        switch (desk.rekey(request.principal())) {
          case RotationAnswer.Done(CertificateStatus _) ->
              "A new certificate is published. Download it wherever callbacks are verified.";
          case RotationAnswer.AlreadyPublished(Instant _) ->
              "Nothing was changed: a new certificate is published already.";
        });
  }

  private static boolean runsTheServer(Request request) {
    return Organization.runsTheServer(request.principal().organization());
  }

  private static void requireOperator(Request request) {
    if (!runsTheServer(request)) {
      throw new ProblemException(
          new Problem.Forbidden(
              "this certificate signs for every organization of the server; ask whoever runs it"));
    }
  }
}
