package dev.longshore.it.conformance;

import java.util.List;
import java.util.stream.Stream;

/** All families of cases, in the order of their letters. */
final class Families {

  /** Cases about one thing, whose numbers begin with the letter. */
  record Family(String letter, String about, List<Case> cases) {}

  private Families() {}

  static List<Family> all() {
    return List.of(
        new Family("W", "the form of every reply", WireCases.cases()),
        new Family(
            "A",
            "control connection, Telnet, parsing",
            both(ControlCases.cases(), TelnetCases.cases())),
        new Family("B", "login and session", both(LoginCases.cases(), SessionCases.cases())),
        new Family("C", "FEAT, OPTS, HELP, SITE", FeatureCases.cases()),
        new Family("D", "TYPE, STRU, MODE, ALLO", TypeCases.cases()),
        new Family("E", "active mode", both(ActiveCases.cases(), ActiveTransferCases.cases())),
        new Family("F", "passive mode", both(PassiveCases.cases(), PassiveTransferCases.cases())),
        new Family("G", "downloads", both(DownloadCases.cases(), DownloadFaultCases.cases())),
        new Family(
            "H",
            "uploads",
            both(UploadCases.cases(), both(ResumeCases.cases(), LostUploadCases.cases()))),
        new Family("I", "ASCII", AsciiCases.cases()),
        new Family("J", "sizes and times", both(TimeCases.cases(), SetTimeCases.cases())),
        new Family("K", "MLST and MLSD", both(FactCases.cases(), EntryCases.cases())),
        new Family(
            "L",
            "LIST, NLST, STAT",
            Stream.of(ListingCases.cases(), TreeCases.cases(), NameListCases.cases())
                .flatMap(List::stream)
                .toList()),
        new Family(
            "M",
            "directories, renames, deletions",
            both(DirectoryCases.cases(), RenameCases.cases())),
        new Family("N", "names", NameCases.cases()),
        new Family(
            "O",
            "commands during transfers",
            both(AbortCases.cases(), DuringTransferCases.cases())),
        new Family(
            "P",
            "TLS",
            Stream.of(
                    TlsCases.cases(),
                    ProtectionCases.cases(),
                    TlsDataCases.cases(),
                    TlsTermsCases.cases(),
                    TlsEndCases.cases())
                .flatMap(List::stream)
                .toList()),
        new Family("Q", "hashes and further commands", ExtraCases.cases()),
        new Family(
            "R",
            "attacks",
            both(SafetyCases.cases(), both(LockoutCases.cases(), AbuseCases.cases()))));
  }

  /** A family of two classes. */
  private static List<Case> both(List<Case> first, List<Case> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  static Stream<Case> cases() {
    return all().stream().flatMap(family -> family.cases().stream());
  }
}
