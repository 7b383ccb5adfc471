package dev.longshore.ftp.quarkus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.longshore.ftp.data.PeerPolicy;
import dev.longshore.ftp.quarkus.PassiveConfig.AdvertiseMode;
import dev.longshore.ftp.server.ServerSettings;
import dev.longshore.ftp.user.Network;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.KeyManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  /** As a storage module has one. */
  @ConfigMapping(prefix = "longshore.s3")
  interface OtherModule {
    Optional<String> region();
  }

  @TempDir Path folder;
  private final Map<String, String> settings = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void needed() throws IOException {
    settings.put("longshore.tls.mode", "off");
    settings.put("longshore.users.file", Files.createFile(folder.resolve("users.yaml")).toString());
  }

  @Test
  void theDefaultsAreRightOnceClearTextAndUsersAreSaid() {
    FtpConfig config = config();

    assertThat(problems(config)).isEmpty();
    assertThat(config.upload().commitGrace()).isEqualTo(Duration.ofMillis(10));
    assertThat(config.drain().linger()).isEqualTo(Duration.ofSeconds(15));
    assertThat(config.drain().timeout()).isEqualTo(Duration.ofMinutes(9));
    assertThat(config.passive().count()).isEqualTo(48);
  }

  @Test
  void environmentVariablesAndOtherModulesKeysAreTakenUp() {
    settings.put("longshore.s3.region", "eu-west-1");
    environment.put("LONGSHORE_PASSIVE_START", "30000");
    environment.put("LONGSHORE_LIMITS_SESSIONS_PER_USER", "7");
    environment.put("LONGSHORE_PASSIVE_ADVERTISE_MODE", "static");
    environment.put("LONGSHORE_PASSIVE_ADVERTISE_ADDRESS", "192.0.2.7");
    environment.put("LONGSHORE_LOCKOUT_TRUSTED_NETWORKS", "10.0.0.0/8,fd00::/8");
    environment.put("LONGSHORE_CLIENT_ADDRESS_SOURCE", "proxy-protocol");
    environment.put("LONGSHORE_CLIENT_ADDRESS_TRUSTED_PROXIES", "192.0.2.7,fd00::/8");
    environment.put("LONGSHORE_PORT_2121_TCP_ADDR", "set by Kubernetes for a Service, not by us");

    FtpConfig config = config();

    assertThat(config.passive().start()).isEqualTo(30_000);
    assertThat(config.limits().sessionsPerUser()).isEqualTo(7);
    assertThat(config.lockout().trustedNetworks().orElseThrow())
        .containsExactly(Network.parse("10.0.0.0/8"), Network.parse("fd00::/8"));
    assertThat(config.clientAddress().trustedProxies().orElseThrow())
        .containsExactly(Network.parse("192.0.2.7"), Network.parse("fd00::/8"));
    assertThat(config.passive().advertise().mode()).isEqualTo(AdvertiseMode.STATIC);
    assertThat(problems(config)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          longshore.ftp.port | abc | longshore.ftp.port: Expected an integer value, got "abc"
          longshore.ftp.port |  | longshore.ftp.port: is not set
          longshore.passive.advertise.per-network | 10.0.0.0/8 | longshore.passive.advertise.per-network: '10.0.0.0/8' is not written as 10.0.0.0/8=10.0.0.5
          longshore.passive.advertise.per-network | 10.0.0.1/8=control | longshore.passive.advertise.per-network: 10.0.0.1/8 is an address in a network; write 10.0.0.0/8
          longshore.passive.advertise.per-network | 10.0.0.0/8=inside | longshore.passive.advertise.per-network: 'inside' is neither an IPv4 address nor control
          longshore.passive.slot | first | longshore.passive.slot: 'first' is neither a number nor auto
          longshore.tls.mode | of | longshore.tls.mode: 'of' is none of
          longshore.drain.timeout | soon | longshore.drain.timeout:
          longshore.lockout.trusted-networks | here | longshore.lockout.trusted-networks: not a network
          longshore.pasive.start | 30000 | longshore.pasive.start: there is no such setting
          longshore.s3.regoin | x | longshore.s3.regoin: there is no such setting
          """)
  void whatIsNoValueOrNoKeyIsOneLineThatNamesTheKey(String key, String value, String line) {
    settings.put(key, value == null ? "" : value);

    assertThat(StartProblems.lines(new RuntimeException(catchThrowable(this::config))))
        .singleElement()
        .asString()
        .startsWith(line)
        .doesNotContain("SRCFG", "Exception", "\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          tls.protocols | TLSv1.1 | 'TLSv1.1' is none of TLSv1.3, TLSv1.2
          tls.cipher-suites | TLS_AES_128_GCM_SHA265 | names 'TLS_AES_128_GCM_SHA265', which this JDK
          tls.cipher-suites | TLS_RSA_WITH_AES_128_GCM_SHA256 | or disables (jdk.tls.disabledAlgorithms)
          tls.cipher-suites | ECDHE-RSA-AES128-GCM-SHA256 | which this JDK does not know
          ftps.implicit.enabled | true | is true, and longshore.tls.mode is off
          ftps.implicit.port | 65536 | 65536 is not from 0 to 65535
          ftp.port | 65536 | 65536 is not from 0 to 65535
          ftp.port | 20047 | 20047 is one of the passive ports 20000 to 20047
          ftp.port | 9000 | 9000 is quarkus.management.port as well
          relay.port | 2121 | 2121 is longshore.ftp.port as well
          relay.port | 20000 | 20000 is one of the passive ports 20000 to 20047
          active.source-port | -1 | -1 is not from 0 to 65535
          passive.start | 1000 | 1000; it must be from 1024
          passive.count | 0 | 0; it must be at least 1
          passive.count | 45537 | there are only 45536 ports
          passive.count | 49 | it must be a multiple of longshore.passive.slots, which is 2
          passive.slots | 0 | it must be at least 1
          passive.slot | 1 | it must be from 0 to 0
          passive.sharing | address | needs longshore.passive.peer=exact
          passive.advertise.address | ftp.example.org | 'ftp.example.org' is not an IPv4 address
          passive.advertise.address | 192.0.2.256 | '192.0.2.256' is not an IPv4 address
          passive.advertise.address | 192.0.2. | '192.0.2.' is not an IPv4 address
          passive.advertise.hostname | ftp.example.org | only longshore.passive.advertise.mode=hostname
          passive.advertise.service | ftp/longshore | only longshore.passive.advertise.mode=service
          passive.advertise.address | | is not set, and longshore.passive.advertise.mode=static
          users.file | /nowhere/users.yaml | /nowhere/users.yaml is not a file
          users.file | | is not set
          checksum.concurrent | 0 | 0 is not at least 1
          limits.sessions | 0 | 0 is not at least 1
          limits.idle | 0s | must be longer than nothing
          client-address.source | proxy-protocol | client-address.trusted-proxies: is not set
          client-address.trusted-proxies | 10.0.0.0/8 | only longshore.client-address.source=proxy-protocol
          tls.clear-text-networks | 10.0.0.0/8 | only from longshore.tls.mode=required
          tls.unbound-networks | ::1 | only from longshore.tls.session-binding=require
          users.remember | -1s | is less than nothing
          drain.linger | -1s | is less than nothing
          drain.timeout | 0s | must be longer than nothing
          lockout.attempts | -1 | -1 is not from 0 to 1000000
          lockout.time | 0s | must be longer than nothing
          lockout.pause | 21s | is longer than clients wait for a reply
          relay.port | 0 | 0 is not from 1 to 65535
          relay.reload-period | 0s | must be a millisecond or longer
          relay.reload-period | PT0.000000001S | must be a millisecond or longer
          fleet.discovery | none | the replicas must find each other
          fleet.members | | is not set, and longshore.fleet.discovery=static
          fleet.address | ftp-0 | 'ftp-0' is no address of IPv4 or IPv6
          fleet.address | 224.0.0.1 | '224.0.0.1' is no address of IPv4 or IPv6 that one host has
          fleet.address | :: | '::' is no address of IPv4 or IPv6 that one host has
          fleet.dns-name | ftp | is set, but only longshore.fleet.discovery=dns uses it
          fleet.members | 10.0.0.1 | '10.0.0.1' is no host:port
          fleet.members | fd00::1:2190 | 'fd00::1:2190' is no host:port
          fleet.members | a:65536 | 'a:65536' is no host:port
          """)
  void whatDoesNotGoTogetherIsOneLineThatNamesTheKey(String key, String value, String line) {
    if (key.startsWith("passive.advertise")) {
      settings.put("longshore.passive.advertise.mode", "static");
      settings.put("longshore.passive.advertise.address", "192.0.2.7");
    }
    if (key.equals("passive.sharing")) {
      settings.put("longshore.passive.peer", "any");
    }
    if (key.equals("passive.count")) {
      settings.put("longshore.passive.slots", "2");
    }
    if (key.equals("tls.cipher-suites")) {
      settings.put("longshore.tls.mode", "optional");
    }
    if (key.startsWith("relay") || key.startsWith("fleet")) {
      settings.put("longshore.relay.mode", "on");
      settings.put("longshore.fleet.discovery", "static");
      settings.put("longshore.fleet.members", "ftp-0.ftp:2190");
    }
    settings.put("longshore." + key, value == null ? "" : value);

    assertThat(problems(config()))
        .singleElement()
        .asString()
        .startsWith("longshore." + key.replace("address.source", "address.trusted-proxies"))
        .contains(line);
  }

  @Test
  void whereAddressesSayNothingTlsHasToTellClientsApart() {
    settings.put("longshore.client-address.source", "none");
    settings.put("longshore.lockout.trusted-networks", "10.0.0.0/8");
    assertThat(problems(config()))
        .extracting(problem -> problem.substring(0, problem.indexOf(':')))
        .containsExactlyInAnyOrder(
            "longshore.tls.mode",
            "longshore.tls.session-binding",
            "longshore.lockout.trusted-networks");

    settings.remove("longshore.lockout.trusted-networks");
    settings.put("longshore.tls.mode", "required");
    settings.put("longshore.tls.session-binding", "require");
    assertThat(problems(config())).isEmpty();
    ServerSettings engine = EngineSettings.of(config(), () -> new KeyManager[0], Optional.empty());
    assertThat(engine.passive().peer()).isEqualTo(PeerPolicy.ANY);
    // One address may be that of a node, of which all replicas together see thousands of clients.
    assertThat(engine.limits().perAddress()).isEqualTo(Integer.MAX_VALUE);
    assertThat(engine.session().channels().active()).isFalse();
    assertThat(EngineSettings.lockout(config()).attempts()).isZero();
  }

  @Test
  void cipherSuitesMustBeOfAProtocolThatIsOffered() {
    settings.put("longshore.tls.mode", "optional");
    settings.put("longshore.tls.cipher-suites", "TLS_AES_128_GCM_SHA256");
    assertThat(problems(config())).isEmpty();
    settings.put("longshore.tls.protocols", "TLSv1.2");
    assertThat(problems(config()))
        .containsExactly("longshore.tls.cipher-suites: has none for TLSv1.2");
    settings.put(
        "longshore.tls.cipher-suites",
        "TLS_AES_128_GCM_SHA256,TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
    assertThat(problems(config())).isEmpty();
  }

  @Test
  void aProtocolThatTheJdkDisablesIsAMistake() {
    settings.put("longshore.tls.protocols", "TLSv1.3,TLSv1.2");
    List<String> problems = new ArrayList<>();
    new TlsNames(Set.of("TLSv1.3"), Set.of())
        .check(config().tls(), (good, key, problem) -> good || !problems.add(key + ": " + problem));
    assertThat(problems).singleElement().asString().startsWith("tls.protocols: names TLSv1.2, ");
  }

  @Test
  void thePortOfHealthIsNoPassivePort() {
    settings.put("longshore.passive.start", "8990");

    assertThat(problems(config()))
        .containsExactly("quarkus.management.port: 9000 is one of the passive ports 8990 to 9037");
  }

  @Test
  void anAddressThatIsNotUsedIsAMistake() {
    settings.put("longshore.passive.advertise.address", "192.0.2.7");

    assertThat(problems(config())).singleElement().asString().contains("only");
  }

  @Test
  void textsForClientsMayHaveSeveralLinesAndNoControlCharacters() {
    settings.put("longshore.ftp.greeting", "Port of Somewhere\\nWelcome\n2024 was good");
    assertThat(EngineSettings.lines(config().ftp().greeting()))
        .containsExactly("Port of Somewhere", "Welcome", "2024 was good");
    assertThat(problems(config())).isEmpty();

    settings.put("longshore.ftp.welcome", "a\u0007b");
    assertThat(problems(config()))
        .containsExactly("longshore.ftp.welcome: has a control character other than the line feed");
    settings.put("longshore.ftp.welcome", "x".repeat(501));
    assertThat(problems(config()))
        .containsExactly("longshore.ftp.welcome: has a line of more than 500 characters");
  }

  @Test
  void severalProblemsAreALineEach() {
    settings.put("longshore.limits.sessions", "0");
    settings.put("longshore.passive.slot", "9");
    List<String> problems = problems(config());

    assertThat(problems).hasSize(2);
    assertThat(StartProblems.lines(new RuntimeException(new BadSettings(problems))))
        .isEqualTo(problems);
    assertThat(StartProblems.lines(new IllegalStateException("something else"))).isEmpty();
  }

  private static List<String> problems(FtpConfig config) {
    return SettingsCheck.problems(config, 9000);
  }

  private FtpConfig config() {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .addDefaultInterceptors()
            .withSources(new PropertiesConfigSource(settings, "test", 100))
            .withSources(new EnvConfigSource(environment, 300))
            .withMapping(FtpConfig.class)
            .withMapping(OtherModule.class)
            .build();
    return config.getConfigMapping(FtpConfig.class);
  }
}
