package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.Payload;
import io.fleetwire.testkit.KnoxAnswer;
import io.fleetwire.testkit.KnoxClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// What callers of our own API can do wrong: each gets an answer that names the place and says what
/// to do, and nothing changes.
final class ApiEdgeTrial {
  private static final String GOOD = "\"url\":\"http://127.0.0.1:9/a\",\"eventTypes\":[\"a\"]";

  private static TrialServer server;
  private static TrialApi api;
  private static String endpoint;

  @BeforeAll
  static void start(@TempDir Path data) {
    server = TrialServer.start(data);
    api = new TrialApi(server.company("fleetwire").caller());
    api.caller()
        .post(
            TrialApi.TYPES,
            "{\"name\":\"strict\",\"schema\":{\"type\":\"object\",\"required\":[\"a\"],"
                + "\"properties\":{\"a\":{\"type\":\"integer\"}}}}");
    api.eventType("free");
    api.eventType("old");
    api.act(TrialApi.TYPES + "/old/archive");
    endpoint = TrialApi.id(201, api.caller().post(TrialApi.ENDPOINTS, "{" + GOOD + "}"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{} | /name",
        "{'name':1} | /name",
        "{'name':''} | /name: required words",
        "{'name':'a b'} | /name",
        "{'name':'.a'} | /name",
        "{'name':'fleetwire.x'} | this server's own",
        "{'name':'KDMS_DEVICE_UPLOAD'} | dialects",
        "{'name':'device.status.offline'} | dialects",
        "{'name':'apple.CheckOut'} | dialects",
        "{'name':'x','other':1} | unknown member",
        "{'name':'x','schema':{'type':'nothing'}} | /schema",
        "{'name':'x','schema':{'$ref':'http://192.0.2.1/s'}} | leads nowhere",
        "{'name':'x','schema':1} | must be a JSON object",
        "[] | required object",
        "{'name':'x'  | line 1",
      })
  void aBadEventTypeIsRefused(String body, String says) {
    isRefused(api.caller().post(TrialApi.TYPES, json(body)), 400, says);
  }

  @Test
  void aTypeThatIsThereIsNotMadeAgain() {
    isRefused(api.caller().post(TrialApi.TYPES, "{\"name\":\"free\"}"), 409, "already");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{} | /data",
        "{'data':1} | /type",
        "{'type':'free'} | /data",
        "{'type':'nosuch','data':1} | create it by POST /api/v1/event-types",
        "{'type':'old','data':1} | archived",
        "{'type':'free','data':1,'more':2} | unknown member",
        "{'type':'free','data':1,'subject':''} | /subject",
        "{'type':'free','data':1,'subject':7} | required string",
        "{'type':'free','data':1,'time':'yesterday'} | /time",
        "{'type':'free','data':1,'time':'2026-01-31T12:00Z'} | /time",
        "{'type':'free','data':1,'time':'+999999999-12-31T00:00:00Z'} | /time",
        "{'type':'free','data':1,'id':''} | /id",
        "{'type':'strict','data':{}} | /data",
        "{'type':'strict','data':{'a':'x'}} | /data/a",
        "{'type':'fleetwire.endpoint.failing','data':1} | no event type",
        "{'type':'apple.CheckOut','data':1} | cannot be published",
        "{'type':'host.status.online','data':1} | cannot be published",
        "{'events':[]} | 1 to 500",
        "{'events':7} | 1 to 500",
        "{'events':[7]} | /events/0",
        "{'events':[{'type':'free','data':1}],'x':1} | /x",
        "{'events':[{'type':'free','data':1},{'type':'strict','data':{}}]} | /events/1/data",
        "7 | required object",
        "[{'type':'trial.thing','data':1}] | required object: an event, or a batch as",
        "{'type':'free','data':1,'data':2} | is there twice",
        "{} | /data: required; /type: required",
        "{'type':'free','data':1,'source':'a b'} | /source: required URI",
      })
  void aBadEventIsRefused(String body, String says) {
    isRefused(api.caller().post(TrialApi.EVENTS, json(body)), 400, says);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{'specversion':'1.0','id':'1','source':'s'} | /type",
        "{'specversion':'0.3','id':'1','source':'s','type':'free'} | /specversion",
        "{'specversion':'1.0','source':'s','type':'free'} | /id",
        "{'specversion':'1.0','id':'1','type':'free'} | /source",
        "{'specversion':'1.0','id':' ','source':'s','type':'free'} | /id: required, 1 letter",
        "{'specversion':'1.0','id':'1','source':'http://a b','type':'free'} | /source: required"
            + " URI",
        "{'specversion':'1.0','id':'1','source':'s','type':'free','dataschema':'x'}"
            + " | /dataschema: required URI",
        "{'specversion':'1.0','id':'1','source':'s','type':'free','Ext':'x'} | /Ext",
        "{'specversion':'1.0','id':'1','source':'s','type':'free','ext':{}} | /ext",
        "{'specversion':'1.0','id':'1','source':'s','type':'free','data_base64':'?'} | base64",
        "{'specversion':'1.0','id':'1','source':'s','type':'free','data':1,'data_base64':'aa=='}"
            + " | send one of them",
      })
  void aBadCloudEventIsRefused(String body, String says) {
    Payload event = payload("application/cloudevents+json", json(body));
    isRefused(api.caller().send("POST", TrialApi.EVENTS, event), 400, says);
    Payload batch = payload("application/cloudevents-batch+json", "[" + json(body) + "]");
    isRefused(api.caller().send("POST", TrialApi.EVENTS, batch), 400, says);
  }

  @Test
  void aCloudEventIsOneAlsoWhenItIsRepeatedAndSpeaksOfEvents() {
    KnoxClient caller = api.caller().with("Idempotency-Key", "speaks-of-events");
    String text = "{'specversion':'1.0','id':'e','source':'s','type':'free','events':'two'}";
    Payload event = payload("application/cloudevents+json", json(text));
    KnoxAnswer first = caller.send("POST", TrialApi.EVENTS, event);
    KnoxAnswer again = caller.send("POST", TrialApi.EVENTS, event);
    assertThat(again.status()).isEqualTo(202);
    assertThat(again.body()).isEqualTo(first.body());
  }

  @Test
  void aRequestThatIsNoEventAtAllIsRefused() {
    KnoxClient caller = api.caller();
    isRefused(
        caller.send("POST", TrialApi.EVENTS, payload("text/plain", "x")), 415, "application/json");
    isRefused(
        caller.with("ce-specversion", "1.0").send("POST", TrialApi.EVENTS, payload("a/b", "x")),
        400,
        "ce-id");
    isRefused(
        caller.with("Content-Encoding", "gzip").post(TrialApi.EVENTS, "{}"),
        415,
        "Content-Encoding");
    isRefused(
        caller.with("Idempotency-Key", "k".repeat(256)).post(TrialApi.EVENTS, "{}"), 400, "255");
    isRefused(caller.with("Idempotency-Key", "").post(TrialApi.EVENTS, "{}"), 400, "1 to 255");
    String large = TrialApi.event("free", "a", "\"" + "x".repeat(1024 * 1024) + "\"");
    isRefused(caller.post(TrialApi.EVENTS, large), 400, "1048576 bytes");
    String many =
        IntStream.range(0, 501)
            .mapToObj(_ -> TrialApi.event("free", "a", "1"))
            .collect(Collectors.joining(","));
    isRefused(caller.post(TrialApi.EVENTS, "{\"events\":[" + many + "]}"), 400, "500");
  }

  @Test
  void theNameOfAnEventIsNotGivenToAnother() {
    String first = "{\"type\":\"free\",\"source\":\"s\",\"id\":\"taken\",\"data\":1}";
    TrialJson.of(202, api.caller().post(TrialApi.EVENTS, first));
    isRefused(
        api.caller().post(TrialApi.EVENTS, first.replace("\"data\":1", "\"data\":2")), 400, "/id");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{} | /url: required string; /eventTypes",
        "{'url':'ftp://x/','eventTypes':['a']} | /url",
        "{'url':'http://x/'} | /eventTypes",
        "{'url':'http://x/','eventTypes':['a*b']} | /eventTypes",
        "{'url':'http://x/','eventTypes':['a b']} | is no type, no prefix",
        "{GOOD,'id':'x'} | unknown member",
        "{GOOD,'body':'xml'} | plain, cloudevents",
        "{GOOD,'signature':'md5'} | hmac, ed25519",
        "{GOOD,'ordering':'fifo'} | latest, ordered, unordered",
        "{GOOD,'concurrency':0} | from 1 to 64",
        "{GOOD,'ratePerSecond':-1} | /ratePerSecond",
        "{GOOD,'ratePerSecond':0.0001} | 0.001 at least",
        "{GOOD,'retry':{'delaysSeconds':[]}} | /retry/delaysSeconds",
        "{GOOD,'retry':{'delaysSeconds':[-1]}} | 604800",
        "{GOOD,'retry':{'jitter':1}} | /retry/jitter",
        "{GOOD,'retry':{'clientErrors':'panic'}} | retry, giveUp",
        "{GOOD,'timeouts':{'connectMillis':5}} | from 100",
        "{GOOD,'timeouts':{'connectMillis':9000,'totalMillis':1000}} | /timeouts/totalMillis",
        "{GOOD,'conditions':[{}]} | /conditions/0/field",
        "{GOOD,'conditions':[{'field':'subject'}]} | exactly one of",
        "{GOOD,'conditions':[{'field':'subject','exists':true,'anyOf':['a']}]} | exactly one of",
        "{GOOD,'conditions':[{'field':'X Y','exists':true}]} | /conditions/0/field",
        "{GOOD,'conditions':[{'field':'data.a','anyOf':[]}]} | 1 to 100",
        "{GOOD,'conditions':[{'field':'data.a','atLeast':'x'}]} | required number",
        "{GOOD,'headers':{'Host':'x'}} | /headers/Host",
        "{GOOD,'headers':{'A':1}} | /headers/A",
        "{GOOD,'authentication':{'type':'magic'}} | /authentication/type",
        "{GOOD,'authentication':{'type':'basic','user':'a:b','password':'x'}} |"
            + " /authentication/user",
        "{GOOD,'authentication':{'type':'oauth2','tokenUrl':'x','clientId':'a','clientSecret':'b'}}"
            + " | /authentication/tokenUrl",
        "{GOOD,'authentication':{'type':'bearer'}} | /authentication/token",
        "{GOOD,'authentication':{'type':'mutualTls','certificateChain':'x','privateKey':'y'}}"
            + " | /authentication/certificateChain",
      })
  void aBadEndpointIsRefused(String body, String says) {
    String text = json(body).replace("GOOD", GOOD);
    isRefused(api.caller().post(TrialApi.ENDPOINTS, text), 400, says);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{'url':null} | 400 | /url",
        "{'id':'x'} | 400 | unknown member",
        "{'state':'paused'} | 400 | unknown member",
        "[] | 400 | required object",
        "{'concurrency':'many'} | 400 | required integer",
      })
  void aBadChangeIsRefusedAndChangesNothing(String body, int status, String says) {
    String path = TrialApi.ENDPOINTS + "/" + endpoint;
    String before = api.caller().get(path).text();
    isRefused(api.patch(path, json(body)), status, says);
    assertThat(api.caller().get(path).text()).isEqualTo(before);
  }

  @Test
  void whatOthersHaveChangedIsNotOverwritten() {
    String id = api.endpoint();
    String path = TrialApi.ENDPOINTS + "/" + id;
    KnoxAnswer seen = api.caller().get(path);
    String tag = seen.header("ETag").orElseThrow();
    JsonNode changed = TrialJson.of(200, api.patch(path, "{\"description\":\"new\"}"));
    assertThat(changed.path("version").longValue()).isEqualTo(2);
    TrialApi late = new TrialApi(api.caller().with("If-Match", tag));
    isRefused(late.patch(path, "{\"description\":\"mine\"}"), 412, "version \\\"2\\\"");
    isRefused(late.caller().delete(path), 412, "version");
    assertThat(TrialJson.of(200, api.caller().get(path)).path("description").asString())
        .isEqualTo("new");
    assertThat(api.caller().with("If-Match", "\"2\"").delete(path).status()).isEqualTo(204);
    assertThat(api.caller().get(path).status()).isEqualTo(404);
  }

  @Test
  void aSchemaThatBreaksOthersIsChangedOnlyOnDemand() {
    String path = TrialApi.TYPES + "/strict";
    String change = "{\"schema\":{\"type\":\"object\",\"required\":[\"a\",\"b\"]}}";
    isRefused(api.patch(path, change), 400, "b is required now");
    isRefused(api.patch(path, change), 400, "/schema/properties/a");
    assertThat(TrialJson.of(200, api.patch(path, "{\"description\":\"x\"}")).has("schema"))
        .isTrue();
    api.caller().post(TrialApi.TYPES, "{\"name\":\"loose\",\"schema\":{\"required\":[\"a\"]}}");
    JsonNode broken =
        TrialJson.of(
            200, api.patch(TrialApi.TYPES + "/loose?allowBreaking=true", "{\"schema\":null}"));
    assertThat(broken.has("schema")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/v1/endpoints?limit=0 | limit",
        "/api/v1/endpoints?limit=201 | limit",
        "/api/v1/endpoints?limit=-1 | limit: required integer from 1 to 200",
        "/api/v1/endpoints?cursor=abc! | cursor",
        "/api/v1/deliveries?state=lost | delivered",
        "/api/v1/deliveries?endpoint=x | endpoint",
        "/api/v1/deliveries?from=yesterday | from",
        "/api/v1/deliveries?type=a*b | type",
        "/api/v1/deliveries?from=2026-01-02T00:00:00Z&until=2026-01-01T00:00:00Z | after from",
      })
  void aBadQueryIsRefused(String path, String says) {
    isRefused(api.caller().get(path), 400, says);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{} | /endpoint",
        "{'endpoint':'ep_0000000000000'} | no such endpoint",
        "{'endpoint':'ID','perSecond':0} | /perSecond",
        "{'endpoint':'ID','states':['lost']} | /states",
        "{'endpoint':'ID','states':[]} | leave it out for all",
        "{'endpoint':'ID','from':'x'} | /from",
        "{'endpoint':'ID','from':'2026-01-02T00:00:00Z','until':'2026-01-01T00:00:00Z'}"
            + " | /until: required time after from",
      })
  void aBadReplayIsRefused(String body, String says) {
    String text = json(body).replace("ID", endpoint);
    isRefused(api.caller().post(TrialApi.REPLAYS, text), 400, says);
  }

  private static void isRefused(KnoxAnswer answer, int status, String says) {
    assertThat(answer.status()).as("%s", answer).isEqualTo(status);
    assertThat(answer.header("Content-Type")).contains("application/problem+json");
    assertThat(answer.text()).contains(says);
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }

  private static Payload payload(String type, String text) {
    return new Payload(type, text.getBytes(StandardCharsets.UTF_8));
  }
}
