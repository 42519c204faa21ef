package io.fleetwire.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.Secret;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What may happen once happens once, however many try at the same time.
final class RaceTest extends OwnWorld {
  private static final int CALLERS = 30;

  private ClientAnswer.NewClient client;
  private User user;

  @BeforeEach
  void open() {
    client = world.clientWithRedirect("kai");
    user = world.user(world.organization(), "ann@example.com");
  }

  @Test
  void aCodeIsRedeemedOnceAndTheOthersEndWhatCameOfIt() {
    Secret code = world.codeFor(client, user, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    Map<String, String> redemption =
        Map.of(
            "grant_type",
            "authorization_code",
            "code",
            code.reveal(),
            "redirect_uri",
            World.REDIRECT_URI,
            "code_verifier",
            "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
    List<TokenAnswer> answers = together(() -> world.token(client, redemption));
    List<Secret> tokens = accessTokens(answers);
    assertThat(tokens).hasSize(1);
    assertThat(world.verify(tokens.getFirst())).isInstanceOf(Verification.Revoked.class);
  }

  @Test
  void anAddressGoesToOneUser() {
    OrganizationId organization = world.organization();
    List<UserAnswer> answers =
        together(() -> world.access().users().create(organization, "bob@b.example", Role.OWNER));
    assertThat(answers).filteredOn(answer -> answer instanceof UserAnswer.NewUser).hasSize(1);
    assertThat(answers)
        .filteredOn(answer -> answer instanceof UserAnswer.EmailTaken)
        .hasSize(CALLERS - 1);
  }

  @Test
  void bootstrapCreatesOnce() {
    BootstrapRequest request =
        new BootstrapRequest("Acme Two", "carl@acme.example", World.scopes("kdms"));
    List<BootstrapAnswer> answers = together(() -> world.access().bootstrap(request));
    assertThat(answers)
        .filteredOn(
            answer ->
                answer instanceof BootstrapAnswer.Ready ready
                    && ready.password() instanceof Shown.Now
                    && ready.apiKey() instanceof Shown.Now
                    && ready.client().secret() instanceof Shown.Now)
        .hasSize(1);
  }

  private static List<Secret> accessTokens(List<TokenAnswer> answers) {
    return answers.stream()
        .filter(answer -> answer instanceof TokenAnswer.GrantedWithRefresh)
        .map(answer -> World.granted(answer).accessToken())
        .toList();
  }

  private static <T> List<T> together(Supplier<T> act) {
    Queue<T> answers = new ConcurrentLinkedQueue<>();
    CountDownLatch start = new CountDownLatch(1);
    List<Thread> callers =
        IntStream.range(0, CALLERS)
            .mapToObj(
                _ ->
                    Thread.ofVirtual()
                        .start(
                            () -> {
                              await(start);
                              answers.add(act.get());
                            }))
            .toList();
    start.countDown();
    callers.forEach(RaceTest::join);
    assertThat(answers).hasSize(CALLERS);
    return List.copyOf(answers);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
