// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.liaison.socket;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.evo.shm.layout.RecordLayout;
import org.evo.shm.liaison.CommandAnswer;
import org.evo.shm.liaison.CommandOutcome;
import org.evo.shm.liaison.CommandRequest;
import org.evo.shm.liaison.SystemSnapshot;
import org.evo.shm.module.ModuleFault;
import org.evo.shm.module.ModuleState;
import org.evo.shm.module.kit.ModuleCondition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real socket, with clients of every kind. */
@Timeout(60)
class CommandSocketTest {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String RESET = "{\"command\":\"reset\"}\n";

  @TempDir private Path dir;
  private Path path;
  private final ModuleCondition condition = new ModuleCondition("liaison", List.of("s"));
  private final List<CommandRequest> requests = new ArrayList<>();
  private boolean silent;
  private SocketService service;

  @BeforeEach
  void start() {
    condition.configurationAccepted();
    condition.segmentClaimed("s");
    condition.publishing();
    path = dir.resolve("command");
    service = serve(path);
    await().atMost(SOON).until(() -> Files.exists(path));
  }

  @AfterEach
  void shouldLeaveNothingBehind() throws IOException {
    service.close();
    try (Stream<Path> files = Files.list(dir)) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void shouldAnswerALineWithALine() throws IOException {
    try (Client client = new Client(path)) {
      client.send(RESET);
      assertEquals(
          "{\"command\":\"reset\",\"accepted\":true,\"result\":\"ACCEPTED\",\"sequence\":7,"
              + "\"modules\":\"control\",\"reason\":\"\",\"elapsed_ms\":2.5}",
          client.line());
      client.send("{\"command\":\"estop\",\"reason\":\"smoke\"}\n");
      assertTrue(client.line().contains("\"estop\""));
    }
    assertEquals("smoke", requests.get(1).text());
  }

  @Test
  void shouldAnswerLinesThatComeTogetherInOrder() throws IOException {
    try (Client client = new Client(path)) {
      client.send(RESET.repeat(50));
      for (int i = 0; i < 50; i++) {
        assertTrue(client.line().contains("ACCEPTED"));
      }
    }
  }

  @Test
  void shouldBeForItsOwnerAlone() throws IOException {
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
  }

  @Test
  void shouldRefuseGarbageAndGoOn() throws IOException {
    try (Client client = new Client(path)) {
      for (String garbage :
          List.of("", "\u0000\u0001", "{", "[]", "null", "{}", "\"estop\"", "{\"command\":7}")) {
        client.send(garbage + "\n");
        assertTrue(client.line().contains("\"accepted\":false"), garbage);
      }
      client.send(RESET);
      assertTrue(client.line().contains("ACCEPTED"));
    }
  }

  @Test
  void shouldRefuseALineOfMegabytesAndTakeNoneOfIt() throws IOException {
    try (Client client = new Client(path)) {
      client.send("{\"command\":\"reset\",\"x\":\"" + "x".repeat(5_000_000) + "\"}\n");
      assertTrue(client.line().contains("a line of more than 4096 bytes"));
      assertTrue(client.isEnded());
    }
    assertEquals(List.of(), requests);
  }

  @Test
  void shouldNeverDoHalfALine() throws IOException {
    try (Client client = new Client(path)) {
      client.send(RESET.stripTrailing());
    }
    try (Client client = new Client(path)) {
      client.send(RESET);
      client.line();
    }
    assertEquals(1, requests.size());
  }

  @Test
  void shouldPutALineTogetherThatComesInPieces() throws IOException {
    try (Client client = new Client(path)) {
      for (char piece : RESET.toCharArray()) {
        client.send(String.valueOf(piece));
      }
      assertTrue(client.line().contains("ACCEPTED"));
    }
  }

  @Test
  void shouldAnswerAClientBehindAThousandThatHang() throws IOException {
    silent = true;
    List<Client> hanging = new ArrayList<>();
    try {
      for (int i = 0; i < 1000; i++) {
        Client client = new Client(path);
        hanging.add(client);
        client.send(i % 2 == 0 ? "{\"comm" : RESET);
      }
      silent = false;
      try (Client client = new Client(path)) {
        client.send(RESET);
        assertTrue(client.line().contains("ACCEPTED"));
      }
    } finally {
      for (Client client : hanging) {
        client.close();
      }
    }
  }

  @Test
  void shouldAnswerAClientBesideOneThatDoesNotTakeItsAnswers() throws IOException {
    try (Client deaf = new Client(path);
        Client client = new Client(path)) {
      deaf.channel.configureBlocking(false);
      ByteBuffer lines = ByteBuffer.wrap("{\"command\":\"status\"}\n".repeat(200_000).getBytes());
      await().atMost(SOON).until(() -> deaf.channel.write(lines) == 0 || !lines.hasRemaining());
      client.send(RESET);
      assertTrue(client.line().contains("ACCEPTED"));
    }
  }

  @Test
  void shouldAnswerAThousandClientsAtATime() {
    List<CompletableFuture<Boolean>> clients =
        IntStream.range(0, 1000)
            .mapToObj(i -> CompletableFuture.supplyAsync(this::resets))
            .toList();

    assertTrue(clients.stream().allMatch(CompletableFuture::join));
  }

  private boolean resets() {
    try (Client client = new Client(path)) {
      client.send(RESET);
      return client.line().contains("ACCEPTED");
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void shouldReplaceTheSocketOfAProcessThatWasKilled() throws IOException {
    Path stale = dir.resolve("stale");
    try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      dead.bind(UnixDomainSocketAddress.of(stale));
    }

    try (SocketService later = serve(stale)) {
      await()
          .atMost(SOON)
          .until(
              () -> {
                try (Client client = new Client(stale)) {
                  client.send(RESET);
                  return client.line().contains("ACCEPTED");
                } catch (IOException notYet) {
                  return false;
                }
              });
    }
    assertFalse(Files.exists(stale));
  }

  @Test
  void shouldLeaveASocketThatIsServed() throws IOException {
    try (SocketService second = serve(path)) {
      await().atMost(SOON).until(() -> condition.isRaised(ModuleFault.SOCKET_FAILED));
      assertEquals(ModuleState.DEGRADED, condition.status().state());
      assertTrue(condition.status().text().contains("another process serves it"));
    }
    assertFalse(condition.isRaised(ModuleFault.SOCKET_FAILED));
    try (Client client = new Client(path)) {
      client.send(RESET);
      assertTrue(client.line().contains("ACCEPTED"));
    }
  }

  @Test
  void shouldLeaveAFileThatIsNoSocket() throws IOException {
    Path file = Files.writeString(dir.resolve("notes"), "mine");
    try (SocketService second = serve(file)) {
      await().atMost(SOON).until(() -> condition.isRaised(ModuleFault.SOCKET_FAILED));
    }
    assertEquals("mine", Files.readString(file));
    Files.delete(file);
  }

  @Test
  void shouldSayThatAPathIsTooLong() {
    try (SocketService second = serve(dir.resolve("x".repeat(120)))) {
      await().atMost(SOON).until(() -> condition.isRaised(ModuleFault.SOCKET_FAILED));
      assertTrue(condition.status().text().contains("107 bytes"));
    }
  }

  @Test
  void shouldServeAgainWhenSomebodyRemovesItsName() throws IOException {
    Files.delete(path);

    await().atMost(SOON).until(() -> Files.exists(path));
    try (Client client = new Client(path)) {
      client.send(RESET);
      assertTrue(client.line().contains("ACCEPTED"));
    }
  }

  @Test
  void shouldNotBeThereAfterItsEnd() {
    service.close();

    assertThrows(IOException.class, () -> new Client(path));
  }

  private SocketService serve(Path where) {
    return SocketService.start(
        where, this::answer, CommandSocketTest::nothing, System::nanoTime, condition);
  }

  private CompletableFuture<CommandAnswer> answer(CommandRequest request) {
    requests.add(request);
    return silent
        ? new CompletableFuture<>()
        : CompletableFuture.completedFuture(
            new CommandAnswer(
                request.name(), CommandOutcome.ACCEPTED, 7, "control", "", 2_500_000));
  }

  private static SystemSnapshot nothing() {
    throw new IllegalStateException("there is nothing to see but " + RecordLayout.ALIGNMENT_BYTES);
  }

  private static final class Client implements AutoCloseable {

    private final SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    private final Scanner in;

    Client(Path path) throws IOException {
      channel.connect(UnixDomainSocketAddress.of(path));
      in = new Scanner(Channels.newReader(channel, StandardCharsets.UTF_8));
    }

    void send(String text) throws IOException {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }

    String line() {
      return in.nextLine();
    }

    boolean isEnded() {
      return !in.hasNextLine();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
