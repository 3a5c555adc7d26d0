// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.liaison.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.evo.shm.liaison.CommandName;
import org.evo.shm.liaison.CommandRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestLineTest {

  @Test
  void shouldUnderstandEachCommand() {
    assertEquals(Optional.empty(), request("{'command':'status'}"));
    assertEquals(Optional.of(CommandRequest.emergencyStop("")), request("{'command':'estop'}"));
    assertEquals(
        Optional.of(CommandRequest.ofAxis(CommandName.HOME, 2)),
        request("{'command':'home','axis':2}"));
    assertEquals(
        Optional.of(CommandRequest.move(0, -1.5, 20, Double.NaN)),
        request("{'command':'move','axis':0,'position_mm':-1.5,'velocity_mm_per_s':20}"));
    assertEquals(
        Optional.of(CommandRequest.jog(1, -3)),
        request("{'command':'jog','velocity_mm_per_s':-3,'axis':1}"));
    assertEquals(
        Optional.of(CommandRequest.recipeStart("demo")),
        request("{'command':'recipe-start','name':'demo'}"));
    assertEquals(
        Optional.of(CommandRequest.setDigital(3, true)),
        request("{'command':'set-digital','channel':3,'value':true}"));
    assertEquals(
        Optional.of(CommandRequest.setAnalog(3, 2.5)),
        request("{'command':'set-analog','channel':3,'value_v':2.5}"));
    for (String word : List.of("reset", "recipe-pause", "recipe-abort", "recipe-retry")) {
      assertEquals(word, request("{'command':'" + word + "'}").orElseThrow().name().word());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | no JSON object",
        "{ | no JSON object",
        "[1] | no JSON object",
        "{\"command\":\"reset\"} {} | no JSON object",
        "{\"command\":\"reset\"}x | no JSON object",
        "{} | 'command' has to be there",
        "{\"command\":null} | neither text nor number",
        "{\"command\":{}} | neither text nor number",
        "{\"command\":\"dance\"} | no command 'dance'",
        "{\"command\":\"reset\",\"axis\":1} | 'axis' is not a part of reset",
        "{\"command\":\"reset\",\"command\":\"reset\"} | there twice",
        "{\"command\":\"stop\"} | 'axis' has to be there",
        "{\"command\":\"stop\",\"axis\":1.5} | a whole number",
        "{\"command\":\"stop\",\"axis\":1e300} | a whole number",
        "{\"command\":\"stop\",\"axis\":\"1\"} | to be a number",
        "{\"command\":\"jog\",\"axis\":1,\"velocity_mm_per_s\":1e999} | no JSON object",
        "{\"command\":\"jog\",\"axis\":1,\"velocity_mm_per_s\":NaN} | no JSON object",
        "{\"command\":\"recipe-start\",\"name\":1} | to be text",
      })
  void shouldSayWhatIsWrong(String line, String complaint) {
    String said =
        assertThrows(IllegalArgumentException.class, () -> RequestLine.of(line).request())
            .getMessage();

    assertTrue(said.contains(complaint), said);
  }

  private static Optional<CommandRequest> request(String line) {
    return RequestLine.of(line.replace('\'', '"')).request();
  }
}
