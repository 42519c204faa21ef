package io.fleetwire.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.web.Json;
import io.fleetwire.web.Problem.Fault;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

final class SchemaDifferencesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{'type':'string'} | {'type':'integer'} | /schema/type | publishers",
        "{'type':'integer'} | {'type':'number'} | /schema/type | readers",
        "{'type':'number'} | {'type':'integer'} | /schema/type | publishers",
        "{} | {'type':'string'} | /schema/type | publishers",
        "{'type':'string'} | {} | /schema/type | readers",
        "{'properties':{'a':{}}} | {'properties':{}} | /schema/properties/a | readers",
        "{'required':['a']} | {} | /schema/required | readers",
        "{} | {'required':['a']} | /schema/required | publishers",
        "{'enum':[1,2]} | {'enum':[1]} | /schema/enum | publishers",
        "{'enum':[1]} | {'enum':[1,2]} | /schema/enum | readers",
        "{'const':1} | {'const':2} | /schema/enum | readers",
        "{'enum':[1]} | {} | /schema/enum | readers",
        "{} | {'additionalProperties':false} | /schema/additionalProperties | publishers",
        "{'items':{'type':'string'}} | {'items':{'type':'null'}} | /schema/items/type | readers",
        "{} | {'maxLength':5} | /schema/maxLength | publishers",
        "{'minimum':1} | {'minimum':2} | /schema/minimum | publishers",
        "{'pattern':'a'} | {'pattern':'b'} | /schema/pattern | compared",
        "{'anyOf':[{}]} | {'anyOf':[{},{}]} | /schema/anyOf | compared",
        "{'$defs':{'a':{'type':'string'}},'items':{'$ref':'#/$defs/a'}}"
            + " | {'$defs':{'a':{'type':'null'}},'items':{'$ref':'#/$defs/a'}}"
            + " | /schema/items/type | readers",
        "{'$defs':{'a':{'type':'string'}},'items':{'$ref':'#/$defs/a','title':'t'}}"
            + " | {'$defs':{'a':{'type':'null'}},'items':{'$ref':'#/$defs/a','title':'t'}}"
            + " | /schema/items/type | readers",
        "{'$defs':{'a':{'type':'string'}},'anyOf':[{'$ref':'#/$defs/a'},{'type':'null'}]}"
            + " | {'$defs':{'a':{'type':'array'}},'anyOf':[{'$ref':'#/$defs/a'},{'type':'null'}]}"
            + " | /schema/anyOf | compared",
        "{'$defs':{'a':{'$ref':'#/$defs/b'},'b':{'maximum':2}},'not':{'$ref':'#/$defs/a'}}"
            + " | {'$defs':{'a':{'$ref':'#/$defs/b'},'b':{'maximum':3}},'not':{'$ref':'#/$defs/a'}}"
            + " | /schema/not | compared",
        "{'anyOf':[{'const':{'$ref':'#'}}]} | {'anyOf':[{'const':{'$ref':'x'}}]}"
            + " | /schema/anyOf | compared",
      })
  void whatBreaksIsNamedWithItsPlaceAndWhom(
      String before, String after, String place, String whom) {
    List<Fault> found = SchemaDifferences.between(json(before), json(after));
    assertThat(found)
        .anySatisfy(
            fault -> {
              assertThat(fault.pointer()).isEqualTo(place);
              assertThat(fault.message()).contains(whom);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{'type':'string'} | {'type':['string']}",
        "{} | {'title':'x','description':'y'}",
        "{'properties':{'a':{}}} | {'properties':{'a':{},'b':{'type':'string'}}}",
        "{'maxLength':5} | {'maxLength':6}",
        "{'minimum':2} | {'minimum':1.5}",
        "{'additionalProperties':false} | {}",
        "{'items':{'type':'string'}}"
            + " | {'$defs':{'a':{'type':'string'}},'items':{'$ref':'#/$defs/a'}}",
        "{'$defs':{'a':{'type':'string'}},'anyOf':[{'$ref':'#/$defs/a'}]}"
            + " | {'$defs':{'b':{'type':'string'}},'anyOf':[{'$ref':'#/$defs/b'}]}",
        "{'$defs':{'a':{'type':'string'}},'items':{'$ref':'#/$defs/a','title':'t'}}"
            + " | {'$defs':{'a':{'type':'string'}},'items':{'$ref':'#/$defs/a','title':'u'}}",
      })
  void whatBreaksNobodyIsNoDifference(String before, String after) {
    assertThat(SchemaDifferences.between(json(before), json(after))).isEmpty();
  }

  private static JsonNode json(String text) {
    return Json.mapper().readTree(text.replace('\'', '"'));
  }
}
