package dev.longshore.ftp.quarkus.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The hashes were made by libxcrypt, Python's hashlib and the Argon2 reference implementation. */
class PasswordHashTest {
  private static final String PASSWORD = "grün & 7";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$2b$04$abcdefghijklmnopqrstuuYM.wgrqyHeE7ty86warwXpc6lYUMF9q",
        "$2a$04$abcdefghijklmnopqrstuuYM.wgrqyHeE7ty86warwXpc6lYUMF9q",
        "$2y$05$abcdefghijklmnopqrstuuO8SoozOOVOJzBiiw295JNT3n6xd1C7W",
        "$6$saltsalt$K8Q/6ViYATdPRPV/D1CTTkiiSBkFBYIiMixrlPfFYZzyAIUaOldoCFb.LBdWudM9wCbJlmBvImMCg1gBPprnM.",
        "$6$rounds=1000$x$Y4TiWZc4s13edFNeKK4i4B4aJ1Feauoxz0/cfd3Tp5gOx6065aIbsQS2iprJigqIJHRxr4PsYGfEXL9U.CkPL.",
        "$pbkdf2-sha256$1000$MDEyMzQ1Njc4OWFiY2RlZg$MX8L2VjeduSx1rZ8sKBcEakGKL4FUqbea0nNZ646IXg",
        "$pbkdf2-sha512$1200$MDEyMzQ1Njc4OWFiY2RlZg$EV9PJBk6cxHO3cEL2GPu6FrtdB0vjyFmhR4rauGnOh/ZYNHrOqHx2pKbAcy67TnH7W0GOcL.vYsOWMCpeAV5Sw",
        "$argon2id$v=19$m=512,t=2,p=2$MDEyMzQ1Njc4OWFiY2RlZg$Hl000t1rQlzFwAKXI70Ly0xjNvwdeUmnvpquQLmLnWA",
        "$argon2id$v=16$m=64,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg$BTJYltRicavRE2bMUTiv9DwWFjS7UDuo"
      })
  void everyKindKnowsItsPasswordAndNoOther(String text) {
    PasswordHash hash = PasswordHash.parse(text);

    assertThat(hash.matches(PASSWORD.toCharArray())).isTrue();
    assertThat(hash.matches("grün & 8".toCharArray())).isFalse();
    assertThat(hash.matches(new char[0])).isFalse();
    assertThat(hash.matches("\uD800 half a character".toCharArray())).isFalse();
    assertThat(hash.unmatchable().matches(PASSWORD.toCharArray())).isFalse();
    assertThat(hash.unmatchable().matches(new char[0])).isFalse();
    assertThat(hash.unmatchable().method()).isEqualTo(hash.method());
  }

  @Test
  void aHashNeverShowsItself() {
    String text = "$2b$04$abcdefghijklmnopqrstuuYM.wgrqyHeE7ty86warwXpc6lYUMF9q";

    assertThat(PasswordHash.parse(text)).hasToString("bcrypt cost 4");
  }

  @Test
  void bcryptLooksAtTheFirst72BytesOnly() {
    PasswordHash hash =
        PasswordHash.parse("$2b$04$abcdefghijklmnopqrstuubzadhGtS2zEF.gu0yd0opP6cVzb.e0i");

    assertThat(hash.matches("x".repeat(80).toCharArray())).isTrue();
    assertThat(hash.matches("x".repeat(72).toCharArray())).isTrue();
    assertThat(hash.matches("x".repeat(71).toCharArray())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "secret",
        "$1$saltsalt$abc",
        "$argon2i$v=19$m=512,t=2,p=2$MDEyMzQ1Njc4OWFiY2RlZg$Hl000t1rQlzFwAKXI70Ly0xjNvwdeUmnvpquQLmLnWA",
        "$2b$04$tooshort",
        "$2b$31$abcdefghijklmnopqrstuuYM.wgrqyHeE7ty86warwXpc6lYUMF9q",
        "$2b$03$abcdefghijklmnopqrstuuYM.wgrqyHeE7ty86warwXpc6lYUMF9q",
        "$6$rounds=999$x$Y4TiWZc4s13edFNeKK4i4B4aJ1Feauoxz0/cfd3Tp5gOx6065aIbsQS2iprJigqIJHRxr4PsYGfEXL9U.CkPL.",
        "$6$rounds=999999999$x$Y4TiWZc4s13edFNeKK4i4B4aJ1Feauoxz0/cfd3Tp5gOx6065aIbsQS2iprJigqIJHRxr4PsYGfEXL9U.CkPL.",
        "$pbkdf2-sha256$0$MDEyMzQ1Njc4OWFiY2RlZg$MX8L2VjeduSx1rZ8sKBcEakGKL4FUqbea0nNZ646IXg",
        "$pbkdf2-sha512$9$MDEyMzQ1Njc4OWFiY2RlZg$MX8L2VjeduSx1rZ8sKBcEakGKL4FUqbea0nNZ646IXg",
        "$argon2id$v=19$m=999999999,t=2,p=2$MDEyMzQ1Njc4OWFiY2RlZg$Hl000t1rQlzFwAKXI70Ly0xjNvwdeUmnvpquQLmLnWA",
        "$argon2id$v=19$m=512,t=0,p=2$MDEyMzQ1Njc4OWFiY2RlZg$Hl000t1rQlzFwAKXI70Ly0xjNvwdeUmnvpquQLmLnWA",
        "$argon2id$v=19$m=512,t=2,p=99$MDEyMzQ1Njc4OWFiY2RlZg$Hl000t1rQlzFwAKXI70Ly0xjNvwdeUmnvpquQLmLnWA"
      })
  void whatIsMalformedOrTooDearIsRefusedWithoutShowingIt(String text) {
    assertThatThrownBy(() -> PasswordHash.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining(text.isEmpty() ? "\0" : text)
        .hasMessageNotContaining("MDEyMzQ1");
  }
}
