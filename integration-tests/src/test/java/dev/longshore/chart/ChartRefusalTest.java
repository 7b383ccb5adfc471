package dev.longshore.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ChartRefusalTest {
  @Test
  void clearTextNeedsAYes() {
    assertThat(Chart.refusalOf("{users: {existingSecret: longshore-users}}"))
        .contains("tls.mode is \"required\", which needs a certificate")
        .contains("tls.existingSecret", "tls.certManager.enabled=true")
        .contains("clear text");
    assertThat(Chart.refusal("{tls: {mode: optional}}"))
        .contains("tls.mode is \"optional\", which needs a certificate");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ftps: {implicit: {enabled: true}}}           | implicit TLS needs tls.mode=optional",
        "{tls: {existingSecret: x}}                    | tls.existingSecret is \"x\", which has no effect",
        "{tls: {certManager: {enabled: true}}}         | tls.certManager.enabled is true, which has no",
        "{tls: {sessionBinding: require}}              | tls.sessionBinding is \"require\", which has no",
      })
  void whatNeedsTlsIsRefusedWithoutIt(String values, String message) {
    assertThat(Chart.refusal(values)).contains("These values do not work").contains(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{tls: {mode: required, certManager: {enabled: true}}} | issuerRef.name must name the issuer",
        "{tls: {mode: required, certManager: {enabled: true}}} | dnsNames must hold the names",
        "{tls: {mode: required, existingSecret: x, certManager: {enabled: true}}} | give one of the two",
      })
  void whatCertManagerNeedsMustBeGiven(String values, String message) {
    assertThat(Chart.refusal(values)).contains("These values do not work").contains(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{port: 2121}           | ftps.implicit.port is 2121, which is ftp.port or",
        "{port: 9000}           | ftps.implicit.port is 9000, which is ftp.port or the management",
        "{port: 20001}          | ftps.implicit.port is 20001, which is one of the passive ports",
        "{servicePort: 21}      | ftps.implicit.servicePort is 21, which is ftp.servicePort",
        "{servicePort: 20001}   | ftps.implicit.servicePort is 20001, which is one of the passive",
      })
  void thePortsOfImplicitTlsAreNobodyElses(String ports, String message) {
    String implicit = ports.replace("{", "{enabled: true, ");

    assertThat(Chart.refusal("{ftps: {implicit: " + implicit + "}}")).contains(message);
  }

  @Test
  void usersMustComeFromASecret() {
    assertThat(Chart.refusalOf("{tls: {mode: 'off'}}"))
        .contains("users.existingSecret must name a Secret");
  }

  @Test
  void allThatIsWrongIsSaidAtOnce() {
    assertThat(Chart.refusalOf("{replicaCount: 9}"))
        .contains("tls.mode is", "users.existingSecret must name", "replicaCount is 9");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ftp: {port: 20000}}                            | ftp.port is 20000, which is one of the",
        "{ftp: {servicePort: 20047}}                     | ftp.servicePort is 20047, which is one",
        "{ftp: {port: 9000}}                             | ftp.port is 9000, which is the management",
        "{passive: {start: 8990}}                        | the management port is 9000, which is one",
        "{passive: {advertise: {mode: static}}}          | passive.advertise.address must be given",
        "{passive: {advertise: {address: 192.0.2.7}}}    | passive.advertise.address is",
        "{passive: {advertise: {mode: hostname}}}        | passive.advertise.hostname must be given",
        "{passive: {advertise: {hostname: a.example}}}   | passive.advertise.hostname is",
        "{passive: {advertise: {mode: service}}, exposure: {type: ClusterIP}} | which needs a load balancer",
        "{passive: {advertise: {perNetwork: ['10.0.0.0/8=control']}}, clientAddress: {source: none}} | perNetwork has no",
        "{active: {enabled: false, sourcePort: 20}}      | active.sourcePort is 20, which has no",
        "{terminationGracePeriodSeconds: 584}            | drain.timeout and 30 s to close up are 585",
        "{exposure: {type: NodePort}}                    | must lie in the node port range",
        "{exposure: {nodePort: 30021}}                   | exposure.nodePort has no effect",
        "{exposure: {implicitNodePort: 30990}}           | exposure.implicitNodePort has no effect",
        "{exposure: {type: ClusterIP, loadBalancerClass: x}} | loadBalancerClass has no effect",
        "{exposure: {type: ClusterIP, allocateLoadBalancerNodePorts: false}} | has no effect",
        "{extraEnv: [{name: LONGSHORE_FTP_PORT, value: x}]}  | extraEnv sets LONGSHORE_FTP_PORT",
      })
  void valuesThatContradictEachOtherAreRefused(String values, String message) {
    assertThat(Chart.refusal(values)).contains("These values do not work").contains(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{passive: {start: '20000'}}             | /passive/start",
        "{ftp: {port: 21}}                       | /ftp/port",
        "{ftp: {servicePort: 65536}}             | /ftp/servicePort",
        "{drain: {timeout: 10 minutes}}          | /drain/timeout",
        "{drain: {linger: 15}}                   | /drain/linger",
        "{relay: {port: 80}}                     | /relay/port",
        "{clientAddress: {source: header}}       | /clientAddress/source",
        "{clientAddress: {trustedProxies: [lb]}} | /clientAddress/trustedProxies/0",
        "{tls: {mode: maybe}}                    | /tls/mode",
        "{tls: {mode: false}}                    | /tls/mode",
        "{tls: {sessionBinding: maybe}}          | /tls/sessionBinding",
        "{ftps: {implicit: {port: 990}}}         | /ftps/implicit/port",
        "{exposure: {type: HostPort}}            | /exposure/type",
        "{s3: {endpoint: 'minio:9000'}}          | /s3/endpoint",
        "{passive: {advertise: {mode: static, address: ftp.example.com}}} | /passive/advertise/address",
        "{passive: {advertise: {mode: static, address: 1.2.3.256}}}       | /passive/advertise/address",
        "{image: {digest: latest}}               | /image/digest",
        "{extraEnv: [{name: 1A}]}                | /extraEnv/0/name",
        "{replicaCount: -1}                      | /replicaCount",
        "{podLabels: {tier: 1}}                  | /podLabels/tier",
        "{passive: null}                         | passive",
      })
  void aValueOfTheWrongKindIsRefused(String values, String place) {
    assertThat(Chart.refusal(values)).contains("schema").contains(place);
  }

  @ParameterizedTest
  @CsvSource({
    "replicas",
    "ftp.ports",
    "tls.cert",
    "passive.stop",
    "passive.advertise.host",
    "relay.mode",
    "clientAddress.trust",
    "active.port",
    "users.file",
    "s3.bucket",
    "s3.accessKeyId",
    "drain.grace",
    "exposure.loadBalancerIP",
    "serviceAccount.token",
    "networkPolicy.ingress",
    "probes.startup.path",
    "image.name"
  })
  void aKeyThatDoesNotExistIsRefused(String key) {
    String values = key.replace(".", ": {") + ": x" + "}".repeat(key.split("\\.").length - 1);

    assertThat(Chart.refusal("{" + values + "}"))
        .contains("schema")
        .contains("'" + key.substring(key.lastIndexOf('.') + 1) + "'");
  }

  @Test
  void globalValuesOfAnUmbrellaChartAreLetThrough() {
    assertThat(Chart.with("{global: {anything: 1}}").objects()).hasSize(5);
  }
}
