package io.fleetwire.store;

import java.sql.SQLException;

/// What PostgreSQL and its driver fail with. The codes are those of
/// <https://www.postgresql.org/docs/current/errcodes-appendix.html>.
final class PostgresFault {
  private PostgresFault() {}

  static String advice(SQLException cause) {
    String state = cause.getSQLState() == null ? "" : cause.getSQLState();
    String known = adviceOn(state);
    return known.isEmpty() ? adviceOnClass(state.substring(0, Math.min(2, state.length()))) : known;
  }

  private static String adviceOn(String state) {
    return switch (state) {
      case "08004" ->
          "the server wants a password; give it in the URL, by database.password, or in a .pgpass"
              + " file";
      case "28P01" ->
          "the user's password is wrong; look at the URL, database.password and the .pgpass file";
      case "3D000" -> "there is no such database; create it, with the encoding UTF8";
      case "25006" -> "the database is read-only; name the primary server, not a standby";
      case "25P03", "57P05" ->
          "the server has ended an idle connection; it goes on by itself with a new one";
      case "40001", "40P01", "55P03" ->
          "another transaction is in the way; it goes on by itself once that has ended";
      case "42501" -> "the user may not do this; make it the owner of the database";
      case "53100" -> "the server's disk is full; make room, and it goes on by itself";
      case "53300" -> "the server has no connection left; raise its max_connections";
      case "57014" -> "the query took too long and was ended; ask for less";
      case "57P01", "57P02", "57P03" ->
          "the database server stops or starts; it goes on by itself once that is over";
      default -> "";
    };
  }

  private static String adviceOnClass(String group) {
    return switch (group) {
      case "08" ->
          "the database server cannot be reached; start it, or look at the address and the network";
      case "28" -> "the server does not let the user in; look at its pg_hba.conf";
      case "53" -> "the database server has no room or memory left; look at its log";
      case "58" -> "the database server's disk fails; look at its log";
      case "XX" -> "the database is damaged; look at the server's log, and restore a backup";
      default -> "";
    };
  }
}
